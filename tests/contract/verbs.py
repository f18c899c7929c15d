"""Which rights on a table some code uses, seen where the SDK sends its calls.

    with recording(client) as used:
        ...

`used` then holds what a role must grant: GetItem, or Query(GSI1) for an index. A transaction needs
the verbs of its items. Source: IAM, "Actions for Amazon DynamoDB"; DynamoDB developer guide,
"Using IAM with transactions".
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_EVENT = "provide-client-params.dynamodb"
_OF_TRANSACTION = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}


@contextmanager
def recording(client: "DynamoDBClient") -> Iterator[set[str]]:
    """The rights that this client's calls use while the block runs."""
    used: set[str] = set()

    def note(params: Mapping[str, Any], model: Any, **_: object) -> None:
        used.update(_rights(model.name, params))

    client.meta.events.register(_EVENT, note)
    try:
        yield used
    finally:
        client.meta.events.unregister(_EVENT, note)


def _rights(operation: str, params: Mapping[str, Any]) -> set[str]:
    match operation:
        case "TransactWriteItems":
            return {_OF_TRANSACTION[kind] for item in params["TransactItems"] for kind in item}
        case "TransactGetItems":
            return {"GetItem"}
        case "Query" if index := params.get("IndexName"):
            return {f"Query({index})"}
    return {operation}
