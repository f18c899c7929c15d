"""Mutation.updateProfile: choose a display name."""

from chat.appsync.arguments import Input
from chat.appsync.entrypoint import Request, resolver
from chat.appsync.texts import DisplayName
from chat.domain.models import User
from chat.operations.people import profiles


class UpdateProfile(Input):
    """The name."""

    display_name: DisplayName


def update_profile(request: Request[UpdateProfile]) -> User:
    """The profile as it is now. Raises NotFound before the first `me`."""
    return profiles.rename(
        request.backend, request.caller.id, display_name=request.arguments.display_name
    )


lambda_handler = resolver(update_profile, UpdateProfile)
