"""Which rights on a table some code uses, seen where the SDK sends its calls.

    with recording(client) as used:
        ...

`used` then holds what a role must grant. A transaction needs the verbs of its items and their keys.
Source: IAM, "Actions for Amazon DynamoDB"; DynamoDB developer guide, "Using IAM with
transactions" and "Using IAM policy conditions for fine-grained access control".
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_EVENT = "provide-client-params.dynamodb"
_OF_TRANSACTION = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
    "Get": "GetItem",
}
_OF_BATCH = {"PutRequest": "Item", "DeleteRequest": "Key"}
_PARTITION = re.compile(r"^\s*(?P<name>#\w+)\s*=\s*(?P<value>:\w+)")
"""How a key condition begins here: with the partition key. Another order would be no use."""


@dataclass(frozen=True, order=True)
class Use:
    """A right that was used: GetItem, or Query(GSI1) for an index; and for which partition key."""

    right: str
    partition_key: str


@contextmanager
def recording(client: "DynamoDBClient") -> Iterator[set[Use]]:
    """The rights that this client's calls use while the block runs."""
    used: set[Use] = set()
    with noting(client, used.update):
        yield used


@contextmanager
def noting(client: "DynamoDBClient", note: Callable[[Iterable[Use]], None]) -> Iterator[None]:
    """The same, told call by call."""

    def before(params: Mapping[str, Any], model: Any, **_: object) -> None:
        note(uses(model.name, params))

    client.meta.events.register(_EVENT, before)
    try:
        yield
    finally:
        client.meta.events.unregister(_EVENT, before)


def uses(operation: str, params: Mapping[str, Any]) -> Iterator[Use]:
    """What a call with these parameters uses."""
    return (Use(right, key) for right, key in _rights_and_keys(operation, params))


def _rights_and_keys(operation: str, params: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    match operation:
        case "TransactWriteItems" | "TransactGetItems":
            for item in params["TransactItems"]:
                for kind, request in item.items():
                    yield _OF_TRANSACTION[kind], _key(request)
        case "BatchGetItem":
            for request in params["RequestItems"].values():
                yield from ((operation, _key({"Key": key})) for key in request["Keys"])
        case "BatchWriteItem":
            for requests in params["RequestItems"].values():
                for request in requests:
                    ((kind, content),) = request.items()
                    yield operation, _key({"Key": content[_OF_BATCH[kind]]})
        case "Query":
            index = params.get("IndexName")
            yield f"Query({index})" if index else operation, _queried(params)
        case _:
            yield operation, _key(params)


def _key(request: Mapping[str, Any]) -> str:
    """The partition key of a request for one item; empty where it is for no item, as in Scan."""
    attributes = request.get("Key") or request.get("Item") or {}
    return str(attributes["PK"]["S"]) if attributes else ""


def _queried(params: Mapping[str, Any]) -> str:
    found = _PARTITION.match(params["KeyConditionExpression"])
    assert found, "write the partition key first: " + params["KeyConditionExpression"]
    return str(params["ExpressionAttributeValues"][found["value"]]["S"])
