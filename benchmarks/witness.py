"""What is told of a message, beside what would be told without reading it again after the change.

A call reads the message, changes it in one transaction, and reads it again: so it tells also what
others have changed meanwhile. Without the last read, it could tell what it read first and its own
change, which is one version more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Self

from chat.domain.models import Message, Place
from chat.domain.responses import SHARDS
from chat.store import keys
from chat.store.keys import Key
from chat.store.table import Action, Item, Query, Table


@dataclass(frozen=True, slots=True)
class Told:
    """What a call told of the message.

    unread: the version that it would have told without reading again.  made: how often the message
    had been changed when this call had changed it; 0 if it did not.
    """

    message: Message
    unread: int
    made: int

    @property
    def version(self) -> int:
        """How many changes of the message it has."""
        return self.message.version or 0


@dataclass(slots=True)
class Tally:
    """How often a message has been changed."""

    made: int = 0
    _lock: Lock = field(default_factory=Lock)

    def add(self) -> int:
        """One more. Answers with how many there are."""
        with self._lock:
            self.made += 1
            return self.made


@dataclass(slots=True)
class _Notes:
    """counters: how many changes each item of the message held when it was last read."""

    counters: dict[Key, int] = field(default_factory=dict)
    read: int = 0
    made: int = 0


@dataclass(frozen=True)
class Witness(Table):
    """The table, for one call that changes a message. own: the keys of the message's items."""

    own: frozenset[Key]
    tally: Tally
    _notes: _Notes = field(default_factory=_Notes)

    @classmethod
    def of(cls, table: Table, place: Place, tally: Tally) -> Self:
        """The same table. place: of the message."""
        row = keys.message(place.log, place.seq)
        shards = (keys.responses(place.log, place.seq, shard) for shard in range(SHARDS))
        return cls(table.client, table.name, table.remaining, frozenset({row, *shards}), tally)

    @property
    def read(self) -> int:
        """The message's version as it was read before its change, where all of it was read."""
        return self._notes.read

    @property
    def made(self) -> int:
        """How often the message had been changed when this call had changed it; 0 if it did not."""
        return self._notes.made

    def batch_get(self, keys: Iterable[Key], *, consistent: bool = True) -> dict[Key, Item]:
        """As the table does it."""
        found = super().batch_get(keys, consistent=consistent)
        self._note(found)
        return found

    def query(self, query: Query) -> list[Item]:
        """As the table does it."""
        found = super().query(query)
        self._note({Key(item["PK"], item["SK"]): item for item in found})
        return found

    def transact(self, actions: Sequence[Action]) -> None:
        """As the table does it."""
        self._notes.read = sum(self._notes.counters.values())
        super().transact(actions)
        self._notes.made = self.tally.add()

    def _note(self, items: Mapping[Key, Item]) -> None:
        for key in self.own & items.keys():
            self._notes.counters[key] = int(items[key].get("changes", 0))
