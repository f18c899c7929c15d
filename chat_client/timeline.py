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
    known: messages by seq, even those beyond a gap, each in its latest state that was seen.
    later: revisions seen beyond a gap.
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
        revision = message["revision"]
        return replace(
            self,
            known=_merged(self.known, [message]) if self.lacks(message) else self.known,
            later=self.later | ({revision} if revision else set()),
            channel_version=max(self.channel_version, message["channelVersion"] or 0),
        )._advanced()

    def lacks(self, message: Json) -> bool:
        """Whether this state of a message is news: not older than what is shown, nor than held.

        Where it does not say which state it is, it is news if it tells of a change not heard of.
        """
        held = self.known.get(message["seq"])
        if held is None:
            return bool(message["seq"] > self.seq)
        if message["version"] is None:
            return not self._has_heard_of(revision_of(message))
        return _rank(message) > _rank(held)

    def synced(self, page: Json) -> Self:
        """With a page of sync. A reset forgets what is older than the page.

        A changed message that is not held is older than what is shown, or yet to come. What is yet
        to come is kept: its event may be an older state, and its change is not told again.
        """
        kept = {n: m for n, m in self.known.items() if n > page["seq"] or not page["reset"]}
        known = _merged(kept, page["messages"])
        seq = page["seq"] if page["reset"] else max(self.seq, page["seq"])
        changed = [m for change in page.get("changes", ()) if (m := change.get("message"))]
        return replace(
            self,
            known=_merged(known, [m for m in changed if m["seq"] in known or m["seq"] > seq]),
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

    @property
    def has_gap(self) -> bool:
        """Whether something is known beyond what is missing: time to sync."""
        return bool(self.later) or max(self.known, default=0) > self.seq

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
