"""Texts among the arguments, by the rules of domain/text.py.

Only functions that take texts import this.
"""

from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator

from chat.domain import text

BODY_LENGTH, TITLE_LENGTH, DISPLAY_NAME_LENGTH = 4000, 100, 50
"""Characters, as they are stored. At most four bytes each, so a body is within 16 KB."""


def _fitting(rule: Callable[[str], str], longest: int) -> Callable[[str], str]:
    """The rule, for a text that is not too long once it is tidy: a line end may take two."""

    def fit(written: str) -> str:
        tidy = rule(written) if len(written) <= 2 * longest else written
        if len(tidy) > longest:
            raise ValueError(f"must have at most {longest:,} characters")
        return tidy

    return fit


type Body = Annotated[str, AfterValidator(_fitting(text.body, BODY_LENGTH))]
type Title = Annotated[str, AfterValidator(_fitting(text.name, TITLE_LENGTH))]
type DisplayName = Annotated[str, AfterValidator(_fitting(text.name, DISPLAY_NAME_LENGTH))]
