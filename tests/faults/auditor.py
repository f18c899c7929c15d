"""The audit of the table, made again in each of its states."""

from dataclasses import dataclass, field

from chat_fsck.invariants import Finding, Patience
from chat_fsck.ledger import Ledger
from tests.faults.storage import State, Storage


@dataclass
class Auditor:
    """Keeps one ledger for all states: SQLite takes as long to prepare its queries as they take.

    patience: for how long a function may be at work.
    """

    storage: Storage
    patience: Patience
    _ledger: Ledger = field(default_factory=Ledger)
    _noted: State = ""

    def findings(self, *, now: float) -> tuple[Finding, ...]:
        """What the audit finds in the table as it is. now: seconds since 1970."""
        if self._noted != self.storage.state:
            self._ledger.forget()
            for item in self.storage.items():
                self._ledger.add(item)
            self._noted = self.storage.state
        return tuple(self._ledger.findings(now=now, patience=self.patience))

    def close(self) -> None:
        """Put the ledger away."""
        self._ledger.close()
