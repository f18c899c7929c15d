"""Typing indicators. The other members receive them as events."""

from chat.domain.errors import no_such_message
from chat.domain.grants import Permission, require
from chat.domain.pages import Activity
from chat.operations.access import enter
from chat.operations.activity.audience import audience
from chat.operations.backend import Backend


def set_typing(
    backend: Backend,
    user_id: str,
    conversation_id: str,
    *,
    typing: bool,
    root_seq: int | None = None,
) -> Activity:
    """Publish that a member is typing, or has stopped. Nothing is stored.

    root_seq: in that thread, if the member may read it.
    Raises NotFound, Forbidden.
    """
    room = enter(backend, user_id, conversation_id)
    require(room.membership, Permission.SEND_MESSAGES, now=backend.now())
    if root_seq is not None and root_seq < room.membership.from_seq:
        raise no_such_message()
    return Activity(
        conversation_id=conversation_id,
        channel=audience(room.conversation),
        user_id=user_id,
        typing=typing,
        root_seq=root_seq,
    )
