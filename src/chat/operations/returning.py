"""Coming back: whoever left a direct conversation is in again when either of the two writes."""

from dataclasses import replace

from chat.domain.models import Change, ChangeKind, Conversation, MemberStatus
from chat.operations.backend import Backend
from chat.store import changes, conversations, memberships
from chat.store.changes import CHANGES
from chat.store.table import Refused


def bring_back(backend: Backend, conversation: Conversation) -> None:
    """Let all who left a direct conversation be in again. Repeating it changes nothing."""
    for user_id in conversation.absent:
        _bring_back(backend, conversation.id, user_id)


def _bring_back(backend: Backend, conversation_id: str, user_id: str) -> None:
    row = memberships.get(backend.table, user_id, conversation_id)
    if row is None or row.is_active:
        return
    taken = conversations.take_revision(backend.table, conversation_id, now=backend.now())
    if taken is None:
        return
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
    except Refused:
        CHANGES.void(backend.table, conversation_id, revision, now=backend.now())
