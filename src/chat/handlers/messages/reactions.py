"""Query.reactions: who reacted to a message."""

from chat.appsync.arguments import (
    PAGE_SIZE,
    Arguments,
    ConversationId,
    Number,
    PageSize,
    RootNumber,
    Token,
)
from chat.appsync.emoji import Emoji
from chat.appsync.entrypoint import Request, resolver
from chat.domain.models import Place
from chat.domain.pages import ReactionPage
from chat.operations.messages import reacting


class Reactions(Arguments):
    """Which message, perhaps only one emoji, and which page."""

    conversation_id: ConversationId
    root_seq: RootNumber | None = None
    seq: Number
    emoji: Emoji | None = None
    limit: PageSize = PAGE_SIZE
    next_token: Token | None = None


def reactions(request: Request[Reactions]) -> ReactionPage:
    """A page of people. Raises NotFound, InvalidArguments."""
    wanted = request.arguments
    return reacting.page(
        request.backend,
        request.caller.id,
        Place(wanted.conversation_id, wanted.seq, wanted.root_seq),
        emoji=wanted.emoji,
        limit=wanted.limit,
        next_token=wanted.next_token,
    )


lambda_handler = resolver(reactions, Reactions)
