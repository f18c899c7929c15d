"""Query.members: the people in a conversation."""

from chat.appsync.arguments import PAGE_SIZE, Arguments, ConversationId, PageSize, Token
from chat.appsync.entrypoint import Request, resolver
from chat.domain.pages import MemberPage
from chat.operations.members import roster


class Members(Arguments):
    """Which conversation, and which page."""

    conversation_id: ConversationId
    limit: PageSize = PAGE_SIZE
    next_token: Token | None = None


def members(request: Request[Members]) -> MemberPage:
    """A page of members. Raises NotFound."""
    wanted = request.arguments
    return roster.members(
        request.backend,
        request.caller.id,
        wanted.conversation_id,
        limit=wanted.limit,
        next_token=wanted.next_token,
    )


lambda_handler = resolver(members, Members)
