"""What is asked of people before they are put into a conversation."""

from collections.abc import Sequence
from functools import partial

from chat.domain.errors import Conflict, InvalidArguments
from chat.operations.backend import Backend
from chat.store import memberships, users

CONVERSATIONS_LIMIT = 500
"""The most one person is in: the inbox reads them all."""


def require_known(backend: Backend, user_ids: Sequence[str]) -> None:
    """Raise InvalidArguments unless each has signed in at least once."""
    known = users.get_many(backend.table, user_ids, consistent=True)
    for position, user_id in enumerate(user_ids):
        if user_id not in known:
            raise InvalidArguments(f"input.memberIds[{position}]: nobody has this id.")


def require_room_for_one_more(backend: Backend, user_ids: Sequence[str]) -> None:
    """Raise Conflict where one of them is in as many conversations as a person may be."""
    counts = backend.table.side_by_side(
        [partial(memberships.count_active, backend.table, user_id) for user_id in user_ids]
    )
    if any(count >= CONVERSATIONS_LIMIT for count in counts):
        raise Conflict(f"Someone is in {CONVERSATIONS_LIMIT} conversations already, the most.")
