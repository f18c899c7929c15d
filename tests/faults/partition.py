"""The rows of one partition key, which no request for another key sees."""

import hashlib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

type Item = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Partition:
    """Rows that do not change: a request that changes them leads to another partition.

    items: as DynamoDB's low-level API gives them.  _key, _rows: as moto has them.
    """

    items: Sequence[Item]
    _key: Any = field(repr=False)
    _rows: Mapping[Any, Any] = field(repr=False)

    @classmethod
    def of(cls, key: Any, rows: Mapping[Any, Any]) -> "Partition":
        """What moto has in its table at a key."""
        return cls([row.to_json()["Attributes"] for row in rows.values()], key, rows)

    @cached_property
    def name(self) -> str:
        """The same for the same rows, and another for others."""
        content = sorted(repr(sorted(item.items())) for item in self.items)
        return hashlib.sha256("".join(content).encode()).hexdigest()

    @cached_property
    def index_keys(self) -> frozenset[str]:
        """The partitions of indexes in which rows of this one are."""
        return frozenset(item["GSI1PK"]["S"] for item in self.items if "GSI1PK" in item)

    def put_into(self, table: dict[Any, Any]) -> None:
        """Give moto rows of its own, which it changes where they are."""
        table[self._key] = deepcopy(self._rows)
