"""Roles and mutes: who gives them, and what they do."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from chat.domain.errors import Conflict, Forbidden, NotFound
from chat.domain.models import Change, ChangeKind, MemberRole, Room
from chat.operations.activity.typing_indicators import set_typing
from chat.operations.backend import Backend
from chat.operations.people import profiles
from chat.store import conversations
from chat.store.changes import CHANGES
from tests.clock import Clock
from tests.integration.given import (
    added,
    deleted,
    edited,
    muted,
    pinned,
    reacted,
    regraded,
    removed,
    replied,
    row_of,
    said,
    unreacted,
)
from tests.people import ALICE, BOB, CAROL, DAVE, MALLORY

OWNER, ADMIN, MODERATOR, MEMBER, READER = MemberRole
AN_HOUR = timedelta(hours=1)


@pytest.fixture
def team(backend: Backend, room: Room) -> Room:
    """Alice owns it, Bob is an admin, Carol a moderator, Dave a member."""
    added(backend, room, CAROL, DAVE, by=ALICE)
    regraded(backend, room, BOB, ADMIN, by=ALICE)
    regraded(backend, room, CAROL, MODERATOR, by=ALICE)
    return room


def test_another_role_is_a_change_that_names_the_member(backend: Backend, room: Room) -> None:
    after = regraded(backend, room, BOB, MODERATOR, by=ALICE)

    change = CHANGES.get(backend.table, room.conversation.id, after.revision)
    assert after == row_of(backend, room, BOB)
    assert isinstance(change, Change)
    assert (change.kind, change.member_ids) == (ChangeKind.MEMBERS, (BOB,))


def test_a_role_that_is_there_takes_no_number(backend: Backend, room: Room) -> None:
    first = regraded(backend, room, BOB, MODERATOR, by=ALICE)

    again = regraded(backend, room, BOB, MODERATOR, by=ALICE)

    now = conversations.get(backend.table, room.conversation.id)
    assert again == first
    assert now is not None
    assert now.last_revision == first.revision


def test_whoever_makes_somebody_else_the_owner_becomes_an_admin(
    backend: Backend, team: Room
) -> None:
    muted(backend, team, DAVE, backend.now() + AN_HOUR, by=ALICE)

    after = regraded(backend, team, DAVE, OWNER, by=ALICE)

    assert (after.role, after.muted_until) == (OWNER, None)
    assert row_of(backend, team, ALICE).role is ADMIN
    change = CHANGES.get(backend.table, team.conversation.id, after.revision)
    assert isinstance(change, Change)
    assert change.member_ids == (DAVE, ALICE)


def test_a_transfer_that_is_repeated_changes_nothing(backend: Backend, team: Room) -> None:
    first = regraded(backend, team, BOB, OWNER, by=ALICE)

    assert regraded(backend, team, BOB, OWNER, by=ALICE) == first


@pytest.mark.parametrize(
    ("by", "who", "role"),
    [
        (BOB, ALICE, MEMBER),
        (BOB, DAVE, ADMIN),
        (BOB, DAVE, OWNER),
        (BOB, BOB, OWNER),
        (CAROL, DAVE, READER),
        (CAROL, CAROL, ADMIN),
        (DAVE, CAROL, MEMBER),
    ],
)
def test_nobody_gives_a_role_that_they_may_not(
    backend: Backend, team: Room, by: str, who: str, role: MemberRole
) -> None:
    before = row_of(backend, team, who)

    with pytest.raises(Forbidden):
        regraded(backend, team, who, role, by=by)

    assert row_of(backend, team, who) == before


def test_an_admin_gives_the_roles_below(backend: Backend, team: Room) -> None:
    assert regraded(backend, team, CAROL, READER, by=BOB).role is READER
    assert regraded(backend, team, DAVE, MODERATOR, by=BOB).role is MODERATOR


def test_everybody_may_step_down(backend: Backend, team: Room) -> None:
    assert regraded(backend, team, BOB, READER, by=BOB).role is READER


def test_an_owner_steps_down_only_for_another(backend: Backend, team: Room) -> None:
    with pytest.raises(Conflict, match="Make somebody else the owner first"):
        regraded(backend, team, ALICE, MEMBER, by=ALICE)


def test_who_is_not_in_learns_and_changes_nothing(backend: Backend, room: Room) -> None:
    with pytest.raises(NotFound):
        regraded(backend, room, BOB, READER, by=MALLORY)
    with pytest.raises(NotFound):
        regraded(backend, room, CAROL, READER, by=ALICE)


def test_two_who_talk_have_no_roles(backend: Backend, direct: Room) -> None:
    with pytest.raises(Conflict):
        regraded(backend, direct, CAROL, READER, by=ALICE)


def test_a_reader_reads_and_reacts_and_no_more(backend: Backend, room: Room) -> None:
    message = said(backend, room, ALICE)
    own = said(backend, room, BOB)
    regraded(backend, room, BOB, READER, by=ALICE)

    assert reacted(backend, message, "👍", by=BOB).reactors
    attempts: tuple[Callable[[], object], ...] = (
        lambda: said(backend, room, BOB),
        lambda: replied(backend, message, BOB),
        lambda: edited(backend, own, "again"),
        lambda: pinned(backend, message, by=BOB),
        lambda: set_typing(backend, BOB, room.conversation.id, typing=True),
    )
    for attempt in attempts:
        with pytest.raises(Forbidden):
            attempt()
    assert deleted(backend, own).deleted_at


def test_whoever_is_muted_is_heard_again_when_the_time_is_over(
    backend: Backend, room: Room, clock: Clock
) -> None:
    message = said(backend, room, ALICE)
    reacted(backend, message, "👍", by=BOB)
    muted(backend, room, BOB, backend.now() + AN_HOUR, by=ALICE)

    attempts: tuple[Callable[[], object], ...] = (
        lambda: said(backend, room, BOB),
        lambda: reacted(backend, message, "🎉", by=BOB),
        lambda: pinned(backend, message, by=BOB),
    )
    for attempt in attempts:
        with pytest.raises(Forbidden, match="muted"):
            attempt()
    assert not unreacted(backend, message, "👍", by=BOB).reactors
    clock.advance(seconds=AN_HOUR.total_seconds())
    assert said(backend, room, BOB).body == "hello"


def test_who_is_muted_is_unmuted(backend: Backend, room: Room) -> None:
    muted(backend, room, BOB, backend.now() + AN_HOUR, by=ALICE)

    assert muted(backend, room, BOB, None, by=ALICE).muted_until is None
    assert said(backend, room, BOB).body == "hello"


def test_muting_until_a_time_that_has_passed_is_unmuting(backend: Backend, room: Room) -> None:
    muted(backend, room, BOB, backend.now() + AN_HOUR, by=ALICE)

    assert muted(backend, room, BOB, backend.now(), by=ALICE).muted_until is None


@pytest.mark.parametrize(
    ("by", "who"), [(CAROL, BOB), (CAROL, CAROL), (DAVE, CAROL), (BOB, ALICE), (ALICE, ALICE)]
)
def test_only_a_higher_role_mutes(backend: Backend, team: Room, by: str, who: str) -> None:
    with pytest.raises(Forbidden):
        muted(backend, team, who, backend.now() + AN_HOUR, by=by)


@pytest.mark.parametrize(("by", "who"), [(CAROL, BOB), (BOB, ALICE), (DAVE, CAROL)])
def test_only_a_higher_role_removes(backend: Backend, team: Room, by: str, who: str) -> None:
    with pytest.raises(Forbidden):
        removed(backend, team, who, by=by)

    assert row_of(backend, team, who).is_active


def test_a_moderator_removes_members(backend: Backend, team: Room) -> None:
    removed(backend, team, DAVE, by=CAROL)

    assert not row_of(backend, team, DAVE).is_active


def test_a_mute_outlasts_leaving_and_a_role_does_not(backend: Backend, team: Room) -> None:
    until = backend.now() + AN_HOUR
    muted(backend, team, CAROL, until, by=ALICE)
    removed(backend, team, CAROL, by=CAROL)
    added(backend, team, CAROL, by=ALICE)

    back = row_of(backend, team, CAROL)
    assert (back.role, back.muted_until) == (MEMBER, until)


def test_the_highest_role_succeeds_an_owner_who_leaves(backend: Backend, team: Room) -> None:
    regraded(backend, team, BOB, MEMBER, by=ALICE)

    removed(backend, team, ALICE, by=ALICE)

    assert row_of(backend, team, CAROL).role is OWNER


def test_an_admin_who_came_late_succeeds_before_members_who_came_early(
    backend: Backend, room: Room
) -> None:
    crowd = [f"{number:08}-0000-4000-8000-000000000000" for number in range(20)]
    for number, person in enumerate(crowd):
        profiles.own(backend, person, username=f"person{number}")
    added(backend, room, *crowd, by=ALICE)
    regraded(backend, room, crowd[-1], ADMIN, by=ALICE)

    removed(backend, room, ALICE, by=ALICE)

    assert row_of(backend, room, crowd[-1]).role is OWNER


def test_who_may_not_write_takes_no_number_by_naming_the_channel(
    backend: Backend, room: Room
) -> None:
    muted(backend, room, BOB, backend.now() + AN_HOUR, by=ALICE)
    before = conversations.get(backend.table, room.conversation.id)
    assert before is not None

    with pytest.raises(Forbidden):
        said(backend, room, BOB, channel=before.channel)

    assert conversations.get(backend.table, room.conversation.id) == before
    assert said(backend, room, ALICE, channel=before.channel).seq == 1
