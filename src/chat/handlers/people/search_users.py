"""Query.searchUsers: people by the beginning of their display name."""

from typing import Annotated

from pydantic import Field, StringConstraints

from chat.appsync.arguments import Arguments
from chat.appsync.entrypoint import Request, resolver
from chat.domain.models import User
from chat.operations.people import profiles


class SearchUsers(Arguments):
    """The beginning of a name, and how many at most."""

    prefix: Annotated[str, StringConstraints(pattern=r"\S", max_length=50)]
    limit: Annotated[int, Field(ge=1, le=50)] = 20


def search_users(request: Request[SearchUsers]) -> list[User]:
    """The people, in the order of their names."""
    wanted = request.arguments
    return profiles.search(request.backend, wanted.prefix, limit=wanted.limit)


lambda_handler = resolver(search_users, SearchUsers)
