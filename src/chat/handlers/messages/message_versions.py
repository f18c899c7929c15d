"""Query.messageVersions: the texts that a message has had."""

from chat.appsync.arguments import Arguments, ConversationId, Number, RootNumber
from chat.appsync.entrypoint import Request, resolver
from chat.domain.models import MessageVersion, Place
from chat.operations.messages import lookup


class MessageVersions(Arguments):
    """Which message."""

    conversation_id: ConversationId
    root_seq: RootNumber | None = None
    seq: Number


def message_versions(request: Request[MessageVersions]) -> tuple[MessageVersion, ...]:
    """The texts, the present one first. Raises NotFound."""
    wanted = request.arguments
    return lookup.message_versions(
        request.backend,
        request.caller.id,
        Place(wanted.conversation_id, wanted.seq, wanted.root_seq),
    )


lambda_handler = resolver(message_versions, MessageVersions)
