"""What a publishing mutation may select.

Subscribers receive what the mutation's caller selected, under the caller's names: an alias such as
`senderId: body` would forge the payload for everyone else. So a publishing mutation must select
its whole payload, as plain fields; else it is refused before anything is written. What it may leave
out, it selects whole or not at all: a part of an object is an error to whoever subscribes to it.
"""

import re
from collections.abc import Mapping, Set
from typing import Any

from chat.appsync import payloads
from chat.domain.errors import InvalidSelection

_WORDS = re.compile(r"[_A-Za-z][_0-9A-Za-z]*|[{}]|\S")
_NAME_OR_BRACE = re.compile(r"[_A-Za-z][_0-9A-Za-z]*|[{}]")


type Selected = dict[str, "Selected"]
"""Names, each with those below it."""


def require(event: Mapping[str, Any], mutation: str) -> None:
    """Raise InvalidSelection unless what others receive of a mutation is selected, as plain names.

    No aliases, fragments, directives or arguments: each could change what others receive.
    """
    payload = payloads.REQUIRED.get(mutation)
    if payload is None:
        return
    selected = _selected(event["info"]["selectionSetGraphQL"])
    _require_payload(selected, payload)
    if payloads.REPLY in selected:
        _require_payload(selected[payloads.REPLY], payload, within=f"{payloads.REPLY}.")
    elif mutation in payloads.IN_THREADS and _is_in_thread(event["arguments"]):
        raise InvalidSelection(f"Select {payloads.REPLY}: it tells the others what happened.")


def _is_in_thread(arguments: Mapping[str, Any]) -> bool:
    return (arguments.get("input") or {}).get("rootSeq") is not None


def _require_payload(selected: "Selected", payload: frozenset[str], within: str = "") -> None:
    if missing := payload - selected.keys():
        names = _listed(missing, within)
        raise InvalidSelection(f"Select every field that others receive: {names}.")
    for name in payloads.WHOLE.keys() & selected.keys():
        if missing := payloads.WHOLE[name] - selected[name].keys():
            raise InvalidSelection(
                f"Select all of {within}{name}, or leave it out: {_listed(missing)}."
            )


def _selected(selection: str) -> "Selected":
    names: Selected = {}
    path: list[Selected] = []
    last = ""
    for word in _WORDS.findall(selection.replace(",", " ")):
        if not _NAME_OR_BRACE.fullmatch(word):
            raise InvalidSelection(
                "Select plain fields: no alias, fragment, argument or directive in a mutation "
                "that others receive."
            )
        if word == "{":
            path.append(path[-1][last] if path else names)
        elif word == "}":
            path.pop()
        else:
            path[-1].setdefault(word, {})
            last = word
    return names


def _listed(names: Set[str], within: str = "") -> str:
    return ", ".join(f"{within}{name}" for name in sorted(names))
