"""Emoji among the arguments: those of Unicode's set for general interchange.

Only functions that take emoji import this. Source: UTS #51, ED-27 and ED-18 to ED-19.
"""

from typing import Annotated

from pydantic import AfterValidator, Field

from chat.appsync.emoji_set import QUALIFIED

_LONGEST = 40
"""Characters: the longest has eleven."""

_VARIATION = "\ufe0f"


def _qualified(written: str) -> str:
    """As it is stored: with the selectors that ask for its coloured form."""
    known = _QUALIFIED.get(written.replace(_VARIATION, ""))
    if known is None:
        raise ValueError("must be one emoji")
    return known


_QUALIFIED = {each.replace(_VARIATION, ""): each for each in QUALIFIED.split()}

type Emoji = Annotated[str, Field(max_length=_LONGEST), AfterValidator(_qualified)]
