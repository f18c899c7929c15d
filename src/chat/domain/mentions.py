"""Whom messages mention, and where somebody was mentioned lately.

A person's last numbers ride on their membership's row, and those that mention everyone on the
conversation's, as one packed value: an inbox counts them without another read, and the rows stay
under a kilobyte (docs/decisions/0018-mentions-follow.md).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_PEOPLE = 50
"""Whom one message mentions by name."""
CAPACITY = 20
"""Numbers that are kept: so many mentions are counted as unread at most."""
KEPT_FOR = timedelta(days=90)
"""After the message was sent, a mention is listed no more."""

_NUMBER_BYTES = 5


@dataclass(frozen=True, slots=True)
class MentionNumbers:
    """The last numbers of a conversation that mention somebody, ascending, packed as stored.

    At most 20, each in 5 bytes.
    """

    packed: bytes = b""

    def adding(self, seq: int) -> "MentionNumbers":
        """These and one more; of too many, the highest are kept."""
        return _packed(sorted({*self, seq})[-CAPACITY:])

    def removing(self, seq: int) -> "MentionNumbers":
        """These without that one."""
        return _packed(number for number in self if number != seq)

    def __iter__(self) -> Iterator[int]:
        for start in range(0, len(self.packed), _NUMBER_BYTES):
            yield int.from_bytes(self.packed[start : start + _NUMBER_BYTES])


@dataclass(frozen=True, slots=True)
class Mention:
    """Where somebody was mentioned: a pointer, without what was said.

    created_at: the message's.  root_seq: the number on which its thread hangs, if it is a reply.
    """

    conversation_id: str
    seq: int
    created_at: datetime
    root_seq: int | None = None

    @property
    def expires_at(self) -> datetime:
        """When it is listed no more."""
        return self.created_at + KEPT_FOR


def _packed(numbers: Iterable[int]) -> MentionNumbers:
    return MentionNumbers(b"".join(number.to_bytes(_NUMBER_BYTES) for number in numbers))
