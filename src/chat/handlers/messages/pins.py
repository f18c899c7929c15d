"""Query.pins: what is pinned in a conversation."""

from chat.appsync.arguments import Arguments, ConversationId
from chat.appsync.entrypoint import Request, resolver
from chat.domain.models import Message
from chat.operations.messages import pinning


class Pins(Arguments):
    """Which conversation."""

    conversation_id: ConversationId


def pins(request: Request[Pins]) -> tuple[Message, ...]:
    """The messages, the last pinned first. Raises NotFound."""
    return pinning.pinned(request.backend, request.caller.id, request.arguments.conversation_id)


lambda_handler = resolver(pins, Pins)
