"""What is checked before people are added to a conversation."""

from collections.abc import Sequence
from functools import partial

from chat.domain.errors import Conflict, InvalidArguments
from chat.operations.backend import Backend
from chat.store import memberships, users

CONVERSATIONS_LIMIT = 500
"""The most that one person may be in: the inbox reads them all."""


def require_known(backend: Backend, user_ids: Sequence[str]) -> None:
    """Raise InvalidArguments unless each has signed in at least once."""
    known = users.get_many(backend.table, user_ids, consistent=True)
    for position, user_id in enumerate(user_ids):
        if user_id not in known:
            raise InvalidArguments(f"input.memberIds[{position}]: nobody has this id.")


def require_room_for_one_more(backend: Backend, user_ids: Sequence[str]) -> None:
    """Raise Conflict if one of them is already in as many conversations as allowed."""
    counts = backend.table.side_by_side(
        [partial(memberships.count_active, backend.table, user_id) for user_id in user_ids]
    )
    if any(count >= CONVERSATIONS_LIMIT for count in counts):
        raise Conflict(f"Someone is already in {CONVERSATIONS_LIMIT} conversations, the maximum.")
