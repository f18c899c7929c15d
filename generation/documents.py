"""operations.graphql: a document for every operation that a person may call, with all its fields.

Publishing mutations and subscriptions select plain fields, without fragments: subscribers receive
exactly what the mutation's caller selected (docs/decisions/0003-plain-selections.md).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import GraphQLNamedType, GraphQLObjectType, get_named_type

from story.api import INDENT, NOTHING, TOLD_WITHIN, Api, leaves, written

FILE = "operations.graphql"
_HEAD = """\
# Every operation that a person may call, with all fields of its answer. Written by `make generate`
# from schema.graphql; both clients send these documents.
"""
_LINE_LENGTH = 100


def content(api: Api) -> str:
    """The file."""
    called = [each for each in api.root_fields() if not _is_internal(each, api)]
    operations = [operation(each, api, _selected(each, api)) for each in called]
    answered = (get_named_type(api.field(each).type) for each in called if not _plain(each, api))
    fragments = [_fragment(kind, api) for kind in _below(answered)]
    return "\n".join([_HEAD, "\n\n".join([*fragments, *operations]), ""])


def _is_internal(coordinate: str, api: Api) -> bool:
    """Whether only the back end may call it."""
    node = api.field(coordinate).ast_node
    assert node, "it is read from a file"  # noqa: S101
    return [each.name.value for each in node.directives or ()] == ["aws_iam"]


def _plain(coordinate: str, api: Api) -> bool:
    return coordinate in api.publishing or coordinate.startswith("Subscription.")


def _below(kinds: Iterator[GraphQLNamedType]) -> Iterator[GraphQLObjectType]:
    """Object types and those of their fields, each once, parents first."""
    waiting, found = [*kinds], set[str]()
    while waiting:
        kind = waiting.pop(0)
        if isinstance(kind, GraphQLObjectType) and kind.name not in found:
            found.add(kind.name)
            yield kind
            waiting += [get_named_type(field.type) for field in kind.fields.values()]


def _fragment(kind: GraphQLObjectType, api: Api) -> str:
    return f"fragment {kind.name}Fields on {kind.name} {_selection(kind, api)}"


def operation(coordinate: str, api: Api, selection: str) -> str:
    """A document that calls a field with all its arguments, each a variable of that name."""
    root, _, field = coordinate.partition(".")
    arguments = api.field(coordinate).args
    declared = _listed([f"${name}: {argument.type}" for name, argument in arguments.items()])
    passed = _listed([f"{name}: ${name}" for name in arguments])
    name = field[:1].upper() + field[1:]
    return f"{root.lower()} {name}{declared} {{\n{INDENT}{field}{passed} {selection}\n}}"


def _selected(coordinate: str, api: Api) -> str:
    if _plain(coordinate, api):
        return written(api.selected(coordinate, plain=True), depth=1)
    kind = get_named_type(api.field(coordinate).type)
    return f"{{\n{INDENT * 2}...{kind.name}Fields\n{INDENT}}}"


def _selection(kind: GraphQLObjectType, api: Api) -> str:
    lines = []
    for name, field in kind.fields.items():
        below = get_named_type(field.type)
        if isinstance(below, GraphQLObjectType):
            lines.append(f"{INDENT}{name} {written(_inner(kind, name, below, api), depth=1)}")
        else:
            lines.append(f"{INDENT}{name}")
    return "\n".join(["{", *lines, "}"])


def _inner(
    kind: GraphQLObjectType, name: str, below: GraphQLObjectType, api: Api
) -> Mapping[str, Any]:
    """What a fragment selects in a field of objects. One that spreads itself would never end."""
    if name == TOLD_WITHIN:
        return api.plain(kind)
    if kind in _below(iter([below])):
        return dict.fromkeys(leaves(below), NOTHING)
    return {f"...{below.name}Fields": NOTHING}


def _listed(parts: list[str]) -> str:
    return f"({', '.join(parts)})" if parts else ""
