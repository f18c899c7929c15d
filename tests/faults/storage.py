"""DynamoDB in this process: moto, and a memory of what it answered.

The matrix asks the same of the same rows thousands of times, moto needs milliseconds for each, and
the more the more rows there are. A request sees no partitions but those that it names. So these
alone are given to moto, and its answer is remembered by them and the request.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from moto.core.models import botocore_stubber
from moto.dynamodb.models import dynamodb_backends

from tests.contract.verbs import uses
from tests.faults.http import content, response
from tests.faults.partition import Item, Partition

REGION, ACCOUNT, TABLE = "eu-west-1", "123456789012", "chat"

_READS = frozenset({"GetItem", "BatchGetItem", "Query"})

type State = str
type _Partitions = Mapping[str, Partition]
type _Question = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True)
class _Answer:
    """left: what the partitions that were named hold now, by their keys; none that is empty."""

    status: int
    text: Any
    left: _Partitions


@dataclass
class Storage:
    """state: the table's name for what it holds now. Set it, and the table holds that again."""

    state: State = ""
    _tables: dict[State, _Partitions] = field(default_factory=lambda: {"": {}})
    _answers: dict[_Question, _Answer] = field(default_factory=dict)

    def answer(self, operation: str, request: AWSPreparedRequest) -> AWSResponse:
        """What DynamoDB says to a request, once it has done as asked."""
        # A token is another one each time, and moto does not look at it.
        wanted = {**json.loads(content(request)), "ClientRequestToken": None}
        named = self._named(operation, wanted)
        names = tuple(partition.name for partition in named.values())
        question = operation, json.dumps(wanted, sort_keys=True), names
        if question not in self._answers:
            self._answers[question] = self._ask_moto(request, named)
        answer = self._answers[question]
        if operation not in _READS:
            self._replace(named, answer.left)
        return response(request, answer.status, answer.text)

    def items(self) -> list[Item]:
        """All rows, as DynamoDB's low-level API gives them."""
        return [item for each in self._tables[self.state].values() for item in each.items]

    def _named(self, operation: str, wanted: Any) -> _Partitions:
        table = self._tables[self.state]
        keys: set[str] = set()
        index_keys: set[str] = set()
        for use in uses(operation, wanted):
            (index_keys if "(" in use.right else keys).add(use.partition_key)
        return {
            key: table[key]
            for key in sorted(table)
            if key in keys or not index_keys.isdisjoint(table[key].index_keys)
        }

    def _ask_moto(self, request: AWSPreparedRequest, named: _Partitions) -> _Answer:
        for partition in named.values():
            partition.put_into(self._rows)
        answered = botocore_stubber.process_request(request)
        assert answered, "moto does not know the operation."
        status, _, text = answered
        left = {key.value: Partition.of(key, rows) for key, rows in self._rows.items() if rows}
        self._rows.clear()
        return _Answer(status, text, left)

    def _replace(self, named: _Partitions, left: _Partitions) -> None:
        before = self._tables[self.state]
        table = {key: before[key] for key in before.keys() - named.keys()} | dict(left)
        names = "".join(sorted(partition.name for partition in table.values()))
        self.state = hashlib.sha256(names.encode()).hexdigest()
        self._tables.setdefault(self.state, table)

    @property
    def _rows(self) -> Any:
        """All that moto has in the table, partition by partition."""
        return dynamodb_backends[ACCOUNT][REGION].tables[TABLE].items
