"""What happens between an operation's calls: each test lets one other thing happen there."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from chat.domain.errors import ClientMessageIdReused, Conflict, Forbidden, NotFound, TryAgain
from chat.domain.models import Change, MemberRole, Message, MessageEvent, Room, Void
from chat.domain.responses import Responses
from chat.domain.threads import Thread
from chat.operations.access import enter
from chat.operations.activity.read_markers import mark_read
from chat.operations.backend import Backend
from chat.operations.conversations.creation import open_direct
from chat.operations.conversations.update import update_conversation
from chat.operations.messages import lookup, paging
from chat.operations.messages.lookup import message_versions
from chat.operations.messages.sending import send_message
from chat.operations.messages.telling import root_of
from chat.operations.threads.following import follow
from chat.store import conversations
from chat.store.changes import CHANGES
from chat.store.messages import MESSAGES
from chat.store.responses import of_message
from chat.store.table import Action, Item, Query, Table
from tests.integration.given import (
    added,
    deleted,
    edited,
    muted,
    reacted,
    regraded,
    removed,
    replied,
    reply_of,
    row_of,
    said,
    unreacted,
)
from tests.people import ALICE, BOB, CAROL, DAVE

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

type Meanwhile = Callable[[Callable[[], object]], None]


@pytest.fixture
def before_the_transaction(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Let something happen once, before the next transaction and after all that led to it."""
    transact = Table.transact
    due: list[Callable[[], object]] = []

    def interrupted(table: Table, actions: Sequence[Action]) -> None:
        if due:
            due.pop()()
        transact(table, actions)

    monkeypatch.setattr(Table, "transact", interrupted)
    return due.append


@pytest.fixture
def lose_the_next_answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let the next transaction be stored, and its answer get lost."""
    transact = Table.transact
    due: list[bool] = []

    def answerless(table: Table, actions: Sequence[Action]) -> None:
        transact(table, actions)
        if due:
            due.pop()
            raise TryAgain("The answer was lost.")

    monkeypatch.setattr(Table, "transact", answerless)
    return lambda: due.append(True)


@pytest.fixture
def after_the_responses(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Let something happen once, when responses were read and what is read beside them was not."""
    both = Table.both
    due: list[Callable[[], object]] = []

    def in_turn[A, B](table: Table, one: Callable[[], A], other: Callable[[], B]) -> tuple[A, B]:
        if not due:
            return both(table, one, other)
        meanwhile = due.pop()
        beside = other()
        meanwhile()
        return one(), beside

    monkeypatch.setattr(Table, "both", in_turn)
    return due.append


def send(backend: Backend, room: Room, *, client_id: str = "client-id") -> Message:
    return send_message(
        backend, BOB, room.conversation.id, body="hello", client_message_id=client_id
    )


def is_void(backend: Backend, room: Room, seq: int) -> bool:
    return isinstance(MESSAGES.get(backend.table, room.conversation.id, seq), Void)


def before_call(
    client: "DynamoDBClient", operation: str, meanwhile: Callable[[], object], *, number: int = 1
) -> None:
    """Let something happen once, before the nth call of an operation."""
    calls = count(1)

    def interrupt(**_: object) -> None:
        if next(calls) == number:
            meanwhile()

    client.meta.events.register(f"provide-client-params.dynamodb.{operation}", interrupt)


def void_change(backend: Backend, room: Room, revision: int) -> bool:
    return CHANGES.void(backend.table, room.conversation.id, revision, now=backend.now())


def test_two_devices_of_one_person_keep_the_numbers_that_they_took(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    before_the_transaction(lambda: send(backend, room, client_id="on-the-telephone"))

    message = send(backend, room, client_id="on-the-laptop")

    sends = {send.seq for send in row_of(backend, room, BOB).sends}
    assert message.seq == 1
    assert sends == {1, 2}


def test_the_same_send_from_two_devices_is_stored_once(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    before_the_transaction(lambda: send(backend, room))

    message = send(backend, room)

    assert message.seq == 2
    assert message == send(backend, room)
    assert is_void(backend, room, 1)


def test_who_is_removed_while_sending_sends_nothing_and_gives_the_number_back(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    before_the_transaction(lambda: removed(backend, room, BOB, by=ALICE))

    with pytest.raises(NotFound):
        send(backend, room)

    assert is_void(backend, room, 1)


def test_a_reader_who_gives_up_too_early_costs_only_a_number(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    before_the_transaction(
        lambda: MESSAGES.void(backend.table, room.conversation.id, 1, now=backend.now())
    )

    assert send(backend, room).seq == 2


def test_a_send_whose_answer_was_lost_is_answered_with_what_was_stored(
    backend: Backend, room: Room, lose_the_next_answer: Callable[[], None]
) -> None:
    lose_the_next_answer()

    message = send(backend, room)

    assert (message.seq, message.channel) == (1, room.conversation.channel)
    assert send(backend, room) == message


def test_trouble_gives_the_number_back(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    def trouble() -> None:
        raise TryAgain("The chat is busy.")

    before_the_transaction(trouble)

    with pytest.raises(TryAgain):
        send(backend, room)

    assert is_void(backend, room, 1)


def test_two_departures_at_once_are_told_one_after_the_other(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    added(backend, room, CAROL, by=ALICE)
    before_the_transaction(lambda: removed(backend, room, CAROL, by=CAROL))

    message = removed(backend, room, BOB, by=ALICE)

    carols = MESSAGES.get(backend.table, room.conversation.id, 3)
    now = enter(backend, ALICE, room.conversation.id).conversation
    assert isinstance(carols, Message)
    assert carols.event is MessageEvent.MEMBER_LEFT
    assert message.channel not in {room.conversation.channel, now.channel}
    assert (message.channel_version, now.channel_version, now.member_count) == (3, 3, 1)


def test_who_leaves_while_being_removed_has_left(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    before_the_transaction(lambda: removed(backend, room, BOB, by=BOB))

    with pytest.raises(NotFound):
        removed(backend, room, BOB, by=ALICE)

    assert is_void(backend, room, 1)
    assert isinstance(CHANGES.get(backend.table, room.conversation.id, 1), Void)


def test_someone_added_twice_at_once_is_added_once(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    before_the_transaction(lambda: added(backend, room, CAROL, by=ALICE))

    message = added(backend, room, CAROL, DAVE, by=ALICE)

    now = enter(backend, ALICE, room.conversation.id).conversation
    assert message.member_ids == (DAVE,)
    assert now.member_count == 4


def test_adding_only_who_came_in_meanwhile_gives_its_numbers_back(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    before_the_transaction(lambda: added(backend, room, CAROL, by=ALICE))

    with pytest.raises(Conflict):
        added(backend, room, CAROL, by=ALICE)

    assert is_void(backend, room, 1)
    assert isinstance(CHANGES.get(backend.table, room.conversation.id, 1), Void)


def test_an_owner_who_leaves_while_removing_someone_removes_nobody(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    added(backend, room, CAROL, by=ALICE)
    before_the_transaction(lambda: removed(backend, room, ALICE, by=ALICE))

    with pytest.raises((NotFound, Forbidden)):
        removed(backend, room, CAROL, by=ALICE)

    assert row_of(backend, room, CAROL).is_active


def test_an_heir_who_leaves_meanwhile_is_passed_over(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    added(backend, room, CAROL, by=ALICE)
    before_the_transaction(lambda: removed(backend, room, BOB, by=BOB))

    removed(backend, room, ALICE, by=ALICE)

    assert row_of(backend, room, CAROL).role is MemberRole.OWNER


def test_an_owner_who_leaves_alone_while_adding_someone_is_succeeded(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    removed(backend, room, BOB, by=BOB)
    before_the_transaction(lambda: added(backend, room, CAROL, by=ALICE))

    removed(backend, room, ALICE, by=ALICE)

    assert row_of(backend, room, CAROL).role is MemberRole.OWNER


def test_who_becomes_the_owner_while_leaving_leaves_all_the_same(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    added(backend, room, CAROL, by=ALICE)
    before_the_transaction(lambda: removed(backend, room, ALICE, by=ALICE))

    removed(backend, room, BOB, by=BOB)

    assert not row_of(backend, room, BOB).is_active
    assert row_of(backend, room, CAROL).role is MemberRole.OWNER


def test_a_marker_that_moved_on_while_sending_does_not_move_back(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    def read_on() -> None:
        later = said(backend, room, ALICE)
        mark_read(backend, BOB, room.conversation.id, seq=later.seq)

    before_the_transaction(read_on)

    message = send(backend, room)

    assert (message.seq, row_of(backend, room, BOB).read_seq) == (1, 2)


def test_a_title_set_meanwhile_by_a_later_change_is_overwritten_only_by_a_still_later_one(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    def rename(title: str) -> Message:
        return update_conversation(
            backend, ALICE, room.conversation.id, title=title, client_message_id=f"title-{title}"
        )

    before_the_transaction(lambda: rename("Dinner"))

    message = rename("Supper")

    assert (message.seq, message.revision) == (3, 3)
    assert enter(backend, ALICE, room.conversation.id).conversation.title == "Supper"
    assert isinstance(CHANGES.get(backend.table, room.conversation.id, 1), Void)


def test_coming_back_twice_at_once_counts_once(
    backend: Backend, before_the_transaction: Meanwhile
) -> None:
    direct = open_direct(backend, ALICE, member_ids=[BOB])
    removed(backend, direct, BOB, by=BOB)
    before_the_transaction(lambda: said(backend, direct, ALICE))

    said(backend, direct, BOB)

    now = conversations.get(backend.table, direct.conversation.id)
    assert now is not None
    assert (now.member_count, now.absent) == (2, frozenset())


def test_who_leaves_a_direct_conversation_while_sending_is_back(
    backend: Backend, before_the_transaction: Meanwhile
) -> None:
    direct = open_direct(backend, ALICE, member_ids=[BOB])
    before_the_transaction(lambda: removed(backend, direct, BOB, by=BOB))

    message = said(backend, direct, BOB)

    assert message.seq == 1
    assert row_of(backend, direct, BOB).is_active


def test_the_same_addition_from_two_devices_is_answered_alike(
    backend: Backend, room: Room, client: "DynamoDBClient"
) -> None:
    def add() -> Message:
        return added(backend, room, CAROL, by=ALICE, client_id="add-carol")

    before_call(client, "BatchGetItem", add)

    assert add() == add()


def test_the_same_removal_from_two_devices_is_answered_alike(
    backend: Backend, room: Room, client: "DynamoDBClient"
) -> None:
    def remove() -> Message:
        return removed(backend, room, BOB, by=ALICE, client_id="remove-bob")

    before_call(client, "GetItem", remove, number=2)

    assert remove() == remove()


def test_who_is_written_to_is_back_even_if_a_reader_gave_the_change_up(
    backend: Backend, before_the_transaction: Meanwhile
) -> None:
    direct = open_direct(backend, ALICE, member_ids=[BOB])
    removed(backend, direct, BOB, by=BOB)
    before_the_transaction(lambda: void_change(backend, direct, 2))

    said(backend, direct, ALICE)

    assert row_of(backend, direct, BOB).is_active


def test_trouble_in_bringing_someone_back_gives_both_numbers_back(
    backend: Backend, before_the_transaction: Meanwhile
) -> None:
    def trouble() -> None:
        raise TryAgain("The chat is busy.")

    direct = open_direct(backend, ALICE, member_ids=[BOB])
    removed(backend, direct, BOB, by=BOB)
    before_the_transaction(trouble)

    with pytest.raises(TryAgain):
        said(backend, direct, ALICE)

    assert is_void(backend, direct, 2)
    assert not void_change(backend, direct, 2)


def test_two_edits_at_once_are_ordered_by_the_later_number(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    message = said(backend, room, BOB)
    before_the_transaction(lambda: edited(backend, message, "first"))

    second = edited(backend, message, "second")

    assert (second.body, second.revision, second.edits) == ("second", 3, 2)
    assert isinstance(CHANGES.get(backend.table, room.conversation.id, 1), Void)


def test_two_edits_at_once_of_an_edited_message_keep_both_former_texts(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    message = edited(backend, said(backend, room, BOB, "0"), "1")
    before_the_transaction(lambda: edited(backend, message, "2"))

    last = edited(backend, message, "3")

    former = message_versions(backend, ALICE, message.place)
    assert (last.revision, last.edits) == (4, 3)
    assert [version.body for version in former] == ["3", "2", "1", "0"]


@pytest.fixture
def before_the_query(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Let something happen once, before the next query and after all that led to it."""
    query = Table.query
    due: list[Callable[[], object]] = []

    def interrupted(table: Table, wanted: Query) -> list[Item]:
        if due:
            due.pop()()
        return query(table, wanted)

    monkeypatch.setattr(Table, "query", interrupted)
    return due.append


def test_of_a_text_that_is_deleted_while_its_former_ones_are_read_none_is_told(
    backend: Backend, room: Room, before_the_query: Meanwhile
) -> None:
    message = edited(backend, said(backend, room, BOB, "0"), "1")
    before_the_query(lambda: deleted(backend, message))

    assert message_versions(backend, ALICE, message.place) == ()


def test_of_a_text_that_is_edited_while_its_former_ones_are_read_all_that_are_kept_are_told(
    backend: Backend, room: Room, before_the_query: Meanwhile
) -> None:
    message = said(backend, room, BOB, "0")
    for n in range(1, 21):
        message = edited(backend, message, str(n))
    before_the_query(lambda: edited(backend, message, "21"))

    former = message_versions(backend, ALICE, message.place)

    assert [version.body for version in former] == [str(n) for n in range(21, 0, -1)]


def test_an_edit_that_was_stored_before_it_was_tried_again_is_made_once(
    backend: Backend, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = said(backend, room, BOB)
    transact = Table.transact

    def twice(table: Table, actions: Sequence[Action]) -> None:
        transact(table, actions)
        transact(table, actions)

    monkeypatch.setattr(Table, "transact", twice)
    changed = edited(backend, message, "goodbye")

    assert (changed.revision, changed.edits) == (1, 1)


def test_an_edit_that_was_stored_and_then_passed_does_not_pass_in_turn(
    backend: Backend, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = said(backend, room, BOB)
    transact = Table.transact

    def twice(table: Table, actions: Sequence[Action]) -> None:
        transact(table, actions)
        monkeypatch.setattr(Table, "transact", transact)
        edited(backend, message, "later")
        transact(table, actions)

    monkeypatch.setattr(Table, "transact", twice)
    answer = edited(backend, message, "earlier")

    assert (answer.body, answer.version, answer.edits) == ("later", 2, 2)


def test_an_edit_keeps_its_number_over_one_with_a_lower_number(
    backend: Backend, room: Room, client: "DynamoDBClient"
) -> None:
    message = said(backend, room, BOB)
    # Both have read the message; the one with the lower number is stored first.
    before_call(client, "UpdateItem", lambda: edited(backend, message, "first"))

    second = edited(backend, message, "second")

    assert (second.revision, second.edits) == (2, 2)


def test_an_edit_gives_way_to_a_deletion_and_gives_its_number_back(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    message = said(backend, room, BOB)
    before_the_transaction(lambda: deleted(backend, message, by=ALICE))

    with pytest.raises(Conflict):
        edited(backend, message, "too late")

    assert isinstance(CHANGES.get(backend.table, room.conversation.id, 1), Void)


def test_who_is_removed_while_editing_changes_nothing(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    message = said(backend, room, BOB)
    before_the_transaction(lambda: removed(backend, room, BOB, by=ALICE))

    with pytest.raises(NotFound):
        edited(backend, message, "from outside")

    now = MESSAGES.get(backend.table, message.log, message.seq)
    assert isinstance(now, Message)
    assert (now.body, now.revision) == ("hello", None)
    assert isinstance(CHANGES.get(backend.table, room.conversation.id, 1), Void)


def test_an_owner_who_is_none_any_more_deletes_nothing_of_others(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    message = said(backend, room, BOB)
    before_the_transaction(lambda: removed(backend, room, ALICE, by=ALICE))

    with pytest.raises(NotFound):
        deleted(backend, message, by=ALICE)

    now = MESSAGES.get(backend.table, message.log, message.seq)
    assert isinstance(now, Message)
    assert now.deleted_at is None


def test_the_same_edit_from_two_devices_is_made_once(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    message = said(backend, room, BOB)
    before_the_transaction(lambda: edited(backend, message, "goodbye"))

    again = edited(backend, message, "goodbye")

    assert (again.revision, again.edits) == (2, 1)
    assert isinstance(CHANGES.get(backend.table, room.conversation.id, 1), Void)


def test_a_reader_who_gives_up_on_a_change_too_early_costs_only_a_revision(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    message = said(backend, room, BOB)
    before_the_transaction(lambda: void_change(backend, room, 1))

    assert edited(backend, message, "goodbye").revision == 2


def test_trouble_gives_the_revision_back(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    message = said(backend, room, BOB)

    def trouble() -> None:
        raise TryAgain("The chat is busy.")

    before_the_transaction(trouble)

    with pytest.raises(TryAgain):
        edited(backend, message, "goodbye")

    assert isinstance(CHANGES.get(backend.table, room.conversation.id, 1), Void)


def test_an_edit_whose_answer_was_lost_is_answered_with_what_was_stored(
    backend: Backend, room: Room, lose_the_next_answer: Callable[[], None]
) -> None:
    message = said(backend, room, BOB)
    lose_the_next_answer()

    changed = edited(backend, message, "goodbye")

    assert (changed.body, changed.revision) == ("goodbye", 1)
    assert changed.channel == room.conversation.channel


def test_people_who_react_first_and_at_once_have_no_row_in_common(
    backend: Backend, room: Room, client: "DynamoDBClient", before_the_transaction: Meanwhile
) -> None:
    message = said(backend, room, BOB)
    written: list[set[str]] = []

    def note(params: Mapping[str, Any], **_: object) -> None:
        entries = [action for entry in params["TransactItems"] for action in entry.values()]
        written.append({str(each.get("Key") or key_of(each["Item"])) for each in entries})

    client.meta.events.register("provide-client-params.dynamodb.TransactWriteItems", note)
    before_the_transaction(lambda: reacted(backend, message, "👍", by=BOB))

    both = reacted(backend, message, "👍", by=ALICE)

    by_bob, by_alice = written
    assert not by_bob & by_alice
    assert (len(both.reactors), both.version) == (2, 2)


def test_whoever_reacts_to_what_is_deleted_before_it_is_opened_leaves_nothing(
    backend: Backend, room: Room, client: "DynamoDBClient"
) -> None:
    message = said(backend, room, BOB)
    before_call(client, "UpdateItem", lambda: deleted(backend, message), number=2)

    with pytest.raises(Conflict, match="deleted"):
        reacted(backend, message, "👍", by=ALICE)

    now = MESSAGES.get(backend.table, message.log, message.seq)
    assert isinstance(now, Message)
    assert (now.is_open, of_message(backend.table, room.conversation.id, 1)) == (False, Responses())
    assert isinstance(CHANGES.get(backend.table, room.conversation.id, 1), Void)


def test_whoever_reacts_to_what_is_deleted_once_it_is_opened_leaves_nothing(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    message = said(backend, room, BOB)
    before_the_transaction(lambda: deleted(backend, message))

    with pytest.raises(Conflict, match="deleted"):
        reacted(backend, message, "👍", by=ALICE)

    assert of_message(backend.table, room.conversation.id, 1) == Responses(is_closed=True)


def listed(backend: Backend, message: Message) -> Message:
    page = paging.page(backend, BOB, message.conversation_id, before=None, after=0, limit=10)
    (found,) = page.messages
    return found


def reacted_in_vain(backend: Backend, message: Message) -> Message:
    """Taking back what is not there answers with the message as it is."""
    return unreacted(backend, message, "🎉", by=BOB)


def followed(backend: Backend, message: Message) -> Message:
    return follow(backend, BOB, message.conversation_id, message.seq, is_followed=True).root


def as_root(backend: Backend, message: Message) -> Message:
    """What a change in its thread tells of it."""
    told = root_of(backend, message.place._replace(root_seq=message.seq))
    assert told, "it is there"
    return told


@pytest.mark.parametrize("read", [listed, reacted_in_vain, followed, as_root])
def test_what_is_deleted_while_it_is_read_is_never_told_as_an_earlier_state(
    backend: Backend,
    room: Room,
    after_the_responses: Meanwhile,
    read: Callable[[Backend, Message], Message],
) -> None:
    message = said(backend, room, BOB)
    reacted(backend, message, "👍", by=ALICE)
    texts: list[Message] = []

    def meanwhile() -> None:
        texts.append(reacted(backend, message, "👍", by=BOB))
        deleted(backend, message)

    after_the_responses(meanwhile)

    told = read(backend, message)

    (text,) = texts
    assert told.deleted_at
    assert told.version == (text.version or 0) + 1


def test_replies_of_two_people_at_once_have_no_row_in_common(
    backend: Backend, room: Room, client: "DynamoDBClient", before_the_transaction: Meanwhile
) -> None:
    root = said(backend, room, ALICE)
    written: list[set[str]] = []

    def note(params: Mapping[str, Any], **_: object) -> None:
        entries = [action for entry in params["TransactItems"] for action in entry.values()]
        written.append({str(each.get("Key") or key_of(each["Item"])) for each in entries})

    client.meta.events.register("provide-client-params.dynamodb.TransactWriteItems", note)
    before_the_transaction(lambda: replied(backend, root, BOB, "yes"))

    told = replied(backend, root, ALICE, "no")

    by_bob, by_alice = written
    assert not by_bob & by_alice
    assert (counts(told), told.version, reply_of(told).seq) == ((2, 2), 2, 1)
    assert told.thread
    assert told.thread.participant_ids == (ALICE, BOB)


def test_a_person_who_replies_twice_at_once_is_counted_twice(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    root = said(backend, room, ALICE)
    before_the_transaction(lambda: replied(backend, root, BOB, "later"))

    told = replied(backend, root, BOB, "sooner")

    assert (counts(told), reply_of(told).seq) == ((2, 2), 1)
    stored = [MESSAGES.get(backend.table, reply_of(told).log, each) for each in (1, 2)]
    assert [isinstance(each, Message) and each.body for each in stored] == ["sooner", "later"]


def test_a_client_id_used_twice_at_once_leaves_no_number_of_the_thread_empty(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    root = said(backend, room, ALICE)
    other = said(backend, room, ALICE)
    before_the_transaction(lambda: replied(backend, other, BOB, client_id="used-twice"))

    with pytest.raises(ClientMessageIdReused):
        replied(backend, root, BOB, client_id="used-twice")

    assert isinstance(MESSAGES.get(backend.table, f"{root.conversation_id}/{root.seq}", 1), Void)
    assert isinstance(CHANGES.get(backend.table, root.conversation_id, 1), Void)


def test_whoever_replies_to_what_is_deleted_meanwhile_leaves_nothing(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    root = said(backend, room, ALICE)
    before_the_transaction(lambda: deleted(backend, root))

    with pytest.raises(Conflict, match="deleted"):
        replied(backend, root, BOB)

    log = f"{root.conversation_id}/{root.seq}"
    assert isinstance(MESSAGES.get(backend.table, log, 1), Void)
    changes = [CHANGES.get(backend.table, root.conversation_id, each) for each in (1, 2)]
    assert [type(each) for each in changes] == [Void, Change]
    assert thread_of(backend, root) is None


def test_whoever_is_removed_before_their_reply_is_written_leaves_nothing(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    root = said(backend, room, ALICE)
    before_the_transaction(lambda: removed(backend, room, BOB, by=ALICE))

    with pytest.raises(NotFound):
        replied(backend, root, BOB)

    assert thread_of(backend, root) is None
    assert isinstance(MESSAGES.get(backend.table, f"{root.conversation_id}/{root.seq}", 1), Void)


def counts(told: Message) -> tuple[int, int]:
    """The number of the last reply, and how many there are."""
    assert told.thread is not None
    return told.thread.last_seq, told.thread.reply_count


def thread_of(backend: Backend, root: Message) -> Thread | None:
    now = lookup.message(backend, ALICE, root.place)
    assert now is not None
    return now.thread


def key_of(item: Item) -> Item:
    return {name: item[name] for name in ("PK", "SK")}


def test_a_text_is_not_stored_once_its_sender_is_muted(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    before_the_transaction(
        lambda: muted(backend, room, BOB, backend.now() + timedelta(hours=1), by=ALICE)
    )

    with pytest.raises(Forbidden, match="muted"):
        send(backend, room)

    assert is_void(backend, room, 1)


def test_a_change_is_not_stored_once_who_makes_it_is_muted(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    message = said(backend, room, BOB)
    before_the_transaction(
        lambda: muted(backend, room, BOB, backend.now() + timedelta(hours=1), by=ALICE)
    )

    with pytest.raises(Forbidden, match="muted"):
        edited(backend, message, "goodbye")

    assert isinstance(CHANGES.get(backend.table, room.conversation.id, 1), Void)


def test_of_two_transfers_at_once_one_is_refused(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    added(backend, room, CAROL, by=ALICE)
    before_the_transaction(lambda: regraded(backend, room, CAROL, MemberRole.OWNER, by=ALICE))

    with pytest.raises(Forbidden):
        regraded(backend, room, BOB, MemberRole.OWNER, by=ALICE)

    roles = [row_of(backend, room, who).role for who in (ALICE, BOB, CAROL)]
    assert roles == [MemberRole.ADMIN, MemberRole.MEMBER, MemberRole.OWNER]


def test_nothing_is_done_by_a_role_that_was_taken_away_meanwhile(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    added(backend, room, CAROL, by=ALICE)
    regraded(backend, room, BOB, MemberRole.MODERATOR, by=ALICE)
    before_the_transaction(lambda: regraded(backend, room, BOB, MemberRole.MEMBER, by=ALICE))

    with pytest.raises(Forbidden):
        removed(backend, room, CAROL, by=BOB)

    assert row_of(backend, room, CAROL).is_active


def test_who_is_promoted_while_being_removed_by_somebody_no_higher_stays(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    added(backend, room, CAROL, by=ALICE)
    regraded(backend, room, BOB, MemberRole.MODERATOR, by=ALICE)
    before_the_transaction(lambda: regraded(backend, room, CAROL, MemberRole.ADMIN, by=ALICE))

    with pytest.raises(Forbidden):
        removed(backend, room, CAROL, by=BOB)

    assert row_of(backend, room, CAROL).is_active


def test_who_leaves_while_becoming_the_owner_is_succeeded(
    backend: Backend, room: Room, before_the_transaction: Meanwhile
) -> None:
    before_the_transaction(lambda: regraded(backend, room, BOB, MemberRole.OWNER, by=ALICE))

    removed(backend, room, BOB, by=BOB)

    assert not row_of(backend, room, BOB).is_active
    assert row_of(backend, room, ALICE).role is MemberRole.OWNER


def test_a_role_whose_answer_was_lost_is_answered_as_it_was_stored(
    backend: Backend, room: Room, lose_the_next_answer: Callable[[], None]
) -> None:
    lose_the_next_answer()

    after = regraded(backend, room, BOB, MemberRole.READER, by=ALICE)

    assert after == row_of(backend, room, BOB)
