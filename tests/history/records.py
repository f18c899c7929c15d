"""What happened in an episode, in the order in which it was seen: the history that is checked.

Times are ticks of one counter: what ended at a lower tick than another thing began was over then.
As a file it is JSON lines, the episode first.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

type Json = dict[str, Any]

LOST = "Disconnected"
"""No answer came: whether the call had an effect is unknown."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request over HTTP, or the start of a subscription.

    device: numbered through the episode.  answer: the field's value, None with an error.
    error: the errorType, or LOST.
    """

    person: int
    device: int
    field: str
    arguments: Json
    began: int
    ended: int
    answer: Any = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event. channel: the one that the subscription was made with, "" for onInbox."""

    person: int
    device: int
    field: str
    channel: str
    at: int
    payload: Json


@dataclass(frozen=True, slots=True)
class View:
    """What a device shows at the end of the numbers first … last: its messages, folded.

    threads: of each it has heard of, rootSeq, its messages, and from which number on it has all of
    them as first, or None.
    """

    person: int
    device: int
    at: int
    first: int
    last: int
    messages: list[Json]
    threads: list[Json] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Final:
    """What the server says when nothing is under way any more, to one who was in all the time.

    conversation, members, changes: as the API gives them.  messages: all of them.
    threads: rootSeq and all messages of each that somebody replied in, or tried to.
    """

    at: int
    conversation: Json
    members: list[Json]
    messages: list[Json]
    changes: list[Json]
    threads: list[Json] = field(default_factory=list)


type Record = Call | Delivery | View | Final

_KINDS: dict[str, type[Record]] = {kind.__name__: kind for kind in (Call, Delivery, View, Final)}


@dataclass(slots=True)
class History:
    """An episode and its records.

    people: their ids; the last one only syncs, and reads at the end.  members: how many of the
    others opened the conversation, and the last one with them.  troubled: whether functions were
    killed.
    """

    seed: int
    episode: int
    people: list[str]
    members: int
    shows_history: bool
    troubled: bool
    records: list[Record] = field(default_factory=list)

    @property
    def calls(self) -> Iterator[Call]:
        """The calls in the order in which they ended."""
        return (record for record in self.records if isinstance(record, Call))

    @property
    def deliveries(self) -> Iterator[Delivery]:
        """The events in the order of arrival."""
        return (record for record in self.records if isinstance(record, Delivery))

    @property
    def views(self) -> Iterator[View]:
        """The devices' lists."""
        return (record for record in self.records if isinstance(record, View))

    @property
    def final(self) -> Final | None:
        """The server's state, unless the episode broke off before."""
        return next((record for record in self.records if isinstance(record, Final)), None)

    def lines(self) -> Iterator[str]:
        """The history as JSON lines."""
        episode = asdict(self)
        del episode["records"]
        yield _compact(episode)
        for record in self.records:
            yield _compact({"record": type(record).__name__} | asdict(record))

    @classmethod
    def read(cls, lines: Iterable[str]) -> "History":
        """The history that these lines hold."""
        episode, *records = map(json.loads, lines)
        return cls(**episode, records=[_KINDS[each.pop("record")](**each) for each in records])


def _compact(value: Json) -> str:
    return json.dumps(value, separators=(",", ":"))
