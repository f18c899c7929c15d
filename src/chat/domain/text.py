"""What people may write: one rule for names, one for bodies.

A name is what a person or a room is known by, so everything in it can be seen. A body is prose in
any script. Both are stored in normal form C, and both have something to see.

Sources: RFC 8264, section 9 (FreeformClass) and RFC 8266, section 2.1 (spaces), of PRECIS, for
names; RFC 5892, appendices A.1 and A.2, for joiners in them; UTS #51, section 1.4.9, for emoji;
UTS #39, section 5.4, for stacked marks; UAX #14, table 1, for line ends; UTS #55, section 5, for
direction: what overrides it is refused, what a text leaves open is closed by whoever shows it.
"""

import unicodedata

import regex

_MOST_MARKS = 4
"""In a row, in a name: more of them reach into the lines above and below."""

_EMOJI = r"""(?:
    (?:[0-9\#*]\uFE0F\u20E3
      |\p{Regional_Indicator}{2}
      |\U0001F3F4[\U000E0030-\U000E0039\U000E0061-\U000E007A]{3,6}\U000E007F
      |[\p{Emoji}--[0-9\#*]](?:\p{Emoji_Modifier}|[\uFE0E\uFE0F])?
    )(?:\u200D[\p{Emoji}--[0-9\#*]](?:\p{Emoji_Modifier}|\uFE0F)?)*
)"""
_BLANK = r"[\u2800\U00013441\U00013442\U0001D159]"
"""Symbols and letters that are drawn as nothing."""

_SEEN = rf"[[\p{{L}}\p{{M}}\p{{N}}\p{{P}}\p{{S}}]--\p{{Default_Ignorable_Code_Point}}--{_BLANK}]"
_JOINED = r"""(?:
    (?<=\p{ccc=Virama})[\u200C\u200D]
  | (?<=[\p{Joining_Type=L}\p{Joining_Type=D}]\p{Joining_Type=T}*)
    \u200C
    (?=\p{Joining_Type=T}*[\p{Joining_Type=R}\p{Joining_Type=D}])
)"""


def _compiled(pattern: str) -> "regex.Pattern[str]":
    return regex.compile(pattern, regex.VERSION1 | regex.VERBOSE)


_NAME = _compiled(rf"(?:{_EMOJI}|{_JOINED}|{_SEEN}|\x20)*+")
_STACKED = _compiled(rf"[\p{{Mn}}\p{{Me}}]{{{_MOST_MARKS + 1}}}")
_NOT_IN_BODY = _compiled(r"[[\p{Cc}--[\t\n]]\p{Cs}\p{Noncharacter_Code_Point}\u202D\u202E]")
_SOMETHING = _compiled(
    rf"[[\p{{L}}\p{{N}}\p{{P}}\p{{S}}\p{{Co}}\p{{Cn}}]--\p{{Default_Ignorable_Code_Point}}--{_BLANK}]"
)
_SPACES = _compiled(r"\p{Zs}+")
_LINE_END = _compiled(r"\r\n|[\r\v\f\x85\u2028\u2029]")


class Unfit(ValueError):
    """Why a text is refused: "must …"."""


def name(text: str) -> str:
    """A name as it is stored: display name, username or title. Raises Unfit."""
    tidy = unicodedata.normalize("NFC", _SPACES.sub(" ", text).strip(" "))
    fits = _NAME.match(tidy)
    assert fits, "it matches nothing, too"  # noqa: S101
    if fits.end() < len(tidy):
        raise Unfit(f"must not contain {_told(tidy[fits.end()])}")
    if _STACKED.search(tidy):
        raise Unfit(f"must not have more than {_MOST_MARKS} marks on one letter")
    return _visible(tidy)


def body(text: str) -> str:
    """A message's text as it is stored; its lines end with a line feed. Raises Unfit."""
    tidy = unicodedata.normalize("NFC", _LINE_END.sub("\n", text))
    if refused := _NOT_IN_BODY.search(tidy):
        raise Unfit(f"must not contain {_told(refused[0])}")
    return _visible(tidy)


def _visible(text: str) -> str:
    if not _SOMETHING.search(text):
        raise Unfit("must have something to see")
    return text


def _told(character: str) -> str:
    """As in U+202E (RIGHT-TO-LEFT OVERRIDE): what cannot be seen cannot be quoted."""
    unnamed = "a control character" if unicodedata.category(character) == "Cc" else "not assigned"
    return f"U+{ord(character):04X} ({unicodedata.name(character, unnamed)})"
