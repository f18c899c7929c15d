"""Documents: parsed, validated in AppSync's vocabulary, and kept for the next request.

AppSync validates with graphql-java: `Validation error of type <Kind>: <text> @ '<path>'`. The rules
are graphql-core's; kinds and the common texts are translated.
"""

import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    VariableDefinitionNode,
    Visitor,
    parse,
    specified_rules,
    validate,
    visit,
)
from graphql.execution import VariableValues, get_variable_values
from graphql.validation import ASTValidationRule, ValidationContext

from appsync_local.execution.good_faith import offences
from appsync_local.execution.selection import Operation
from appsync_local.schema import Schema

_KEPT_CHARACTERS = 200_000
_MAX_TOKENS = 15_000
_MAX_ERRORS = 50  # half of graphql-java's: each may quote the whole document
_TOO_COMPLEX = "The document is too complex to be checked: send fewer fields and fragments"

_KINDS: Mapping[str, str] = {
    "ExecutableDefinitionsRule": "NonExecutableDefinition",
    "FieldsOnCorrectTypeRule": "FieldUndefined",
    "FragmentsOnCompositeTypesRule": "InlineFragmentTypeConditionInvalid",
    "KnownArgumentNamesRule": "UnknownArgument",
    "KnownDirectivesRule": "UnknownDirective",
    "KnownFragmentNamesRule": "UndefinedFragment",
    "KnownOperationTypesRule": "UnknownOperation",
    "KnownTypeNamesRule": "UnknownType",
    "LoneAnonymousOperationRule": "LoneAnonymousOperationViolation",
    "NoFragmentCyclesRule": "FragmentCycle",
    "NoUndefinedVariablesRule": "UndefinedVariable",
    "NoUnusedFragmentsRule": "UnusedFragment",
    "NoUnusedVariablesRule": "UnusedVariable",
    "OverlappingFieldsCanBeMergedRule": "FieldsConflict",
    "PossibleFragmentSpreadsRule": "InvalidFragmentType",
    "ProvidedRequiredArgumentsRule": "MissingFieldArgument",
    "SingleFieldSubscriptionsRule": "SubscriptionMultipleRootFields",
    "UniqueArgumentNamesRule": "DuplicateArgumentNames",
    "UniqueDirectivesPerLocationRule": "DuplicateDirectiveName",
    "UniqueFragmentNamesRule": "DuplicateFragmentName",
    "UniqueInputFieldNamesRule": "UniqueObjectFieldName",
    "UniqueOperationNamesRule": "DuplicateOperationName",
    "UniqueVariableNamesRule": "DuplicateVariableName",
    "ValuesOfCorrectTypeRule": "WrongType",
    "VariablesAreInputTypesRule": "NonInputTypeOnVariable",
    "VariablesInAllowedPositionRule": "VariableTypeMismatch",
}

_TEXTS = (
    (
        re.compile(r"Cannot query field '(\w+)' on type '(\w+)'"),
        r"Field '\1' in type '\2' is undefined",
    ),
    (
        re.compile(r"Argument '[\w.]+\((\w+):\)' of type .* is required.*"),
        r"Missing field argument \1",
    ),
    (re.compile(r"Unknown type '(\w+)'"), r"Unknown type \1"),
)
_VARIABLE = re.compile(r"Variable '\$(\w+)' has invalid (?:default )?value[^:]*: (.*)", re.DOTALL)
_NULL = re.compile(r"Expected (?:a )?value of non-null type '(.+?)'")
_MISSING = re.compile(r"Expected value of type '(\w+)' to include required field '(\w+)'")
_UNKNOWN = re.compile(r"Expected value of type '(\w+)' not to include unknown field '(\w+)'")


type Fault = tuple[str, GraphQLError]
"""An error of a document and its kind, in graphql-java's vocabulary."""


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document. errors: in AppSync's shape; empty where it is valid."""

    operations: tuple[Operation, ...]
    errors: tuple[dict[str, Any], ...]


class Documents:
    """Documents by their text; the ones used last are kept."""

    def __init__(self, schema: Schema, *, introspection: bool) -> None:
        self._schema = schema
        self._introspection = introspection
        self._kept: OrderedDict[str, Document] = OrderedDict()
        self._room = _KEPT_CHARACTERS

    def read(self, text: str) -> Document:
        """The document of a text; raises GraphQLError where it cannot be parsed."""
        document = self._kept.get(text)
        if document is None:
            document = self._check(_parse(text))
            self._keep(text, document)
        else:
            self._kept.move_to_end(text)
        return document

    def _keep(self, text: str, document: Document) -> None:
        """A character may stand for a node of some hundred bytes: they are what is counted."""
        self._kept[text] = document
        self._room -= len(text)
        while self._room < 0:
            forgotten, _ = self._kept.popitem(last=False)
            self._room += len(forgotten)

    def _check(self, node: DocumentNode) -> Document:
        fragments = {
            each.name.value: each
            for each in node.definitions
            if isinstance(each, FragmentDefinitionNode)
        }
        operations = tuple(
            Operation(self._schema, each, fragments)
            for each in node.definitions
            if isinstance(each, OperationDefinitionNode)
        )
        return Document(operations, self._faults(node))

    def _faults(self, node: DocumentNode) -> tuple[dict[str, Any], ...]:
        hidden = [] if self._introspection else _introspections(node)
        faults = [*hidden, *self._found(node)]
        if not faults:
            return tuple(request_error(each.message, each) for each in offences(node))
        paths = _paths(node)
        return tuple(_described(kind, error, paths) for kind, error in faults)

    def _found(self, node: DocumentNode) -> list[Fault]:
        """The first errors, each with its kind."""
        found: list[Fault] = []
        rules = [_noting(rule, found) for rule in specified_rules]
        errors = validate(
            self._schema.graphql, node, rules, max_errors=_MAX_ERRORS, hide_suggestions=True
        )
        if errors and not found:
            found.append(("InvalidSyntax", GraphQLError(_TOO_COMPLEX)))
        return found


def _noting(rule: type[ASTValidationRule], found: list[Fault]) -> type[ASTValidationRule]:
    """The rule, which also notes each error it reports, with its kind."""

    class Context:
        def __init__(self, context: ValidationContext) -> None:
            self._context = context

        def __getattr__(self, name: str) -> Any:
            return getattr(self._context, name)

        def report_error(self, error: GraphQLError) -> None:
            self._context.report_error(error)
            found.append((_kind(rule, error), error))

    def noting(context: ValidationContext) -> ASTValidationRule:
        return rule(cast("ValidationContext", Context(context)))

    return cast("type[ASTValidationRule]", noting)


def _parse(text: str) -> DocumentNode:
    """The document, within graphql-java's default limit; raises GraphQLError.

    Source: graphql-java, "Limits in graphql-java to Prevent DoS Attacks".
    """
    return parse(
        text,
        max_lexical_tokens=_MAX_TOKENS,
        max_comments=_MAX_TOKENS,
        allow_empty_selection_sets=False,
    )


def _kind(rule: type[ASTValidationRule], error: GraphQLError) -> str:
    if rule.__name__ == "ScalarLeafsRule":
        needless = "must not have a selection" in error.message
        return "SubSelectionNotAllowed" if needless else "SubSelectionRequired"
    return _KINDS.get(rule.__name__, "InvalidSyntax")


def _described(kind: str, error: GraphQLError, paths: Mapping[int, str]) -> dict[str, Any]:
    node = error.nodes[0] if error.nodes else None
    path = paths.get(id(node), "")
    place = f" @ '{path}'" if path else ""
    return request_error(f"Validation error of type {kind}: {_text(error)}{place}", error)


def _text(error: GraphQLError) -> str:
    text = error.message.rstrip(".")
    for pattern, replacement in _TEXTS:
        text = pattern.sub(replacement, text)
    return text


def request_error(message: str, error: GraphQLError) -> dict[str, Any]:
    """An error about the request as a whole, with the places in the document it is about."""
    locations = [
        {"line": location.line, "column": location.column, "sourceName": None}
        for location in error.locations or ()
    ]
    return {"path": None, "locations": locations or None, "message": message}


class InvalidVariables(Exception):
    """The variables do not fit the operation. errors: in AppSync's shape."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__(errors)
        self.errors = errors


def coerced_variables(
    schema: GraphQLSchema, operation: Operation, variables: dict[str, Any]
) -> VariableValues:
    """The variables as the operation declares them; raises InvalidVariables."""
    declared = operation.node.variable_definitions or ()
    values = get_variable_values(schema, declared, variables, hide_suggestions=True)
    if not isinstance(values, VariableValues):
        raise InvalidVariables(
            [request_error(_variable_text(schema, each), each) for each in values]
        )
    nulls = [each for each in declared if values.coerced.get(each.variable.name.value, 0) is None]
    misfits = [each for each in nulls if each.variable.name.value in operation.required_variables]
    if misfits:
        raise InvalidVariables([_null_error(operation, each) for each in misfits])
    return values


def _null_error(operation: Operation, node: VariableDefinitionNode) -> dict[str, Any]:
    """Of a variable that may be null, for it has a default or goes where one is, and is."""
    name = node.variable.name.value
    message = _null_text(name, operation.required_variables[name])
    return request_error(message, GraphQLError(message, node))


def _variable_text(schema: GraphQLSchema, error: GraphQLError) -> str:
    """graphql-java's words; whatever is wrong inside, they name the variable."""
    match = _VARIABLE.fullmatch(error.message)
    if match is None:
        return error.message
    variable, reason = match.groups()
    if null := _NULL.match(reason):
        return _null_text(variable, null[1])
    if missing := _MISSING.match(reason):
        return _null_text(variable, _field_type(schema, missing[1], missing[2]))
    if unknown := _UNKNOWN.match(reason):
        return (
            f"The variables input contains a field name '{unknown[2]}' "
            f"that is not defined for input object type '{unknown[1]}' "
        )
    return f"Variable '{variable}' has an invalid value: {reason}"


def _null_text(variable: str, type_: str) -> str:
    return f"Variable '{variable}' has coerced Null value for NonNull type '{type_}'"


def _field_type(schema: GraphQLSchema, type_name: str, field: str) -> str:
    type_ = schema.type_map[type_name]
    return str(type_.fields[field].type) if isinstance(type_, GraphQLInputObjectType) else type_name


class _PathFinder(Visitor):
    """Says of each node below which fields it stands, joined by slashes."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: dict[int, str] = {}
        self._names: list[str] = []

    def enter(self, node: Any, *_rest: object) -> None:
        if isinstance(node, FieldNode | FragmentDefinitionNode):
            self._names.append(node.name.value)
        self.paths[id(node)] = "/".join(self._names)

    def leave(self, node: Any, *_rest: object) -> None:
        if isinstance(node, FieldNode | FragmentDefinitionNode):
            self._names.pop()


def _paths(document: DocumentNode) -> dict[int, str]:
    finder = _PathFinder()
    visit(document, finder)
    return finder.paths


class _IntrospectionFinder(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.nodes: list[FieldNode] = []

    def enter_field(self, node: FieldNode, *_rest: object) -> None:
        if node.name.value in ("__schema", "__type"):
            self.nodes.append(node)


def _introspections(document: DocumentNode) -> list[tuple[str, GraphQLError]]:
    finder = _IntrospectionFinder()
    visit(document, finder)
    return [
        (
            "FieldUndefined",
            GraphQLError(f"Field '{node.name.value}' in type 'Query' is undefined", node),
        )
        for node in finder.nodes
    ]
