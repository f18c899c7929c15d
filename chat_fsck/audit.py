"""Reading a table that may be in use, and reporting what is wrong with it.

Rows are read one after the other while people write. So a conversation whose rows contradict an
invariant is read again, some seconds later, and only what is found again, word for word, is wrong.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from chat_fsck.invariants import Finding, Patience
from chat_fsck.ledger import Extent, Ledger
from chat_fsck.table import Pace, Table

_LOOKS = 2
_PAUSE = 3.0
"""Seconds between two looks: longer than any write takes."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a table of so many rows."""

    rows: int
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is broken. What waits for a reader is not broken."""
        return not any(finding.is_broken for finding in self.findings)


def judge(items: Iterable[Mapping[str, Any]], *, now: float, patience: Patience) -> Verdict:
    """What is wrong with items that did not change while they were read.

    items: as DynamoDB's low-level API gives them.  now: seconds since 1970.
    """
    with closing(Ledger()) as ledger:
        for item in items:
            ledger.add(item)
        return Verdict(ledger.rows, tuple(ledger.findings(now=now, patience=patience)))


def audit(
    table: Table,
    patience: Patience,
    *,
    pace: Pace,
    now: float,
    progress: Callable[[int], object] = lambda _rows: None,
    pause: Callable[[float], object] = time.sleep,
) -> Verdict:
    """What is wrong with a table, read while it is in use.

    now: seconds since 1970.  progress: called with the number of rows read since its last call.
    Raises the SDK's errors where the table cannot be read.
    """
    with closing(Ledger()) as ledger:
        for page in table.scan(pace):
            for item in page:
                ledger.add(item)
            progress(len(page))
        found = set(ledger.findings(now=now, patience=patience))
        known = {suspect: ledger.extent(suspect) for suspect in _suspects(found)}
        rows = ledger.rows
    certain = {finding for finding in found if finding.conversation is None}
    for _ in range(_LOOKS if known else 0):
        pause(_PAUSE)
        found &= {*_look(table, patience, known, now)}
        known = {suspect: known[suspect] for suspect in _suspects(found)}
    return Verdict(rows, tuple(sorted(certain | found, key=_order)))


def _look(
    table: Table, patience: Patience, known: Mapping[str, Extent], now: float
) -> Iterator[Finding]:
    for conversation_id, (people, roots) in known.items():
        items = table.conversation(conversation_id, people, roots)
        yield from judge(items, now=now, patience=patience).findings


def _suspects(found: Iterable[Finding]) -> set[str]:
    return {finding.conversation for finding in found if finding.conversation}


def _order(finding: Finding) -> tuple[str, ...]:
    return finding.code, finding.place, finding.detail
