"""Typing indicators. The other members receive them as events."""

from chat.domain.pages import Activity
from chat.operations.access import enter
from chat.operations.activity.audience import audience
from chat.operations.backend import Backend


def set_typing(backend: Backend, user_id: str, conversation_id: str, *, typing: bool) -> Activity:
    """Publish that a member is typing, or has stopped. Nothing is stored. Raises NotFound."""
    room = enter(backend, user_id, conversation_id)
    return Activity(
        conversation_id=conversation_id,
        channel=audience(room.conversation),
        user_id=user_id,
        typing=typing,
    )
