"""Subscription.*: the check that AppSync makes once, when a subscription starts.

It cannot end one that is running: the channel does that (docs/decisions). Returning None admits.
Source: AppSync developer guide, authorization use cases, "Real-time data".
"""

import hmac

from chat.appsync.arguments import Arguments, ConversationId, UserId
from chat.appsync.entrypoint import Request, resolver
from chat.domain.errors import ChannelReplaced, NotFound
from chat.operations.access import enter


class AuthorizeSubscription(Arguments):
    """A conversation and its channel, or the caller's own id."""

    conversation_id: ConversationId | None = None
    channel: str = ""
    user_id: UserId | None = None


def authorize_subscription(request: Request[AuthorizeSubscription]) -> None:
    """Admit a member to the current channel, and a person to their own inbox.

    Raises NotFound, ChannelReplaced.
    """
    wanted = request.arguments
    if wanted.conversation_id is None:
        if wanted.user_id != request.caller.id:
            raise NotFound("There is no such inbox, or it is not yours.")
        return
    room = enter(request.backend, request.caller.id, wanted.conversation_id)
    if not hmac.compare_digest(room.conversation.channel.encode(), wanted.channel.encode()):
        raise ChannelReplaced("Fetch the conversation again: its channel has been replaced.")


lambda_handler = resolver(authorize_subscription, AuthorizeSubscription)
