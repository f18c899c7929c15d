"""The API as schema.graphql and template.yaml describe it: fields, arguments, selections."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from graphql import (
    GraphQLDirective,
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    Undefined,
    build_schema,
    coerce_input_literal,
    get_directive_values,
    get_named_type,
    is_input_object_type,
    is_leaf_type,
)

from appsync_local import template
from appsync_local.schema import directives
from appsync_local.schema.scalars import AWS_SCALARS

ROOT = Path(__file__).resolve().parents[1]
ROOT_TYPES = ("Query", "Mutation", "Subscription")
INDENT = "  "
TOLD_WITHIN = "reply"
"""The field of a payload that carries another of its kind to subscribers."""
NOTHING: Mapping[str, Any] = MappingProxyType({})
"""What is selected below a leaf."""

_PRELUDE = directives.SDL + "\n".join(f"scalar {name}" for name in AWS_SCALARS)


def build(text: str) -> GraphQLSchema:
    """A schema as AppSync reads it: with its built-in scalars and directives."""
    return build_schema(_PRELUDE + text)


@dataclass(frozen=True)
class Api:
    """The API of a folder with schema.graphql and template.yaml. Fields go by their coordinates."""

    root: Path

    @cached_property
    def schema(self) -> GraphQLSchema:
        """The schema."""
        return build((self.root / "schema.graphql").read_text())

    @cached_property
    def functions(self) -> Mapping[str, str]:
        """The function that answers each field that has a resolver, by logical id."""
        resolvers = template.load(self.root / "template.yaml").resolvers
        return {".".join(place): resolver.function for place, resolver in resolvers.items()}

    @cached_property
    def batched(self) -> Set[str]:
        """The fields that are resolved for many parents in one call."""
        resolvers = template.load(self.root / "template.yaml").resolvers
        return {".".join(place) for place, each in resolvers.items() if each.max_batch_size}

    @cached_property
    def subscribed(self) -> Mapping[str, tuple[str, ...]]:
        """The mutations that trigger each subscription."""
        found = {}
        for name, field in self._fields_of("Subscription"):
            assert field.ast_node, "it is read from a file"  # noqa: S101
            given = get_directive_values(self._subscribing, field.ast_node) or {}
            found[f"Subscription.{name}"] = tuple(
                f"Mutation.{mutation}" for mutation in given.get("mutations", ())
            )
        return found

    @cached_property
    def publishing(self) -> Mapping[str, str]:
        """The type that subscribers receive, by the mutation that publishes it."""
        return {
            mutation: get_named_type(self.field(subscription).type).name
            for subscription, mutations in self.subscribed.items()
            for mutation in mutations
        }

    @cached_property
    def _subscribing(self) -> GraphQLDirective:
        directive = self.schema.get_directive("aws_subscribe")
        assert directive, "it is built into AppSync"  # noqa: S101
        return directive

    def field(self, coordinate: str) -> GraphQLField:
        """The schema's field. Raises LookupError where there is none."""
        type_name, _, field_name = coordinate.partition(".")
        kind = self.schema.type_map[type_name]
        if not isinstance(kind, GraphQLObjectType):
            raise LookupError(coordinate)
        found: GraphQLField = kind.fields[field_name]
        return found

    def root_fields(self) -> Iterator[str]:
        """Every field of Query, Mutation and Subscription, in the schema's order."""
        for name in ROOT_TYPES:
            yield from (f"{name}.{field}" for field, _ in self._fields_of(name))

    def arguments(self, coordinate: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments as AppSync passes them on, defaults filled in.

        given: where a field takes one `input`, the fields of that input.
        """
        field = self.field(coordinate)
        if [*field.args] == ["input"]:
            kind = get_named_type(field.args["input"].type)
            assert is_input_object_type(kind), coordinate  # noqa: S101
            return {"input": _with_defaults(kind.fields, given)}
        return _with_defaults(field.args, given)

    def variables(self, coordinate: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """The variables of a client's document: the arguments, inside `input` if it takes one."""
        return (
            {"input": dict(given)} if [*self.field(coordinate).args] == ["input"] else dict(given)
        )

    def selected(self, coordinate: str, *, plain: bool) -> dict[str, Any]:
        """All fields below a field, as names with what is selected below each.

        plain: without the fields that functions resolve, as publishing mutations select, and
        without another object of the same type but in `reply`; else that comes with its leaves.
        """
        kind = get_named_type(self.field(coordinate).type)
        return self._selected(kind, plain=plain, within=())

    def plain(self, kind: GraphQLObjectType) -> dict[str, Any]:
        """The fields of a type as subscribers receive them inside another of its kind."""
        return self._selected(kind, plain=True, within=(kind.name,))

    def _selected(
        self, kind: GraphQLNamedType, *, plain: bool, within: tuple[str, ...]
    ) -> dict[str, Any]:
        if not isinstance(kind, GraphQLObjectType):
            return {}
        found: dict[str, Any] = {}
        for name, field in kind.fields.items():
            below = get_named_type(field.type)
            is_resolved = f"{kind.name}.{name}" in self.functions
            if below is kind and kind.name not in within:
                if name == TOLD_WITHIN:
                    found[name] = self.plain(kind)
                elif not plain:
                    found[name] = dict.fromkeys(leaves(kind), NOTHING)
                continue
            if below.name in (*within, kind.name) or (plain and is_resolved):
                continue
            found[name] = self._selected(below, plain=plain, within=(*within, kind.name))
        return found

    def _fields_of(self, type_name: str) -> Iterator[tuple[str, GraphQLField]]:
        kind = self.schema.type_map[type_name]
        assert isinstance(kind, GraphQLObjectType), type_name  # noqa: S101
        yield from kind.fields.items()


def leaves(kind: GraphQLObjectType) -> list[str]:
    """The fields of a type that are values, not objects."""
    return [name for name, field in kind.fields.items() if is_leaf_type(get_named_type(field.type))]


@cache
def read(root: Path = ROOT) -> Api:
    """The API of a folder, this project's by default."""
    return Api(root)


def written(selection: Mapping[str, Any], depth: int = 0) -> str:
    """A selection in GraphQL; nothing for a leaf."""
    if not selection:
        return ""
    inner = INDENT * (depth + 1)
    lines = [
        inner + " ".join(filter(None, [name, written(below, depth + 1)]))
        for name, below in selection.items()
    ]
    return "\n".join(["{", *lines, INDENT * depth + "}"])


def paths(selection: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """A selection as AppSync lists it: every path, aliases by themselves, parents first."""
    for name, below in selection.items():
        path = prefix + name.partition(":")[0]
        yield path
        yield from paths(below, f"{path}/")


def _with_defaults(declared: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """In the order in which they were given; defaults follow."""
    filled = dict(given)
    for name, argument in declared.items():
        if name not in given and argument.default and argument.default.literal:
            default = coerce_input_literal(argument.default.literal, argument.type)
            if default is not Undefined:
                filled[name] = default
    return filled
