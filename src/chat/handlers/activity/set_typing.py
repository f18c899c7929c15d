"""Mutation.setTyping: tell the others that the caller is typing, or has stopped."""

from chat.appsync.arguments import ConversationId, Input, RootNumber
from chat.appsync.entrypoint import Request, resolver
from chat.domain.pages import Activity
from chat.operations.activity import typing_indicators


class SetTyping(Input):
    """The conversation or the thread in it, and whether the caller is typing."""

    conversation_id: ConversationId
    root_seq: RootNumber | None = None
    typing: bool


def set_typing(request: Request[SetTyping]) -> Activity:
    """The event that the others receive. Raises NotFound."""
    said = request.arguments
    return typing_indicators.set_typing(
        request.backend,
        request.caller.id,
        said.conversation_id,
        typing=said.typing,
        root_seq=said.root_seq,
    )


lambda_handler = resolver(set_typing, SetTyping)
