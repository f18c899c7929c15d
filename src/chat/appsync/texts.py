"""Texts among the arguments, by the rules of domain/text.py.

Only functions that take texts import this.
"""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from chat.domain import text

BODY_LENGTH, TITLE_LENGTH, DISPLAY_NAME_LENGTH = 4000, 100, 50
"""Characters, as they are stored. At most four bytes each, so a body is within 16 KB."""

type Body = Annotated[
    str,
    StringConstraints(max_length=2 * BODY_LENGTH),  # two for a line end, as Windows writes it
    AfterValidator(text.body),
    StringConstraints(max_length=BODY_LENGTH),
]
type Title = Annotated[
    str,
    StringConstraints(max_length=2 * TITLE_LENGTH),
    AfterValidator(text.name),
    StringConstraints(max_length=TITLE_LENGTH),
]
type DisplayName = Annotated[
    str,
    StringConstraints(max_length=2 * DISPLAY_NAME_LENGTH),
    AfterValidator(text.name),
    StringConstraints(max_length=DISPLAY_NAME_LENGTH),
]
