"""A conversation as it is shown: events and pages fold into a list without a gap.

Sources: schema.graphql, Message, MessagePage and SyncPage.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from chat_client.documents import Json


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """What is known of a conversation. Each step gives a new one.

    seq, revision: up to here nothing is missing.  channel_version: the highest seen.
    known: messages by seq, even those beyond a gap.  later: revisions seen beyond a gap.
    """

    seq: int = 0
    revision: int = 0
    channel_version: int = 0
    known: Mapping[int, Json] = field(default_factory=dict)
    later: frozenset[int] = frozenset()

    @classmethod
    def opened(cls, page: Json) -> Self:
        """From messages, asked for without before and after."""
        return cls(
            seq=page["baseline"]["seq"],
            revision=page["baseline"]["revision"],
            known=_merged({}, page["messages"]),
        )._advanced()

    def heard(self, message: Json) -> Self:
        """With a message that was published. Order does not matter, nor does repetition."""
        seq, revision = message["seq"], message["revision"]
        older_than_shown = seq <= self.seq and seq not in self.known
        return replace(
            self,
            known=self.known if older_than_shown else _merged(self.known, [message]),
            later=self.later | ({revision} if revision else set()),
            channel_version=max(self.channel_version, message["channelVersion"] or 0),
        )._advanced()

    def synced(self, page: Json) -> Self:
        """With a page of sync. A reset forgets what is older than the page."""
        kept = {n: m for n, m in self.known.items() if n > page["seq"] or not page["reset"]}
        return replace(
            self,
            known=_merged(kept, page["messages"]),
            seq=page["seq"] if page["reset"] else max(self.seq, page["seq"]),
            revision=max(self.revision, page["revision"]),
            channel_version=max(self.channel_version, page["channelVersion"]),
        )._advanced()

    def after(self, seq: int) -> list[Json]:
        """The messages that may be shown, in order, with a higher number than that."""
        return [self.known[n] for n in sorted(self.known) if seq < n <= self.seq]

    @property
    def has_gap(self) -> bool:
        """Whether something is known beyond what is missing: time to sync."""
        return bool(self.later) or max(self.known, default=0) > self.seq

    def _advanced(self) -> Self:
        revision = _end_of_run(self.revision, self.later)
        return replace(
            self,
            seq=_end_of_run(self.seq, self.known),
            revision=revision,
            later=frozenset(r for r in self.later if r > revision),
        )


def _merged(known: Mapping[int, Json], messages: Iterable[Json]) -> dict[int, Json]:
    """Both; of two states of a message, the one with the higher revision."""
    merged = dict(known)
    for message in messages:
        held = merged.setdefault(message["seq"], message)
        if (message["revision"] or 0) > (held["revision"] or 0):
            merged[message["seq"]] = message
    return merged


def _end_of_run(number: int, heard_of: Container[int]) -> int:
    while number + 1 in heard_of:
        number += 1
    return number
