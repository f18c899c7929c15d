"""Mutation.unfollowThread: follow a thread no more."""

from chat.appsync.arguments import ConversationId, Input, RootNumber
from chat.appsync.entrypoint import Request, resolver
from chat.domain.pages import FollowedThread
from chat.operations.threads import following


class UnfollowThread(Input):
    """Which thread."""

    conversation_id: ConversationId
    root_seq: RootNumber


def unfollow_thread(request: Request[UnfollowThread]) -> FollowedThread:
    """The thread as the caller sees it then. Raises NotFound, Forbidden."""
    wanted = request.arguments
    return following.follow(
        request.backend,
        request.caller.id,
        wanted.conversation_id,
        wanted.root_seq,
        is_followed=False,
    )


lambda_handler = resolver(unfollow_thread, UnfollowThread)
