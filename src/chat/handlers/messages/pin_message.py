"""Mutation.pinMessage: pin a text for everyone."""

from chat.appsync.arguments import ConversationId, Input, Number
from chat.appsync.entrypoint import Request, resolver
from chat.domain.models import Message, Place
from chat.operations.messages import pinning


class PinMessage(Input):
    """Which message."""

    conversation_id: ConversationId
    seq: Number


def pin_message(request: Request[PinMessage]) -> Message:
    """The message as it is then. Raises NotFound, Forbidden, Conflict, TryAgain."""
    wanted = request.arguments
    return pinning.pin_message(
        request.backend, request.caller.id, Place(wanted.conversation_id, wanted.seq)
    )


lambda_handler = resolver(pin_message, PinMessage)
