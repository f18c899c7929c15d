"""What a publishing mutation may select.

Subscribers receive what the mutation's caller selected, under the caller's names: an alias such as
`senderId: body` would forge the payload for everyone else. So a publishing mutation must select
its whole payload, as plain fields; else it is refused before anything is written. What it may leave
out, it selects whole or not at all: a part of an object is an error to whoever subscribes to it.
"""

import re
from collections.abc import Mapping
from typing import Any

from chat.domain.errors import InvalidSelection

_WORDS = re.compile(r"[_A-Za-z][_0-9A-Za-z]*|[{}]|\S")
_NAME_OR_BRACE = re.compile(r"[_A-Za-z][_0-9A-Za-z]*|[{}]")


def require(
    event: Mapping[str, Any], payload: frozenset[str], whole: Mapping[str, frozenset[str]]
) -> None:
    """Raise InvalidSelection unless the payload's fields are all selected, as plain names.

    whole: the fields of objects that others receive, by the object's name.
    No aliases, fragments, directives or arguments: each could change what others receive.
    """
    selected = _selected(event["info"]["selectionSetGraphQL"])
    if missing := payload - selected.keys():
        raise InvalidSelection(f"Select every field that others receive: {_listed(missing)}.")
    for name in whole.keys() & selected.keys():
        if missing := whole[name] - selected[name]:
            raise InvalidSelection(f"Select all of {name}, or leave it out: {_listed(missing)}.")


def _selected(selection: str) -> dict[str, set[str]]:
    """The names, each with those one level below it."""
    names: dict[str, set[str]] = {}
    parent, depth = "", 0
    for word in _WORDS.findall(selection.replace(",", " ")):
        if not _NAME_OR_BRACE.fullmatch(word):
            raise InvalidSelection(
                "Select plain fields: no alias, fragment, argument or directive in a mutation "
                "that others receive."
            )
        if word in "{}":
            depth += 1 if word == "{" else -1
        elif depth == 1:
            parent = word
            names.setdefault(parent, set())
        elif depth == 2:
            names[parent].add(word)
    return names


def _listed(names: set[str] | frozenset[str]) -> str:
    return ", ".join(sorted(names))
