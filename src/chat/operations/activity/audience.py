"""Who receives activity."""

from chat.domain.models import AUDIENCE_LIMIT, Conversation


def audience(conversation: Conversation) -> str | None:
    """The channel; None where there are too many members, which no subscription matches."""
    return conversation.channel if conversation.member_count <= AUDIENCE_LIMIT else None
