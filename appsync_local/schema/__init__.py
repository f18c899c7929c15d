"""The schema of an API, executable, with what AWS's directives say about it.

AppSync knows its scalars and directives by itself: they are put in front of the application's SDL.
Everything that would fail at deployment, or pass there and surprise later, is found here and
reported together.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graphql import (
    DefinitionNode,
    DocumentNode,
    FieldDefinitionNode,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLSyntaxError,
    Node,
    ObjectTypeDefinitionNode,
    ObjectTypeExtensionNode,
    ScalarTypeDefinitionNode,
    TypeDefinitionNode,
    build_ast_schema,
    get_named_type,
    parse,
    validate_schema,
)
from graphql.validation.validate import validate_sdl

from appsync_local.application import Application, AuthMode, Resolver
from appsync_local.schema import directives
from appsync_local.schema.directives import Access
from appsync_local.schema.scalars import AWS_SCALARS, input_coercion

_MAX_FILTER_ARGUMENTS = 5
_PRELUDE = parse(directives.SDL + "\n".join(f"scalar {name}" for name in AWS_SCALARS)).definitions

Coordinate = tuple[str, str]
"""A type's name and the name of one of its fields."""


class SchemaError(Exception):
    """The schema cannot be served. faults: one sentence each, with the place and the remedy."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True)
class Schema:
    """An API's executable schema.

    access: who may reach a field.  listeners: subscription fields by the mutation that feeds them.
    """

    graphql: GraphQLSchema
    resolvers: Mapping[Coordinate, Resolver]
    access: Mapping[Coordinate, Access]
    listeners: Mapping[str, tuple[str, ...]]


def build(application: Application) -> Schema:
    """The schema of an application; raises SchemaError with all the faults found."""
    document = _parse(application.api.schema)
    _refuse(_definition_faults(document.definitions))
    whole = DocumentNode(definitions=(*_PRELUDE, *document.definitions))
    _refuse(_say(error) for error in validate_sdl(whole))
    schema = _executable(whole)
    _refuse(_say(error) for error in validate_schema(schema))
    _refuse(
        [
            *_resolver_faults(schema, application.resolvers),
            *_subscription_faults(schema),
            *_authorization_faults(document, application),
        ]
    )
    return Schema(schema, application.resolvers, _access(schema, application), _listeners(schema))


def _refuse(faults: Iterable[str]) -> None:
    found = list(dict.fromkeys(faults))
    if found:
        raise SchemaError(found)


def _parse(sdl: str) -> DocumentNode:
    try:
        return parse(sdl)
    except GraphQLSyntaxError as error:
        raise SchemaError([_say(error)]) from None


def _executable(document: DocumentNode) -> GraphQLSchema:
    schema = build_ast_schema(document, assume_valid_sdl=True)
    for name in AWS_SCALARS:
        scalar = schema.type_map[name]
        if isinstance(scalar, GraphQLScalarType):
            scalar.coerce_input_value = input_coercion(name)
    return schema


def _say(error: GraphQLError) -> str:
    lines = sorted({location.line for location in error.locations or ()})
    place = f"Schema line {', '.join(map(str, lines))}: " if lines else "Schema: "
    return place + error.message


def _at(node: Node | None) -> str:
    return f"Schema line {node.loc.start_token.line}" if node and node.loc else "Schema"


def _definition_faults(definitions: Iterable[DefinitionNode]) -> Iterator[str]:
    for node in definitions:
        if not isinstance(node, TypeDefinitionNode):
            continue
        name = node.name.value
        if name in AWS_SCALARS:
            yield f"{_at(node)}: {name} is built into AppSync; remove this declaration."
        elif isinstance(node, ScalarTypeDefinitionNode):
            yield (
                f"{_at(node)}: AppSync has no custom scalars; "
                f"replace scalar {name} by one of {', '.join(AWS_SCALARS)} or a built-in one."
            )
        elif name.startswith("AWS"):
            yield f"{_at(node)}: type names that start with AWS are reserved; rename {name}."


def _resolver_faults(
    schema: GraphQLSchema, resolvers: Mapping[Coordinate, Resolver]
) -> Iterator[str]:
    fields = _fields(schema)
    for type_name, field_name in resolvers:
        if (type_name, field_name) not in fields:
            yield (
                f"Template: a resolver is attached to {type_name}.{field_name}, which the schema "
                "does not have; correct TypeName and FieldName, or add the field."
            )
    for root in (schema.query_type, schema.mutation_type):
        for name, field in (root.fields if root else {}).items():
            if root and (root.name, name) not in resolvers:
                yield (
                    f"{_at(field.ast_node)}: {root.name}.{name} has no resolver, so AppSync would "
                    "answer null; add an AWS::AppSync::Resolver for it, or remove the field."
                )


def _fields(schema: GraphQLSchema) -> dict[Coordinate, GraphQLField]:
    return {
        (type_.name, name): field
        for type_ in schema.type_map.values()
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__")
        for name, field in type_.fields.items()
    }


def _subscription_faults(schema: GraphQLSchema) -> Iterator[str]:
    root = schema.subscription_type
    for name, field in (root.fields if root else {}).items():
        where = f"{_at(field.ast_node)}: Subscription.{name}"
        if isinstance(field.type, GraphQLNonNull):
            yield (
                f"{where} must be nullable, since its resolver answers null "
                "when it admits a subscriber; drop the exclamation mark."
            )
        yield from _trigger_faults(schema, where, field)
        yield from _filter_faults(where, field)


def _trigger_faults(schema: GraphQLSchema, where: str, field: GraphQLField) -> Iterator[str]:
    mutations = _mutations(field)
    if not mutations:
        yield f'{where} lacks @aws_subscribe(mutations: ["…"]), so nothing would ever reach it.'
    known = schema.mutation_type.fields if schema.mutation_type else {}
    for mutation in mutations:
        if mutation not in known:
            yield f"{where} names the mutation {mutation}, which the schema does not have."
        elif not _same_output(field.type, known[mutation].type):
            yield (
                f"{where} has an invalid output type: it is {field.type}, but the mutation "
                f"{mutation} returns {known[mutation].type}; they must be equal."
            )


def _same_output(one: GraphQLOutputType, other: GraphQLOutputType) -> bool:
    return str(one).removesuffix("!") == str(other).removesuffix("!")


def _filter_faults(where: str, field: GraphQLField) -> Iterator[str]:
    if len(field.args) > _MAX_FILTER_ARGUMENTS:
        yield (
            f"{where} has {len(field.args)} arguments, but AppSync filters by at most "
            f"{_MAX_FILTER_ARGUMENTS}; drop some."
        )
    type_ = get_named_type(field.type)
    fields = type_.fields if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) else {}
    for name in field.args:
        if name not in fields:
            yield (
                f"{where} has the argument {name}, but {type_} has no field of that name, "
                "so it would never match; add the field or drop the argument."
            )


def _authorization_faults(document: DocumentNode, application: Application) -> Iterator[str]:
    api = application.api
    if api.default_mode is AuthMode.COGNITO and not api.additional_modes:
        return
    for node in document.definitions:
        if isinstance(node, ObjectTypeDefinitionNode | ObjectTypeExtensionNode):
            for carrier in (node, *(node.fields or ())):
                if any(
                    directive.name.value == "aws_auth" for directive in carrier.directives or ()
                ):
                    yield (
                        f"{_at(carrier)}: AppSync ignores @aws_auth unless Cognito is the only "
                        "authorization mode; use @aws_cognito_user_pools(cognito_groups: […])."
                    )


def _access(schema: GraphQLSchema, application: Application) -> dict[Coordinate, Access]:
    default = directives.default_access(application.api)
    return {
        coordinate: _declared(field.ast_node) or _declared_on_type(schema, coordinate[0]) or default
        for coordinate, field in _fields(schema).items()
    }


def _declared(node: FieldDefinitionNode | None) -> Access | None:
    return directives.access(node.directives or ()) if node else None


def _declared_on_type(schema: GraphQLSchema, name: str) -> Access | None:
    type_ = schema.type_map[name]
    nodes = (type_.ast_node, *type_.extension_ast_nodes)
    return directives.access(
        directive for node in nodes if node for directive in node.directives or ()
    )


def _mutations(field: GraphQLField) -> tuple[str, ...]:
    for directive in (field.ast_node.directives or ()) if field.ast_node else ():
        if directive.name.value == "aws_subscribe":
            return directives.strings(directive, "mutations")
    return ()


def _listeners(schema: GraphQLSchema) -> dict[str, tuple[str, ...]]:
    listeners: dict[str, tuple[str, ...]] = {}
    root = schema.subscription_type
    for name, field in (root.fields if root else {}).items():
        for mutation in _mutations(field):
            listeners[mutation] = (*listeners.get(mutation, ()), name)
    return listeners
