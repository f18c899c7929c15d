"""Numbered logs, of messages and of changes, and the voids in them.

All are stored alike: a number is a sort key, a thousand numbers share a partition, and a number is
written once, on condition that it is empty. Readers get rows and voids; what an empty number means
is decided a layer above (operations/messages/log_reader.py). Access patterns L1 to L4.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import NamedTuple, Protocol

from chat.domain.models import Void
from chat.store import keys
from chat.store.attributes import from_time, to_time
from chat.store.keys import BUCKET_SIZE, Key
from chat.store.table import Action, Item, Put, Query, Refused, Table

_VOID = "Void"


class Entry(Protocol):
    """What a number holds: it knows when it was written."""

    @property
    def created_at(self) -> datetime:
        """When the number was written, by the writer's clock."""


@dataclass(frozen=True, slots=True)
class Log[T: Entry]:
    """One kind of log. A log goes by its name: see `log_of`; changes by their conversation's id.

    key: the key of a number.  decode: the entry that an item holds.
    `fresh` reads with strong consistency, at twice the price; else data may be a moment old.
    """

    key: Callable[[str, int], Key]
    decode: Callable[[Item], T]

    def get(self, table: Table, log: str, number: int) -> T | Void | None:
        """L1: what a number holds now; None where it is empty."""
        item = table.get(self.key(log, number))
        return self._entry(item) if item else None

    def before(
        self, table: Table, log: str, top: int, *, floor: int, limit: int, fresh: bool
    ) -> dict[int, T | Void]:
        """L2: the highest filled numbers in floor … top, at most `limit`, highest first."""
        span = _Span(top, floor, limit)
        return self._read(table, log, span, step=-1, fresh=fresh)

    def after(
        self,
        table: Table,
        log: str,
        bottom: int,
        *,
        ceiling: int,
        limit: int,
        fresh: bool,
    ) -> dict[int, T | Void]:
        """L3: the lowest filled numbers in bottom … ceiling, at most `limit`, lowest first."""
        span = _Span(bottom, ceiling, limit)
        return self._read(table, log, span, step=1, fresh=fresh)

    def void(self, table: Table, log: str, number: int, *, now: datetime) -> bool:
        """L4: make a number a void, for good. False if it holds something already."""
        item = self.key(log, number).attributes() | {
            "entity": _VOID,
            "createdAt": from_time(now),
        }
        try:
            table.put(Put(item))
        except Refused:
            return False
        return True

    def entry(self, log: str, number: int, attributes: Mapping[str, object]) -> Action:
        """L4: fill an empty number, as part of a transaction."""
        return Put({**self.key(log, number).attributes(), **attributes})

    def _read(
        self, table: Table, log: str, wanted: "_Span", *, step: int, fresh: bool
    ) -> dict[int, T | Void]:
        found: dict[int, T | Void] = {}
        start, end, limit = wanted
        while len(found) < limit and (end - start) * step >= 0:
            spans = _partitions(_Span(start, end, limit - len(found)), step)
            answers = table.side_by_side(
                [partial(table.query, self._query(log, span, step, fresh)) for span in spans]
            )
            for items in answers:
                found |= {int(item["SK"]): self._entry(item) for item in items}
            last, items = spans[-1], answers[-1]
            # A span that came back full may hold more: the next round continues after its last row.
            start = (int(items[-1]["SK"]) if len(items) == last.limit else last.far) + step
        return dict(islice(found.items(), limit))

    def _query(self, log: str, span: "_Span", step: int, fresh: bool) -> Query:
        low, high = sorted((span.near, span.far))
        values = {
            "pk": self.key(log, low).pk,
            "low": keys.number(low),
            "high": keys.number(high),
        }
        return Query(
            "#PK = :pk AND #SK BETWEEN :low AND :high",
            values,
            limit=span.limit,
            forward=step > 0,
            consistent=fresh,
        )

    def _entry(self, item: Item) -> T | Void:
        if item["entity"] == _VOID:
            return Void(int(item["SK"]), to_time(item["createdAt"]))
        return self.decode(item)


class _Span(NamedTuple):
    """Numbers from the nearest to the farthest, of which at most `limit` rows are wanted."""

    near: int
    far: int
    limit: int


def _partitions(wanted: _Span, step: int) -> list[_Span]:
    """The partitions that the next `limit` numbers lie in, to be read side by side."""
    spans = []
    start, end, limit = wanted
    while limit > 0 and (end - start) * step >= 0:
        bucket = start // BUCKET_SIZE
        edge = (bucket + 1) * BUCKET_SIZE - 1 if step > 0 else bucket * BUCKET_SIZE
        far = min(edge, end) if step > 0 else max(edge, end)
        spans.append(_Span(start, far, limit))
        limit -= abs(far - start) + 1
        start = far + step
    return spans
