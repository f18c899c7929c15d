"""The table handle: one method per DynamoDB call, and the boundary where SDK errors become ours.

Attribute names in expressions are written `#name` and values `:name`; the placeholders' maps follow
from that, so no reserved word needs remembering.
"""

import random
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from chat.domain.errors import TryAgain
from chat.store.attributes import marshalled, unmarshalled
from chat.store.keys import Key

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

type Item = dict[str, Any]

INDEX = "GSI1"

BATCH_SIZE = 100
"""BatchGetItem takes this many keys. Source: DynamoDB API reference, BatchGetItem."""

_ABSENT = "attribute_not_exists(#PK)"
_PASSING = frozenset(
    {
        "TransactionConflict",
        "TransactionConflictException",
        "TransactionInProgressException",
        "ThrottlingError",
        "ThrottlingException",
        "ProvisionedThroughputExceeded",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
    }
)
_FIRST_PAUSE, _LONGEST_PAUSE, _RESERVE = 0.02, 0.5, 3.5
"""Seconds: the first pause before a retry, the longest, and what is left for the last call, for
giving a number back, and for the answer. The SDK waits up to a second in each throttled call."""

_SERVER_ERROR = 500


class Refused(Exception):
    """A condition did not hold. By position in the request: the current item, if it exists."""

    def __init__(self, found: Mapping[int, Item | None]) -> None:
        super().__init__(f"Conditions refused at positions {sorted(found)}.")
        self.found = found


class Action(Protocol):
    """One item's part of a transaction."""

    def request(self, table_name: str) -> dict[str, Any]:
        """The entry of TransactItems."""


@dataclass(frozen=True, slots=True)
class Put:
    """Store an item where none is yet."""

    item: Item

    def request(self, table_name: str) -> dict[str, Any]:
        """The entry of TransactItems."""
        return {"Put": self.parameters(table_name)}

    def parameters(self, table_name: str) -> dict[str, Any]:
        """The parameters of PutItem."""
        return {
            "TableName": table_name,
            "Item": _marshal(self.item),
            "ConditionExpression": _ABSENT,
            "ExpressionAttributeNames": _names(_ABSENT),
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }


@dataclass(frozen=True, slots=True)
class Update:
    """Change an item that meets a condition, if there is one. It need not exist otherwise."""

    key: Key
    expression: str
    condition: str
    values: Mapping[str, object] = field(default_factory=dict)

    def request(self, table_name: str) -> dict[str, Any]:
        """The entry of TransactItems."""
        return {"Update": self.parameters(table_name)}

    def parameters(self, table_name: str) -> dict[str, Any]:
        """The parameters of UpdateItem."""
        return {
            "TableName": table_name,
            "Key": _marshal_key(self.key),
            "UpdateExpression": self.expression,
            "ExpressionAttributeNames": _names(f"{self.expression} {self.condition}"),
            "ExpressionAttributeValues": _values(self.values),
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        } | ({"ConditionExpression": self.condition} if self.condition else {})


def setting(key: Key, values: Item, condition: str) -> Update:
    """Give an item these attributes, without those that are None. It keeps what else it has."""
    told = {name: value for name, value in values.items() if value is not None}
    return Update(key, "SET " + ", ".join(f"#{name} = :{name}" for name in told), condition, told)


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove an item, if there is one."""

    key: Key

    def request(self, table_name: str) -> dict[str, Any]:
        """The entry of TransactItems."""
        return {"Delete": {"TableName": table_name, "Key": _marshal_key(self.key)}}


@dataclass(frozen=True, slots=True)
class Check:
    """Change nothing, and refuse the transaction unless an item meets a condition."""

    key: Key
    condition: str
    values: Mapping[str, object]

    def request(self, table_name: str) -> dict[str, Any]:
        """The entry of TransactItems."""
        return {
            "ConditionCheck": {
                "TableName": table_name,
                "Key": _marshal_key(self.key),
                "ConditionExpression": self.condition,
                "ExpressionAttributeNames": _names(self.condition),
                "ExpressionAttributeValues": _values(self.values),
                "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            }
        }


@dataclass(frozen=True, slots=True)
class Query:
    """Items of one partition in the order of their sort keys.

    index: GSI1 for the index, None for the table.  start_after: a sort key within the partition's
    range, exclusive; the index needs the table's key of that item too, hence a whole item's keys.
    """

    condition: str
    values: Mapping[str, object]
    limit: int | None = None
    forward: bool = True
    consistent: bool = True
    index: str | None = None
    start_after: Item | None = None
    filter: str = ""

    def parameters(self, table_name: str) -> dict[str, Any]:
        """The parameters of the operation Query."""
        optional = {
            "Limit": self.limit,
            "IndexName": self.index,
            "ExclusiveStartKey": self.start_after and _marshal(self.start_after),
            "FilterExpression": self.filter,
        }
        return {
            "TableName": table_name,
            "KeyConditionExpression": self.condition,
            "ExpressionAttributeNames": _names(f"{self.condition} {self.filter}"),
            "ExpressionAttributeValues": _values(self.values),
            "ScanIndexForward": self.forward,
            "ConsistentRead": self.consistent and self.index is None,
        } | {name: value for name, value in optional.items() if value}


@dataclass(frozen=True, slots=True)
class Table:
    """The table, for the length of one invocation.

    remaining: seconds until the platform ends this invocation; retries stay inside it.
    """

    client: "DynamoDBClient"
    name: str
    remaining: Callable[[], float]

    def get(self, key: Key, *, consistent: bool = True) -> Item | None:
        """One item, or None."""
        answer = self._call(
            self.client.get_item,
            {"TableName": self.name, "Key": _marshal_key(key), "ConsistentRead": consistent},
        )
        return _unmarshal(answer["Item"]) if "Item" in answer else None

    def batch_get(self, keys: Iterable[Key], *, consistent: bool = True) -> dict[Key, Item]:
        """The items that exist, by key. Requests of a hundred keys run in parallel."""
        wanted = list(dict.fromkeys(keys))
        chunks = [wanted[start : start + BATCH_SIZE] for start in range(0, len(wanted), BATCH_SIZE)]
        found = self.side_by_side([partial(self._batch, chunk, consistent) for chunk in chunks])
        return {Key(item["PK"], item["SK"]): item for items in found for item in items}

    def query(self, query: Query) -> list[Item]:
        """Items in order: as many as the limit says, else all that there are."""
        items: list[Item] = []
        parameters = query.parameters(self.name)
        while True:
            answer = self._call(self.client.query, parameters)
            items += [_unmarshal(item) for item in answer["Items"]]
            if "LastEvaluatedKey" not in answer or (query.limit and len(items) >= query.limit):
                return items
            parameters["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
            if query.limit:
                parameters["Limit"] = query.limit - len(items)

    def count(self, query: Query) -> int:
        """How many items a query matches."""
        parameters = query.parameters(self.name) | {"Select": "COUNT"}
        total = 0
        while True:
            answer = self._call(self.client.query, parameters)
            total += int(answer["Count"])
            if "LastEvaluatedKey" not in answer:
                return total
            parameters["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def put(self, put: Put) -> None:
        """Store one item. Raises Refused where one exists."""
        self._call(self.client.put_item, put.parameters(self.name))

    def update(self, update: Update) -> Item:
        """Change one item and return it as it is afterwards. Raises Refused."""
        parameters = update.parameters(self.name) | {"ReturnValues": "ALL_NEW"}
        return _unmarshal(self._call(self.client.update_item, parameters)["Attributes"])

    def transact(self, actions: Sequence[Action]) -> None:
        """Write all or nothing. Raises Refused, with the positions of the actions.

        Each retry of ours is a new request with a new token: its conditions show whether an earlier
        one succeeded. The SDK's own retries of one request share a token.
        """
        entries = [action.request(self.name) for action in actions]
        self._call(self.client.transact_write_items, {"TransactItems": entries})

    def side_by_side[T](self, calls: Sequence[Callable[[], T]]) -> list[T]:
        """The calls' answers in order; several calls are under way at once."""
        if len(calls) <= 1:
            return [call() for call in calls]
        with ThreadPoolExecutor(max_workers=min(len(calls), 10)) as pool:
            return list(pool.map(lambda call: call(), calls))

    def both[A, B](self, one: Callable[[], A], other: Callable[[], B]) -> tuple[A, B]:
        """The answers of two calls that are under way at once."""
        with ThreadPoolExecutor(max_workers=1) as pool:
            pending = pool.submit(other)
            return one(), pending.result()

    def _batch(self, keys: Sequence[Key], consistent: bool) -> list[Item]:
        request: Mapping[str, Any] = {
            self.name: {"Keys": [_marshal_key(key) for key in keys], "ConsistentRead": consistent}
        }
        items: list[Item] = []
        pauses = self._pauses()
        while True:
            answer = self._call(self.client.batch_get_item, {"RequestItems": request})
            items += [_unmarshal(item) for item in answer["Responses"].get(self.name, [])]
            request = answer.get("UnprocessedKeys") or {}
            if not request:
                return items
            next(pauses)

    def _call(self, operation: Callable[..., Any], parameters: Mapping[str, Any]) -> Any:
        for _ in self._pauses():
            try:
                return operation(**parameters)
            except ClientError as error:
                _raise_unless_passing(error)
            except BotoCoreError as error:
                raise TryAgain("The chat could not reach its storage. Try again.") from error
        raise AssertionError("unreachable: the pauses end by raising")

    def _pauses(self) -> Iterator[None]:
        """Yields at once, then after ever longer jittered pauses, while there is time.

        The SDK retries throttling and lost connections by itself; this is for what it does not
        know: conflicts of transactions, and batches left half done.
        """
        yield
        pause = _FIRST_PAUSE
        while self.remaining() > _RESERVE + pause:
            time.sleep(random.uniform(0, pause))  # noqa: S311 - jitter is no secret
            yield
            pause = min(pause * 2, _LONGEST_PAUSE)
        raise TryAgain("The chat is busy here right now. Try again.")


def _raise_unless_passing(error: ClientError) -> None:
    code = error.response["Error"]["Code"]
    if code == "ConditionalCheckFailedException":
        raise Refused({0: _item_of(error.response)}) from error
    reasons: Sequence[Mapping[str, Any]] = error.response.get("CancellationReasons", ())
    refused = {
        position: _item_of(reason)
        for position, reason in enumerate(reasons)
        if reason.get("Code") == "ConditionalCheckFailed"
    }
    if refused:
        raise Refused(refused) from error
    causes = {reason.get("Code") for reason in reasons} - {"None", None} or {code}
    # A front end before the service has error codes of its own, so its status counts.
    is_theirs = error.response["ResponseMetadata"]["HTTPStatusCode"] >= _SERVER_ERROR
    if not (is_theirs or causes <= _PASSING):
        raise error


def _item_of(reason: Mapping[str, Any]) -> Item | None:
    return _unmarshal(reason["Item"]) if reason.get("Item") else None


def _marshal(item: Mapping[str, object]) -> dict[str, Any]:
    return {name: marshalled(value) for name, value in item.items() if value is not None}


def _marshal_key(key: Key) -> dict[str, Any]:
    return {"PK": {"S": key.pk}, "SK": {"S": key.sk}}


def _unmarshal(item: Mapping[str, Any]) -> Item:
    return {name: unmarshalled(value) for name, value in item.items()}


def _values(values: Mapping[str, object]) -> dict[str, Any]:
    return {f":{name}": marshalled(value) for name, value in values.items()}


def _names(expression: str) -> dict[str, str]:
    return {f"#{name}": name for name in re.findall(r"#(\w+)", expression)}
