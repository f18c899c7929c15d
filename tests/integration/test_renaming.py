import pytest

from chat.domain.errors import Conflict, Forbidden, NotFound
from chat.domain.models import ChangeKind, MessageEvent, Room
from chat.operations.access import enter
from chat.operations.backend import Backend
from chat.operations.conversations.creation import open_direct
from chat.operations.conversations.update import update_conversation
from chat.operations.messages.catch_up import sync
from tests.people import ALICE, BOB, MALLORY


def rename(backend: Backend, room: Room, title: str, *, by: str = ALICE, client_id: str) -> int:
    return update_conversation(
        backend, by, room.conversation.id, title=title, client_message_id=client_id
    ).seq


def test_a_new_title_is_recorded_and_reaches_who_was_away(backend: Backend, room: Room) -> None:
    rename(backend, room, "Dinner", client_id="renaming-1")

    page = sync(backend, BOB, room.conversation.id, seq=0, revision=0)

    (message,), (change,) = page.messages, page.changes
    assert (message.event, message.body) == (MessageEvent.CONVERSATION_RENAMED, "Dinner")
    assert (change.kind, change.title) == (ChangeKind.CONVERSATION, "Dinner")


def test_every_change_of_title_comes_with_the_present_one(backend: Backend, room: Room) -> None:
    rename(backend, room, "Dinner", client_id="renaming-1")
    rename(backend, room, "Supper", client_id="renaming-2")

    changes = sync(backend, BOB, room.conversation.id, seq=0, revision=0).changes

    assert [change.title for change in changes] == ["Supper", "Supper"]


def test_a_repeated_renaming_does_not_undo_a_later_one(backend: Backend, room: Room) -> None:
    first = rename(backend, room, "Dinner", client_id="renaming-1")
    rename(backend, room, "Supper", client_id="renaming-2")

    again = rename(backend, room, "Dinner", client_id="renaming-1")

    assert again == first
    assert enter(backend, ALICE, room.conversation.id).conversation.title == "Supper"


def test_only_the_owner_renames_a_group(backend: Backend, room: Room) -> None:
    with pytest.raises(Forbidden):
        rename(backend, room, "Mine", by=BOB, client_id="renaming-1")
    with pytest.raises(NotFound):
        rename(backend, room, "Mine", by=MALLORY, client_id="renaming-1")


def test_a_direct_conversation_has_no_title(backend: Backend) -> None:
    direct = open_direct(backend, ALICE, member_ids=[BOB])

    with pytest.raises(Conflict):
        rename(backend, direct, "Us", client_id="renaming-1")
