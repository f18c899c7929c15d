"""Mutation.followThread: follow the thread of a text."""

from chat.appsync.arguments import ConversationId, Input, RootNumber
from chat.appsync.entrypoint import Request, resolver
from chat.domain.pages import FollowedThread
from chat.operations.threads import following


class FollowThread(Input):
    """Which thread."""

    conversation_id: ConversationId
    root_seq: RootNumber


def follow_thread(request: Request[FollowThread]) -> FollowedThread:
    """The thread as the caller sees it then. Raises NotFound, Forbidden."""
    wanted = request.arguments
    return following.follow(
        request.backend,
        request.caller.id,
        wanted.conversation_id,
        wanted.root_seq,
        is_followed=True,
    )


lambda_handler = resolver(follow_thread, FollowThread)
