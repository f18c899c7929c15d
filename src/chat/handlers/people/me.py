"""Query.me: the caller's own profile, created by the first call.

Nothing else creates one, so it makes no difference whether people signed up, were imported, or came
from another identity provider.
"""

from chat.appsync.arguments import Arguments
from chat.appsync.entrypoint import Request, resolver
from chat.domain.models import User
from chat.operations.people import profiles


class Me(Arguments):
    """No arguments."""


def me(request: Request[Me]) -> User:
    """The caller's profile."""
    return profiles.own(request.backend, request.caller.id, username=request.caller.username)


lambda_handler = resolver(me, Me)
