"""Query.sync: everything that came after a seq and a revision."""

from chat.appsync.arguments import Arguments, ConversationId, Number
from chat.appsync.entrypoint import Request, resolver
from chat.domain.pages import SyncPage
from chat.operations.messages import catch_up


class Sync(Arguments):
    """Which conversation, and how far the client has it."""

    conversation_id: ConversationId
    seq: Number
    revision: Number


def sync(request: Request[Sync]) -> SyncPage:
    """A page of what the client is missing. Raises NotFound."""
    has = request.arguments
    return catch_up.sync(
        request.backend,
        request.caller.id,
        has.conversation_id,
        seq=has.seq,
        revision=has.revision,
    )


lambda_handler = resolver(sync, Sync)
