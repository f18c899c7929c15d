from collections.abc import Iterable

import pytest

from chat.domain.errors import InvalidArguments, NotFound
from chat.domain.models import Room
from chat.operations.backend import Backend
from chat.operations.conversations import listing
from chat.operations.conversations.creation import open_direct
from chat.operations.members import roster
from chat.operations.people.profiles import own, public
from chat.store import cursor, memberships
from chat.store.keys import Key
from chat.store.table import Item, Table
from tests.clock import Clock
from tests.integration.given import added, removed, said
from tests.people import ALICE, BOB, CAROL, MALLORY


def test_the_inbox_shows_the_latest_activity_first(
    backend: Backend, room: Room, clock: Clock
) -> None:
    direct = open_direct(backend, ALICE, member_ids=[CAROL])
    clock.advance(seconds=1)
    said(backend, room, BOB, "anyone hungry?")

    entries = listing.inbox(backend, ALICE, limit=50, next_token=None).entries

    assert [entry.conversation_id for entry in entries] == [
        room.conversation.id,
        direct.conversation.id,
    ]
    assert entries[0].last_message is not None
    assert (entries[0].last_message.body, entries[0].unread) == ("anyone hungry?", 1)
    assert (entries[1].peer_id, entries[1].last_message) == (CAROL, None)


def test_the_inbox_comes_in_pages_without_gap_or_repetition(
    backend: Backend, room: Room, clock: Clock
) -> None:
    for person in (BOB, CAROL, MALLORY):
        clock.advance(seconds=1)
        open_direct(backend, ALICE, member_ids=[person])

    seen, token = [], None
    while True:
        page = listing.inbox(backend, ALICE, limit=3, next_token=token)
        seen += [entry.conversation_id for entry in page.entries]
        if (token := page.next_token) is None:
            break

    assert len(seen) == len(set(seen)) == 4


def test_a_conversation_too_new_for_the_cheaper_read_is_in_the_inbox(
    backend: Backend, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch_get = Table.batch_get

    def lagging(table: Table, wanted: Iterable[Key], *, consistent: bool = True) -> dict[Key, Item]:
        return batch_get(table, wanted) if consistent else {}

    monkeypatch.setattr(Table, "batch_get", lagging)

    (entry,) = listing.inbox(backend, BOB, limit=50, next_token=None).entries

    assert entry.conversation_id == room.conversation.id


def test_what_was_left_is_not_in_the_inbox(backend: Backend, room: Room) -> None:
    removed(backend, room, BOB, by=ALICE)

    assert listing.inbox(backend, BOB, limit=50, next_token=None).entries == ()


def test_a_token_of_somebody_elses_inbox_is_refused(backend: Backend, room: Room) -> None:
    open_direct(backend, ALICE, member_ids=[BOB])
    token = listing.inbox(backend, ALICE, limit=1, next_token=None).next_token

    for wrong in (token, "nonsense", "ÿ", "[]"):
        with pytest.raises(InvalidArguments, match="nextToken"):
            listing.inbox(backend, BOB, limit=1, next_token=wrong)


def test_a_token_of_half_a_character_is_refused(backend: Backend, room: Room) -> None:
    token = cursor.encode("members", room.conversation.id, (0, "\ud800"))

    with pytest.raises(InvalidArguments, match="nextToken"):
        roster.members(backend, ALICE, room.conversation.id, limit=1, next_token=token)


def test_heads_are_null_for_what_is_not_the_callers(backend: Backend, room: Room) -> None:
    said(backend, room, ALICE)
    theirs = open_direct(backend, ALICE, member_ids=[CAROL]).conversation.id

    mine, not_mine = listing.heads(backend, BOB, [room.conversation.id, theirs])

    assert mine is not None
    assert (mine.last_seq, mine.channel_version) == (1, 1)
    assert not_mine is None


def test_members_are_listed_in_the_order_in_which_they_joined(backend: Backend, room: Room) -> None:
    added(backend, room, MALLORY, by=ALICE)
    added(backend, room, CAROL, by=ALICE)

    first = roster.members(backend, BOB, room.conversation.id, limit=2, next_token=None)
    second = roster.members(
        backend, BOB, room.conversation.id, limit=2, next_token=first.next_token
    )

    people = [member.user_id for page in (first, second) for member in page.members]
    assert people == [ALICE, BOB, MALLORY, CAROL]


def test_a_member_whom_the_index_does_not_know_yet_is_listed(
    backend: Backend, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(backend, room, CAROL, by=ALICE)
    lagging = [(0, ALICE), (0, BOB)]
    monkeypatch.setattr(memberships, "by_joining", lambda *_, **__: lagging)

    page = roster.members(backend, BOB, room.conversation.id, limit=50, next_token=None)

    assert [member.user_id for member in page.members] == [ALICE, BOB, CAROL]


def test_a_stranger_does_not_learn_who_is_in(backend: Backend, room: Room) -> None:
    with pytest.raises(NotFound):
        roster.members(backend, MALLORY, room.conversation.id, limit=50, next_token=None)


def test_a_profile_is_created_by_its_own_person_once(backend: Backend) -> None:
    newcomer = "77777777-7777-4777-8777-777777777777"
    with pytest.raises(NotFound):
        public(backend, newcomer)

    created = own(backend, newcomer, username="zoe")

    assert own(backend, newcomer, username="someone else") == created
    assert public(backend, newcomer).display_name == "zoe"
