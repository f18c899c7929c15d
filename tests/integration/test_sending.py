from dataclasses import replace
from datetime import datetime
from functools import partial

import pytest

from chat.domain.errors import ClientMessageIdReused, NotFound
from chat.domain.models import Message, Room, Void
from chat.operations.backend import Backend
from chat.operations.messages.sending import send_message
from chat.store import conversations
from chat.store.messages import MESSAGES
from chat.store.table import Table
from tests.integration.given import added, removed, row_of
from tests.people import ALICE, BOB, CAROL, MALLORY


def send(backend: Backend, room: Room, *, body: str = "hello", id: str = "client-id-1") -> Message:  # noqa: A002
    return send_message(backend, ALICE, room.conversation.id, body=body, client_message_id=id)


def test_messages_are_numbered_from_one(backend: Backend, room: Room) -> None:
    seqs = [send(backend, room, id=f"client-id-{n}").seq for n in range(3)]

    assert seqs == [1, 2, 3]


def test_a_message_goes_out_on_the_conversations_channel(backend: Backend, room: Room) -> None:
    message = send(backend, room)

    assert message.channel == room.conversation.channel


def test_a_repeated_send_answers_with_the_first_and_stores_none(
    backend: Backend, room: Room
) -> None:
    first = send(backend, room)

    second = send(backend, room)

    now = conversations.get(backend.table, room.conversation.id)
    assert second == first
    assert now is not None
    assert now.last_seq == 1


def test_a_repeated_send_is_told_to_nobody_where_newcomers_may_not_read_it(
    backend: Backend, secret_room: Room
) -> None:
    room = secret_room
    first = send(backend, room)
    added(backend, room, CAROL, by=ALICE)

    second = send(backend, room)

    assert first.channel == room.conversation.channel
    assert second == replace(first, channel=None, channel_version=None)


def test_a_client_id_cannot_be_used_for_another_body(backend: Backend, room: Room) -> None:
    send(backend, room, body="hello")

    with pytest.raises(ClientMessageIdReused):
        send(backend, room, body="goodbye")


def test_a_send_is_remembered_until_the_twentieth_after_it(backend: Backend, room: Room) -> None:
    first = send(backend, room, id="client-id-0")
    for n in range(1, 20):
        send(backend, room, id=f"client-id-{n}")

    assert send(backend, room, id="client-id-0") == first


def test_two_people_may_use_the_same_client_id(backend: Backend, room: Room) -> None:
    send(backend, room, id="client-id-1")

    theirs = send_message(
        backend, BOB, room.conversation.id, body="hello", client_message_id="client-id-1"
    )

    assert theirs.seq == 2


def test_a_stranger_cannot_send_and_moves_nothing(backend: Backend, room: Room) -> None:
    with pytest.raises(NotFound):
        send_message(
            backend, MALLORY, room.conversation.id, body="hi", client_message_id="client-id-1"
        )

    assert conversations.get(backend.table, room.conversation.id) == room.conversation


def test_a_number_that_a_reader_voided_costs_the_writer_a_new_one(
    backend: Backend, room: Room
) -> None:
    MESSAGES.void(backend.table, room.conversation.id, 1, now=backend.now())

    assert send(backend, room).seq == 2


@pytest.mark.parametrize("sender", [ALICE, BOB])
def test_whoever_names_the_channel_sends_as_others_do(
    backend: Backend, room: Room, sender: str
) -> None:
    channel, id_ = room.conversation.channel, room.conversation.id
    once = partial(send_message, backend, body="hello", client_message_id="client-id-1")

    sent = once(sender, id_, channel=channel)
    again = once(sender, id_, channel=channel)

    assert (sent.seq, sent.channel, again.seq) == (1, channel, 1)
    assert isinstance(MESSAGES.get(backend.table, id_, 2), Void)


def test_a_channel_that_was_replaced_is_no_hindrance(backend: Backend, room: Room) -> None:
    once = partial(send_message, backend, body="hello", client_message_id="client-id-1")

    sent = once(ALICE, room.conversation.id, channel="an old one")

    assert (sent.seq, sent.channel) == (1, room.conversation.channel)


@pytest.mark.parametrize("who", ["a stranger", "a former member"])
def test_who_guesses_a_channel_moves_nothing(backend: Backend, room: Room, who: str) -> None:
    id_ = room.conversation.id
    if who == "a former member":
        removed(backend, room, BOB, by=ALICE)
    guess = room.conversation.channel if who == "a former member" else "a guess"
    before = conversations.get(backend.table, id_)

    with pytest.raises(NotFound):
        send_message(
            backend,
            BOB if who == "a former member" else MALLORY,
            id_,
            body="hello",
            client_message_id="client-id-1",
            channel=guess,
        )

    assert conversations.get(backend.table, id_) == before


def test_a_counter_that_any_channel_moves_would_be_noticed(
    backend: Backend, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_seq, id_ = conversations.take_seq, room.conversation.id

    def heedless(table: Table, conversation_id: str, *, now: datetime, channel: str) -> object:
        return take_seq(table, conversation_id, now=now)

    monkeypatch.setattr(conversations, "take_seq", heedless)
    before = conversations.get(backend.table, id_)

    with pytest.raises(NotFound):
        send_message(
            backend, MALLORY, id_, body="hello", client_message_id="client-id-1", channel="a guess"
        )

    assert conversations.get(backend.table, id_) != before


def test_a_stranger_who_was_told_the_channel_leaves_a_void(backend: Backend, room: Room) -> None:
    id_ = room.conversation.id

    with pytest.raises(NotFound):
        send_message(
            backend,
            MALLORY,
            id_,
            body="hello",
            client_message_id="client-id-1",
            channel=room.conversation.channel,
        )

    assert isinstance(MESSAGES.get(backend.table, id_, 1), Void)


def test_whoever_sends_has_read_all_up_to_their_message(backend: Backend, room: Room) -> None:
    send_message(backend, BOB, room.conversation.id, body="hi", client_message_id="client-id-1")

    sent = send(backend, room)

    assert row_of(backend, room, ALICE).read_seq == sent.seq == 2
