"""Who is told of what passes."""

from chat.domain.models import AUDIENCE_LIMIT, Conversation


def audience(conversation: Conversation) -> str | None:
    """The channel, or None where too many would have to be told: it matches nobody."""
    return conversation.channel if conversation.member_count <= AUDIENCE_LIMIT else None
