"""DynamoDB's published rules for capacity units.

Emulators round differently from the service, so units are computed here from the items themselves.
Sources: DynamoDB developer guide, "Item sizes and formats", "Capacity unit consumption for reads"
and "for writes". Index entries of a keys-only index hold the keys of the table and of the index.
"""

from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any

type Value = Mapping[str, Any]
type Item = Mapping[str, Value]

READ_UNIT, WRITE_UNIT = 4096, 1024
"""Bytes."""

_INDEX_KEYS = ("GSI1PK", "GSI1SK")
_NESTING_BYTES, _ELEMENT_BYTES = 3, 1


def size(item: Item | None) -> int:
    """Bytes that an item counts for: names and values. Nothing for no item."""
    return sum(len(name.encode()) + _value(value) for name, value in (item or {}).items())


def read_units(items: Iterable[Item | None], *, consistent: bool, together: bool) -> float:
    """Units of a read.

    together: the items of a Query are summed before rounding; those of GetItem and BatchGetItem
    are rounded one by one. What was not found costs one unit.
    """
    sizes = [size(item) for item in items]
    parts = [sum(sizes)] if together else sizes
    return sum(max(1, ceil(part / READ_UNIT)) for part in parts) * (1 if consistent else 0.5)


def write_units(before: Item | None, after: Item | None, *, transactional: bool) -> int:
    """Units of a write that made `after` of `before`, the index's entry included.

    A refused write costs as much as the item that it looked at.
    """
    table = max(1, ceil(max(size(before), size(after)) / WRITE_UNIT))
    return (table + _index_writes(before, after)) * (2 if transactional else 1)


def _index_writes(before: Item | None, after: Item | None) -> int:
    old, new = _index_entry(before), _index_entry(after)
    if old == new:
        return 0
    return (old is not None) + (new is not None)


def _index_entry(item: Item | None) -> tuple[Value, ...] | None:
    if not item or any(name not in item for name in _INDEX_KEYS):
        return None
    return tuple(item[name] for name in _INDEX_KEYS)


def _value(value: Value) -> int:
    ((kind, content),) = value.items()
    match kind:
        case "S":
            return len(content.encode())
        case "N":
            return _number(content)
        case "B":
            return len(content)
        case "BOOL" | "NULL":
            return 1
        case "SS" | "NS" | "BS":
            return sum(_value({kind[0]: element}) for element in content)
        case "L":
            return _NESTING_BYTES + sum(_ELEMENT_BYTES + _value(element) for element in content)
        case "M":
            return _NESTING_BYTES + len(content) * _ELEMENT_BYTES + size(content)
    raise ValueError(f"{kind} is no DynamoDB type.")


def _number(text: str) -> int:
    digits = text.lstrip("-").replace(".", "").strip("0") or "0"
    return ceil(len(digits) / 2) + 1 + text.startswith("-")
