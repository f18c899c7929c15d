"""How far each member has read. The others receive it as an event."""

from chat.domain.errors import no_such_conversation
from chat.domain.models import Conversation, Membership
from chat.domain.pages import Activity
from chat.operations.activity.audience import audience
from chat.operations.backend import Backend
from chat.operations.messages.log_reader import messages_of
from chat.store import conversations, memberships

_LOOKAHEAD = 10
"""Numbers after the marker that are checked for voids."""


def mark_read(backend: Backend, user_id: str, conversation_id: str, *, seq: int) -> Activity:
    """Move the read marker to seq, and past any voids that follow. Raises NotFound."""
    conversation = conversations.get(backend.table, conversation_id)
    # Tried even where there is no conversation: the time of a refusal must not show which it was.
    end = conversation.last_seq if conversation else 0
    row = _move(backend, user_id, conversation_id, min(seq, end))
    if conversation is None:
        raise no_such_conversation()
    if row.read_seq < conversation.last_seq:
        settled = _settled_end(backend, conversation, row.read_seq)
        if settled > row.read_seq:
            row = _move(backend, user_id, conversation_id, settled)
    return Activity(
        conversation_id=conversation_id,
        channel=audience(conversation),
        user_id=user_id,
        read_seq=row.read_seq,
    )


def mark_unread(backend: Backend, user_id: str, conversation_id: str, *, seq: int) -> Activity:
    """Move the read marker back to before seq, if it is at seq or beyond. Raises NotFound.

    It stops before the person's first readable number: what they may not read is never unread.
    """
    conversation = conversations.get(backend.table, conversation_id)
    # Tried even where there is no conversation: the time of a refusal must not show which it was.
    row = memberships.mark_unread(backend.table, user_id, conversation_id, seq)
    if row and row.from_seq > seq:
        row = memberships.mark_unread(backend.table, user_id, conversation_id, row.from_seq)
    if conversation is None or row is None:
        raise no_such_conversation()
    return Activity(
        conversation_id=conversation_id,
        channel=audience(conversation),
        user_id=user_id,
        read_seq=row.read_seq,
    )


def _move(backend: Backend, user_id: str, conversation_id: str, seq: int) -> Membership:
    row = memberships.mark_read(backend.table, user_id, conversation_id, seq)
    if row is None:
        raise no_such_conversation()
    return row


def _settled_end(backend: Backend, conversation: Conversation, read_seq: int) -> int:
    """The last number that follows read_seq without a message in between."""
    ahead = messages_of(backend, conversation).after(read_seq, limit=_LOOKAHEAD)
    return ahead.entries[0].seq - 1 if ahead.entries else ahead.last
