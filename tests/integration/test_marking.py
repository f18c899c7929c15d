import pytest

from chat.domain.errors import NotFound
from chat.domain.models import Room, unread
from chat.operations.access import enter
from chat.operations.activity.read_markers import mark_read, mark_unread
from chat.operations.activity.typing_indicators import set_typing
from chat.operations.backend import Backend
from chat.store import conversations
from chat.store.messages import MESSAGES
from tests.clock import Clock
from tests.integration.given import added, removed, row_of, said
from tests.people import ALICE, BOB, CAROL, MALLORY


def test_reading_moves_the_marker_and_tells_the_others(backend: Backend, room: Room) -> None:
    said(backend, room, ALICE)

    activity = mark_read(backend, BOB, room.conversation.id, seq=1)

    assert (activity.read_seq, activity.channel) == (1, room.conversation.channel)
    assert row_of(backend, room, BOB).read_seq == 1


def test_the_marker_never_moves_back(backend: Backend, room: Room) -> None:
    for _ in range(2):
        said(backend, room, ALICE)
    mark_read(backend, BOB, room.conversation.id, seq=2)

    activity = mark_read(backend, BOB, room.conversation.id, seq=1)

    assert activity.read_seq == row_of(backend, room, BOB).read_seq == 2


def test_marking_as_unread_moves_the_marker_back_to_before_the_message(
    backend: Backend, room: Room
) -> None:
    for _ in range(3):
        said(backend, room, ALICE)
    mark_read(backend, BOB, room.conversation.id, seq=3)

    activity = mark_unread(backend, BOB, room.conversation.id, seq=2)

    assert (activity.read_seq, activity.channel) == (1, room.conversation.channel)
    assert row_of(backend, room, BOB).read_seq == 1


def test_marking_as_unread_never_moves_the_marker_forward(backend: Backend, room: Room) -> None:
    for _ in range(3):
        said(backend, room, ALICE)

    activity = mark_unread(backend, BOB, room.conversation.id, seq=3)

    assert activity.read_seq == row_of(backend, room, BOB).read_seq == 0


def test_what_was_said_before_a_newcomer_came_does_not_become_unread(
    backend: Backend, secret_room: Room
) -> None:
    said(backend, secret_room, ALICE)
    added(backend, secret_room, CAROL, by=ALICE)
    first = row_of(backend, secret_room, CAROL).from_seq
    mark_read(backend, CAROL, secret_room.conversation.id, seq=first)

    activity = mark_unread(backend, CAROL, secret_room.conversation.id, seq=1)

    assert activity.read_seq == first - 1 == 1


def test_who_left_marks_nothing_as_unread(backend: Backend, room: Room) -> None:
    said(backend, room, ALICE)
    mark_read(backend, BOB, room.conversation.id, seq=1)
    removed(backend, room, BOB, by=BOB)
    before = row_of(backend, room, BOB)

    with pytest.raises(NotFound):
        mark_unread(backend, BOB, room.conversation.id, seq=1)

    assert row_of(backend, room, BOB) == before


def test_the_marker_never_passes_the_last_number(backend: Backend, room: Room) -> None:
    said(backend, room, ALICE)

    assert mark_read(backend, BOB, room.conversation.id, seq=99).read_seq == 1


def test_a_void_counts_as_unread_until_reading_resolves_it(
    backend: Backend, room: Room, clock: Clock
) -> None:
    said(backend, room, ALICE)
    conversations.take_seq(backend.table, room.conversation.id, now=backend.now())
    clock.advance(seconds=60)
    before = enter(backend, BOB, room.conversation.id)

    mark_read(backend, BOB, room.conversation.id, seq=1)

    after = enter(backend, BOB, room.conversation.id)
    assert unread(before.conversation, before.membership) == 2
    assert unread(after.conversation, after.membership) == 0


def test_reading_does_not_pass_a_message_that_was_not_read(
    backend: Backend, room: Room, clock: Clock
) -> None:
    said(backend, room, ALICE)
    said(backend, room, ALICE)

    assert mark_read(backend, BOB, room.conversation.id, seq=1).read_seq == 1


def test_a_stranger_marks_nothing_and_fills_no_hole(
    backend: Backend, room: Room, clock: Clock
) -> None:
    conversations.take_seq(backend.table, room.conversation.id, now=backend.now())
    clock.advance(seconds=60)

    with pytest.raises(NotFound):
        mark_read(backend, MALLORY, room.conversation.id, seq=0)

    assert MESSAGES.get(backend.table, room.conversation.id, 1) is None


def test_a_stranger_is_not_seen_typing(backend: Backend, room: Room) -> None:
    with pytest.raises(NotFound):
        set_typing(backend, MALLORY, room.conversation.id, typing=True)


def test_nobody_is_told_in_a_crowd(backend: Backend, room: Room) -> None:
    backend.table.transact([conversations.growth(room.conversation.id, by=99)])

    assert set_typing(backend, ALICE, room.conversation.id, typing=True).channel is None
