"""What roles may do is decided by one table, and whoever may not is told so."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from chat.domain.errors import Conflict, Forbidden, NotFound
from chat.domain.grants import (
    BETWEEN_TWO,
    GRANTS,
    NOT_WHILE_MUTED,
    Permission,
    is_higher,
    require,
    require_higher,
    require_in_group,
)
from chat.domain.models import ConversationKind, MemberRole, Membership, MemberStatus

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CASES = [(permission, role) for permission in Permission for role in MemberRole]


def member(
    role: MemberRole = MemberRole.MEMBER,
    kind: ConversationKind = ConversationKind.GROUP,
    status: MemberStatus = MemberStatus.ACTIVE,
    muted_until: datetime | None = None,
) -> Membership:
    return Membership(
        user_id="alice",
        conversation_id="lunch",
        kind=kind,
        role=role,
        status=status,
        joined_seq=0,
        joined_at=NOW,
        muted_until=muted_until,
    )


def is_allowed(permission: Permission, member: Membership) -> bool:
    try:
        require(member, permission, now=NOW)
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


@pytest.mark.parametrize(("higher", "lower"), [*combinations(MemberRole, 2)])
def test_a_higher_role_may_all_that_a_lower_one_may(higher: MemberRole, lower: MemberRole) -> None:
    assert is_higher(higher, lower)
    assert all(higher in roles for roles in GRANTS.values() if lower in roles)


@pytest.mark.parametrize("permission", Permission)
def test_two_who_talk_may_do_what_both_may(permission: Permission) -> None:
    person = member(kind=ConversationKind.DIRECT)

    assert is_allowed(permission, person) == (permission in BETWEEN_TWO)


@pytest.mark.parametrize("permission", Permission)
def test_whoever_is_muted_may_not_what_is_heard(permission: Permission) -> None:
    muted = member(MemberRole.ADMIN, muted_until=NOW + timedelta(seconds=1))
    may_otherwise = is_allowed(permission, member(MemberRole.ADMIN))

    expected = may_otherwise and permission not in NOT_WHILE_MUTED
    assert is_allowed(permission, muted) == expected


def test_muting_ends_by_itself() -> None:
    assert is_allowed(Permission.SEND_MESSAGES, member(muted_until=NOW))


@pytest.mark.parametrize("role", MemberRole)
def test_nobody_is_above_their_own_role(role: MemberRole) -> None:
    with pytest.raises(Forbidden, match="Only a role above"):
        require_higher(role, role)


def test_a_refusal_says_what_was_asked_for_and_whom_to_ask() -> None:
    with pytest.raises(Forbidden, match=r"let you mention everyone: ask its owner, admin or mod"):
        require(member(), Permission.MENTION_EVERYONE, now=NOW)


def test_whoever_has_left_is_told_nothing() -> None:
    with pytest.raises(NotFound):
        require_in_group(member(status=MemberStatus.LEFT), Permission.ADD_MEMBERS, now=NOW)


def test_two_who_talk_are_no_group() -> None:
    person = member(kind=ConversationKind.DIRECT)
    with pytest.raises(Conflict):
        require_in_group(person, Permission.ADD_MEMBERS, now=NOW)
