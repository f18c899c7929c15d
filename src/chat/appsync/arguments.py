"""GraphQL arguments as pydantic models: camelCase in, InvalidArguments if one is invalid."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic.alias_generators import to_camel

from chat.domain.errors import InvalidArguments
from chat.domain.mentions import MOST_PEOPLE

PAGE_SIZE = 50
PEOPLE_AT_ONCE = 90
"""With conversation, message, change and the caller's row they fit into a transaction of 100."""


def _distinct(ids: list[str]) -> list[str]:
    if len(set(ids)) != len(ids):
        raise ValueError("must not name anyone twice")
    return ids


type ConversationId = Annotated[str, StringConstraints(pattern=r"^[a-z2-7]{26}$")]
type UserId = Annotated[
    str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
]
type ClientId = Annotated[str, StringConstraints(pattern=r"^[!-~]{8,64}$")]
type Channel = Annotated[str, Field(max_length=64)]
type Number = Annotated[int, Field(ge=0)]
type RootNumber = Annotated[int, Field(ge=1)]
"""The number of a message on which a thread hangs."""
type PageSize = Annotated[int, Field(ge=1, le=100)]
type People = Annotated[
    list[UserId], Field(min_length=1, max_length=PEOPLE_AT_ONCE), AfterValidator(_distinct)
]
type MentionedPeople = Annotated[
    list[UserId], Field(max_length=MOST_PEOPLE), AfterValidator(_distinct)
]
type Token = Annotated[str, Field(max_length=1000)]


type Time = Annotated[AwareDatetime, Field(strict=False)]
"""An AWSDateTime, which arrives as text."""

type OneOf[E] = Annotated[E, Field(strict=False)]
"""An enum's value, which arrives as its name."""


class Arguments(BaseModel):
    """The arguments of a field; subclasses name them in snake case."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True, strict=True)
    path: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def parse(cls, arguments: Mapping[str, Any]) -> Self:
        """The arguments of an event. Raises InvalidArguments, naming each invalid one."""
        value: Any = arguments
        for name in cls.path:
            value = value.get(name)
        try:
            return cls.model_validate(value)
        except ValidationError as misfit:
            raise InvalidArguments(_sentence(cls.path, misfit)) from None


class Input(Arguments):
    """The arguments of a mutation, which come as one input."""

    path = ("input",)


def _sentence(path: tuple[str, ...], misfit: ValidationError) -> str:
    """Names the argument and the rule, never the value: it may be somebody's message."""
    faults = misfit.errors(include_input=False, include_url=False, include_context=False)
    return "; ".join(f"{_place(path, fault['loc'])}: {_rule(fault['msg'])}" for fault in faults[:5])


def _rule(message: str) -> str:
    """As our validators word it."""
    return message.removeprefix("Value error, ")


def _place(path: tuple[str, ...], location: tuple[str | int, ...]) -> str:
    text = ""
    for part in (*path, *location):
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")
