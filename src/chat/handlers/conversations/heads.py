"""Query.heads: the numbers of many conversations at once."""

from typing import Annotated

from pydantic import Field

from chat.appsync.arguments import Arguments, ConversationId
from chat.appsync.entrypoint import Request, resolver
from chat.domain.pages import Head
from chat.operations.conversations import listing


class Heads(Arguments):
    """Which conversations."""

    conversation_ids: Annotated[list[ConversationId], Field(max_length=100)]


def heads(request: Request[Heads]) -> tuple[Head | None, ...]:
    """One head each, in the order asked for; None for what the caller may not see."""
    return listing.heads(request.backend, request.caller.id, request.arguments.conversation_ids)


lambda_handler = resolver(heads, Heads)
