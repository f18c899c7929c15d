"""Mutation.updateConversation: rename a group."""

from chat.appsync.arguments import ClientId, ConversationId, Input
from chat.appsync.entrypoint import Request, resolver
from chat.appsync.texts import Title
from chat.domain.models import Message
from chat.operations.conversations import update


class UpdateConversation(Input):
    """Which group, its new title, and the client's own id for the call."""

    conversation_id: ConversationId
    title: Title
    client_message_id: ClientId


def update_conversation(request: Request[UpdateConversation]) -> Message:
    """The system message that records it. Raises NotFound, Forbidden, Conflict."""
    wanted = request.arguments
    return update.update_conversation(
        request.backend,
        request.caller.id,
        wanted.conversation_id,
        title=wanted.title,
        client_message_id=wanted.client_message_id,
    )


lambda_handler = resolver(update_conversation, UpdateConversation)
