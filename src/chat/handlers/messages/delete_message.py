"""Mutation.deleteMessage: delete a text for everyone."""

from chat.appsync.arguments import ConversationId, Input, Number
from chat.appsync.entrypoint import Request, resolver
from chat.domain.models import Message
from chat.operations.messages import deletion


class DeleteMessage(Input):
    """Which message."""

    conversation_id: ConversationId
    seq: Number


def delete_message(request: Request[DeleteMessage]) -> Message:
    """What is left of it. Raises NotFound, Forbidden, TryAgain."""
    wanted = request.arguments
    return deletion.delete_message(
        request.backend, request.caller.id, wanted.conversation_id, wanted.seq
    )


lambda_handler = resolver(delete_message, DeleteMessage)
