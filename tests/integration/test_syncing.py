import pytest

from chat.domain.models import MemberStatus, Room
from chat.domain.pages import SyncPage
from chat.operations.backend import Backend
from chat.operations.messages import catch_up, paging
from chat.store import conversations
from tests.clock import Clock
from tests.integration.given import added, removed, said
from tests.people import ALICE, BOB, CAROL, DAVE, MALLORY


def sync(backend: Backend, room: Room, *, seq: int = 0, revision: int = 0) -> SyncPage:
    return catch_up.sync(backend, ALICE, room.conversation.id, seq=seq, revision=revision)


def test_nothing_new_is_nothing(backend: Backend, room: Room) -> None:
    said(backend, room, ALICE)

    page = sync(backend, room, seq=1)

    assert (page.messages, page.changes, page.more, page.pending) == ((), (), False, False)
    assert (page.seq, page.revision) == (1, 0)


def test_a_client_gets_every_message_and_change_that_it_misses(
    backend: Backend, room: Room
) -> None:
    said(backend, room, BOB)
    added(backend, room, CAROL, by=ALICE)
    said(backend, room, BOB)

    page = sync(backend, room)

    assert [message.seq for message in page.messages] == [1, 2, 3]
    assert [change.revision for change in page.changes] == [1]
    assert (page.seq, page.revision) == (3, 1)


def test_changes_come_with_the_present_state(backend: Backend, room: Room) -> None:
    added(backend, room, CAROL, by=ALICE)
    removed(backend, room, CAROL, by=ALICE)

    first, _ = sync(backend, room).changes

    (carol,) = first.members
    assert carol.status is MemberStatus.LEFT


def test_sync_stops_at_a_young_hole_and_says_so(backend: Backend, room: Room) -> None:
    said(backend, room, BOB)
    conversations.take_seq(backend.table, room.conversation.id, now=backend.now())
    said(backend, room, BOB)

    page = sync(backend, room)

    assert [message.seq for message in page.messages] == [1]
    assert (page.seq, page.pending, page.more) == (1, True, False)
    assert page.retry_after_ms is not None


def test_sync_stops_at_a_young_hole_among_changes(backend: Backend, room: Room) -> None:
    conversations.take_revision(backend.table, room.conversation.id, now=backend.now())
    added(backend, room, CAROL, by=ALICE)

    page = sync(backend, room)

    assert (page.changes, page.revision, page.pending) == ((), 0, True)


def test_long_absences_come_in_pages(
    backend: Backend, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catch_up, "PAGE_SIZE", 2)
    for _ in range(3):
        said(backend, room, BOB)

    first = sync(backend, room)
    second = sync(backend, room, seq=first.seq)

    assert (first.seq, first.more) == (2, True)
    assert (second.seq, second.more) == (3, False)


def test_a_page_tells_of_a_bounded_number_of_people(
    backend: Backend, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catch_up, "PEOPLE", 2)
    for person in (CAROL, DAVE, MALLORY):
        added(backend, room, person, by=ALICE)

    first = sync(backend, room)
    second = sync(backend, room, seq=first.seq, revision=first.revision)

    assert [change.revision for change in first.changes] == [1, 2]
    assert (first.revision, first.more) == (2, True)
    assert [change.revision for change in second.changes] == [3]
    assert (second.revision, second.more) == (3, False)


def test_who_is_far_behind_starts_anew_from_the_newest_page(
    backend: Backend, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catch_up, "FAR_BEHIND", 2)
    for _ in range(3):
        said(backend, room, BOB)

    page = sync(backend, room)

    assert (page.reset, page.seq) == (True, 3)


def test_who_is_ahead_has_seen_a_table_that_was_restored_since(
    backend: Backend, room: Room
) -> None:
    assert sync(backend, room, seq=7).reset


def test_a_baseline_leaves_out_changes_whose_effect_a_page_may_miss(
    backend: Backend, room: Room, clock: Clock
) -> None:
    added(backend, room, CAROL, by=ALICE)

    early = paging.newest(backend, _as_it_is(backend, room), limit=10).baseline
    clock.advance(seconds=16)
    late = paging.newest(backend, _as_it_is(backend, room), limit=10).baseline

    assert early is not None
    assert late is not None
    assert (early.revision, late.revision) == (0, 1)


def _as_it_is(backend: Backend, room: Room) -> Room:
    conversation = conversations.get(backend.table, room.conversation.id)
    assert conversation is not None
    return Room(conversation, room.membership)
