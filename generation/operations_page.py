"""The table of docs/operations.md: every field with its function, and what the function may do."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from appsync_local.template import document
from generation.event_files import STREAM
from story.api import Api

FILE = "docs/operations.md"
_HEAD = ("Field", "What it does", "Function", "Rights on the table", "Keys", "Event")
_BETWEEN = re.compile(r"(<!-- generated -->\n)(.*?)(<!-- end -->)", re.DOTALL)
_FOLLOWING = {
    "memberships": "Publishes changes of memberships.",
    "messages": "Records whom messages mention.",
}
"""What the functions do that follow the table's stream, by their mapping."""
_INDEX = re.compile(r"\$\{ChatTable\.Arn\}/index/(\w+)")


def content(api: Api) -> str:
    """The page with its table regenerated."""
    page = (api.root / FILE).read_text()
    lines = [_line(_HEAD), _line(["---"] * len(_HEAD)), *map(_line, _rows(api))]
    return _BETWEEN.sub(lambda found: f"{found[1]}{''.join(lines)}{found[3]}", page)


def _rows(api: Api) -> Iterator[tuple[str, ...]]:
    resources: Any = document.read(api.root / "template.yaml")["Resources"]
    functions = {
        logical_id: resource["Properties"]
        for logical_id, resource in resources.items()
        if isinstance(resource, dict) and resource.get("Type") == "AWS::Serverless::Function"
    }
    below = [each for each in api.functions if each not in api.root_fields()]
    for coordinate in (*api.root_fields(), *below):
        function = api.functions[coordinate]
        yield _row(coordinate, _first_sentence(coordinate, api), function, functions[function])
    for function, properties in functions.items():
        for mapping in map(str.lower, properties.get("Events", ())):
            yield _row(f"{STREAM}{mapping}", _FOLLOWING[mapping], function, properties)


def _row(
    coordinate: str, what: str, function: str, properties: Mapping[str, Any]
) -> tuple[str, ...]:
    statements = [
        statement
        for policy in properties.get("Policies", ())
        for statement in policy["Statement"]
        if any(action.startswith("dynamodb:") for action in _listed(statement["Action"]))
    ]
    rights = [right for statement in statements for right in _rights(statement)]
    keys = dict.fromkeys(key for statement in statements for key in _keys(statement))
    return (
        f"`{coordinate}`",
        what,
        f"`{function}`",
        " ".join(f"`{right}`" for right in rights),
        " ".join(f"`{key}`" for key in keys),
        f"`{coordinate}.json`",
    )


def _rights(statement: Mapping[str, Any]) -> Iterator[str]:
    """Such as GetItem, or Query(GSI1) for an index."""
    index = _INDEX.search(str(statement["Resource"]))
    for action in _listed(statement["Action"]):
        verb = action.removeprefix("dynamodb:")
        yield f"{verb}({index[1]})" if index else verb


def _keys(statement: Mapping[str, Any]) -> Iterator[str]:
    """The partition keys that the role names."""
    condition = statement.get("Condition", {}).get("ForAllValues:StringLike", {})
    for key in condition.get("dynamodb:LeadingKeys", ()):
        if isinstance(key, str):
            yield key


def _first_sentence(coordinate: str, api: Api) -> str:
    description = " ".join((api.field(coordinate).description or "").split())
    return re.split(r"(?<=[.;:]) ", description)[0].rstrip(";:.") + "."


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _line(cells: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
