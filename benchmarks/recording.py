"""What an operation asks of DynamoDB: its calls, their waves, and the units they consume."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks.units import Item, read_units, write_units

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_WRITES = {"PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"}

_ROUND_TRIP = 0.02
"""Seconds that each call is made to last: an engine on this machine answers sooner than a second
thread starts, and calls that are made side by side would look like one after the other."""


@dataclass(slots=True)
class Call:
    """One request.

    started, ended: seconds of a monotonic clock.
    engine_units: what the engine says that it consumed; emulators round reads as they like.
    """

    operation: str
    started: float
    ended: float = 0.0
    read_units: float = 0.0
    write_units: int = 0
    engine_units: float = 0.0


@dataclass(slots=True)
class Recording:
    """The calls that were made while it ran."""

    calls: list[Call] = field(default_factory=list)

    @property
    def verbs(self) -> set[str]:
        """The names of the operations, as an IAM policy has them, but for transactions' own."""
        return {call.operation for call in self.calls}

    @property
    def waves(self) -> int:
        """Sequential round trips: calls that are under way at the same time count as one."""
        waves, until = 0, 0.0
        for call in sorted(self.calls, key=lambda call: call.started):
            if call.started >= until:
                waves += 1
                until = call.ended
            else:
                until = max(until, call.ended)
        return waves

    @property
    def read_units(self) -> float:
        """Read units of all calls."""
        return sum(call.read_units for call in self.calls)

    @property
    def write_units(self) -> int:
        """Write units of all calls, transactions doubled, the index included."""
        return sum(call.write_units for call in self.calls)

    @property
    def engine_write_units(self) -> float:
        """Write units of all calls by the engine's own count."""
        return sum(call.engine_units for call in self.calls if call.operation in _WRITES)


@contextmanager
def recorded(client: "DynamoDBClient", plain: "DynamoDBClient") -> Iterator[Recording]:
    """Record what `client` does; `plain` looks at the items and is not recorded."""
    recorder = _Recorder(plain)
    events = client.meta.events
    hooks: dict[str, Callable[..., None]] = {
        "provide-client-params.dynamodb": recorder.before,
        "after-call.dynamodb": recorder.after,
        "after-call-error.dynamodb": recorder.after,
    }
    for name, hook in hooks.items():
        events.register(name, hook)
    try:
        yield recorder.recording
    finally:
        for name, hook in hooks.items():
            events.unregister(name, hook)


class _Recorder:
    """Notes each call's beginning and end. Calls of one thread do not overlap."""

    def __init__(self, plain: "DynamoDBClient") -> None:
        self.recording = Recording()
        self._plain = plain
        self._current = threading.local()

    def before(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        params["ReturnConsumedCapacity"] = "TOTAL"
        self._current.params = params
        self._current.before = [self._look(_table(params), key) for key in _keys(params)]
        self._current.call = Call(model.name, started=time.perf_counter())
        self.recording.calls.append(self._current.call)
        time.sleep(_ROUND_TRIP)

    def after(self, parsed: Mapping[str, Any] | None = None, **_: Any) -> None:
        call: Call = self._current.call
        call.ended = time.perf_counter()
        params = self._current.params
        call.engine_units = _consumed(parsed or {})
        if call.operation in _WRITES:
            call.write_units = self._write_units(call, params)
        elif parsed:
            call.read_units = self._read_units(call, params, parsed)

    def _write_units(self, call: Call, params: Mapping[str, Any]) -> int:
        transactional = call.operation == "TransactWriteItems"
        keys, table = _keys(params), _table(params)
        after = [self._look(table, key) for key in keys]
        return sum(
            write_units(old, new, transactional=transactional)
            for old, new in zip(self._current.before, after, strict=True)
        )

    def _read_units(
        self, call: Call, params: Mapping[str, Any], parsed: Mapping[str, Any]
    ) -> float:
        match call.operation:
            case "GetItem":
                consistent = params["ConsistentRead"]
                return read_units([parsed.get("Item")], consistent=consistent, together=False)
            case "Query":
                items = parsed["Items"] if "Items" in parsed else self._counted(params)
                return read_units(items, consistent=params["ConsistentRead"], together=True)
            case "BatchGetItem":
                ((name, request),) = params["RequestItems"].items()
                found = parsed["Responses"][name]
                missing = [None] * (len(request["Keys"]) - len(found))
                return read_units(
                    [*found, *missing], consistent=request["ConsistentRead"], together=False
                )
        raise ValueError(f"No rule for {call.operation}.")

    def _counted(self, params: Mapping[str, Any]) -> Sequence[Item]:
        """What a counting query read: it answers with a number only."""
        query = {k: v for k, v in params.items() if k not in {"Select", "FilterExpression"}}
        for placeholders in ("ExpressionAttributeNames", "ExpressionAttributeValues"):
            in_key = query["KeyConditionExpression"]
            query[placeholders] = {k: v for k, v in query[placeholders].items() if k in in_key}
        return self._plain.query(**query)["Items"]

    def _look(self, table: str, key: Mapping[str, Any]) -> Item | None:
        return self._plain.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item")


def _keys(params: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The keys of the items that a request writes."""
    if "TransactItems" in params:
        actions = [action for entry in params["TransactItems"] for action in entry.values()]
        return [_key(action) for action in actions]
    return [_key(params)] if "Item" in params or "UpdateExpression" in params else []


def _consumed(parsed: Mapping[str, Any]) -> float:
    consumed = parsed.get("ConsumedCapacity", [])
    each = consumed if isinstance(consumed, list) else [consumed]
    return sum(float(one["CapacityUnits"]) for one in each)


def _key(action: Mapping[str, Any]) -> Mapping[str, Any]:
    if "Key" in action:
        return action["Key"]  # type: ignore[no-any-return]
    return {name: action["Item"][name] for name in ("PK", "SK")}


def _table(params: Mapping[str, Any]) -> str:
    if "TransactItems" in params:
        (action,) = params["TransactItems"][0].values()
        return str(action["TableName"])
    return str(params["TableName"])
