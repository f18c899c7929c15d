"""What each role may do in a conversation: the one table that checks, clients and docs go by."""

from collections.abc import Mapping, Set
from enum import Enum

from chat.domain.errors import Conflict, Forbidden, no_such_conversation
from chat.domain.models import ConversationKind, MemberRole, Membership


class Permission(Enum):
    """Something that needs to be granted, in words. What is not here, every member may do."""

    MENTION_EVERYONE = "mention everyone"
    DELETE_MESSAGES_OF_OTHERS = "delete messages of others"
    ADD_MEMBERS = "add people"
    REMOVE_MEMBERS = "remove people"
    UPDATE_CONVERSATION = "change the title"


_OWNER = frozenset({MemberRole.OWNER})

GRANTS: Mapping[Permission, Set[MemberRole]] = {
    Permission.MENTION_EVERYONE: _OWNER,
    Permission.DELETE_MESSAGES_OF_OTHERS: _OWNER,
    Permission.ADD_MEMBERS: _OWNER,
    Permission.REMOVE_MEMBERS: _OWNER,
    Permission.UPDATE_CONVERSATION: _OWNER,
}
"""Who may, in a group."""

BETWEEN_TWO: Set[Permission] = frozenset({Permission.MENTION_EVERYONE})
"""What both people of a direct conversation may."""


def may(member: Membership, permission: Permission) -> bool:
    """Whether it is granted to somebody who is in."""
    if member.kind is ConversationKind.DIRECT:
        return permission in BETWEEN_TWO
    return member.role in GRANTS[permission]


def require(member: Membership, permission: Permission) -> None:
    """Raise Forbidden unless it is granted to them."""
    if not may(member, permission):
        raise Forbidden(_refusal(member, permission))


def require_in_group(member: Membership, permission: Permission) -> None:
    """The same for what there is in groups only. Raises NotFound, Conflict, Forbidden."""
    if not member.is_active:
        raise no_such_conversation()
    if member.kind is ConversationKind.DIRECT:
        raise Conflict("A direct conversation has two people, always the same, and no title.")
    require(member, permission)


def _refusal(member: Membership, permission: Permission) -> str:
    what = permission.value
    if member.kind is ConversationKind.DIRECT:
        return f"In a direct conversation nobody may {what}."
    first, *_ = (role.lower() for role in MemberRole if role in GRANTS[permission])
    return f"Your role in this conversation does not let you {what}. Ask the {first}."
