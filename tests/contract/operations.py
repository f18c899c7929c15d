"""The table of operations in docs/operations.md: what is said to exist."""

import re
from dataclasses import dataclass

_COLUMNS = 5
_WORD = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Operation:
    """A row: a field, who answers it, what that reads and writes, and its event.

    rights: on the table, as in GetItem or Query(GSI1).
    """

    coordinate: str
    function: str
    who: str
    rights: frozenset[str]
    event: str


def read(markdown: str) -> tuple[Operation, ...]:
    """The rows of the first table. Raises ValueError for a row of another shape."""
    lines = [line for line in markdown.splitlines() if line.startswith("|")]
    return tuple(_row(line) for line in lines[2:])


def _row(line: str) -> Operation:
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    if len(cells) != _COLUMNS:
        raise ValueError(f"docs/operations.md: a row needs {_COLUMNS} cells: {line}")
    coordinate, function, who, rights, event = cells
    return Operation(
        _word(coordinate), _word(function), who, frozenset(_WORD.findall(rights)), _word(event)
    )


def _word(cell: str) -> str:
    found = _WORD.search(cell)
    if found is None:
        raise ValueError(f"docs/operations.md: write {cell!r} between backticks.")
    return found[1]
