"""Where a message stands, as the screen shows it and people type it: #7, and #7/1 in its thread."""

import re
from dataclasses import dataclass

from chat_client.documents import Json

_TYPED = re.compile(r"#?(\d{1,10})(?:/(\d{1,10}))?")
"""With its sign or without. Whatever has more digits is a text."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A number within the conversation, or within the thread that hangs on root_seq there."""

    seq: int
    root_seq: int | None = None

    def __str__(self) -> str:
        return f"#{self.seq}" if self.root_seq is None else f"#{self.root_seq}/{self.seq}"

    @classmethod
    def typed(cls, word: str) -> "Place | None":
        """None where the word is none."""
        found = _TYPED.fullmatch(word)
        if not found:
            return None
        first, second = found.groups()
        return cls(int(first)) if second is None else cls(int(second), int(first))

    @classmethod
    def of(cls, message: Json) -> "Place":
        """That of a message that tells all of itself."""
        return cls(message["seq"], message.get("rootSeq"))
