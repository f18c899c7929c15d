from typing import TYPE_CHECKING

import pytest

from chat.domain.errors import Conflict, Forbidden, NotFound
from chat.domain.models import ChangeKind, Message, MessagePart, MessageVersion, Place, Room
from chat.domain.pages import ChangeState
from chat.operations.backend import Backend
from chat.operations.conversations.creation import open_direct
from chat.operations.conversations.listing import inbox
from chat.operations.messages import lookup
from chat.operations.messages.catch_up import sync
from chat.operations.messages.editing import edit_message
from chat.operations.messages.paging import page
from chat.operations.messages.sending import send_message
from chat.store import keys
from chat.store.table import Query
from tests.integration.given import added, deleted, edited, removed, said
from tests.people import ALICE, BOB, CAROL, MALLORY

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def looked_up(backend: Backend, message: Message, *, by: str = ALICE) -> Message | None:
    return lookup.message(backend, by, message.place)


def versions(backend: Backend, message: Message, *, by: str = ALICE) -> tuple[MessageVersion, ...]:
    return lookup.message_versions(backend, by, message.place)


def changes(backend: Backend, room: Room, who: str) -> tuple[ChangeState, ...]:
    return sync(backend, who, room.conversation.id, seq=0, revision=0).changes


def newest(backend: Backend, room: Room, who: str) -> tuple[Message, ...]:
    shown = page(backend, who, room.conversation.id, before=None, after=None, limit=50)
    return shown.messages


def test_an_edited_message_reads_so_everywhere(backend: Backend, room: Room) -> None:
    message = edited(backend, said(backend, room, BOB, "Helo"), "Hello")

    (listed,) = inbox(backend, ALICE, limit=1, next_token=None).entries
    (change,) = changes(backend, room, ALICE)
    shown = [*newest(backend, room, ALICE), listed.last_message, change.message]
    assert [found.body for found in shown if found] == ["Hello"] * 3
    assert looked_up(backend, message) == shown[0]
    assert (change.kind, change.seq, change.revision) == (ChangeKind.MESSAGE, 1, 1)


def test_an_edit_says_what_was_changed_and_by_whom(backend: Backend, room: Room) -> None:
    message = edited(backend, said(backend, room, BOB), "goodbye")

    assert message.parts == (MessagePart.EDITED,)
    assert (message.revision, message.changed_by) == (1, BOB)
    assert message.channel == room.conversation.channel


def test_the_same_body_again_changes_nothing(backend: Backend, room: Room) -> None:
    message = edited(backend, said(backend, room, BOB), "goodbye")

    assert edited(backend, message, "goodbye") == message
    assert edited(backend, said(backend, room, BOB, "hello"), "hello").revision is None


def test_former_texts_are_kept_latest_first(backend: Backend, room: Room) -> None:
    message = said(backend, room, BOB, "0")
    for number in range(1, 4):
        edited(backend, message, str(number))

    assert [version.body for version in versions(backend, message)] == ["3", "2", "1", "0"]


def test_of_many_former_texts_the_last_twenty_are_kept(backend: Backend, room: Room) -> None:
    message = said(backend, room, BOB, "0")
    for number in range(1, 24):
        edited(backend, message, str(number))

    bodies = [version.body for version in versions(backend, message)]
    assert bodies == [str(number) for number in range(23, 2, -1)]


def test_of_a_deleted_message_only_the_number_is_left(
    backend: Backend, room: Room, client: "DynamoDBClient"
) -> None:
    message = said(backend, room, BOB, "a secret of mine")
    for body in ("a secret of ours", "a secret of yours"):
        edited(backend, message, body)

    gone = deleted(backend, message)

    assert (gone.seq, gone.body, gone.parts) == (1, None, (MessagePart.DELETED,))
    assert (gone.deleted_by, gone.changed_by, gone.revision) == (BOB, BOB, 3)
    assert newest(backend, room, ALICE) == (looked_up(backend, message),)
    assert versions(backend, message) == ()
    assert "secret" not in str(client.scan(TableName="chat")["Items"])


def test_the_twenty_former_texts_of_a_deleted_message_go_too(backend: Backend, room: Room) -> None:
    message = said(backend, room, BOB, "0")
    for number in range(1, 24):
        edited(backend, message, str(number))

    deleted(backend, message)

    former = keys.versions_of(message.log, message.seq)
    assert backend.table.query(Query("#PK = :pk", {"pk": former.pk})) == []


def test_deleting_again_changes_nothing(backend: Backend, room: Room) -> None:
    gone = deleted(backend, said(backend, room, BOB))

    assert deleted(backend, gone, by=ALICE) == gone


def test_a_repeated_send_does_not_bring_a_deleted_text_back(backend: Backend, room: Room) -> None:
    def send() -> Message:
        return send_message(
            backend, BOB, room.conversation.id, body="hello", client_message_id="client-id"
        )

    gone = deleted(backend, send())

    assert send() == gone


def test_what_was_deleted_cannot_be_edited(backend: Backend, room: Room) -> None:
    gone = deleted(backend, said(backend, room, BOB))

    with pytest.raises(Conflict, match="deleted"):
        edited(backend, gone, "hello again")


def test_an_edit_of_a_later_text_than_the_known_one_is_refused(
    backend: Backend, room: Room
) -> None:
    message = said(backend, room, BOB)

    def edit(body: str, *, known: int) -> Message:
        return edit_message(backend, BOB, message.place, body=body, if_revision=known)

    assert edit("one", known=0).revision == 1
    with pytest.raises(Conflict):
        edit("two", known=0)
    assert edit("two", known=1).revision == 2


def test_only_the_sender_edits(backend: Backend, room: Room) -> None:
    message = said(backend, room, BOB)

    with pytest.raises(Forbidden):
        edited(backend, message, "mine", by=ALICE)
    with pytest.raises(NotFound):
        edited(backend, message, "mine", by=MALLORY)


def test_the_sender_and_the_owner_of_a_group_delete(backend: Backend, room: Room) -> None:
    added(backend, room, CAROL, by=ALICE)
    first, second = said(backend, room, BOB), said(backend, room, BOB)

    with pytest.raises(Forbidden):
        deleted(backend, first, by=CAROL)
    assert deleted(backend, first).deleted_by == BOB
    assert deleted(backend, second, by=ALICE).deleted_by == ALICE


def test_nobody_deletes_what_the_other_wrote_in_a_direct_conversation(backend: Backend) -> None:
    direct = open_direct(backend, ALICE, member_ids=[BOB])

    with pytest.raises(Forbidden):
        deleted(backend, said(backend, direct, BOB), by=ALICE)


def test_the_record_of_a_change_is_neither_edited_nor_deleted(backend: Backend, room: Room) -> None:
    record = added(backend, room, CAROL, by=ALICE)

    with pytest.raises(Forbidden):
        edited(backend, record, "nobody came")
    with pytest.raises(Forbidden):
        deleted(backend, record)


def test_a_former_member_changes_nothing_and_looks_at_nothing(backend: Backend, room: Room) -> None:
    message = said(backend, room, BOB)
    removed(backend, room, BOB, by=ALICE)

    for attempt in (
        lambda: edited(backend, message, "goodbye"),
        lambda: deleted(backend, message),
        lambda: looked_up(backend, message, by=BOB),
        lambda: versions(backend, message, by=BOB),
    ):
        with pytest.raises(NotFound, match="no such conversation"):
            attempt()


@pytest.mark.parametrize("seq", [0, 2, 99])
def test_a_number_without_a_message_is_no_message(backend: Backend, room: Room, seq: int) -> None:
    said(backend, room, BOB)
    here = room.conversation.id

    assert lookup.message(backend, ALICE, Place(here, seq)) is None
    with pytest.raises(NotFound):
        lookup.message_versions(backend, ALICE, Place(here, seq))
    with pytest.raises(NotFound):
        edit_message(backend, ALICE, Place(here, seq), body="hello", if_revision=None)


def test_a_newcomer_learns_nothing_of_hidden_history_that_changes(
    backend: Backend, secret_room: Room
) -> None:
    message = said(backend, secret_room, BOB, "a secret")
    added(backend, secret_room, CAROL, by=ALICE)

    changed = edited(backend, message, "another secret")

    assert looked_up(backend, message, by=CAROL) is None
    assert [(c.kind, c.seq, c.message) for c in changes(backend, secret_room, CAROL)] == [
        (ChangeKind.MEMBERS, None, None),
        (ChangeKind.MESSAGE, None, None),
    ]
    assert [c.message and c.message.body for c in changes(backend, secret_room, ALICE)] == [
        None,
        "another secret",
    ]
    assert changed.channel is None


def test_what_everyone_may_read_is_published_though_history_is_hidden(
    backend: Backend, secret_room: Room
) -> None:
    before = edited(backend, said(backend, secret_room, BOB), "before")
    added(backend, secret_room, CAROL, by=ALICE)
    after = edited(backend, said(backend, secret_room, BOB), "after")

    assert before.channel == after.channel == secret_room.conversation.channel
