"""Query.conversation: one conversation, with the channel that its subscriptions need."""

from chat.appsync.arguments import Arguments, ConversationId
from chat.appsync.entrypoint import Request, resolver
from chat.domain.models import Room
from chat.operations.access import enter


class Conversation(Arguments):
    """Which conversation."""

    conversation_id: ConversationId


def conversation(request: Request[Conversation]) -> Room:
    """The conversation as its member sees it. Raises NotFound."""
    return enter(request.backend, request.caller.id, request.arguments.conversation_id)


lambda_handler = resolver(conversation, Conversation)
