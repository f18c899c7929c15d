"""Mutation.markRead: move the caller's read marker forward."""

from chat.appsync.arguments import ConversationId, Input, Number, RootNumber
from chat.appsync.entrypoint import Request, resolver
from chat.domain.pages import Activity
from chat.operations.activity import read_markers
from chat.operations.threads import following


class MarkRead(Input):
    """The conversation or the thread in it, and the last number that was read."""

    conversation_id: ConversationId
    root_seq: RootNumber | None = None
    seq: Number


def mark_read(request: Request[MarkRead]) -> Activity:
    """Where the marker stands now. Raises NotFound."""
    read = request.arguments
    if read.root_seq is not None:
        return following.mark_read(
            request.backend, request.caller.id, read.conversation_id, read.root_seq, seq=read.seq
        )
    return read_markers.mark_read(
        request.backend, request.caller.id, read.conversation_id, seq=read.seq
    )


lambda_handler = resolver(mark_read, MarkRead)
