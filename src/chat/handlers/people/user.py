"""Query.user: anyone's public profile."""

from chat.appsync.arguments import Arguments, UserId
from chat.appsync.entrypoint import Request, resolver
from chat.domain.models import User as Profile
from chat.operations.people import profiles


class User(Arguments):
    """Whose profile."""

    user_id: UserId


def user(request: Request[User]) -> Profile:
    """The profile. Raises NotFound."""
    return profiles.public(request.backend, request.arguments.user_id)


lambda_handler = resolver(user, User)
