"""Mutation.markRead: move the caller's read marker forward."""

from chat.appsync.arguments import ConversationId, Input, Number
from chat.appsync.entrypoint import Request, resolver
from chat.domain.pages import Activity
from chat.operations.activity import read_markers


class MarkRead(Input):
    """The conversation, and the last number that was read."""

    conversation_id: ConversationId
    seq: Number


def mark_read(request: Request[MarkRead]) -> Activity:
    """Where the marker stands now. Raises NotFound."""
    read = request.arguments
    return read_markers.mark_read(
        request.backend, request.caller.id, read.conversation_id, seq=read.seq
    )


lambda_handler = resolver(mark_read, MarkRead)
