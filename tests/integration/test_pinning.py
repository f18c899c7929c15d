from functools import partial
from typing import TYPE_CHECKING

import pytest

from chat.domain.errors import Conflict, Forbidden, NotFound
from chat.domain.models import ChangeKind, Message, MessagePart, Room
from chat.operations.backend import Backend
from chat.operations.messages import lookup, pinning
from chat.operations.messages.catch_up import sync
from chat.operations.messages.paging import page
from chat.store import keys, pins
from chat.store.table import Update
from tests.clock import Clock
from tests.integration.given import (
    added,
    deleted,
    edited,
    pinned,
    reacted,
    removed,
    said,
    unpinned,
)
from tests.people import ALICE, BOB, CAROL, MALLORY

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def looked_up(backend: Backend, message: Message, *, by: str = ALICE) -> Message:
    found = lookup.message(backend, by, message.place)
    assert found is not None
    return found


def listed(backend: Backend, room: Room, *, by: str = ALICE) -> tuple[Message, ...]:
    return pinning.pinned(backend, by, room.conversation.id)


def seqs(messages: tuple[Message, ...]) -> list[int]:
    return [message.seq for message in messages]


def fill_up(backend: Backend, room: Room) -> None:
    """Let there be as many pins as there may be, beside the first message's."""
    key = keys.pins(room.conversation.id)
    others = {keys.number(number) for number in range(101, 100 + pins.MOST)}
    backend.table.update(
        Update(key, "ADD #numbers :others", "attribute_exists(#PK)", {"others": others})
    )


def test_a_pin_is_seen_everywhere(backend: Backend, room: Room) -> None:
    message = pinned(backend, said(backend, room, BOB), by=ALICE)

    here = room.conversation.id
    (newest,) = page(backend, BOB, here, before=None, after=None, limit=50).messages
    caught_up = sync(backend, BOB, here, seq=0, revision=0)
    (change,) = caught_up.changes
    shown = [newest, *caught_up.messages, *listed(backend, room), change.message]
    assert [each and each.pinned_by for each in shown] == [ALICE] * 4
    assert {each and each.pinned_at for each in shown} == {message.pinned_at}
    assert shown == [looked_up(backend, message)] * 4
    assert (change.kind, change.seq, change.revision) == (ChangeKind.MESSAGE, 1, 1)


def test_a_pin_says_who_changed_the_message_and_where_it_is_published(
    backend: Backend, room: Room
) -> None:
    message = pinned(backend, said(backend, room, BOB), by=ALICE)

    assert message.parts == (MessagePart.PINNED,)
    assert (message.revision, message.changed_by, message.version) == (1, ALICE, 1)
    assert (message.body, message.channel) == ("hello", room.conversation.channel)


def test_pinning_again_changes_nothing_whoever_does(backend: Backend, room: Room) -> None:
    message = pinned(backend, said(backend, room, BOB), by=ALICE)

    assert pinned(backend, message, by=BOB) == message
    gone = unpinned(backend, message, by=BOB)
    assert unpinned(backend, message, by=ALICE) == gone
    assert (gone.parts, gone.pinned_at, gone.pinned_by, gone.version) == ((), None, None, 2)


def test_the_last_pinned_comes_first(backend: Backend, room: Room, clock: Clock) -> None:
    first, second, third = (said(backend, room, BOB) for _ in range(3))
    for message in (second, first, third):
        clock.advance(seconds=1)
        pinned(backend, message, by=ALICE)
    unpinned(backend, third, by=BOB)
    clock.advance(seconds=1)

    assert seqs(listed(backend, room)) == [1, 2]
    pinned(backend, third, by=BOB)
    assert seqs(listed(backend, room)) == [3, 1, 2]


def test_what_is_pinned_comes_with_its_reactions(backend: Backend, room: Room) -> None:
    message = reacted(backend, said(backend, room, BOB), "👍", by=ALICE)

    answer = pinned(backend, message, by=ALICE)

    assert answer.parts == (MessagePart.REACTIONS, MessagePart.PINNED)
    assert (answer.version, answer.revision) == (2, 2)
    assert listed(backend, room) == (looked_up(backend, message),)
    assert unpinned(backend, message, by=BOB).parts == (MessagePart.REACTIONS,)


def test_more_than_fifty_are_not_pinned(backend: Backend, room: Room) -> None:
    first, last = (said(backend, room, BOB) for _ in range(2))
    pinned(backend, first, by=ALICE)
    fill_up(backend, room)

    with pytest.raises(Conflict, match="50 messages are pinned here"):
        pinned(backend, last, by=ALICE)
    assert pinned(backend, first, by=BOB).pinned_by == ALICE
    unpinned(backend, first, by=ALICE)
    assert pinned(backend, last, by=ALICE).pinned_by == ALICE
    assert seqs(listed(backend, room)) == [last.seq]


def test_a_pin_that_is_one_too_many_leaves_no_number_empty(backend: Backend, room: Room) -> None:
    first, last = (said(backend, room, BOB) for _ in range(2))
    pinned(backend, first, by=ALICE)
    fill_up(backend, room)

    with pytest.raises(Conflict):
        pinned(backend, last, by=ALICE)

    caught_up = sync(backend, ALICE, room.conversation.id, seq=2, revision=1)
    assert (caught_up.revision, caught_up.pending, caught_up.changes) == (2, False, ())
    assert looked_up(backend, last).version == 0


def test_a_deleted_message_is_not_pinned_any_more(
    backend: Backend, room: Room, client: "DynamoDBClient"
) -> None:
    message = pinned(backend, said(backend, room, BOB), by=ALICE)

    gone = deleted(backend, message)

    assert (gone.parts, gone.pinned_at, gone.pinned_by) == ((MessagePart.DELETED,), None, None)
    assert listed(backend, room) == ()
    key = keys.pins(room.conversation.id)
    stored = client.get_item(TableName="chat", Key={"PK": {"S": key.pk}, "SK": {"S": key.sk}})
    assert "numbers" not in stored["Item"]
    with pytest.raises(Conflict, match="deleted"):
        pinned(backend, message, by=ALICE)
    assert unpinned(backend, message, by=ALICE).version == 2


def test_an_edit_keeps_the_pin(backend: Backend, room: Room) -> None:
    message = pinned(backend, said(backend, room, BOB), by=ALICE)

    again = edited(backend, message, "goodbye")

    assert again.parts == (MessagePart.EDITED, MessagePart.PINNED)
    assert listed(backend, room) == (looked_up(backend, again),)


def test_an_edit_is_refused_for_a_newer_text_not_for_a_pin(backend: Backend, room: Room) -> None:
    message = said(backend, room, BOB)
    pinned(backend, message, by=ALICE)

    once = edited(backend, message, "one", known=0)
    assert once.revision == 2
    unpinned(backend, message, by=ALICE)
    with pytest.raises(Conflict):
        edited(backend, message, "two", known=1)
    assert edited(backend, message, "two", known=2).revision == 4


def test_only_what_people_write_is_pinned(backend: Backend, room: Room) -> None:
    record = added(backend, room, CAROL, by=ALICE)

    for change in (pinned, unpinned):
        with pytest.raises(Forbidden):
            change(backend, record, by=ALICE)


def test_whoever_is_not_in_pins_nothing_and_sees_no_pins(backend: Backend, room: Room) -> None:
    message = pinned(backend, said(backend, room, ALICE), by=ALICE)
    removed(backend, room, BOB, by=ALICE)

    for who in (BOB, MALLORY):
        for attempt in (
            partial(pinned, backend, message, by=who),
            partial(unpinned, backend, message, by=who),
            partial(listed, backend, room, by=who),
        ):
            with pytest.raises(NotFound, match="no such conversation"):
                attempt()


def test_a_newcomer_sees_of_the_pins_those_they_may_read(
    backend: Backend, secret_room: Room
) -> None:
    before = pinned(backend, said(backend, secret_room, BOB), by=ALICE)
    added(backend, secret_room, CAROL, by=ALICE)
    since = pinned(backend, said(backend, secret_room, BOB), by=CAROL)

    assert seqs(listed(backend, secret_room, by=CAROL)) == [since.seq]
    assert seqs(listed(backend, secret_room, by=BOB)) == [since.seq, before.seq]
    for change in (pinned, unpinned):
        with pytest.raises(NotFound):
            change(backend, before, by=CAROL)


def test_a_pin_of_what_a_newcomer_may_not_read_is_published_on_no_channel(
    backend: Backend, secret_room: Room
) -> None:
    before = said(backend, secret_room, BOB)
    added(backend, secret_room, CAROL, by=ALICE)

    assert pinned(backend, before, by=ALICE).channel is None
