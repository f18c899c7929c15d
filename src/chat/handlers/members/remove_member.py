"""Mutation.removeMember: remove someone from a group, or leave a conversation."""

from chat.appsync.arguments import ClientId, ConversationId, Input, UserId
from chat.appsync.entrypoint import Request, resolver
from chat.domain.models import Message
from chat.operations.members import membership


class RemoveMember(Input):
    """The person, the conversation, and the client's own id for the call."""

    conversation_id: ConversationId
    member_id: UserId
    client_message_id: ClientId


def remove_member(request: Request[RemoveMember]) -> Message:
    """The system message that records it. Raises NotFound, Forbidden, Conflict."""
    wanted = request.arguments
    return membership.remove_member(
        request.backend,
        request.caller.id,
        wanted.conversation_id,
        member_id=wanted.member_id,
        client_message_id=wanted.client_message_id,
    )


lambda_handler = resolver(remove_member, RemoveMember)
