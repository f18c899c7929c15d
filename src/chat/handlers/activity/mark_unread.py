"""Mutation.markUnread: move the caller's read marker back to before a message."""

from typing import Annotated

from pydantic import Field

from chat.appsync.arguments import ConversationId, Input, RootNumber
from chat.appsync.entrypoint import Request, resolver
from chat.domain.pages import Activity
from chat.operations.activity import read_markers
from chat.operations.threads import following


class MarkUnread(Input):
    """The conversation or the thread in it, and the first number that is to be unread."""

    conversation_id: ConversationId
    root_seq: RootNumber | None = None
    seq: Annotated[int, Field(ge=1)]


def mark_unread(request: Request[MarkUnread]) -> Activity:
    """Where the marker stands now. Raises NotFound."""
    unread = request.arguments
    if unread.root_seq is not None:
        return following.mark_unread(
            request.backend,
            request.caller.id,
            unread.conversation_id,
            unread.root_seq,
            seq=unread.seq,
        )
    return read_markers.mark_unread(
        request.backend, request.caller.id, unread.conversation_id, seq=unread.seq
    )


lambda_handler = resolver(mark_unread, MarkUnread)
