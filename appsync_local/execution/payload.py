"""The event that a direct Lambda resolver receives: the whole resolver context.

Source: AppSync developer guide, "Direct Lambda resolver reference"; "Resolver mapping template
context reference" for each key.
"""

from collections.abc import Mapping
from typing import Any, TypedDict

from appsync_local.authorization.identity import Caller

_WITHHELD = frozenset({"cookie"})


class RequestBlock(TypedDict):
    """headers: by lower-case name, with the caller's authorization, without cookies.

    domainName: the custom domain that was called; there is none on this machine.
    """

    headers: Mapping[str, str]
    domainName: str | None


class InfoBlock(TypedDict):
    """What was selected of the field. variables: as the client sent them."""

    selectionSetList: list[str]
    selectionSetGraphQL: str
    parentTypeName: str
    fieldName: str
    variables: Mapping[str, Any]


class Event(TypedDict):
    """Everything that a function receives. prev: filled in pipelines only."""

    arguments: Mapping[str, Any]
    identity: Mapping[str, Any] | None
    source: object
    request: RequestBlock
    prev: None
    info: InfoBlock
    stash: dict[str, Any]


def request_block(headers: Mapping[str, str]) -> RequestBlock:
    """The request as functions see it."""
    shown = {name: value for name, value in headers.items() if name not in _WITHHELD}
    return {"headers": shown, "domainName": None}


def event(
    *,
    arguments: Mapping[str, Any],
    caller: Caller,
    source: object,
    request: RequestBlock,
    info: InfoBlock,
) -> Event:
    """The event of one resolver call."""
    return {
        "arguments": arguments,
        "identity": caller.identity,
        "source": source,
        "request": request,
        "prev": None,
        "info": info,
        "stash": {},
    }
