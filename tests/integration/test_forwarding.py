from functools import partial

import pytest

from chat.domain.errors import ClientMessageIdReused, Conflict, Forbidden, NotFound
from chat.domain.models import ForwardedFrom, Message, MessagePart, Room, Void
from chat.operations.backend import Backend
from chat.operations.messages import lookup
from chat.operations.messages.catch_up import sync
from chat.operations.messages.paging import page
from chat.operations.messages.sending import send_message
from chat.store.messages import MESSAGES
from tests.clock import Clock
from tests.integration.given import added, deleted, edited, pinned, reacted, removed, said
from tests.people import ALICE, BOB, CAROL, MALLORY


def forwarded(
    backend: Backend,
    message: Message,
    *,
    by: str,
    to: Room,
    client_id: str = "client-id-1",
    channel: str | None = None,
    reply_to: int | None = None,
) -> Message:
    return send_message(
        backend,
        by,
        to.conversation.id,
        body=message.place,
        client_message_id=client_id,
        channel=channel,
        reply_to=reply_to,
    )


def looked_up(backend: Backend, message: Message, *, by: str = ALICE) -> Message:
    found = lookup.message(backend, by, message.place)
    assert found is not None
    return found


def test_what_is_forwarded_reads_the_same_everywhere(
    backend: Backend, room: Room, direct: Room, clock: Clock
) -> None:
    source = said(backend, room, BOB, "listen")
    clock.advance(seconds=60)

    message = forwarded(backend, source, by=ALICE, to=direct)

    assert (message.sender_id, message.body, message.seq) == (ALICE, "listen", 1)
    assert message.forwarded_from == ForwardedFrom(BOB, source.created_at)
    assert message.created_at > source.created_at
    assert message.parts == (MessagePart.FORWARD,)
    here = direct.conversation.id
    (newest,) = page(backend, CAROL, here, before=None, after=None, limit=50).messages
    (caught_up,) = sync(backend, CAROL, here, seq=0, revision=0).messages
    assert newest == caught_up == looked_up(backend, message, by=CAROL)
    assert newest.forwarded_from == message.forwarded_from


def test_a_forward_of_a_forward_names_who_said_it_first(
    backend: Backend, room: Room, direct: Room
) -> None:
    source = said(backend, room, BOB)
    once = forwarded(backend, source, by=ALICE, to=direct)

    twice = forwarded(backend, once, by=ALICE, to=room)

    assert twice.forwarded_from == ForwardedFrom(BOB, source.created_at)
    assert (twice.conversation_id, twice.seq) == (room.conversation.id, 2)


def test_what_is_forwarded_is_the_text_alone(backend: Backend, room: Room, direct: Room) -> None:
    answered = said(backend, room, ALICE)
    source = said(backend, room, BOB, "helo", to=answered.seq)
    edited(backend, source, "hello")
    reacted(backend, pinned(backend, source, by=ALICE), "👍", by=ALICE)

    message = forwarded(backend, source, by=ALICE, to=direct)

    assert (message.body, message.parts) == ("hello", (MessagePart.FORWARD,))
    assert (message.version, message.reply_to) == (0, None)


def test_a_change_of_the_source_is_no_change_of_the_forward(
    backend: Backend, room: Room, direct: Room
) -> None:
    source = said(backend, room, BOB, "hello")
    message = forwarded(backend, source, by=ALICE, to=direct)

    deleted(backend, source)

    assert looked_up(backend, message).body == "hello"


def test_a_forward_may_answer(backend: Backend, room: Room, direct: Room) -> None:
    asked = said(backend, direct, CAROL, "what did he say?")
    source = said(backend, room, BOB, "hello")

    message = forwarded(backend, source, by=ALICE, to=direct, reply_to=asked.seq)

    assert message.parts == (MessagePart.QUOTE, MessagePart.FORWARD)
    quoted = looked_up(backend, message).quoted
    assert quoted
    assert quoted.body == "what did he say?"


def test_only_texts_that_the_sender_may_read_are_forwarded(
    backend: Backend, secret_room: Room, direct: Room
) -> None:
    before = said(backend, secret_room, BOB)
    record = added(backend, secret_room, CAROL, by=ALICE)
    gone = deleted(backend, said(backend, secret_room, BOB))
    since = said(backend, secret_room, BOB)

    for source, refusal in ((before, NotFound), (record, Forbidden), (gone, Conflict)):
        with pytest.raises(refusal):
            forwarded(backend, source, by=CAROL, to=direct)
    removed(backend, secret_room, CAROL, by=ALICE)
    with pytest.raises(NotFound, match="no such message"):
        forwarded(backend, since, by=CAROL, to=direct)
    assert forwarded(backend, since, by=ALICE, to=direct).seq == 1


def test_nobody_forwards_to_where_they_are_not(backend: Backend, room: Room, direct: Room) -> None:
    source = said(backend, direct, CAROL)

    for who in (CAROL, MALLORY):
        with pytest.raises(NotFound, match="no such conversation"):
            forwarded(backend, source, by=who, to=room)


def test_a_forward_is_sent_once_for_each_client_id(
    backend: Backend, room: Room, direct: Room
) -> None:
    source, other = said(backend, room, BOB), said(backend, room, BOB)
    send = partial(forwarded, backend, by=ALICE, to=direct)

    message = send(source)
    deleted(backend, source)

    assert send(source) == message
    with pytest.raises(ClientMessageIdReused):
        send(other)
    with pytest.raises(ClientMessageIdReused):
        send_message(
            backend, ALICE, direct.conversation.id, body="hello", client_message_id="client-id-1"
        )


def test_whoever_names_the_channel_forwards_as_others_do(
    backend: Backend, room: Room, direct: Room
) -> None:
    source, channel = said(backend, room, BOB), direct.conversation.channel
    send = partial(forwarded, backend, by=ALICE, to=direct, channel=channel)

    with pytest.raises(Conflict):
        send(deleted(backend, said(backend, room, BOB)), client_id="client-id-2")

    assert send(source).seq == 2
    assert isinstance(MESSAGES.get(backend.table, direct.conversation.id, 1), Void)


def test_a_forward_is_never_edited(backend: Backend, room: Room, direct: Room) -> None:
    message = forwarded(backend, said(backend, room, BOB), by=ALICE, to=direct)

    with pytest.raises(Forbidden, match="stays as it was said"):
        edited(backend, message, "other words")


def test_a_deleted_forward_does_not_say_whose_it_was(
    backend: Backend, room: Room, direct: Room
) -> None:
    message = forwarded(backend, said(backend, room, BOB), by=ALICE, to=direct)

    gone = deleted(backend, message)

    assert (gone.body, gone.forwarded_from, gone.parts) == (None, None, (MessagePart.DELETED,))
    assert looked_up(backend, message).forwarded_from is None
