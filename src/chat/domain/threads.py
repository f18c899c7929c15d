"""Replies to a message: a numbered log of their own, that hangs on it.

How many there are is counted in shards by person, with the other responses to the message, so that
a crowd replying at one moment does not meet in one row
(docs/decisions/0019-threads-hang-on-messages.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

NAMED = 5
"""So many of those who replied are named with the message."""
KEPT_FOR = timedelta(days=90)
"""So long a thread is followed after a person last had to do with it."""


@dataclass(frozen=True, slots=True)
class Thread:
    """What is told of a thread with the message that it hangs on. Fields as in schema.graphql."""

    root_seq: int
    last_seq: int
    reply_count: int
    last_reply_at: datetime | None
    participant_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replies:
    """The replies to a message, or those of some people.

    last_seq, last_at: of the last one; 0 and None before the first.  count: without deleted ones.
    people: at least five of those who replied, if so many did.
    """

    last_seq: int = 0
    last_at: datetime | None = None
    count: int = 0
    people: frozenset[str] = frozenset()

    def thread_of(self, root_seq: int) -> Thread:
        """The thread, as it is told."""
        named = tuple(sorted(self.people)[:NAMED])
        return Thread(root_seq, self.last_seq, self.count, self.last_at, named)

    @classmethod
    def of_shards(cls, shards: Iterable["Replies"]) -> "Replies":
        """A message's shards taken together."""
        parts = list(shards)
        last = max(parts, key=lambda part: part.last_seq, default=cls())
        return cls(
            last.last_seq,
            last.last_at,
            sum(part.count for part in parts),
            frozenset().union(*(part.people for part in parts)),
        )


@dataclass(frozen=True, slots=True)
class ThreadCounter:
    """The last number handed out in a thread, and when."""

    conversation_id: str
    root_seq: int
    last_seq: int
    last_seq_at: datetime


@dataclass(frozen=True, slots=True)
class Follow:
    """A person's row for a thread.

    read_seq: the last reply they have read.  since: when they last began or ceased to follow the
    thread, if they ever did.
    """

    user_id: str
    conversation_id: str
    root_seq: int
    is_followed: bool
    read_seq: int = 0
    since: datetime | None = None
