from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from chat.domain.errors import (
    ClientMessageIdReused,
    Conflict,
    Forbidden,
    InvalidArguments,
    NotFound,
)
from chat.domain.models import InboxEventKind, Message, MessagePart, Room
from chat.domain.pages import MentionPage
from chat.operations.activity import read_markers
from chat.operations.backend import Backend
from chat.operations.conversations import creation
from chat.operations.conversations.listing import inbox
from chat.operations.mentions import listing, recording
from chat.operations.mentions.recording import Change
from chat.operations.messages import editing, lookup
from chat.operations.messages.sending import send_message
from tests.clock import Clock
from tests.integration.given import added, deleted, edited, removed, row_of, said
from tests.people import ALICE, BOB, CAROL, DAVE, MALLORY

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def mentioned(backend: Backend, room: Room, *who: str, by: str, everyone: bool = False) -> Message:
    """Sent, and followed."""
    message = said(backend, room, by, mentions=who, mentions_everyone=everyone)
    recording.follow(backend, Change(None, message))
    return message


def amended(backend: Backend, before: Message, *who: str) -> Message:
    """Edited so that it mentions these, and followed."""
    after = editing.edit_message(
        backend,
        before.sender_id,
        before.place,
        body="again",
        if_revision=None,
        mentions=who,
    )
    recording.follow(backend, Change(before, after))
    return after


def mentions(
    backend: Backend, who: str, *, limit: int = 50, next_token: str | None = None
) -> MentionPage:
    return listing.page(backend, who, limit=limit, next_token=next_token)


def listed(backend: Backend, who: str) -> list[int]:
    """The numbers of the messages in which somebody finds themselves mentioned."""
    return [entry.seq for entry in mentions(backend, who).mentions]


def unread(backend: Backend, who: str) -> int:
    (entry,) = inbox(backend, who, limit=50, next_token=None).entries
    return entry.unread_mentions


def stored(client: "DynamoDBClient") -> list[Any]:
    items = client.scan(TableName="chat")["Items"]
    return sorted(items, key=lambda item: (item["PK"]["S"], item["SK"]["S"]))


def test_whoever_is_mentioned_finds_it_and_has_it_counted(backend: Backend, room: Room) -> None:
    said(backend, room, ALICE)
    message = mentioned(backend, room, BOB, by=ALICE)

    (entry,) = mentions(backend, BOB).mentions
    assert (entry.conversation_id, entry.seq) == (room.conversation.id, message.seq)
    assert entry.message.body == message.body
    assert (entry.created_at, entry.message.mentions) == (message.created_at, (BOB,))
    assert unread(backend, BOB) == 1
    assert (listed(backend, ALICE), unread(backend, ALICE)) == ([], 0)


def test_a_message_says_whom_it_mentions(backend: Backend, room: Room) -> None:
    message = said(backend, room, ALICE, mentions=(BOB, ALICE))

    assert message.parts == (MessagePart.MENTIONS,)
    found = lookup.message(backend, BOB, message.place)
    assert found is not None
    assert (found.mentions, found.mentions_everyone, found.parts) == (
        (BOB, ALICE),
        False,
        (MessagePart.MENTIONS,),
    )
    assert said(backend, room, ALICE).parts == ()


def test_a_mention_changes_the_persons_row_so_that_their_devices_hear_of_it(
    backend: Backend, room: Room, client: "DynamoDBClient"
) -> None:
    mentioned(backend, room, BOB, by=ALICE)

    key = {"PK": {"S": f"USER#{BOB}"}, "SK": {"S": f"CONVERSATION#{room.conversation.id}"}}
    row = client.get_item(TableName="chat", Key=key)["Item"]
    assert row["inboxEvent"] == {"S": InboxEventKind.MENTIONS_CHANGED}


def test_what_is_read_is_not_counted_and_counts_again_where_it_is_marked_as_unread(
    backend: Backend, room: Room
) -> None:
    message = mentioned(backend, room, BOB, by=ALICE)
    read_markers.mark_read(backend, BOB, room.conversation.id, seq=message.seq)

    assert (unread(backend, BOB), listed(backend, BOB)) == (0, [message.seq])
    read_markers.mark_unread(backend, BOB, room.conversation.id, seq=message.seq)
    assert unread(backend, BOB) == 1


def test_one_who_mentions_themselves_is_told_of_nothing(backend: Backend, room: Room) -> None:
    message = mentioned(backend, room, ALICE, by=ALICE)
    read_markers.mark_unread(backend, ALICE, room.conversation.id, seq=message.seq)

    assert (listed(backend, ALICE), unread(backend, ALICE)) == ([], 0)


def test_only_members_can_be_mentioned_and_the_others_are_named(
    backend: Backend, room: Room
) -> None:
    added(backend, room, CAROL, by=ALICE)
    removed(backend, room, CAROL, by=ALICE)
    message = said(backend, room, ALICE)

    for attempt in (
        partial(said, backend, room, ALICE, mentions=(BOB, CAROL, MALLORY)),
        partial(amended, backend, message, BOB, CAROL, MALLORY),
    ):
        with pytest.raises(InvalidArguments, match=r"mentions\[1\], input\.mentions\[2\]: mention"):
            attempt()


def test_a_stranger_learns_nothing_about_members(backend: Backend, room: Room) -> None:
    for who in (BOB, DAVE):
        with pytest.raises(NotFound, match="no such conversation"):
            said(backend, room, MALLORY, mentions=(who,))


def test_with_the_channel_a_refused_mention_gives_its_number_back(
    backend: Backend, room: Room
) -> None:
    channel = room.conversation.channel
    with pytest.raises(InvalidArguments):
        said(backend, room, ALICE, mentions=(MALLORY,), channel=channel)

    assert said(backend, room, ALICE, mentions=(BOB,), channel=channel).seq == 2


def test_only_the_owner_of_a_group_mentions_everyone(backend: Backend, room: Room) -> None:
    with pytest.raises(Forbidden, match="owner"):
        said(backend, room, BOB, mentions_everyone=True)

    assert said(backend, room, ALICE, mentions_everyone=True).parts == (MessagePart.MENTIONS,)


def test_either_person_of_a_direct_conversation_mentions_both(backend: Backend) -> None:
    direct = creation.open_direct(backend, ALICE, member_ids=[BOB])
    for who in (ALICE, BOB):
        mentioned(backend, direct, by=who, everyone=True)

    assert (unread(backend, ALICE), unread(backend, BOB)) == (1, 0)


def test_a_mention_of_everyone_is_counted_for_all_and_listed_for_nobody(
    backend: Backend, room: Room
) -> None:
    message = mentioned(backend, room, BOB, by=ALICE, everyone=True)
    mentioned(backend, room, by=ALICE, everyone=True)

    assert (unread(backend, BOB), unread(backend, ALICE)) == (2, 0)
    assert listed(backend, BOB) == [message.seq]


def test_whoever_left_a_direct_conversation_is_mentioned_as_they_come_back(
    backend: Backend,
) -> None:
    direct = creation.open_direct(backend, ALICE, member_ids=[BOB])
    removed(backend, direct, BOB, by=BOB)

    message = mentioned(backend, direct, BOB, by=ALICE)

    assert listed(backend, BOB) == [message.seq]


def test_a_repeated_send_mentions_nobody_else(backend: Backend, room: Room) -> None:
    def send(*who: str, everyone: bool = False) -> Message:
        return send_message(
            backend,
            ALICE,
            room.conversation.id,
            body="hello",
            client_message_id="client-id",
            mentions=who,
            mentions_everyone=everyone,
        )

    first = send(BOB)
    removed(backend, room, BOB, by=ALICE)

    assert (send(BOB).seq, send(BOB).mentions) == (first.seq, (BOB,))
    for other in (partial(send), partial(send, ALICE), partial(send, BOB, everyone=True)):
        with pytest.raises(ClientMessageIdReused):
            other()


def test_an_edit_keeps_mentions_unless_it_says_others(backend: Backend, room: Room) -> None:
    added(backend, room, CAROL, by=ALICE)
    message = mentioned(backend, room, BOB, by=ALICE)

    kept = edited(backend, message, "hello again")
    assert kept.mentions == (BOB,)
    other = amended(backend, kept, CAROL)
    assert (other.mentions, other.edits) == ((CAROL,), 2)
    assert (listed(backend, BOB), unread(backend, BOB)) == ([], 0)
    assert (listed(backend, CAROL), unread(backend, CAROL)) == ([message.seq], 1)
    assert amended(backend, other, CAROL) == other
    none = amended(backend, other)
    assert (none.mentions, none.parts) == ((), (MessagePart.EDITED,))
    assert (listed(backend, CAROL), unread(backend, CAROL)) == ([], 0)


def test_an_edit_that_was_made_is_repeated_though_somebody_has_left(
    backend: Backend, room: Room
) -> None:
    after = amended(backend, said(backend, room, ALICE), BOB)
    removed(backend, room, BOB, by=ALICE)

    assert amended(backend, after, BOB).version == after.version


def test_a_deleted_message_mentions_nobody_even_before_the_stream_tells(
    backend: Backend, room: Room
) -> None:
    message = mentioned(backend, room, BOB, by=ALICE, everyone=True)

    gone = deleted(backend, message)

    assert (gone.mentions, gone.mentions_everyone, gone.parts) == (
        (),
        False,
        (MessagePart.DELETED,),
    )
    assert listed(backend, BOB) == []
    recording.follow(backend, Change(message, gone))
    assert unread(backend, BOB) == 0
    with pytest.raises(Conflict):
        amended(backend, message, BOB)


def test_what_is_told_again_or_late_changes_nothing(
    backend: Backend, room: Room, client: "DynamoDBClient"
) -> None:
    added(backend, room, CAROL, by=ALICE)
    sent = mentioned(backend, room, BOB, by=ALICE, everyone=True)
    after = amended(backend, sent, CAROL)
    gone = deleted(backend, mentioned(backend, room, BOB, by=ALICE, everyone=True))
    told = [
        Change(None, sent),
        Change(sent, after),
        Change(None, said(backend, room, ALICE, mentions=(BOB, CAROL))),
    ]
    for change in told:
        recording.follow(backend, change)
    recording.follow(backend, Change(gone, gone))
    settled = stored(client)

    for change in [*reversed(told), *told]:
        recording.follow(backend, change)

    assert stored(client) == settled


def test_changes_that_are_told_in_another_order_come_to_the_same(
    backend: Backend, room: Room, client: "DynamoDBClient"
) -> None:
    added(backend, room, CAROL, by=ALICE)
    sent = said(backend, room, ALICE, mentions=(BOB,))
    after = editing.edit_message(
        backend, ALICE, sent.place, body="b", if_revision=0, mentions=[CAROL]
    )

    recording.follow(backend, Change(sent, after))
    early = stored(client)
    recording.follow(backend, Change(None, sent))

    assert stored(client) == early
    assert (listed(backend, BOB), listed(backend, CAROL)) == ([], [sent.seq])


def test_a_former_member_is_recorded_nowhere_and_finds_nothing(
    backend: Backend, room: Room, client: "DynamoDBClient"
) -> None:
    known = mentioned(backend, room, BOB, by=ALICE)
    late = said(backend, room, ALICE, mentions=(BOB,))
    removed(backend, room, BOB, by=ALICE)

    recording.follow(backend, Change(None, late))

    assert listed(backend, BOB) == []
    assert [*row_of(backend, room, BOB).mentioned_in] == [known.seq]
    recording.follow(backend, Change(known, deleted(backend, known)))
    assert [*row_of(backend, room, BOB).mentioned_in] == []
    assert "MENTIONS#" not in str(stored(client))


def test_somebody_who_leaves_while_a_mention_is_recorded_gets_none(
    backend: Backend, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = said(backend, room, ALICE, mentions=(BOB,))
    row = row_of(backend, room, BOB)
    removed(backend, room, BOB, by=ALICE)
    found = (message, {BOB: row}, set[str]())
    monkeypatch.setattr("chat.store.rooms.get_with_mentions", lambda *_: found)

    recording.follow(backend, Change(None, message))

    assert [*row_of(backend, room, BOB).mentioned_in] == []


def test_the_last_twenty_mentions_are_counted_and_all_are_listed(
    backend: Backend, room: Room
) -> None:
    numbers = [mentioned(backend, room, BOB, by=ALICE).seq for _ in range(22)]

    assert unread(backend, BOB) == 20
    assert [*row_of(backend, room, BOB).mentioned_in] == numbers[2:]
    assert listed(backend, BOB) == numbers[::-1]


def test_mentions_are_listed_page_by_page_though_some_are_gone(
    backend: Backend, room: Room
) -> None:
    sent = [mentioned(backend, room, BOB, by=ALICE) for _ in range(5)]
    deleted(backend, sent[3])

    pages, token = [], None
    for _ in range(3):
        page = mentions(backend, BOB, limit=2, next_token=token)
        pages.append([entry.seq for entry in page.mentions])
        token = page.next_token

    assert (pages, token) == ([[5], [3, 2], [1]], None)
    with pytest.raises(InvalidArguments):
        mentions(backend, ALICE, next_token=mentions(backend, BOB, limit=1).next_token)


def test_a_newcomer_finds_no_mention_in_what_is_hidden_from_them(
    backend: Backend, secret_room: Room
) -> None:
    added(backend, secret_room, CAROL, by=ALICE)
    mentioned(backend, secret_room, CAROL, by=ALICE)
    removed(backend, secret_room, CAROL, by=ALICE)
    added(backend, secret_room, CAROL, by=ALICE)

    assert listed(backend, CAROL) == []


def test_after_ninety_days_a_mention_is_not_listed(
    backend: Backend, room: Room, clock: Clock, client: "DynamoDBClient"
) -> None:
    old = mentioned(backend, room, BOB, by=ALICE)
    clock.advance(seconds=89 * 86400)
    new = mentioned(backend, room, BOB, by=ALICE)
    first = mentions(backend, BOB, limit=1)

    assert listed(backend, BOB) == [new.seq, old.seq]
    clock.advance(seconds=2 * 86400)
    assert listed(backend, BOB) == [new.seq]
    clock.advance(seconds=90 * 86400)
    assert mentions(backend, BOB, next_token=first.next_token).mentions == ()
    (expiry,) = {
        int(item["expiresAt"]["N"]) - int(old.created_at.timestamp())
        for item in client.scan(TableName="chat")["Items"]
        if item["SK"]["S"].endswith(f"{old.seq:012}") and item["PK"]["S"].startswith("MENTIONS#")
    }
    assert expiry == 90 * 86400
