"""Query.mentions: where the caller was mentioned, newest first."""

from chat.appsync.arguments import PAGE_SIZE, Arguments, PageSize, Token
from chat.appsync.entrypoint import Request, resolver
from chat.domain.pages import MentionPage
from chat.operations.mentions import listing


class Mentions(Arguments):
    """Which page."""

    limit: PageSize = PAGE_SIZE
    next_token: Token | None = None


def mentions(request: Request[Mentions]) -> MentionPage:
    """A page of mentions. Raises InvalidArguments."""
    wanted = request.arguments
    return listing.page(
        request.backend, request.caller.id, limit=wanted.limit, next_token=wanted.next_token
    )


lambda_handler = resolver(mentions, Mentions)
