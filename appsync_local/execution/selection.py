"""What an operation selects: the fields below each place, collected once and kept.

A Selections is the union of the selection sets that one field carries. Its fields are worked out
per type of object and remembered, so that a repeated request, and every object of a list, costs a
dictionary look-up. Variables matter here through @skip and @include alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSkipDirective,
    InlineFragmentNode,
    Node,
    OperationDefinitionNode,
    SchemaMetaFieldDef,
    SelectionNode,
    SelectionSetNode,
    TypeInfo,
    TypeMetaFieldDef,
    TypeNameMetaFieldDef,
    VariableNode,
    get_argument_values,
    get_directive_values,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_composite_type,
    is_leaf_type,
    print_ast,
)
from graphql.execution import VariableValues
from graphql.language import Visitor, visit
from graphql.validation import ValidationContext

from appsync_local.application import Resolver
from appsync_local.schema import Schema
from appsync_local.schema.directives import Access
from appsync_local.schema.scalars import Coercion, output_coercion

TYPENAME = "__typename"
_KEPT_SELECTIONS = 64
_META_FIELDS: Mapping[str, GraphQLField] = {
    TYPENAME: TypeNameMetaFieldDef,
    "__schema": SchemaMetaFieldDef,
    "__type": TypeMetaFieldDef,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What is the same throughout an operation."""

    schema: Schema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: VariableValues


class Selections:
    """The fields selected below one place. depth: 0 at the root of the operation."""

    def __init__(self, scope: Scope, sets: tuple[SelectionSetNode, ...], depth: int) -> None:
        self._scope = scope
        self._sets = sets
        self._depth = depth
        self._fields: dict[str, tuple[Field, ...]] = {}

    def of(self, parent: GraphQLCompositeType) -> tuple["Field", ...]:
        """The fields selected on objects of that type, in the order of the query.

        Of an interface: those that are its own, as AppSync lists them.
        """
        fields = self._fields.get(parent.name)
        if fields is None:
            fields = self._fields[parent.name] = self._collect(parent)
        return fields

    def paths(self, parent: GraphQLCompositeType) -> list[str]:
        """AppSync's selectionSetList: each field, then its children as parent/child."""
        found: list[str] = []
        for field in self.of(parent):
            found.append(field.key)
            found += [f"{field.key}/{path}" for path in field.selection_list]
        return found

    def graphql(self) -> str:
        """AppSync's selectionSetGraphQL: the selection as text, fragments left as they are."""
        nodes = tuple(node for each in self._sets for node in each.selections)
        return print_ast(SelectionSetNode(selections=nodes)) if nodes else ""

    def pick(self, type_: GraphQLOutputType, value: object) -> object:
        """The selected parts of a value that is not completed: the data of an error."""
        named = get_named_type(type_)
        if isinstance(value, list):
            return [self.pick(type_, item) for item in value]
        if not isinstance(value, dict) or not is_composite_type(named):
            return value
        fields = [field for field in self.of(named) if field.name in value]
        return {field.key: field.below.pick(field.type, value[field.name]) for field in fields}

    def _collect(self, parent: GraphQLCompositeType) -> tuple["Field", ...]:
        found: dict[str, list[FieldNode]] = {}
        visited: set[str] = set()
        for each in self._sets:
            self._visit(each, parent, found, visited)
        definitions = {
            key: _definition(parent, nodes[0].name.value) for key, nodes in found.items()
        }
        return tuple(
            Field(self._scope, parent, key, definition, tuple(found[key]), self._depth + 1)
            for key, definition in definitions.items()
            if definition
        )

    def _visit(
        self,
        selection_set: SelectionSetNode,
        parent: GraphQLCompositeType,
        found: dict[str, list[FieldNode]],
        visited: set[str],
    ) -> None:
        for node in selection_set.selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                found.setdefault(key, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                self._enter(node, parent, found, visited)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in visited:
                visited.add(node.name.value)
                self._enter(self._scope.fragments[node.name.value], parent, found, visited)

    def _enter(
        self,
        fragment: InlineFragmentNode | FragmentDefinitionNode,
        parent: GraphQLCompositeType,
        found: dict[str, list[FieldNode]],
        visited: set[str],
    ) -> None:
        condition = fragment.type_condition.name.value if fragment.type_condition else parent.name
        if condition == parent.name or self._is_a(parent, condition):
            self._visit(fragment.selection_set, parent, found, visited)

    def _is_a(self, type_: GraphQLCompositeType, condition: str) -> bool:
        abstract = self._scope.schema.graphql.type_map[condition]
        return (
            is_abstract_type(abstract)
            and isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)
            and self._scope.schema.graphql.is_sub_type(abstract, type_)
        )

    def _included(self, node: SelectionNode) -> bool:
        if not node.directives:
            return True
        variables = self._scope.variables
        skip = get_directive_values(GraphQLSkipDirective, node, variables)
        include = get_directive_values(GraphQLIncludeDirective, node, variables)
        return not (skip and skip["if"]) and not (include and not include["if"])


class Field:
    """One field to be resolved on objects of one type."""

    def __init__(
        self,
        scope: Scope,
        parent: GraphQLCompositeType,
        key: str,
        definition: GraphQLField,
        nodes: tuple[FieldNode, ...],
        depth: int,
    ) -> None:
        name = nodes[0].name.value
        self.key = key
        self.name = name
        self.parent = parent.name
        self.depth = depth
        self.nodes = nodes
        self.type: GraphQLOutputType = definition.type
        self.is_introspection = name in ("__schema", "__type")
        self.access: Access | None = scope.schema.access.get((parent.name, name))
        self.resolver: Resolver | None = scope.schema.resolvers.get((parent.name, name))
        sets = tuple(node.selection_set for node in nodes if node.selection_set)
        self.below = Selections(scope, sets, depth)
        self.is_leaf = is_leaf_type(get_nullable_type(self.type))
        self.required = isinstance(self.type, GraphQLNonNull)
        self.write = _write(get_named_type(self.type))
        self._definition = definition
        self._constant = None if _reads_variables(nodes[0]) else self._arguments(None)

    def arguments(self, variables: VariableValues) -> dict[str, Any]:
        """The arguments supplied, or given by the schema's defaults."""
        return self._arguments(variables) if self._constant is None else self._constant

    def _arguments(self, variables: VariableValues | None) -> dict[str, Any]:
        return get_argument_values(self._definition, self.nodes[0], variables)

    @cached_property
    def selection_list(self) -> list[str]:
        """AppSync's selectionSetList for this field; empty for a leaf."""
        named = get_named_type(self.type)
        return self.below.paths(named) if is_composite_type(named) else []

    @cached_property
    def selection_graphql(self) -> str:
        """AppSync's selectionSetGraphQL for this field; empty for a leaf."""
        return self.below.graphql()

    @cached_property
    def location(self) -> dict[str, Any]:
        """Where the query names the field, as AppSync's errors say it."""
        node = self.nodes[0]
        token = node.loc.start_token if node.loc else None
        return {
            "line": token.line if token else 0,
            "column": token.column if token else 0,
            "sourceName": None,
        }


def _definition(parent: GraphQLCompositeType, name: str) -> GraphQLField | None:
    if name in _META_FIELDS:
        return _META_FIELDS[name]
    own = parent.fields if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) else {}
    return own.get(name)


def _write(type_: GraphQLNamedType) -> Coercion:
    return output_coercion(type_) if is_leaf_type(type_) else _refuse_leaf


def _refuse_leaf(_value: object) -> object:
    raise TypeError("objects are selected from, not written")


class _VariableFinder(Visitor):
    found = False

    def enter_variable(self, _node: VariableNode, *_rest: object) -> None:
        self.found = True


def _reads_variables(node: FieldNode) -> bool:
    finder = _VariableFinder()
    for argument in node.arguments or ():
        visit(argument, finder)
    return finder.found


class Operation:
    """One operation of a valid document."""

    def __init__(
        self,
        schema: Schema,
        node: OperationDefinitionNode,
        fragments: Mapping[str, FragmentDefinitionNode],
    ) -> None:
        self.node = node
        self.name = node.name.value if node.name else ""
        self.kind = node.operation.value
        self.fragments = fragments
        self._schema = schema
        self._conditions = _conditions((node, *fragments.values()))
        self._selections: dict[tuple[object, ...], Selections] = {}

    @property
    def root(self) -> GraphQLObjectType:
        """The type that the operation's fields belong to."""
        root = self._schema.graphql.get_root_type(self.node.operation)
        if root is None:
            raise LookupError(f"the schema has no {self.kind} type")
        return root

    @cached_property
    def required_variables(self) -> Mapping[str, str]:
        """Variables that stand where null is not allowed, with the type expected there."""
        document = DocumentNode(definitions=(self.node, *self.fragments.values()))
        schema = self._schema.graphql
        context = ValidationContext(schema, document, TypeInfo(schema), lambda _error: None)
        return {
            usage.node.name.value: str(usage.type)
            for usage in context.get_recursive_variable_usages(self.node)
            if isinstance(usage.type, GraphQLNonNull)
        }

    def selections(self, variables: VariableValues) -> Selections:
        """What the operation selects where its @skip and @include read those variables."""
        key = tuple(variables.coerced.get(name) for name in self._conditions)
        found = self._selections.get(key)
        if found is None:
            if len(self._selections) == _KEPT_SELECTIONS:
                self._selections.clear()
            scope = Scope(self._schema, self.fragments, variables)
            found = self._selections[key] = Selections(scope, (self.node.selection_set,), 0)
        return found


def _conditions(definitions: Iterable[Node]) -> tuple[str, ...]:
    """Names of the variables that @skip and @include read."""
    finder = _ConditionFinder()
    for definition in definitions:
        visit(definition, finder)
    return tuple(sorted(finder.names))


class _ConditionFinder(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: DirectiveNode, *_rest: object) -> None:
        if node.name.value in (GraphQLSkipDirective.name, GraphQLIncludeDirective.name):
            self.names.update(
                argument.value.name.value
                for argument in node.arguments or ()
                if isinstance(argument.value, VariableNode)
            )
