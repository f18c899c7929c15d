"""Every GraphQL document that the client sends, by field: those of operations.graphql."""

from pathlib import Path
from typing import Any

from graphql import FieldNode, OperationDefinitionNode, parse, print_ast
from graphql.utilities import separate_operations

type Json = dict[str, Any]

FILE = Path(__file__).parents[1] / "operations.graphql"


def read(text: str) -> dict[str, str]:
    """The documents of a file, each with the fragments that it needs."""
    return {
        _field(document.definitions): print_ast(document)
        for document in separate_operations(parse(text)).values()
    }


def _field(definitions: Any) -> str:
    (operation,) = (each for each in definitions if isinstance(each, OperationDefinitionNode))
    (field,) = operation.selection_set.selections
    assert isinstance(field, FieldNode), "an operation has one field"  # noqa: S101
    return field.name.value


DOCUMENTS = read(FILE.read_text())
