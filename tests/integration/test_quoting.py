from dataclasses import replace
from functools import partial

import pytest

from chat.appsync.wire import wire
from chat.domain.errors import ClientMessageIdReused, Conflict, Forbidden, NotFound
from chat.domain.models import Message, MessagePart, Room, Void
from chat.operations.backend import Backend
from chat.operations.conversations.creation import open_direct
from chat.operations.conversations.listing import inbox
from chat.operations.messages import lookup, pinning
from chat.operations.messages.catch_up import sync
from chat.operations.messages.paging import page
from chat.operations.messages.posting import Numbers, post
from chat.operations.messages.sending import Text, send_message
from chat.store import conversations
from chat.store.messages import MESSAGES
from tests.integration.given import (
    added,
    deleted,
    edited,
    pinned,
    reacted,
    removed,
    row_of,
    said,
)
from tests.people import ALICE, BOB, CAROL


def looked_up(backend: Backend, message: Message, *, by: str = ALICE) -> Message:
    found = lookup.message(backend, by, message.place)
    assert found is not None
    return found


def quoted(backend: Backend, message: Message, *, by: str = ALICE) -> Message:
    found = looked_up(backend, message, by=by).quoted
    assert found is not None
    return found


def test_whoever_reads_an_answer_is_told_what_it_answers(backend: Backend, room: Room) -> None:
    original = said(backend, room, BOB, "shall we?")
    answer = pinned(backend, said(backend, room, ALICE, "yes", to=original.seq), by=ALICE)

    here = room.conversation.id
    read = partial(page, backend, BOB, here)
    beside = [
        read(before=None, after=None, limit=50).messages[-1],
        read(before=None, after=None, limit=1).messages[-1],
        read(before=3, after=None, limit=1).messages[-1],
        read(before=None, after=1, limit=1).messages[-1],
    ]
    caught_up = sync(backend, BOB, here, seq=0, revision=0)
    since = sync(backend, BOB, here, seq=1, revision=0)
    listed = pinning.pinned(backend, BOB, here)
    changed = [caught_up.changes[0].message, since.changes[0].message]
    shown = [*beside, caught_up.messages[-1], since.messages[-1], *listed, *changed]
    assert [each and each.quoted and each.quoted.body for each in shown] == ["shall we?"] * 9
    assert quoted(backend, answer).body == "shall we?"


def test_what_is_quoted_says_the_same_on_every_page(backend: Backend, room: Room) -> None:
    original = edited(backend, said(backend, room, BOB, "helo"), "hello")
    answer = said(backend, room, ALICE, to=original.seq)
    reacted(backend, original, "👍", by=ALICE)

    here = room.conversation.id
    together = page(backend, BOB, here, before=None, after=None, limit=50).messages[-1]
    alone = page(backend, BOB, here, before=None, after=None, limit=1).messages[-1]
    (caught_up,) = sync(backend, BOB, here, seq=1, revision=2).messages

    told = {each.quoted for each in (together, alone, caught_up, looked_up(backend, answer))}
    assert len(told) == 1
    (only,) = told
    assert only
    assert (only.revision, only.changed_by) == (1, BOB)


def test_an_event_and_an_answer_to_a_change_do_not_quote(backend: Backend, room: Room) -> None:
    original = said(backend, room, BOB)
    answer = said(backend, room, ALICE, to=original.seq)

    told = [answer, reacted(backend, answer, "👍", by=BOB), edited(backend, answer, "yes")]
    (listed,) = inbox(backend, BOB, limit=1, next_token=None).entries
    assert [each.reply_to for each in told] == [original.seq] * 3
    assert [each.quoted for each in told] == [None] * 3
    assert all(MessagePart.QUOTE in each.parts for each in told)
    assert listed.last_message
    assert (listed.last_message.reply_to, listed.last_message.quoted) == (original.seq, None)


def test_what_is_quoted_is_as_it_is_now(backend: Backend, room: Room) -> None:
    original = said(backend, room, BOB, "helo")
    answer = said(backend, room, ALICE, to=original.seq)
    edited(backend, original, "hello")

    assert quoted(backend, answer).body == "hello"
    assert quoted(backend, answer).parts == (MessagePart.EDITED,)
    gone = deleted(backend, original)
    assert quoted(backend, answer).body is None
    assert quoted(backend, answer).deleted_at == gone.deleted_at
    assert looked_up(backend, answer).reply_to == original.seq


def test_what_is_quoted_comes_without_its_reactions(backend: Backend, room: Room) -> None:
    original = reacted(backend, said(backend, room, BOB), "👍", by=ALICE)
    answer = said(backend, room, ALICE, to=original.seq)

    (_, beside) = page(
        backend, BOB, room.conversation.id, before=None, after=None, limit=50
    ).messages
    for found in (beside.quoted, quoted(backend, answer)):
        assert found
        told = wire(found)
        assert (told["reactions"], told["version"]) == (None, None)
        assert told["parts"] == [MessagePart.REACTIONS, MessagePart.THREAD]


def test_what_is_quoted_does_not_quote_in_turn(backend: Backend, room: Room) -> None:
    first = said(backend, room, BOB)
    second = said(backend, room, ALICE, to=first.seq)
    third = said(backend, room, BOB, to=second.seq)

    newest = page(backend, BOB, room.conversation.id, before=None, after=None, limit=50)
    for found in (newest.messages[-1].quoted, quoted(backend, third)):
        assert found
        assert (found.reply_to, found.quoted) == (first.seq, None)


def test_a_newcomer_is_not_told_an_original_that_they_may_not_read(
    backend: Backend, secret_room: Room
) -> None:
    original = said(backend, secret_room, BOB, "between us")
    added(backend, secret_room, CAROL, by=ALICE)
    answer = said(backend, secret_room, ALICE, "indeed", to=original.seq)

    seen = looked_up(backend, answer, by=CAROL)
    assert (seen.body, seen.reply_to, seen.quoted) == ("indeed", original.seq, None)
    here = secret_room.conversation.id
    newest = page(backend, CAROL, here, before=None, after=None, limit=50).messages[-1]
    assert newest == seen
    assert sync(backend, CAROL, here, seq=2, revision=1).messages == (seen,)
    assert quoted(backend, answer, by=BOB).body == "between us"


def test_only_texts_that_the_sender_may_read_are_answered(
    backend: Backend, secret_room: Room
) -> None:
    before = said(backend, secret_room, BOB)
    record = added(backend, secret_room, CAROL, by=ALICE)
    gone = deleted(backend, said(backend, secret_room, BOB))

    for seq, refusal in (
        (99, NotFound),
        (0, NotFound),
        (before.seq, NotFound),
        (record.seq, Forbidden),
        (gone.seq, Conflict),
    ):
        with pytest.raises(refusal):
            said(backend, secret_room, CAROL, to=seq)
    assert said(backend, secret_room, BOB, to=before.seq).seq == 4


def test_whoever_names_the_channel_answers_as_others_do(backend: Backend, room: Room) -> None:
    original = said(backend, room, BOB)
    answering = partial(
        send_message,
        backend,
        ALICE,
        room.conversation.id,
        channel=room.conversation.channel,
    )

    with pytest.raises(NotFound):
        answering(body="yes", client_message_id="client-id-1", reply_to=99)
    answer = answering(body="yes", client_message_id="client-id-2", reply_to=original.seq)

    assert (answer.seq, answer.reply_to) == (3, original.seq)
    assert isinstance(MESSAGES.get(backend.table, room.conversation.id, 2), Void)


def test_an_answer_is_sent_once_for_each_client_id(backend: Backend, room: Room) -> None:
    original = said(backend, room, BOB)
    send = partial(
        send_message, backend, ALICE, room.conversation.id, client_message_id="client-id-1"
    )

    answer = send(body="yes", reply_to=original.seq)
    deleted(backend, original)

    assert send(body="yes", reply_to=original.seq) == answer
    for other in ({"reply_to": None}, {"reply_to": answer.seq}):
        with pytest.raises(ClientMessageIdReused):
            send(body="yes", **other)


def test_whoever_comes_back_by_sending_may_answer(backend: Backend) -> None:
    direct = open_direct(backend, ALICE, member_ids=[BOB])
    original = said(backend, direct, ALICE)
    removed(backend, direct, BOB, by=BOB)

    answer = said(backend, direct, BOB, to=original.seq)

    assert quoted(backend, answer, by=BOB).body == "hello"


def test_an_answer_that_is_deleted_answers_nothing(backend: Backend, room: Room) -> None:
    answer = said(backend, room, ALICE, to=said(backend, room, BOB).seq)

    gone = deleted(backend, answer)

    assert (gone.reply_to, gone.parts) == (None, (MessagePart.DELETED,))
    assert looked_up(backend, answer).reply_to is None


def test_an_answer_has_a_higher_number_than_what_it_answers(backend: Backend, room: Room) -> None:
    early = conversations.take_seq(backend.table, room.conversation.id, now=backend.now())
    assert early
    original = said(backend, room, BOB)
    text = Text("yes", "client-id-1", original.seq)

    answer = post(
        backend,
        row_of(backend, room, ALICE),
        replace(text, original=original),
        numbers=Numbers(early, seq=early.last_seq),
    )

    assert (early.last_seq, original.seq, answer.seq) == (1, 2, 3)
    assert isinstance(MESSAGES.get(backend.table, room.conversation.id, 1), Void)
