"""What people respond to a message with.

It is kept in shards by person, so that a crowd responding at one moment does not meet in one row
(docs/decisions/0015-reactions-in-shards.md).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from zlib import crc32

from chat.domain.reactions import MOST_EMOJI, MOST_PEOPLE, NAMED, Reaction, Reactor
from chat.domain.threads import Replies

SHARDS = 16


@dataclass(frozen=True, slots=True)
class Responses:
    """All that people respond to a message with now.

    changes: how often that has changed.  revision, changed_by: of the highest change among them.
    is_closed: whether nobody can react or reply any more, as the message was deleted.
    """

    reactors: frozenset[Reactor] = frozenset()
    changes: int = 0
    revision: int | None = None
    changed_by: str | None = None
    replies: Replies = field(default_factory=Replies)
    is_closed: bool = False

    def seen_by(self, viewer_id: str) -> tuple[Reaction, ...]:
        """Emoji by emoji, the most frequent first."""
        people: dict[str, list[str]] = {}
        for emoji, user_id in sorted(self.reactors):
            people.setdefault(emoji, []).append(user_id)
        counts = Counter({emoji: len(who) for emoji, who in people.items()})
        return tuple(
            Reaction(emoji, count, tuple(people[emoji][:NAMED]), viewer_id in people[emoji])
            for emoji, count in counts.most_common()
        )

    def is_full_for(self, reactor: Reactor) -> bool:
        """Whether this one would be an emoji or a person too many."""
        emoji = {each.emoji for each in self.reactors} | {reactor.emoji}
        people = {each.user_id for each in self.reactors} | {reactor.user_id}
        return len(emoji) > MOST_EMOJI or len(people) > MOST_PEOPLE

    @classmethod
    def of_shards(cls, shards: Iterable["Responses"]) -> "Responses":
        """A message's shards taken together."""
        parts = list(shards)
        latest = max(parts, key=lambda part: part.revision or 0, default=cls())
        return cls(
            frozenset().union(*(part.reactors for part in parts)),
            sum(part.changes for part in parts),
            latest.revision,
            latest.changed_by,
            Replies.of_shards(part.replies for part in parts),
            is_closed=len(parts) == SHARDS and all(part.is_closed for part in parts),
        )


def shard_of(user_id: str) -> int:
    """Where a person's responses to any message are kept."""
    return crc32(user_id.encode()) % SHARDS
