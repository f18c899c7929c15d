"""What a history proves, whatever happened between the calls.

The server's final list says what became of every number. A call's effect lies between its beginning
and the first time that anybody saw it; what cannot be told apart from that counts as uncertain.
"""

import sys
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from tests.history.logs import (
    POSTINGS,
    REPLYING,
    calls_of_conversation,
    calls_of_thread,
    events_of_thread,
    reply_in,
    root_of,
)
from tests.history.records import LOST, Call, Delivery, Final, History, Json
from tests.history.standings import Standings

REACTIONS = frozenset({"addReaction", "removeReaction"})
"""Mutations that add and take away what somebody reacts with."""

PINS = frozenset({"pinMessage", "unpinMessage"})
"""Mutations that pin a message and unpin it."""

AMENDMENTS = REACTIONS | PINS | {"editMessage", "deleteMessage"}
"""Mutations that give a message another state."""

PUBLISHING = POSTINGS | AMENDMENTS | {REPLYING}
"""Mutations that tell whoever listens of a message."""

_NOTHING = sys.maxsize
"""No number of a log reaches it."""

_COMES, _GOES = {"MEMBERS_ADDED"}, {"MEMBER_REMOVED", "MEMBER_LEFT"}
_OF_THE_CALL = {"channel", "channelVersion", "quoted", "reply"}
"""What belongs to a publication or to a reader, not to the message."""

_OF_A_THREAD = ("rootSeq", "lastSeq", "replyCount", "lastReplyAt", "participantIds")
"""What is told to everyone of a thread."""

_OF_THE_STATE = {
    *("revision", "body", "parts"),
    *("changedBy", "editedAt", "deletedAt", "deletedBy"),
    *("version", "reactions"),
    *("pinnedAt", "pinnedBy", "replyTo", "forwardedFrom", "mentions", "mentionsEveryone"),
    "thread",
}
"""What a change gives a message; the rest it has for good."""

_NEW = _OF_THE_STATE - {"revision", "body"}
"""What clients of 0.1.0 do not know."""


class Highest:
    """The highest of several values by a tick."""

    def __init__(self, seen: Iterable[tuple[int, int]]) -> None:
        self._ticks: list[int] = []
        self._values: list[int] = []
        for tick, value in sorted(seen):
            if not self._values or value > self._values[-1]:
                self._ticks.append(tick)
                self._values.append(value)

    @property
    def last(self) -> int:
        """The highest of all; 0 if there was none."""
        return self._values[-1] if self._values else 0

    def before(self, tick: int) -> int:
        """The highest that was seen before; 0 if none was."""
        position = bisect_left(self._ticks, tick)
        return self._values[position - 1] if position else 0


@dataclass(frozen=True, slots=True)
class Posting:
    """A client id and what became of it. attempts: all calls with it, the first one first."""

    person: int
    identity: str
    attempts: tuple[Call, ...]

    @property
    def began(self) -> int:
        """When it was first asked for."""
        return min(call.began for call in self.attempts)

    @property
    def answers(self) -> tuple[Call, ...]:
        """The attempts that were answered."""
        return tuple(call for call in self.attempts if call.answer)


@dataclass(frozen=True, slots=True)
class Sight:
    """A message in an answer or an event. at: when it came.

    began: nothing older was asked for: of a call its beginning; of an event that of the earliest
    call that can have published it, -1 where none is known.
    channel: what it was published on; None for what was only read.
    """

    began: int
    at: int
    place: str
    channel: str | None
    message: Json


@dataclass(frozen=True, slots=True)
class Passage:
    """Somebody came or went. began: nobody had asked for it before.  seen: by then it was so.

    seq: 0 for those who opened the conversation.
    """

    comes: bool
    seq: int
    began: int
    seen: int


class Facts:
    """A history that has come to its end, looked at from all sides: the conversation's own log.

    root: the number on which a thread hangs, where its log is the one that is looked at.
    threads: those looks, by root.  calls: those that are about this log.
    messages: what it holds at the end, by number.  changes: the revisions that changed each.
    replied: messages that somebody replied to, or tried to.
    responded: those, and messages that somebody reacted to, or tried to. Parts of them change side
    by side, so two looks at the same moment may each show a change that the other does not: of
    their versions only what changed is certain, not which text came under which.
    pinned: messages that somebody pinned, or tried to.
    standings: who may have had which role when.
    """

    root: int | None = None

    def __init__(self, history: History, final: Final) -> None:
        self.history = history
        self.final = final
        self.threads: dict[int, Facts] = {}
        asked = [(root, call) for call in history.calls if (root := root_of(call)) is not None]
        self.replied = frozenset(root for root, call in asked if call.field in PUBLISHING)
        self.changes = _changes(final, None)
        self.standings = Standings(history)
        self._identified = [
            call for call in history.calls if "clientMessageId" in call.arguments.get("input", {})
        ]
        self._look([*calls_of_conversation(history)], [*history.deliveries], final.messages)
        self._passages = {
            person: list(self._passages_of(person)) for person in range(len(history.people))
        }
        logs = {thread["rootSeq"]: thread["messages"] for thread in final.threads}
        for root in sorted(logs.keys() | {root for root, _ in asked}):
            self.threads[root] = _Thread(self, root, logs.get(root, []))
            for revision in self.threads[root].raises():
                self.changes.setdefault(root, set()).add(revision)

    def _look(self, calls: list[Call], events: list[Delivery], messages: list[Json]) -> None:
        self.calls = calls
        self._events = events
        self.messages = {message["seq"]: message for message in messages}
        is_reply = self.root is not None
        self.postings = {
            (posting.person, posting.identity): posting
            for posting in _postings(calls, {REPLYING} if is_reply else POSTINGS)
        }
        self.amendments = _amendments(calls, self.root)
        self.responded = self._aimed_at("addReaction") | self.replied
        self.pinned = self._aimed_at("pinMessage")
        self.sights = [*self._sights()]
        self.seen: dict[int, int] = {}
        for sight in self.sights:
            seq = sight.message["seq"]
            self.seen[seq] = min(sight.at, self.seen.get(seq, sight.at))

    @property
    def counts_sending(self) -> bool:
        """Whether sending a message is a change to it: a reply is one of what it hangs on."""
        return self.root is not None

    @property
    def at_rest(self) -> int:
        """When the last change had been answered, or given up."""
        ends = (call.ended for call in self.history.calls if call.field in PUBLISHING)
        return max(ends, default=0)

    def name(self, person: int) -> str:
        """How a person is called in a sentence."""
        return "the reader" if person == len(self.history.people) - 1 else f"person {person}"

    def is_in(self, call: Call) -> bool:
        """Whether the caller was certainly a member all the time that the call took."""
        passages = self._passages[call.person]
        came = max((p.seq for p in passages if p.comes and p.seen < call.began), default=None)
        return came is not None and not any(
            p.seq > came and p.began < call.ended for p in passages if not p.comes
        )

    def is_out(self, call: Call) -> bool:
        """Whether the caller was certainly no member at any time of the call."""
        passages = self._passages[call.person]
        gone = max((p.seq for p in passages if not p.comes and p.seen < call.began), default=-1)
        return not any(p.seq > gone and p.began < call.ended for p in passages if p.comes)

    def certain_floor(self, person: int, ended: int) -> int:
        """From this number on the person may read, if they may read anything."""
        if self.history.shows_history:
            return 1
        comings = (p.seq for p in self._passages[person] if p.comes and p.began < ended)
        return max(comings, default=1)

    def lowest_floor(self, person: int, began: int, ended: int) -> int:
        """Below this number the person certainly may not read."""
        if self.history.shows_history:
            return 1
        comings = [p for p in self._passages[person] if p.comes and p.began < ended]
        last = max((p.seq for p in comings if p.seen < began), default=0)
        return min((p.seq for p in comings if p.seq >= last), default=1)

    def newcomers_from(self, tick: int) -> int:
        """Below this number somebody who had certainly joined by then may not read."""
        if self.history.shows_history:
            return 1
        passages = (p for everyone in self._passages.values() for p in everyone)
        return max((p.seq for p in passages if p.comes and p.seen < tick), default=1)

    def comings(self, person: int, ended: int) -> Iterator[int]:
        """The numbers under which a person may have come in by then."""
        return (p.seq for p in self._passages[person] if p.comes and p.began < ended)

    def said(self, person: int, ended: int) -> Iterator[int]:
        """The numbers of what the person may have said by then, texts and changes."""
        for seq, message in self.messages.items():
            author = self.author(message)
            if author and author.person == person and author.began < ended:
                yield seq

    def asked_for(self, seq: int, ended: int) -> set[str]:
        """The texts that a number may have had by then, because its sender wanted them."""
        author = self.author(self.messages[seq]) if seq in self.messages else None
        attempts = [*(author.attempts if author else ()), *self.amendments.get(seq, ())]
        wanted = [call.arguments["input"] for call in attempts if call.began <= ended]
        texts = {given["body"] for given in wanted if "body" in given}
        for original in {given["forward"]["seq"] for given in wanted if "forward" in given}:
            if original < seq:
                texts |= self.asked_for(original, ended)
        return texts

    def sent(self, seq: int) -> list[Json]:
        """What the sender of a number asked for, in one call or another."""
        author = self.author(self.messages[seq]) if seq in self.messages else None
        attempts = author.attempts if author else ()
        return [call.arguments["input"] for call in attempts]

    def is_repeated(self, call: Call) -> bool:
        """Whether a call's client id had been used before: it may be answered with what was."""
        identity = call.arguments.get("input", {}).get("clientMessageId")
        return identity is not None and any(
            other.began < call.began and other.arguments["input"]["clientMessageId"] == identity
            for other in self._identified
            if other.person == call.person
        )

    def active(self) -> set[str]:
        """The ids of those who are in at the end, by what the messages record."""
        return {
            user_id
            for person, user_id in enumerate(self.history.people)
            if (passages := self._passages[person]) and max(passages, key=lambda p: p.seq).comes
        }

    def author(self, message: Json) -> Posting | None:
        """The posting that a message came from."""
        sender = message["senderId"]
        people = self.history.people
        person = people.index(sender) if sender in people else -1
        return self.postings.get((person, message["clientMessageId"]))

    def _aimed_at(self, field: str) -> frozenset[int]:
        return frozenset(
            seq
            for seq, calls in self.amendments.items()
            if any(call.field == field for call in calls)
        )

    def as_shown(self, message: Json) -> Json:
        """What a device must show when all is at rest.

        Of simultaneous changes each event tells of another as the last.
        """
        shown = content(message)
        if message["seq"] not in self.responded:
            return shown
        return {name: each for name, each in shown.items() if name not in {"revision", "changedBy"}}

    def raises(self) -> Iterator[int]:
        """The revisions that also change what a thread hangs on: replies that come, or go."""
        for seq, revisions in self.changes.items():
            yield min(revisions)
            if seq in self.messages and is_deleted(self.messages[seq]):
                yield max(revisions)

    def _sights(self) -> Iterator[Sight]:
        for call in self.calls:
            publishes = call.field in PUBLISHING
            for message in messages_in(call):
                channel = message["channel"] if publishes else None
                yield Sight(call.began, call.ended, call.field, channel, message)
                if original := message.get("quoted"):
                    place = f"a quotation in {call.field}"
                    yield Sight(call.began, call.ended, place, None, original)
        for event in self._events:
            if event.field == "onMessage":
                began = self._asked_for(event)
                yield Sight(began, event.at, event.field, event.channel, event.payload)

    def _asked_for(self, event: Delivery) -> int:
        author, seq = self.author(event.payload), event.payload["seq"]
        attempts = [*(author.attempts if author else ()), *self.amendments.get(seq, ())]
        if reply_in(event.payload):
            attempts = [
                call for call in self.calls if root_of(call) == seq and call.field in PUBLISHING
            ]
        return min((call.began for call in attempts if _may_be_told(call, event)), default=-1)

    def _passages_of(self, person: int) -> Iterator[Passage]:
        last = len(self.history.people) - 1
        if person < self.history.members or person == last:
            yield Passage(comes=True, seq=0, began=-1, seen=-1)
        for seq, message in self.messages.items():
            if self.history.people[person] in (message["memberIds"] or ()):
                author = self.author(message)
                yield Passage(
                    comes=message["event"] in _COMES,
                    seq=seq,
                    began=author.began if author else -1,
                    seen=self.seen.get(seq, self.final.at),
                )


class _Thread(Facts):
    """The same of the log of a thread. Whoever may read what it hangs on may read all of it."""

    def __init__(self, whole: Facts, root: int, messages: list[Json]) -> None:
        self.root = root
        self.history, self.final = whole.history, whole.final
        self.threads, self.replied = {}, frozenset()
        self.changes = _changes(whole.final, root)
        self.standings, self._identified = whole.standings, whole._identified
        self._whole = whole
        self._passages = whole._passages
        calls = [*calls_of_thread(self.history, root)]
        self._look(calls, [*events_of_thread(self.history, root)], messages)

    def certain_floor(self, person: int, ended: int) -> int:
        return self._from(self._whole.certain_floor(person, ended))

    def lowest_floor(self, person: int, began: int, ended: int) -> int:
        return self._from(self._whole.lowest_floor(person, began, ended))

    def newcomers_from(self, tick: int) -> int:
        return self._from(self._whole.newcomers_from(tick))

    def _from(self, floor: int) -> int:
        assert self.root is not None
        return 1 if floor <= self.root else _NOTHING


def departures(messages: Iterable[Json]) -> list[Json]:
    """The messages that record that somebody went."""
    return [message for message in messages if message["event"] in _GOES]


def content(message: Json) -> Json:
    """A message in one of its states, as everybody must see it: `mine` is not the same to all."""
    shown = {name: value for name, value in message.items() if name not in _OF_THE_CALL}
    if message.get("reactions") is not None:
        shown["reactions"] = reactors_of(message)
    if thread := message.get("thread"):
        shown["thread"] = {name: thread[name] for name in _OF_A_THREAD}
    if message.get("parts") is not None:
        return shown
    # An older client has published it: what it did not select is not known.
    return {name: value for name, value in shown.items() if name not in _NEW}


def are_one(one: Json, other: Json) -> bool:
    """Whether two sights can be of the same message, whatever its state."""
    one, other = content(one), content(other)
    return all(one[name] == other[name] for name in (one.keys() & other.keys()) - _OF_THE_STATE)


def version_of(message: Json) -> int | None:
    """How often a message has changed; None where it is not told."""
    version: int | None = message.get("version")
    return version


def reactors_of(message: Json) -> dict[str, tuple[int, frozenset[str]]]:
    """By emoji how many reacted so, and who, up to ten of them."""
    told = message.get("reactions") or ()
    return {each["emoji"]: (each["count"], frozenset(each["userIds"])) for each in told}


def agree(one: Json, other: Json) -> bool:
    """Whether two sights of a message in the same state say the same, as far as both say it."""
    one, other = content(one), content(other)
    return all(one[name] == other[name] for name in one.keys() & other.keys())


def is_deleted(message: Json) -> bool:
    """Whether it is a text without its body."""
    return message["kind"] == "TEXT" and message["body"] is None


def messages_in(call: Call) -> list[Json]:
    """The messages that an answer carries."""
    if not call.answer:
        return []
    if call.field in PUBLISHING | {"message"}:
        return [call.answer]
    if call.field == "pins":
        return list(call.answer)
    if call.field == "messages":
        return list(call.answer["messages"])
    if call.field == "sync":
        changed = (change.get("message") for change in call.answer["changes"])
        return [*call.answer["messages"], *filter(None, changed)]
    if call.field == "inbox":
        entry = call.answer["entry"]
        return [entry["lastMessage"]] if entry and entry["lastMessage"] else []
    return []


def heads_in(call: Call) -> list[Json]:
    """The conversation's counters that an answer carries.

    On AWS heads may be a moment old. The embedded AWS reads what is there, and is held to that.
    """
    if not call.answer:
        return []
    if call.field in {"conversation", "createConversation"}:
        return [call.answer]
    if call.field == "heads":
        return [head for head in call.answer if head]
    return []


def _postings(calls: Iterable[Call], fields: Container[str]) -> Iterator[Posting]:
    attempts: dict[tuple[int, str], list[Call]] = {}
    for call in calls:
        if call.field in fields:
            identity = call.arguments["input"]["clientMessageId"]
            attempts.setdefault((call.person, identity), []).append(call)
    for (person, identity), of_one in attempts.items():
        yield Posting(person, identity, tuple(of_one))


def _amendments(calls: Iterable[Call], root: int | None) -> dict[int, list[Call]]:
    """The calls that were to give a message of a log another state, by its number."""
    found: dict[int, list[Call]] = {}
    for call in calls:
        if call.field in AMENDMENTS and root_of(call) == root:
            found.setdefault(call.arguments["input"]["seq"], []).append(call)
    return found


def _changes(final: Final, root: int | None) -> dict[int, set[int]]:
    """The revisions of each message's changes; that of a reply's sending is the first."""
    found: dict[int, set[int]] = {}
    for change in final.changes:
        if change["kind"] == "MESSAGE" and change.get("rootSeq") == root:
            found.setdefault(change["seq"], set()).add(change["revision"])
    return found


def _may_be_told(call: Call, event: Delivery) -> bool:
    """Whether a mutation may have published an event."""
    if call.began > event.at:
        return False
    if not call.answer:
        return call.error == LOST
    told = ("seq", "revision", "channel")
    return all(call.answer[name] == event.payload[name] for name in told)
