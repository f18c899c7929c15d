"""Mutation.publishInbox: tell a person's devices about a membership that changed.

It stores nothing. It is there because AppSync publishes only what comes through a mutation.
"""

from typing import Any

from chat.appsync.arguments import ConversationId, Input, Number, OneOf, UserId
from chat.appsync.caller import back_end
from chat.appsync.entrypoint import Request, resolver
from chat.domain.models import InboxEventKind


class PublishInbox(Input):
    """Whose membership changed, where, how, and by which revision."""

    user_id: UserId
    conversation_id: ConversationId
    kind: OneOf[InboxEventKind]
    revision: Number


def publish_inbox(request: Request[PublishInbox]) -> dict[str, Any]:
    """The event, unchanged."""
    return request.arguments.model_dump(by_alias=True)


lambda_handler = resolver(publish_inbox, PublishInbox, caller=back_end)
