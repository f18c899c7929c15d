"""Mutation.updateMember: give a member another role, or mute them for a while."""

from chat.appsync.arguments import ConversationId, Input, OneOf, Time, UserId
from chat.appsync.entrypoint import Request, resolver
from chat.domain.models import MemberRole, Membership
from chat.operations.members import standing
from chat.operations.members.standing import Standing


class UpdateMember(Input):
    """The person, the conversation, and what is to change; null unmutes."""

    conversation_id: ConversationId
    member_id: UserId
    role: OneOf[MemberRole] | None = None
    muted_until: Time | None = None


def update_member(request: Request[UpdateMember]) -> Membership:
    """The member as they are then. Raises NotFound, Forbidden, Conflict, TryAgain."""
    wanted = request.arguments
    return standing.update_member(
        request.backend,
        request.caller.id,
        wanted.conversation_id,
        member_id=wanted.member_id,
        wanted=Standing(
            wanted.role,
            mutes="muted_until" in wanted.model_fields_set,
            muted_until=wanted.muted_until,
        ),
    )


lambda_handler = resolver(update_member, UpdateMember)
