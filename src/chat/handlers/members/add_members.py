"""Mutation.addMembers: add people to a group."""

from chat.appsync.arguments import ClientId, ConversationId, Input, People
from chat.appsync.entrypoint import Request, resolver
from chat.domain.models import Message
from chat.operations.members import membership


class AddMembers(Input):
    """The people, the group, and the client's own id for the call."""

    conversation_id: ConversationId
    member_ids: People
    client_message_id: ClientId


def add_members(request: Request[AddMembers]) -> Message:
    """The system message that records it. Raises NotFound, Forbidden, Conflict."""
    wanted = request.arguments
    return membership.add_members(
        request.backend,
        request.caller.id,
        wanted.conversation_id,
        member_ids=wanted.member_ids,
        client_message_id=wanted.client_message_id,
    )


lambda_handler = resolver(add_members, AddMembers)
