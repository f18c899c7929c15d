"""Transactions that are under way at the same time, refused as DynamoDB refuses them.

The emulator answers one request after the other, so nothing ever overlaps in it. Here a transaction
is under way for 10 ms from when it leaves, however long the emulator takes: a write that leaves
meanwhile for one of its items is refused on the way. That it takes as long in DynamoDB is assumed.
Source: DynamoDB developer guide, "Transaction conflict handling in DynamoDB".
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Barrier, Lock, get_ident, local
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_UNDER_WAY_S = 0.01
_WAITING_S = 120

type _Key = tuple[str, str]


@contextmanager
def strict(client: "DynamoDBClient", *, together: int | None = None) -> Iterator[Counter[int]]:
    """How many transactions each thread has sent, refused ones included.

    together: so many threads send their first one at the same moment, after all that led to it:
    of those with an item in common, one is let through. Without it, each sends when it likes.
    """
    conflicts = _Conflicts(Barrier(together) if together else None)
    events = client.meta.events
    hooks: dict[str, Callable[..., Any]] = {
        "before-call.dynamodb.TransactWriteItems": conflicts.transaction,
        "before-call.dynamodb.UpdateItem": conflicts.single,
        "before-call.dynamodb.PutItem": conflicts.single,
        "after-call.dynamodb.TransactWriteItems": conflicts.ended,
        "after-call-error.dynamodb.TransactWriteItems": conflicts.ended,
    }
    for name, hook in hooks.items():
        events.register(name, hook)
    try:
        yield conflicts.attempts
    finally:
        for name, hook in hooks.items():
            events.unregister(name, hook)


class _Conflicts:
    """attempts: transactions by thread."""

    def __init__(self, start: Barrier | None) -> None:
        self.attempts = Counter[int]()
        self._start = start
        self._under_way_until: dict[_Key, float] = {}
        self._lock = Lock()
        self._mine = local()

    def transaction(self, params: Mapping[str, Any], **_: Any) -> object:
        """Refuse it, or let it be under way."""
        is_first = self._start is not None and get_ident() not in self.attempts
        if self._start and is_first:
            self._start.wait(_WAITING_S)
        self.attempts[get_ident()] += 1
        entries = json.loads(params["body"])["TransactItems"]
        keys = [_key(action) for entry in entries for action in entry.values()]
        with self._lock:
            # The threads of one process leave one after the other: the first ones count as one.
            sent = self._under_way_until
            met = [key in sent if is_first else self._is_under_way(key) for key in keys]
            if not any(met):
                self._mine.until = time.perf_counter() + _UNDER_WAY_S
                self._under_way_until |= dict.fromkeys(keys, self._mine.until)
                return None
        reasons = [{"Code": "TransactionConflict" if each else "None"} for each in met]
        return _refused("TransactionCanceledException", reasons)

    def single(self, params: Mapping[str, Any], **_: Any) -> object:
        """Refuse a write of one item that is under way."""
        with self._lock:
            is_met = self._is_under_way(_key(json.loads(params["body"])))
        return _refused("TransactionConflictException", ()) if is_met else None

    def ended(self, **_: Any) -> None:
        """No transaction of this thread has its answer while it is under way."""
        time.sleep(max(0, getattr(self._mine, "until", 0) - time.perf_counter()))

    def _is_under_way(self, key: _Key) -> bool:
        return self._under_way_until.get(key, 0) > time.perf_counter()


def _key(action: Mapping[str, Any]) -> _Key:
    names = action.get("Key") or action["Item"]
    return names["PK"]["S"], names["SK"]["S"]


def _refused(code: str, reasons: Sequence[Mapping[str, str]]) -> object:
    """What botocore takes for the service's answer."""
    answer = {
        "Error": {"Code": code, "Message": "Another transaction is under way."},
        "CancellationReasons": reasons,
        "ResponseMetadata": {"HTTPStatusCode": 400},
    }
    return SimpleNamespace(status_code=400), answer
