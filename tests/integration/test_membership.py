import pytest

from chat.domain.errors import Conflict, Forbidden, InvalidArguments, NotFound
from chat.domain.models import MemberRole, MessageEvent, Room
from chat.operations.access import enter
from chat.operations.backend import Backend
from chat.operations.conversations.creation import open_direct
from chat.operations.messages.sending import send_message
from chat.store import conversations
from tests.integration.given import added, removed, row_of, said
from tests.people import ALICE, BOB, CAROL, DAVE, MALLORY


def test_adding_someone_is_numbered_and_recorded(backend: Backend, room: Room) -> None:
    message = added(backend, room, CAROL, by=ALICE)

    assert (message.seq, message.revision) == (1, 1)
    assert (message.event, message.member_ids) == (MessageEvent.MEMBERS_ADDED, (CAROL,))
    assert enter(backend, CAROL, room.conversation.id).conversation.member_count == 3


def test_a_newcomer_has_nothing_unread(backend: Backend, room: Room) -> None:
    said(backend, room, BOB)

    message = added(backend, room, CAROL, by=ALICE)

    assert row_of(backend, room, CAROL).read_seq == message.seq


def test_adding_again_under_the_same_client_id_changes_nothing(
    backend: Backend, room: Room
) -> None:
    first = added(backend, room, CAROL, by=ALICE, client_id="adding-carol")
    removed(backend, room, CAROL, by=ALICE)

    again = added(backend, room, CAROL, by=ALICE, client_id="adding-carol")

    assert again.seq == first.seq
    assert not row_of(backend, room, CAROL).is_active


def test_who_is_in_already_is_left_as_they_are(backend: Backend, room: Room) -> None:
    message = added(backend, room, BOB, CAROL, by=ALICE)

    assert message.member_ids == (CAROL,)
    with pytest.raises(Conflict):
        added(backend, room, BOB, by=ALICE)


def test_only_the_owner_adds_and_removes(backend: Backend, room: Room) -> None:
    with pytest.raises(Forbidden):
        added(backend, room, CAROL, by=BOB)
    with pytest.raises(Forbidden):
        removed(backend, room, ALICE, by=BOB)


def test_only_people_who_have_signed_in_can_be_added(backend: Backend, room: Room) -> None:
    unknown = "88888888-8888-4888-8888-888888888888"

    with pytest.raises(InvalidArguments, match=r"memberIds\[1\]"):
        added(backend, room, CAROL, unknown, by=ALICE)


def test_a_removed_member_can_neither_enter_nor_speak(backend: Backend, room: Room) -> None:
    removed(backend, room, BOB, by=ALICE)

    with pytest.raises(NotFound):
        enter(backend, BOB, room.conversation.id)
    with pytest.raises(NotFound):
        said(backend, room, BOB)


def test_a_removal_is_told_on_the_channel_that_it_replaces(backend: Backend, room: Room) -> None:
    message = removed(backend, room, BOB, by=ALICE)

    now = enter(backend, ALICE, room.conversation.id).conversation
    assert message.channel == room.conversation.channel
    assert now.channel != room.conversation.channel
    assert message.channel_version == now.channel_version == 2


def test_a_repeated_removal_is_told_on_the_same_old_channel(backend: Backend, room: Room) -> None:
    first = removed(backend, room, BOB, by=ALICE, client_id="removal-of-bob")

    assert removed(backend, room, BOB, by=ALICE, client_id="removal-of-bob") == first


def test_leaving_can_be_repeated_by_who_has_left(backend: Backend, room: Room) -> None:
    first = removed(backend, room, BOB, by=BOB, client_id="bob-leaves")

    assert removed(backend, room, BOB, by=BOB, client_id="bob-leaves") == first


def test_leaving_and_coming_back_does_not_forget_sends(backend: Backend, room: Room) -> None:
    def send() -> int:
        return send_message(
            backend, BOB, room.conversation.id, body="hi", client_message_id="before-leaving"
        ).seq

    first = send()
    removed(backend, room, BOB, by=BOB)
    added(backend, room, BOB, by=ALICE)

    assert send() == first


def test_the_longest_standing_member_succeeds_an_owner_who_leaves(
    backend: Backend, room: Room
) -> None:
    added(backend, room, DAVE, by=ALICE)
    added(backend, room, CAROL, by=ALICE)
    removed(backend, room, BOB, by=ALICE)

    removed(backend, room, ALICE, by=ALICE)

    assert row_of(backend, room, DAVE).role is MemberRole.OWNER
    assert row_of(backend, room, ALICE).role is MemberRole.MEMBER


def test_the_last_to_leave_leaves_nobody(backend: Backend, room: Room) -> None:
    removed(backend, room, BOB, by=BOB)
    removed(backend, room, ALICE, by=ALICE)

    now = conversations.get(backend.table, room.conversation.id)
    assert now is not None
    assert now.member_count == 0


def test_a_refused_removal_takes_no_number(backend: Backend, room: Room) -> None:
    with pytest.raises(NotFound):
        removed(backend, room, MALLORY, by=ALICE)

    assert conversations.get(backend.table, room.conversation.id) == room.conversation


def test_who_left_a_direct_conversation_is_back_when_either_writes(backend: Backend) -> None:
    direct = open_direct(backend, ALICE, member_ids=[BOB])
    removed(backend, direct, BOB, by=BOB)

    said(backend, direct, ALICE)

    assert enter(backend, BOB, direct.conversation.id).conversation.member_count == 2


def test_who_left_a_direct_conversation_comes_back_by_writing(backend: Backend) -> None:
    direct = open_direct(backend, ALICE, member_ids=[BOB])
    removed(backend, direct, BOB, by=BOB)

    said(backend, direct, BOB)

    assert row_of(backend, direct, BOB).is_active


def test_nobody_is_added_to_a_direct_conversation(backend: Backend) -> None:
    direct = open_direct(backend, ALICE, member_ids=[BOB])

    with pytest.raises(Conflict):
        added(backend, direct, CAROL, by=ALICE)
