"""Mutation.markUnread: move the caller's read marker back to before a message."""

from typing import Annotated

from pydantic import Field

from chat.appsync.arguments import ConversationId, Input
from chat.appsync.entrypoint import Request, resolver
from chat.domain.pages import Activity
from chat.operations.activity import read_markers


class MarkUnread(Input):
    """The conversation, and the first number that is to be unread."""

    conversation_id: ConversationId
    seq: Annotated[int, Field(ge=1)]


def mark_unread(request: Request[MarkUnread]) -> Activity:
    """Where the marker stands now. Raises NotFound."""
    unread = request.arguments
    return read_markers.mark_unread(
        request.backend, request.caller.id, unread.conversation_id, seq=unread.seq
    )


lambda_handler = resolver(mark_unread, MarkUnread)
