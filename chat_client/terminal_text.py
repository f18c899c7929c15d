"""What others wrote, as a terminal may show it.

A terminal obeys control characters, and may reorder a line by the direction of its letters. Here
neither reaches beyond the text itself. Sources: ECMA-48, section 5; UAX #9, section 2.4.
"""

import unicodedata

_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_REPLACEMENT = "\ufffd"
_NEXT_LINE = "\n    "
"""Further lines are indented: where a line begins stands who wrote it."""


def shown(text: str) -> str:
    """The text without control characters; what is written from right to left stays by itself."""
    return _NEXT_LINE.join(map(_line, text.splitlines()))


def _line(text: str) -> str:
    clean = "".join(map(_character, text))
    if any(unicodedata.bidirectional(character) in {"R", "AL"} for character in clean):
        return f"{_FIRST_STRONG_ISOLATE}{clean}{_POP_ISOLATE}"
    return clean


def _character(character: str) -> str:
    if character in _DIRECTION:
        return ""
    if character == "\t":
        return " "
    return _REPLACEMENT if unicodedata.category(character) in {"Cc", "Cs"} else character
