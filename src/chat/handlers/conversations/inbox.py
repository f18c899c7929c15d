"""Query.inbox: the caller's conversations, latest activity first."""

from chat.appsync.arguments import PAGE_SIZE, Arguments, PageSize, Token
from chat.appsync.entrypoint import Request, resolver
from chat.domain.pages import InboxPage
from chat.operations.conversations import listing


class Inbox(Arguments):
    """Which page."""

    limit: PageSize = PAGE_SIZE
    next_token: Token | None = None


def inbox(request: Request[Inbox]) -> InboxPage:
    """A page of the inbox."""
    wanted = request.arguments
    return listing.inbox(
        request.backend, request.caller.id, limit=wanted.limit, next_token=wanted.next_token
    )


lambda_handler = resolver(inbox, Inbox)
