from functools import partial
from typing import TYPE_CHECKING

import pytest

from chat.domain.errors import Conflict, Forbidden, InvalidArguments, NotFound
from chat.domain.models import ChangeKind, Message, MessagePart, Place, Room
from chat.domain.pages import ReactionPage
from chat.domain.reactions import Reaction, Reactor
from chat.operations.backend import Backend
from chat.operations.conversations.listing import inbox
from chat.operations.messages import lookup, reacting
from chat.operations.messages.catch_up import sync
from chat.operations.messages.paging import page
from chat.operations.messages.sending import send_message
from tests.integration.given import added, deleted, edited, reacted, removed, said, unreacted
from tests.people import ALICE, BOB, CAROL, MALLORY

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

THUMB, HEART = "👍", "❤️"


def looked_up(backend: Backend, message: Message, *, by: str = ALICE) -> Message:
    found = lookup.message(backend, by, message.place)
    assert found is not None
    return found


def seen(message: Message, by: str = ALICE) -> tuple[Reaction, ...]:
    assert message.responses is not None
    return message.responses.seen_by(by)


def reactors(
    backend: Backend,
    message: Message,
    *,
    by: str = ALICE,
    emoji: str | None = None,
    limit: int = 50,
    next_token: str | None = None,
) -> ReactionPage:
    return reacting.page(
        backend,
        by,
        message.place,
        emoji=emoji,
        limit=limit,
        next_token=next_token,
    )


def test_a_reaction_is_seen_everywhere(backend: Backend, room: Room) -> None:
    message = reacted(backend, said(backend, room, BOB), THUMB, by=ALICE)

    here = room.conversation.id
    (newest,) = page(backend, BOB, here, before=None, after=None, limit=50).messages
    (older,) = page(backend, BOB, here, before=2, after=None, limit=50).messages
    (newer,) = page(backend, BOB, here, before=None, after=0, limit=50).messages
    caught_up = sync(backend, BOB, here, seq=0, revision=0)
    (change,) = caught_up.changes
    shown = [newest, older, newer, *caught_up.messages, looked_up(backend, message), change.message]
    assert [seen(each) for each in shown if each] == [(Reaction(THUMB, 1, (ALICE,), True),)] * 6
    assert (change.kind, change.seq, change.revision) == (ChangeKind.MESSAGE, 1, 1)
    assert {each.version for each in shown if each} == {message.version} == {1}


def test_a_reaction_says_who_changed_the_message_and_where_it_is_published(
    backend: Backend, room: Room
) -> None:
    message = reacted(backend, said(backend, room, BOB), THUMB, by=ALICE)

    assert message.parts == (MessagePart.REACTIONS,)
    assert (message.revision, message.changed_by, message.version) == (1, ALICE, 1)
    assert (message.body, message.channel) == ("hello", room.conversation.channel)


def test_the_same_reaction_again_changes_nothing(backend: Backend, room: Room) -> None:
    message = reacted(backend, said(backend, room, BOB), THUMB, by=ALICE)

    assert reacted(backend, message, THUMB, by=ALICE) == message
    gone = unreacted(backend, message, THUMB, by=ALICE)
    assert unreacted(backend, message, THUMB, by=ALICE) == gone
    assert unreacted(backend, message, HEART, by=BOB).version == 2


def test_a_reaction_taken_back_is_seen_nowhere(backend: Backend, room: Room) -> None:
    message = reacted(backend, said(backend, room, BOB), THUMB, by=ALICE)
    reacted(backend, message, HEART, by=ALICE)

    gone = unreacted(backend, message, THUMB, by=ALICE)

    assert seen(gone) == (Reaction(HEART, 1, (ALICE,), True),)
    assert looked_up(backend, message) == looked_up(backend, gone)
    assert unreacted(backend, message, HEART, by=ALICE).parts == ()


def test_the_most_frequent_reaction_comes_first(backend: Backend, room: Room) -> None:
    added(backend, room, CAROL, by=ALICE)
    message = said(backend, room, BOB)
    for who, emoji in ((ALICE, HEART), (BOB, THUMB), (CAROL, THUMB)):
        reacted(backend, message, emoji, by=who)

    assert seen(looked_up(backend, message), by=CAROL) == (
        Reaction(THUMB, 2, (BOB, CAROL), True),
        Reaction(HEART, 1, (ALICE,), False),
    )


def test_whoever_knows_the_channel_reacts_all_the_same(backend: Backend, room: Room) -> None:
    message = said(backend, room, BOB)
    current = room.conversation.channel

    with_it = reacted(backend, message, THUMB, by=ALICE, channel=current)
    with_another = reacted(backend, message, HEART, by=ALICE, channel="another")

    assert (with_it.revision, with_another.revision) == (1, 2)


def test_a_number_that_was_taken_in_vain_is_given_back(backend: Backend, room: Room) -> None:
    current = room.conversation.channel
    message = reacted(backend, said(backend, room, BOB), THUMB, by=ALICE, channel=current)

    assert reacted(backend, message, THUMB, by=ALICE, channel=current).revision == 1
    with pytest.raises(NotFound):
        reacting.add_reaction(
            backend, ALICE, Place(room.conversation.id, 99), emoji=THUMB, channel=current
        )

    caught_up = sync(backend, ALICE, room.conversation.id, seq=1, revision=1)
    assert (caught_up.revision, caught_up.changes, caught_up.pending) == (3, (), False)


def test_a_deleted_message_keeps_no_reaction_and_takes_none(
    backend: Backend, room: Room, client: "DynamoDBClient"
) -> None:
    message = reacted(backend, said(backend, room, BOB), THUMB, by=ALICE)

    gone = deleted(backend, message)

    assert (gone.parts, seen(gone), gone.version) == ((MessagePart.DELETED,), (), 2)
    assert (gone.revision, gone.changed_by) == (2, BOB)
    assert looked_up(backend, message) == looked_up(backend, gone)
    assert THUMB not in str(client.scan(TableName="chat")["Items"])
    with pytest.raises(Conflict, match="deleted"):
        reacted(backend, message, THUMB, by=ALICE)
    assert unreacted(backend, message, THUMB, by=ALICE).parts == (MessagePart.DELETED,)


def test_an_edited_message_keeps_its_reactions(backend: Backend, room: Room) -> None:
    message = reacted(backend, said(backend, room, BOB), THUMB, by=ALICE)

    after = edited(backend, message, "goodbye")

    assert after.parts == (MessagePart.EDITED, MessagePart.REACTIONS)
    assert (after.revision, after.changed_by, after.version) == (2, BOB, 2)
    assert seen(looked_up(backend, message)) == seen(after)


def test_a_reaction_keeps_no_sender_from_editing_what_they_know(
    backend: Backend, room: Room
) -> None:
    message = said(backend, room, BOB)
    edit = partial(edited, backend, message)
    reacted(backend, message, THUMB, by=ALICE)

    assert edit("one", known=0).version == 2
    reacted(backend, message, HEART, by=ALICE)
    assert edit("two", known=3).version == 4
    with pytest.raises(Conflict):
        edit("three", known=3)


def test_only_what_people_write_takes_reactions(backend: Backend, room: Room) -> None:
    record = added(backend, room, CAROL, by=ALICE)

    with pytest.raises(Forbidden):
        reacted(backend, record, THUMB, by=ALICE)


def test_only_members_react_and_see_who_did(backend: Backend, room: Room) -> None:
    message = reacted(backend, said(backend, room, BOB), THUMB, by=BOB)
    removed(backend, room, BOB, by=ALICE)

    for who in (BOB, MALLORY):
        for attempt in (
            partial(reacted, backend, message, HEART, by=who),
            partial(unreacted, backend, message, THUMB, by=who),
            partial(reacted, backend, message, HEART, by=who, channel="guessed"),
            partial(reactors, backend, message, by=who),
        ):
            with pytest.raises(NotFound, match="no such conversation"):
                attempt()
    assert sync(backend, ALICE, room.conversation.id, seq=0, revision=0).revision == 2


def test_a_newcomer_neither_sees_nor_joins_reactions_to_hidden_history(
    backend: Backend, secret_room: Room
) -> None:
    message = reacted(backend, said(backend, secret_room, BOB), THUMB, by=ALICE)
    added(backend, secret_room, CAROL, by=ALICE)

    for attempt in (
        partial(reacted, backend, message, HEART, by=CAROL),
        partial(reactors, backend, message, by=CAROL),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert reacted(backend, message, HEART, by=ALICE).channel is None


def test_a_message_takes_twenty_different_emoji(backend: Backend, room: Room) -> None:
    message = said(backend, room, BOB)
    faces = [chr(0x1F600 + number) for number in range(20)]
    for face in faces:
        reacted(backend, message, face, by=ALICE)

    with pytest.raises(Conflict, match="20 different emoji"):
        reacted(backend, message, THUMB, by=BOB)
    assert len(seen(reacted(backend, message, faces[0], by=BOB))) == 20


def test_who_reacted_is_listed_page_by_page(backend: Backend, room: Room) -> None:
    message = said(backend, room, BOB)
    for who, emoji in ((BOB, THUMB), (ALICE, THUMB), (ALICE, HEART)):
        reacted(backend, message, emoji, by=who)

    first = reactors(backend, message, limit=2)
    second = reactors(backend, message, limit=2, next_token=first.next_token)

    assert first.reactors == (Reactor(HEART, ALICE), Reactor(THUMB, ALICE))
    assert second.reactors == (Reactor(THUMB, BOB),)
    assert second.next_token is None
    assert reactors(backend, message, emoji=HEART).reactors == (Reactor(HEART, ALICE),)
    with pytest.raises(InvalidArguments):
        reactors(backend, message, emoji=HEART, next_token=first.next_token)


def test_what_says_nothing_of_reactions_announces_them(backend: Backend, room: Room) -> None:
    def send() -> Message:
        return send_message(
            backend, BOB, room.conversation.id, body="hello", client_message_id="client-id"
        )

    message = send()
    reacted(backend, message, THUMB, by=ALICE)

    (listed,) = inbox(backend, ALICE, limit=1, next_token=None).entries
    for found in (send(), listed.last_message):
        assert found is not None
        assert (found.parts, found.responses, found.version) == (
            (MessagePart.REACTIONS, MessagePart.THREAD),
            None,
            None,
        )
