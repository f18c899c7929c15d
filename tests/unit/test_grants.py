"""What roles may do is decided by one table, and whoever may not is told so."""

from datetime import UTC, datetime

import pytest

from chat.domain.errors import Conflict, Forbidden, NotFound
from chat.domain.grants import BETWEEN_TWO, GRANTS, Permission, require, require_in_group
from chat.domain.models import ConversationKind, MemberRole, Membership, MemberStatus

CASES = [(permission, role) for permission in Permission for role in MemberRole]


def member(
    role: MemberRole = MemberRole.MEMBER,
    kind: ConversationKind = ConversationKind.GROUP,
    status: MemberStatus = MemberStatus.ACTIVE,
) -> Membership:
    return Membership(
        user_id="alice",
        conversation_id="lunch",
        kind=kind,
        role=role,
        status=status,
        joined_seq=0,
        joined_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def is_allowed(permission: Permission, member: Membership) -> bool:
    try:
        require(member, permission)
    except Forbidden:
        return False
    return True


@pytest.mark.parametrize(("permission", "role"), CASES)
def test_a_role_may_do_in_a_group_what_is_granted_to_it(
    permission: Permission, role: MemberRole
) -> None:
    assert is_allowed(permission, member(role)) == (role in GRANTS[permission])


@pytest.mark.parametrize("permission", Permission)
def test_the_owner_may_do_everything(permission: Permission) -> None:
    assert is_allowed(permission, member(MemberRole.OWNER))


@pytest.mark.parametrize("permission", Permission)
def test_two_who_talk_may_do_what_both_may(permission: Permission) -> None:
    person = member(kind=ConversationKind.DIRECT)

    assert is_allowed(permission, person) == (permission in BETWEEN_TWO)


def test_a_refusal_says_what_was_asked_for_and_whom_to_ask() -> None:
    with pytest.raises(Forbidden, match=r"does not let you mention everyone\. Ask the owner\."):
        require(member(), Permission.MENTION_EVERYONE)


def test_whoever_has_left_is_told_nothing() -> None:
    with pytest.raises(NotFound):
        require_in_group(member(status=MemberStatus.LEFT), Permission.ADD_MEMBERS)


def test_two_who_talk_are_no_group() -> None:
    with pytest.raises(Conflict):
        require_in_group(member(kind=ConversationKind.DIRECT), Permission.ADD_MEMBERS)
