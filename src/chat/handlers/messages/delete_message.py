"""Mutation.deleteMessage: delete a text for everyone."""

from chat.appsync.arguments import ConversationId, Input, Number, RootNumber
from chat.appsync.entrypoint import Request, resolver
from chat.domain.models import Message, Place
from chat.operations.messages import deletion


class DeleteMessage(Input):
    """Which message."""

    conversation_id: ConversationId
    root_seq: RootNumber | None = None
    seq: Number


def delete_message(request: Request[DeleteMessage]) -> Message:
    """What is left of it. Raises NotFound, Forbidden, TryAgain."""
    wanted = request.arguments
    return deletion.delete_message(
        request.backend,
        request.caller.id,
        Place(wanted.conversation_id, wanted.seq, wanted.root_seq),
    )


lambda_handler = resolver(delete_message, DeleteMessage)
