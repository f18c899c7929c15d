"""Introspection in good faith: asked for once, and never in circles.

A schema is a graph, so a short query can ask for a long walk through it. graphql-java, which
AppSync runs, refuses such queries by default; whether AppSync keeps that default is not public.
Source: graphql-java, GoodFaithIntrospection.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

_ROOTS = {"__schema": "Query.__schema", "__type": "Query.__type"}
_LISTS = {
    name: f"__Type.{name}" for name in ("fields", "inputFields", "interfaces", "possibleTypes")
}


def offences(document: DocumentNode) -> Iterator[GraphQLError]:
    """What each operation of a valid document asks of the schema more than once."""
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            counted = _Walk(fragments).count(node.selection_set, inside=False)
            for place in sorted(place for place, times in counted.items() if times > 1):
                yield GraphQLError(
                    "This request is not asking for introspection in good faith - "
                    f"{place} is present too often!",
                    node,
                )


class _Walk:
    """Counts fields as often as they are reached, though each fragment is walked but once."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._counted: dict[tuple[str, bool], Counter[str]] = {}

    def count(self, selections: SelectionSetNode, *, inside: bool) -> Counter[str]:
        """The fields that may be reached once, by place. inside: of an introspection field."""
        counted: Counter[str] = Counter()
        for node in selections.selections:
            match node:
                case FieldNode():
                    counted += self._field(node, inside=inside)
                case FragmentSpreadNode():
                    counted += self._fragment(node.name.value, inside=inside)
                case InlineFragmentNode():
                    counted += self.count(node.selection_set, inside=inside)
        return counted

    def _field(self, node: FieldNode, *, inside: bool) -> Counter[str]:
        name = node.name.value
        place = _ROOTS.get(name) or (_LISTS.get(name) if inside else None)
        below: Counter[str] = Counter()
        if node.selection_set:
            below = self.count(node.selection_set, inside=inside or name in _ROOTS)
        return below + Counter([place] if place else [])

    def _fragment(self, name: str, *, inside: bool) -> Counter[str]:
        key = name, inside
        if key not in self._counted:
            definition = self._fragments[name]
            self._counted[key] = self.count(definition.selection_set, inside=inside)
        return self._counted[key]
