"""DynamoDB in this process: moto, and a memory of what it answered.

The matrix asks the same of the same table thousands of times, moto needs milliseconds for each. So
a state of the table has a name, and an answer is remembered by the state and the request.
"""

import hashlib
import json
import pickle
from dataclasses import dataclass, field
from typing import Any

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from moto.core.models import botocore_stubber
from moto.dynamodb.models import dynamodb_backends

from tests.faults.http import content, response

REGION, ACCOUNT, TABLE = "eu-west-1", "123456789012", "chat"

_READS = frozenset({"GetItem", "BatchGetItem", "Query"})

type State = str
type Item = dict[str, Any]


@dataclass
class Storage:
    """state: the table's name for what it holds now. Set it, and the table holds that again."""

    state: State = ""
    _in_moto: State = ""
    _rows: dict[State, bytes] = field(default_factory=dict)
    _items: dict[State, list[Item]] = field(default_factory=dict)
    _answers: dict[tuple[State, str, str], tuple[int, Any, State]] = field(default_factory=dict)

    def answer(self, operation: str, request: AWSPreparedRequest) -> AWSResponse:
        """What DynamoDB says to a request, once it has done as asked."""
        # A token is another one each time, and moto does not look at it.
        wanted = {**json.loads(content(request)), "ClientRequestToken": None}
        key = (self.state, operation, json.dumps(wanted, sort_keys=True))
        if key not in self._answers:
            self._answers[key] = self._ask_moto(operation, request)
        status, text, self.state = self._answers[key]
        return response(request, status, text)

    def items(self) -> list[Item]:
        """All rows, as DynamoDB's low-level API gives them."""
        return self._items.get(self.state, [])

    def _ask_moto(self, operation: str, request: AWSPreparedRequest) -> tuple[int, Any, State]:
        if self._in_moto != self.state:
            self._table.items.clear()
            self._table.items.update(pickle.loads(self._rows[self.state]))  # noqa: S301 - our own
        answered = botocore_stubber.process_request(request)
        assert answered, f"moto does not know {operation}."
        status, _, text = answered
        self._in_moto = self.state if operation in _READS else self._name()
        return status, text, self._in_moto

    def _name(self) -> State:
        parts = self._table.items.values()
        rows = [row.to_json()["Attributes"] for part in parts for row in part.values()]
        content = sorted(repr(sorted(row.items())) for row in rows)
        state = hashlib.sha256("".join(content).encode()).hexdigest()
        if state not in self._rows:
            self._rows[state] = pickle.dumps(dict(self._table.items))
            self._items[state] = rows
        return state

    @property
    def _table(self) -> Any:
        return dynamodb_backends[ACCOUNT][REGION].tables[TABLE]
