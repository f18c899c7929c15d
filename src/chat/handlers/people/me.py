"""Query.me: the caller's own profile, created by the first call.

Nothing else creates one, so it makes no difference whether people signed up, were imported, or came
from another identity provider.
"""

from chat.appsync.arguments import Arguments
from chat.appsync.entrypoint import Request, resolver
from chat.domain import text
from chat.domain.errors import InvalidArguments
from chat.domain.models import User
from chat.operations.people import profiles


class Me(Arguments):
    """No arguments."""


def me(request: Request[Me]) -> User:
    """The caller's profile. Raises InvalidArguments where others could not see the username."""
    try:
        username = text.name(request.caller.username)
    except text.Unfit as reason:
        raise InvalidArguments(f"Your username {reason}: sign up with another one.") from None
    return profiles.own(request.backend, request.caller.id, username=username)


lambda_handler = resolver(me, Me)
