"""Reading a numbered log without ever missing a number.

Every number becomes an entry or a void. Until then it is a hole (domain/holes.py): readers fill
dead ones, and never go past a young one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chat.domain.holes import CLOCK_SKEW, OBLIVION
from chat.domain.models import Change, Conversation, Message, Void, log_of
from chat.domain.threads import ThreadCounter
from chat.operations.backend import Backend
from chat.store.changes import CHANGES
from chat.store.log import Entry, Log
from chat.store.messages import MESSAGES

_BASELINE_PAGE, _BASELINE_PAGES = 100, 10


@dataclass(frozen=True, slots=True)
class Stretch[T: Entry]:
    """A stretch of a log, settled from end to end.

    entries: ascending, voids left out.  first, last: the numbers it covers; last < first: none.
    pending: a young hole follows.
    """

    entries: tuple[T, ...]
    first: int
    last: int
    pending: bool


@dataclass(frozen=True, slots=True)
class View[T: Entry]:
    """What the numbers first … top hold. young: the holes among them to wait for."""

    found: dict[int, T | Void]
    young: tuple[int, ...]
    first: int
    top: int


@dataclass(frozen=True, slots=True)
class Reader[T: Entry]:
    """One log, up to the last number that was handed out when its counter was read.

    name: see `log_of`.
    fresh: read with strong consistency. Without it a row stored a moment ago may be missing, which
    looks like a hole: a reader waits for it, or finds the number filled when it tries to void it.
    So the numbers make the cheaper read safe.
    """

    backend: Backend
    log: Log[T]
    name: str
    end: int
    last_taken_at: datetime
    fresh: bool

    def after(self, number: int, *, limit: int) -> Stretch[T]:
        """What follows a number, lowest first."""
        bottom = number + 1
        found = self.log.after(
            self.backend.table,
            self.name,
            bottom,
            ceiling=self.end,
            limit=limit,
            fresh=self.fresh,
        )
        last = max(found) if len(found) == limit else max(self.end, number)
        found, young = self._settle(found, range(bottom, last + 1))
        return _stretch(found, bottom, min(young, default=last + 1) - 1, pending=bool(young))

    def before(self, number: int, *, floor: int, limit: int) -> Stretch[T]:
        """What precedes a number, down to the first young hole."""
        view = self.down_from(number - 1, floor=floor, limit=limit)
        first = max(view.young, default=view.first - 1) + 1
        return _stretch(view.found, first, view.top, pending=bool(view.young))

    def newest(self, *, floor: int, limit: int) -> Stretch[T]:
        """The last stretch that is settled: it ends below the lowest young hole in sight."""
        number, pending = self.end + 1, False
        while True:
            view = self.down_from(number - 1, floor=floor, limit=limit)
            pending = pending or bool(view.young)
            number = min(view.young, default=view.top + 1)
            if number > view.first or not view.young:
                return _stretch(view.found, view.first, number - 1, pending=pending)

    def down_from(self, top: int, *, floor: int, limit: int) -> View[T]:
        """The filled numbers at and below one, and the young holes among them."""
        top = min(top, self.end)
        found = self.log.before(
            self.backend.table,
            self.name,
            top,
            floor=floor,
            limit=limit,
            fresh=self.fresh,
        )
        first = min(found) if len(found) == limit else floor
        found, young = self._settle(found, range(first, top + 1))
        return View(found, young, first, top)

    def _settle(
        self, found: dict[int, T | Void], wanted: range
    ) -> tuple[dict[int, T | Void], tuple[int, ...]]:
        now = self.backend.now()
        holes = self.backend.patience.judge(
            {number: entry.created_at for number, entry in found.items()},
            wanted,
            last_taken_at=self.last_taken_at,
            now=now,
        )
        return found | self._fill(holes.dead, now), holes.young

    def _fill(self, dead: Iterable[int], now: datetime) -> dict[int, T | Void]:
        table, filled = self.backend.table, {}
        for number in dead:
            if not self.log.void(table, self.name, number, now=now):
                entry = self.log.get(table, self.name, number)
                if entry is not None:
                    filled[number] = entry
        return filled


def messages_of(
    backend: Backend, conversation: Conversation, *, fresh: bool = False
) -> Reader[Message]:
    """The messages of a conversation as it was read."""
    return Reader(
        backend,
        MESSAGES,
        conversation.id,
        conversation.last_seq,
        conversation.last_seq_at,
        fresh,
    )


def replies_of(backend: Backend, thread: ThreadCounter) -> Reader[Message]:
    """The replies of a thread as its counter was read."""
    return Reader(
        backend,
        MESSAGES,
        log_of(thread.conversation_id, thread.root_seq),
        thread.last_seq,
        thread.last_seq_at,
        fresh=True,
    )


def changes_of(backend: Backend, conversation: Conversation) -> Reader[Change]:
    """The changes of a conversation as it was read."""
    return Reader(
        backend,
        CHANGES,
        conversation.id,
        conversation.last_revision,
        conversation.last_revision_at,
        fresh=True,
    )


def settled_revision(backend: Backend, conversation: Conversation) -> int:
    """The revision from which `sync` goes on for someone who begins to read now.

    It counts only changes whose writers cannot be alive any more, so a page that is read at the
    same time shows the effect of each; the first sync brings the others.
    """
    now, reader = backend.now(), changes_of(backend, conversation)
    certain = now - backend.patience.writer_timeout - CLOCK_SKEW
    settled = top = conversation.last_revision
    if now - conversation.last_revision_at > OBLIVION:
        return settled
    for _ in range(_BASELINE_PAGES):
        view = reader.down_from(top, floor=1, limit=_BASELINE_PAGE)
        recent = (number for number, entry in view.found.items() if entry.created_at > certain)
        settled = min([settled, *(number - 1 for number in (*view.young, *recent))])
        top = view.first - 1
        if top < 1 or now - view.found[view.first].created_at > OBLIVION:
            break
    return settled


def _stretch[T: Entry](
    found: dict[int, T | Void], first: int, last: int, *, pending: bool
) -> Stretch[T]:
    entries = (found[number] for number in sorted(found) if first <= number <= last)
    return Stretch(
        tuple(entry for entry in entries if not isinstance(entry, Void)), first, last, pending
    )
