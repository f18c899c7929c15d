"""Taking a number beside a read, a round trip less; and giving back one that is of no use."""

from collections.abc import Callable
from contextlib import suppress

from chat.domain.models import Change, Conversation
from chat.operations.backend import Backend
from chat.store.changes import CHANGES


def taken_beside[R, N](
    backend: Backend,
    *,
    read: Callable[[], R],
    take: Callable[[], N | None],
    is_needed: Callable[[R], bool],
    give_back: Callable[[N | None], object],
) -> tuple[R, N | None]:
    """What was read and what was taken, both at once: a round trip less.

    is_needed: told by what was read; it raises the ChatError of what is not allowed.
    give_back: makes what was taken a void, where it is not needed after all.
    """
    taken: N | None = None

    def keep() -> None:
        nonlocal taken
        taken = take()

    try:
        found, _ = backend.table.both(read, keep)
        if not is_needed(found):
            give_back(taken)
            taken = None
    except Exception:
        with suppress(Exception):
            give_back(taken)
        raise
    return found, taken


def give_back_revision(backend: Backend, taken: Conversation) -> bool:
    """Make the last revision a void. False where a change is stored under it after all."""
    table, revision = backend.table, taken.last_revision
    if CHANGES.void(table, taken.id, revision, now=backend.now()):
        return True
    return not isinstance(CHANGES.get(table, taken.id, revision), Change)
