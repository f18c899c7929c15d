"""That a member is typing, which the others are told in passing."""

from chat.domain.pages import Activity
from chat.operations.access import enter
from chat.operations.activity.audience import audience
from chat.operations.backend import Backend


def set_typing(backend: Backend, user_id: str, conversation_id: str, *, typing: bool) -> Activity:
    """Say that a member is typing, or has stopped. Nothing is stored. Raises NotFound."""
    room = enter(backend, user_id, conversation_id)
    return Activity(
        conversation_id=conversation_id,
        channel=audience(room.conversation),
        user_id=user_id,
        typing=typing,
    )
