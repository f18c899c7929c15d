"""Mutation.unpinMessage: unpin a message, whoever pinned it."""

from chat.appsync.arguments import ConversationId, Input, Number
from chat.appsync.entrypoint import Request, resolver
from chat.domain.models import Message, Place
from chat.operations.messages import pinning


class UnpinMessage(Input):
    """Which message."""

    conversation_id: ConversationId
    seq: Number


def unpin_message(request: Request[UnpinMessage]) -> Message:
    """The message as it is then. Raises NotFound, Forbidden, TryAgain."""
    wanted = request.arguments
    return pinning.unpin_message(
        request.backend, request.caller.id, Place(wanted.conversation_id, wanted.seq)
    )


lambda_handler = resolver(unpin_message, UnpinMessage)
