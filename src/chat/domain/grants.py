"""What each role may do in a conversation: the one table that checks, clients and docs go by."""

from collections.abc import Mapping, Set
from datetime import datetime
from enum import Enum

from chat.domain.errors import Conflict, Forbidden, no_such_conversation
from chat.domain.models import ConversationKind, MemberRole, Membership


class Permission(Enum):
    """Something that needs to be granted, in words. What is not here, every member may do."""

    REACT = "react to messages"
    SEND_MESSAGES = "write messages"
    PIN_MESSAGES = "pin messages"
    MENTION_EVERYONE = "mention everyone"
    DELETE_MESSAGES_OF_OTHERS = "delete messages of others"
    MUTE_MEMBERS = "mute people"
    REMOVE_MEMBERS = "remove people"
    ADD_MEMBERS = "add people"
    CHANGE_ROLES = "change roles"
    UPDATE_CONVERSATION = "change the title"
    TRANSFER_OWNERSHIP = "make somebody else the owner"


_ROLES = tuple(MemberRole)


def rank(role: MemberRole) -> int:
    """Its place among the roles, 0 for the highest."""
    return _ROLES.index(role)


def _down_to(last: MemberRole) -> Set[MemberRole]:
    return frozenset(_ROLES[: rank(last) + 1])


GRANTS: Mapping[Permission, Set[MemberRole]] = {
    Permission.REACT: _down_to(MemberRole.READER),
    Permission.SEND_MESSAGES: _down_to(MemberRole.MEMBER),
    Permission.PIN_MESSAGES: _down_to(MemberRole.MEMBER),
    Permission.MENTION_EVERYONE: _down_to(MemberRole.MODERATOR),
    Permission.DELETE_MESSAGES_OF_OTHERS: _down_to(MemberRole.MODERATOR),
    Permission.MUTE_MEMBERS: _down_to(MemberRole.MODERATOR),
    Permission.REMOVE_MEMBERS: _down_to(MemberRole.MODERATOR),
    Permission.ADD_MEMBERS: _down_to(MemberRole.ADMIN),
    Permission.CHANGE_ROLES: _down_to(MemberRole.ADMIN),
    Permission.UPDATE_CONVERSATION: _down_to(MemberRole.ADMIN),
    Permission.TRANSFER_OWNERSHIP: _down_to(MemberRole.OWNER),
}
"""Who may, in a group. What is done to a member needs a higher role than theirs."""

BETWEEN_TWO: Set[Permission] = frozenset(
    {
        Permission.REACT,
        Permission.SEND_MESSAGES,
        Permission.PIN_MESSAGES,
        Permission.MENTION_EVERYONE,
    }
)
"""What both people of a direct conversation may, in which nobody is muted."""

NOT_WHILE_MUTED = BETWEEN_TWO
"""What nobody may who is muted, whatever their role."""


def require(member: Membership, permission: Permission, *, now: datetime) -> None:
    """Raise Forbidden unless it is granted to them, and they are not muted for it."""
    if member.kind is ConversationKind.DIRECT:
        if permission not in BETWEEN_TWO:
            raise Forbidden(f"In a direct conversation nobody may {permission.value}.")
        return
    if member.role not in GRANTS[permission]:
        raise Forbidden(_refusal(permission))
    if permission in NOT_WHILE_MUTED and member.is_muted(now):
        raise Forbidden("You are muted in this conversation for a while.")


def require_in_group(member: Membership, permission: Permission, *, now: datetime) -> None:
    """The same for what there is in groups only. Raises NotFound, Conflict, Forbidden."""
    require_group(member)
    require(member, permission, now=now)


def require_group(member: Membership) -> None:
    """Raise NotFound or Conflict unless it is a group, and they are in."""
    if not member.is_active:
        raise no_such_conversation()
    if member.kind is ConversationKind.DIRECT:
        raise Conflict(
            "A direct conversation has two people, always the same, and neither roles nor a title."
        )


def require_higher(role: MemberRole, other: MemberRole) -> None:
    """Raise Forbidden unless the first role is the higher one."""
    if not is_higher(role, other):
        raise Forbidden(f"Only a role above {other.lower()} lets you do this.")


def is_higher(role: MemberRole, other: MemberRole) -> bool:
    """Whether the first role may more than the second."""
    return rank(role) < rank(other)


def _refusal(permission: Permission) -> str:
    *others, last = (role.lower() for role in MemberRole if role in GRANTS[permission])
    who = f"{', '.join(others)} or {last}" if others else last
    return f"Your role in this conversation does not let you {permission.value}: ask its {who}."
