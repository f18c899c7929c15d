"""Query.threads: the threads that the caller follows."""

from chat.appsync.arguments import PAGE_SIZE, Arguments, PageSize, Token
from chat.appsync.entrypoint import Request, resolver
from chat.domain.pages import ThreadPage
from chat.operations.threads import listing


class Threads(Arguments):
    """Which page."""

    limit: PageSize = PAGE_SIZE
    next_token: Token | None = None


def threads(request: Request[Threads]) -> ThreadPage:
    """A page of threads. Raises InvalidArguments."""
    wanted = request.arguments
    return listing.page(
        request.backend, request.caller.id, limit=wanted.limit, next_token=wanted.next_token
    )


lambda_handler = resolver(threads, Threads)
