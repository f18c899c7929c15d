"""Query.message: one message as it is now."""

from chat.appsync.arguments import Arguments, ConversationId, Number, RootNumber
from chat.appsync.entrypoint import Request, resolver
from chat.domain.models import Message, Place
from chat.operations.messages import lookup


class MessageNumber(Arguments):
    """Which message."""

    conversation_id: ConversationId
    root_seq: RootNumber | None = None
    seq: Number


def message(request: Request[MessageNumber]) -> Message | None:
    """The message; None where there is none that the caller may read. Raises NotFound."""
    wanted = request.arguments
    return lookup.message(
        request.backend,
        request.caller.id,
        Place(wanted.conversation_id, wanted.seq, wanted.root_seq),
    )


lambda_handler = resolver(message, MessageNumber)
