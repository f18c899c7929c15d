"""Coming back: whoever left a direct conversation is back in when either person writes."""

from collections.abc import Iterable
from dataclasses import replace

from chat.domain.errors import TryAgain
from chat.domain.models import Change, ChangeKind, MemberStatus
from chat.operations.backend import Backend
from chat.store import changes, conversations, memberships
from chat.store.changes import CHANGES
from chat.store.table import Refused

_NUMBERS_TRIED = 5
"""A number is lost only to a reader's void: five in a row means trouble."""

_CONVERSATION = 0
"""Its position in the transaction."""


def bring_back(backend: Backend, conversation_id: str, absent: Iterable[str]) -> None:
    """Bring back those who left a direct conversation. Repeating it changes nothing.

    Raises TryAgain.
    """
    for user_id in absent:
        if not any(_is_back(backend, conversation_id, user_id) for _ in range(_NUMBERS_TRIED)):
            raise TryAgain("The chat is busy here right now. Try again.")


def _is_back(backend: Backend, conversation_id: str, user_id: str) -> bool:
    """Whether the person is in, by this call or another; False where the number was lost."""
    row = memberships.get(backend.table, user_id, conversation_id)
    if row is None or row.is_active:
        return True
    taken = conversations.take_revision(backend.table, conversation_id, now=backend.now())
    if taken is None:
        return True
    revision = taken.last_revision
    change = Change(
        revision=revision,
        kind=ChangeKind.MEMBERS,
        member_ids=(user_id,),
        created_at=backend.now(),
    )
    present = replace(row, status=MemberStatus.ACTIVE, revision=revision)
    try:
        backend.table.transact(
            [
                conversations.comeback(conversation_id, user_id=user_id),
                memberships.joining(present),
                changes.writing(conversation_id, change),
            ]
        )
    except Exception as error:
        # Either way the number is settled: the void is refused if the change was stored after all.
        CHANGES.void(backend.table, conversation_id, revision, now=backend.now())
        if not isinstance(error, Refused):
            raise
        return _CONVERSATION in error.found
    return True
