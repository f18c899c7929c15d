"""Completion: values become the response, by AppSync's rules and in its words.

Everything here is synchronous. A field that has a resolver is not called but noted as a Call; who
executes the calls hands each value back to `complete`. The same code, told to follow no resolvers,
projects a published payload onto a subscriber's selection.

Messages are those of graphql-java, which AppSync runs; see "Troubleshooting and common mistakes"
in the AppSync developer guide.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    GraphQLList,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
)
from graphql.type import GraphQLAbstractType, GraphQLNonNull

from appsync_local.authorization.identity import Caller
from appsync_local.execution.selection import TYPENAME, Field, Selections

_MAX_RESOLVERS = 10_000


@dataclass(slots=True)
class Place:
    """Where a value goes. required: null is not allowed here and voids the parent instead."""

    container: dict[str, Any] | list[Any]
    key: Any
    required: bool
    parent: "Place | None"


@dataclass(slots=True)
class Call:
    """A field whose function is to be called for an object, and the place of the result."""

    field: Field
    source: object
    place: Place


class Concrete(dict[str, Any]):
    """An object where the schema says interface or union, with the type it turned out to be."""

    def __init__(self, type_: GraphQLObjectType) -> None:
        super().__init__()
        self.type = type_


class Completion:
    """A response in the making: `data`, `errors`, and the calls that are still to be made."""

    def __init__(
        self,
        schema: GraphQLSchema,
        caller: Caller,
        *,
        depth_limit: int = 0,
        resolver_limit: int = 0,
        follow_resolvers: bool = True,
    ) -> None:
        """Limits: 0 means none for the depth, and AppSync's own for resolvers."""
        self.errors: list[dict[str, Any]] = []
        self._schema = schema
        self._caller = caller
        self._depth_limit = depth_limit
        self._resolvers_left = resolver_limit or _MAX_RESOLVERS
        self._follow_resolvers = follow_resolvers
        self._calls: list[Call] = []
        self._response: dict[str, Any] = {"data": None}
        self._root = Place(self._response, "data", required=False, parent=None)

    @property
    def data(self) -> Any:
        """The response's data as it stands."""
        return self._response["data"]

    def open(self, selections: Selections, root: GraphQLObjectType) -> tuple[Field, ...]:
        """Start the response; gives the fields to resolve, each with `resolve`."""
        fields = selections.of(root)
        self._response["data"] = dict.fromkeys(field.key for field in fields)
        return fields

    def resolve(self, field: Field, source: object = None) -> None:
        """Resolve a root field, from the source or by a call."""
        data = self._response["data"]
        if data is not None:
            self._visit(field, field.parent, source, data, self._root)

    def put(self, field: Field, value: object) -> None:
        """Put a finished value at a root field."""
        data = self._response["data"]
        if data is not None:
            data[field.key] = value

    def take_calls(self) -> list[Call]:
        """The calls found since the last time."""
        calls, self._calls = self._calls, []
        return calls

    def complete(self, call: Call, value: object) -> None:
        """Put what a call gave in its place."""
        self._complete(call.field, call.field.type, value, call.place)

    def fail(self, call: Call, *, error_type: str, message: str, data: object = None) -> None:
        """Record that a call failed, and leave its place empty."""
        self._refuse(call.field, call.place, error_type, message, data)

    def _refuse(
        self, field: Field, place: Place, error_type: str, message: str, data: object = None
    ) -> None:
        self.errors.append(
            {
                "path": _path(place),
                "data": data,
                "errorType": error_type,
                "errorInfo": None,
                "locations": [field.location],
                "message": message,
            }
        )
        _void(place)

    def _mismatch(self, place: Place, message: str) -> None:
        self.errors.append({"path": _path(place), "locations": None, "message": message})
        _void(place)

    def _visit(
        self, field: Field, type_name: str, source: object, container: dict[str, Any], at: Place
    ) -> None:
        if field.name == TYPENAME:
            container[field.key] = type_name
            return
        place = Place(container, field.key, field.required, at)
        if not self._admitted(field, place):
            return
        if field.resolver and self._follow_resolvers:
            self._call(Call(field, source, place))
            return
        value = source.get(field.name) if isinstance(source, dict) else None
        self._complete(field, field.type, value, place)

    def _admitted(self, field: Field, place: Place) -> bool:
        caller = self._caller
        if field.access and not field.access.admits(caller.mode, caller.groups):
            message = f"Not Authorized to access {field.name} on type {field.parent}"
            self._refuse(field, place, "Unauthorized", message)
            return False
        if self._depth_limit and field.depth > self._depth_limit:
            message = f"The query is deeper than {self._depth_limit} levels."
            self._refuse(field, place, "QueryDepthLimitReached", message)
            return False
        return True

    def _call(self, call: Call) -> None:
        if self._resolvers_left == 0:
            message = "The request runs more resolvers than the API allows."
            self.fail(call, error_type="ResolverExecutionLimitReached", message=message)
            return
        self._resolvers_left -= 1
        self._calls.append(call)

    def _complete(
        self, field: Field, type_: GraphQLOutputType, value: object, place: Place
    ) -> None:
        bare = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        if value is None:
            self._null(field, bare, place)
        elif field.is_leaf:
            self._write(field, value, place)
        elif isinstance(bare, GraphQLList):
            self._list(field, bare, value, place)
        elif isinstance(bare, GraphQLObjectType):
            self._object(field, bare, value, place)
        elif is_abstract_type(bare):
            self._abstract(field, bare, value, place)
        else:
            self._write(field, value, place)

    def _null(self, field: Field, type_: GraphQLOutputType, place: Place) -> None:
        if place.required:
            message = (
                f"Cannot return null for non-nullable type: '{type_}' "
                f"within parent '{field.parent}' ({_text(place)})"
            )
            self._mismatch(place, message)

    def _write(self, field: Field, value: object, place: Place) -> None:
        try:
            place.container[place.key] = field.write(value)
        except ValueError as error:
            self._mismatch(place, f"Can't serialize value ({_text(place)}) : {error}")

    def _list(self, field: Field, type_: GraphQLList[Any], value: object, place: Place) -> None:
        if not isinstance(value, list):
            self._mismatch(place, _wrong_kind(place, "LIST", value))
            return
        items: list[Any] = [None] * len(value)
        place.container[place.key] = items
        required = isinstance(type_.of_type, GraphQLNonNull)
        for index, item in enumerate(value):
            self._complete(field, type_.of_type, item, Place(items, index, required, place))

    def _object(self, field: Field, type_: GraphQLObjectType, value: object, place: Place) -> None:
        if not isinstance(value, dict):
            self._mismatch(place, _wrong_kind(place, "OBJECT", value))
            return
        self._select(field.below, type_, value, {}, place)

    def _abstract(
        self, field: Field, type_: GraphQLAbstractType, value: object, place: Place
    ) -> None:
        name = value.get(TYPENAME) if isinstance(value, dict) else None
        concrete = self._schema.type_map.get(name) if isinstance(name, str) else None
        if not isinstance(concrete, GraphQLObjectType) or not self._schema.is_sub_type(
            type_, concrete
        ):
            message = f"Could not determine the exact type of {type_}. Expected MAP/OBJECT type."
            self._refuse(field, place, "BadRequestException", message)
            return
        self._select(field.below, concrete, value, Concrete(concrete), place)

    def _select(
        self,
        selections: Selections,
        type_: GraphQLObjectType,
        source: object,
        container: dict[str, Any],
        place: Place,
    ) -> None:
        place.container[place.key] = container
        fields = selections.of(type_)
        for field in fields:
            container[field.key] = None
        for field in fields:
            self._visit(field, type_.name, source, container, place)


def _void(place: Place) -> None:
    """Null the nearest place that may be null."""
    while place.required and place.parent:
        place = place.parent
    place.container[place.key] = None


def _path(place: Place) -> list[str | int]:
    keys: list[str | int] = []
    while place.parent:
        keys.append(place.key)
        place = place.parent
    keys.reverse()
    return keys


def _text(place: Place) -> str:
    """A path as AppSync's messages write it: /todos[0]/title."""
    return "".join(f"[{key}]" if isinstance(key, int) else f"/{key}" for key in _path(place))


def _wrong_kind(place: Place, expected: str, value: object) -> str:
    kinds: dict[type, str] = {dict: "OBJECT", list: "LIST", str: "STRING", bool: "BOOLEAN"}
    got = kinds.get(type(value), "NUMBER")
    return (
        f"Can't resolve value ({_text(place)}) : type mismatch error, "
        f"expected type {expected}, got {got}"
    )


def by_schema_names(field: Field, value: object) -> object:
    """A field's response with the schema's names in place of aliases.

    Objects of an abstract type carry their __typename, so that they can be completed again.
    """
    if isinstance(value, list):
        return [by_schema_names(field, item) for item in value]
    if isinstance(value, Concrete):
        return {TYPENAME: value.type.name, **_renamed(field.below.of(value.type), value)}
    if isinstance(value, dict):
        return _renamed(
            field.below.of(cast("GraphQLObjectType", get_named_type(field.type))), value
        )
    return value


def _renamed(fields: Iterable[Field], value: dict[str, Any]) -> dict[str, Any]:
    renamed: dict[str, Any] = {}
    for field in fields:
        renamed.setdefault(field.name, by_schema_names(field, value[field.key]))
    return renamed
