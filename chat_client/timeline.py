"""A conversation as it is shown: events and pages fold into a list without a gap.

What happens in a thread is told with the message that it hangs on, as its reply: the two are folded
by themselves, each by its own version.

Sources: schema.graphql, Message, MessagePage and SyncPage.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from chat_client.documents import Json
from chat_client.places import Place


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """What is known of a conversation. Each step gives a new one.

    seq, revision: up to here nothing is missing.  channel_version: the highest seen.
    known: messages by seq, even those beyond a gap, each in its latest state that was seen.
    later: revisions seen beyond a gap.  promised: the highest that was told of without what it is.
    replies: those that were told of, by place, each in its latest state that was seen.
    """

    seq: int = 0
    revision: int = 0
    channel_version: int = 0
    known: Mapping[int, Json] = field(default_factory=dict)
    later: frozenset[int] = frozenset()
    promised: int = 0
    replies: Mapping[Place, Json] = field(default_factory=dict)

    @classmethod
    def opened(cls, page: Json) -> Self:
        """From messages, asked for without before and after."""
        return cls(
            seq=page["baseline"]["seq"],
            revision=page["baseline"]["revision"],
            known=_merged({}, page["messages"]),
        )._advanced()

    def heard(self, message: Json, *, revision: int | None = None) -> Self:
        """With a message that was published. Order does not matter, nor does repetition.

        revision: of the change that was told, where the message was asked for since.
        """
        root, reply = apart(message)
        number = revision_of(message) if revision is None else revision
        is_heard = number and (reply or not _may_be_of_a_reply(root))
        new = [reply] if reply and self.lacks_reply(reply) else []
        return replace(
            self,
            known=_merged(self.known, [root]) if self.lacks(message) else self.known,
            replies=_latest(self.replies, new),
            later=self.later | ({number} if is_heard else set()),
            promised=max(number, self.promised, *map(revision_of, new)),
            channel_version=max(self.channel_version, message["channelVersion"] or 0),
        )._advanced()

    def seen(self, messages: Iterable[Json]) -> Self:
        """With messages or replies as they are now, which says nothing of what else happened."""
        found = [*messages]
        own = [each for each in found if Place.of(each).root_seq is None and self.lacks(each)]
        replies = [each for each in found if Place.of(each).root_seq is not None]
        known, latest = _merged(self.known, own), _latest(self.replies, replies)
        return replace(self, known=known, replies=latest)._advanced()

    def lacks(self, message: Json) -> bool:
        """Whether this state of a message is news: not older than what is shown, nor than held.

        Where it does not say which state it is, it is news if it tells of a change not heard of.
        """
        held = self.known.get(message["seq"])
        if held is None:
            return bool(message["seq"] > self.seq)
        if message["version"] is None:
            return not self._has_heard_of(revision_of(message))
        if message.get("reply"):  # its revision is that of the reply
            return version_of(message) > version_of(held)
        return _rank(message) > _rank(held)

    def lacks_reply(self, reply: Json) -> bool:
        """The same of a reply, which is no news if it was told before the first page."""
        held = self.replies.get(Place.of(reply))
        if held is None or reply["version"] is None:
            return not self._has_heard_of(revision_of(reply))
        return _rank(reply) > _rank(held)

    def synced(self, page: Json) -> Self:
        """With a page of sync. A reset forgets what is older than the page.

        A changed message that is not held is older than what is shown, or yet to come. What is yet
        to come is kept: its event may be an older state, and its change is not told again.
        """
        kept = {n: m for n, m in self.known.items() if n > page["seq"] or not page["reset"]}
        known = _merged(kept, page["messages"])
        seq = page["seq"] if page["reset"] else max(self.seq, page["seq"])
        told = [apart(m) for change in page.get("changes", ()) if (m := change.get("message"))]
        changed = [message for message, _ in told]
        return replace(
            self,
            known=_merged(known, [m for m in changed if m["seq"] in known or m["seq"] > seq]),
            replies=_latest(
                {} if page["reset"] else self.replies, [reply for _, reply in told if reply]
            ),
            seq=seq,
            revision=max(self.revision, page["revision"]),
            channel_version=max(self.channel_version, page["channelVersion"]),
        )._advanced()

    def beyond(self, shown: Mapping[int, int]) -> list[Json]:
        """The messages that may be shown, in order, unless in the state that is shown already.

        shown: versions by seq.
        """
        return [
            self.known[n]
            for n in sorted(self.known)
            if n <= self.seq and shown.get(n) != version_of(self.known[n])
        ]

    def replies_beyond(self, shown: Mapping[Place, int]) -> list[Json]:
        """The replies whose changes may be shown, thread by thread, unless in the state shown.

        shown: versions by place.
        """
        new = [
            reply
            for place, reply in self.replies.items()
            if revision_of(reply) <= self.revision and shown.get(place) != version_of(reply)
        ]
        return sorted(new, key=lambda reply: (reply["rootSeq"], reply["seq"]))

    @property
    def has_gap(self) -> bool:
        """Whether something is known beyond what is missing: time to sync."""
        is_missing = self.promised > self.revision
        return is_missing or bool(self.later) or max(self.known, default=0) > self.seq

    def _has_heard_of(self, revision: int) -> bool:
        return revision <= self.revision or revision in self.later

    def _advanced(self) -> Self:
        revision = _end_of_run(self.revision, self.later)
        return replace(
            self,
            seq=_end_of_run(self.seq, self.known),
            revision=revision,
            later=frozenset(r for r in self.later if r > revision),
        )


def apart(message: Json) -> tuple[Json, Json | None]:
    """A message by itself, and the reply that is told with it, which says where it stands."""
    reply = message.get("reply")
    if not reply:
        return message, None
    return message | {"reply": None}, reply | {"rootSeq": message["seq"]}


def revision_of(message: Json) -> int:
    """The number of the change that a message tells of; 0 if it never changed."""
    revision: int = message["revision"] or 0
    return revision


def version_of(message: Json) -> int:
    """How often a message has changed, or -1 where it does not say."""
    version: int | None = message["version"]
    return -1 if version is None else version


def _rank(message: Json) -> tuple[int, int]:
    """The higher is the later state; of the same one, the later news."""
    return version_of(message), revision_of(message)


def _may_be_of_a_reply(root: Json) -> bool:
    """Whether the change whose number a message has may be one in its thread, which is not told.

    So it is where a call is repeated: what is published then is the message as it is.
    """
    return "THREAD" in (root.get("parts") or ())


def _latest(held: Mapping[Place, Json], replies: Iterable[Json]) -> dict[Place, Json]:
    """Both; of two states of a reply, the later."""
    latest = dict(held)
    for reply in replies:
        known = latest.setdefault(Place.of(reply), reply)
        if _rank(reply) > _rank(known):
            latest[Place.of(reply)] = reply
    return latest


def _merged(known: Mapping[int, Json], messages: Iterable[Json]) -> dict[int, Json]:
    """Both; of two states of a message, the later."""
    merged = dict(known)
    for message in messages:
        held = merged.setdefault(message["seq"], message)
        if _rank(message) > _rank(held):
            merged[message["seq"]] = message
    return merged


def _end_of_run(number: int, heard_of: Container[int]) -> int:
    while number + 1 in heard_of:
        number += 1
    return number
