import pytest

from chat.domain.errors import ClientMessageIdReused, Conflict, Forbidden, NotFound
from chat.domain.models import (
    ChangeKind,
    ConversationKind,
    Message,
    MessageKind,
    MessagePart,
    Place,
    Room,
)
from chat.domain.pages import MessagePage
from chat.operations.backend import Backend
from chat.operations.messages import lookup
from chat.operations.messages.catch_up import sync
from chat.operations.messages.paging import page, page_of_thread
from chat.operations.people import profiles
from chat.operations.threads import following
from chat.store.changes import CHANGES
from chat.store.messages import MESSAGES
from tests.integration.given import (
    added,
    deleted,
    edited,
    reacted,
    removed,
    replied,
    reply_of,
    row_of,
    said,
    unreacted,
)
from tests.people import ALICE, BOB, CAROL


def counted(told: Message) -> tuple[int, int]:
    """The number of the last reply, and how many there are."""
    assert told.thread is not None
    return told.thread.last_seq, told.thread.reply_count


def looked_up(backend: Backend, place: Place, *, by: str = ALICE) -> Message:
    found = lookup.message(backend, by, place)
    assert found is not None
    return found


def thread(
    backend: Backend,
    root: Message,
    *,
    by: str = ALICE,
    before: int | None = None,
    after: int | None = None,
    limit: int = 50,
) -> MessagePage:
    return page_of_thread(
        backend,
        by,
        root.conversation_id,
        root.seq,
        before=before,
        after=after,
        limit=limit,
    )


def test_a_reply_is_told_inside_of_the_message_that_it_is_to(backend: Backend, room: Room) -> None:
    root = said(backend, room, ALICE, "lunch?")

    told = replied(backend, root, BOB, "yes")

    reply = reply_of(told)
    assert (told.place, told.body, told.sender_id) == (root.place, "lunch?", ALICE)
    assert (told.channel, told.revision, told.changed_by) == (room.conversation.channel, 1, BOB)
    assert told.parts == (MessagePart.THREAD,)
    assert (reply.root_seq, reply.seq, reply.body, reply.sender_id) == (root.seq, 1, "yes", BOB)
    assert (reply.revision, reply.version, told.version) == (1, 0, 1)
    assert told.thread is not None
    assert told.thread.participant_ids == (BOB,)
    assert told.thread.last_reply_at == reply.created_at


def test_replies_are_numbered_by_themselves_and_no_page_of_the_conversation_shows_them(
    backend: Backend, room: Room
) -> None:
    one, other = said(backend, room, ALICE, "one"), said(backend, room, BOB, "other")

    told = [replied(backend, each, BOB) for each in (one, other, one, one)]

    assert [(each.seq, reply_of(each).seq) for each in told] == [(1, 1), (2, 1), (1, 2), (1, 3)]
    assert [each.revision for each in told] == [1, 2, 3, 4]
    here = page(backend, ALICE, room.conversation.id, before=None, after=None, limit=50)
    assert [each.body for each in here.messages] == ["one", "other"]
    assert [counted(each) for each in here.messages] == [(3, 3), (1, 1)]
    assert said(backend, room, ALICE).seq == 3


def test_a_thread_is_read_in_both_directions(backend: Backend, room: Room) -> None:
    root = said(backend, room, ALICE)
    for number in range(1, 6):
        replied(backend, root, BOB, f"{number}")

    newest = thread(backend, root, limit=2)
    older = thread(backend, root, limit=2, before=newest.before)
    oldest = thread(backend, root, limit=2, before=older.before)
    newer = thread(backend, root, limit=2, after=2)

    pages = [newest, older, oldest, newer]
    assert [[each.body for each in found.messages] for found in pages] == [
        ["4", "5"],
        ["2", "3"],
        ["1"],
        ["3", "4"],
    ]
    assert [found.before for found in pages] == [4, 2, None, 3]
    assert [found.after for found in pages] == [5, 3, 1, 4]
    assert {found.baseline for found in pages} == {None}


def test_a_message_that_nobody_replied_to_has_an_empty_thread(backend: Backend, room: Room) -> None:
    root = said(backend, room, ALICE)

    found = thread(backend, root, by=BOB)

    assert (found.messages, found.before, found.after, found.pending) == ((), None, 0, False)


def test_a_reply_that_is_repeated_is_the_first_one(backend: Backend, room: Room) -> None:
    root = said(backend, room, ALICE)
    first = replied(backend, root, BOB, "yes", client_id="the same one")
    replied(backend, root, ALICE, "good")

    again = replied(backend, root, BOB, "yes", client_id="the same one")

    assert reply_of(again).seq == reply_of(first).seq == 1
    assert counted(again) == (2, 2)
    assert again.channel == room.conversation.channel
    with pytest.raises(ClientMessageIdReused):
        replied(backend, root, BOB, "no", client_id="the same one")
    with pytest.raises(ClientMessageIdReused):
        replied(backend, said(backend, room, BOB), BOB, "yes", client_id="the same one")


def test_a_reply_moves_nobodys_read_marker_in_the_conversation(
    backend: Backend, room: Room
) -> None:
    root = said(backend, room, ALICE)
    said(backend, room, ALICE)

    replied(backend, root, BOB)
    replied(backend, root, BOB)

    assert row_of(backend, room, BOB).read_seq == 0


@pytest.mark.parametrize("seq", [0, 99])
def test_where_there_is_no_message_there_is_no_thread(
    backend: Backend, room: Room, seq: int
) -> None:
    root = said(backend, room, ALICE)
    MESSAGES.void(backend.table, room.conversation.id, 2, now=backend.now())
    for nowhere in (seq, 2):
        place = Message(
            conversation_id=root.conversation_id,
            seq=nowhere,
            kind=MessageKind.TEXT,
            sender_id=ALICE,
            client_message_id="",
            created_at=root.created_at,
        )
        with pytest.raises(NotFound):
            replied(backend, place, BOB)


def test_the_chats_own_records_have_no_thread(backend: Backend, room: Room) -> None:
    record = added(backend, room, CAROL, by=ALICE)

    with pytest.raises(Forbidden, match="what people write"):
        replied(backend, record, BOB)


def test_a_stranger_and_whoever_left_neither_reply_nor_read(backend: Backend, room: Room) -> None:
    root = said(backend, room, ALICE)
    replied(backend, root, BOB)
    added(backend, room, CAROL, by=ALICE)
    removed(backend, room, CAROL, by=ALICE)
    before = CHANGES.get(backend.table, room.conversation.id, 4)

    for someone in (CAROL, "99999999-9999-4999-8999-999999999999"):
        with pytest.raises(NotFound):
            replied(backend, root, someone)
        with pytest.raises(NotFound):
            thread(backend, root, by=someone)
        with pytest.raises(NotFound):
            following.follow(backend, someone, root.conversation_id, root.seq, is_followed=True)
        with pytest.raises(NotFound):
            following.mark_read(backend, someone, root.conversation_id, root.seq, seq=1)
    assert before is None
    assert counted(replied(backend, root, BOB)) == (2, 2)


def test_a_newcomer_reads_no_thread_of_what_was_said_before(
    backend: Backend, secret_room: Room
) -> None:
    room = secret_room
    hidden = said(backend, room, ALICE)
    replied(backend, hidden, BOB)
    added(backend, room, CAROL, by=ALICE)
    open_to_all = said(backend, room, ALICE)

    told = replied(backend, hidden, BOB)

    assert told.channel is None
    with pytest.raises(NotFound):
        thread(backend, hidden, by=CAROL)
    with pytest.raises(NotFound):
        replied(backend, hidden, CAROL)
    assert lookup.message(backend, CAROL, Place(hidden.conversation_id, 1, hidden.seq)) is None
    caught_up = sync(backend, CAROL, hidden.conversation_id, seq=0, revision=0)
    assert [each.message for each in caught_up.changes if each.kind is ChangeKind.MESSAGE] == [
        None,
        None,
    ]
    assert {each.seq for each in caught_up.changes} == {None}
    assert counted(replied(backend, open_to_all, CAROL)) == (1, 1)


def test_whoever_comes_back_where_they_may_not_read_is_told_no_thread_of_before(
    backend: Backend, secret_room: Room
) -> None:
    root = said(backend, secret_room, ALICE)
    replied(backend, root, BOB, "yes", client_id="the same one")
    removed(backend, secret_room, BOB, by=ALICE)
    added(backend, secret_room, BOB, by=ALICE)

    with pytest.raises(NotFound):
        replied(backend, root, BOB, "yes", client_id="the same one")


def test_a_reply_is_no_change_of_what_its_root_says(backend: Backend, room: Room) -> None:
    root = said(backend, room, ALICE)
    reacted(backend, root, "👍", by=BOB)
    told = replied(backend, root, BOB)

    again = reacted(backend, root, "👍", by=BOB)

    assert (told.revision, again.revision, again.version) == (2, 1, 2)
    assert counted(again) == (1, 1)


def test_a_reply_is_edited_and_both_texts_are_kept(backend: Backend, room: Room) -> None:
    root = said(backend, room, ALICE)
    reply = reply_of(replied(backend, root, BOB, "yse"))

    told = edited(backend, reply, "yes")

    assert (told.place, told.version, told.revision, told.changed_by) == (root.place, 1, 2, BOB)
    assert (reply_of(told).body, reply_of(told).version) == ("yes", 1)
    assert reply_of(told).parts == (MessagePart.EDITED,)
    former = lookup.message_versions(backend, ALICE, reply.place)
    assert [each.body for each in former] == ["yes", "yse"]
    assert looked_up(backend, root.place).body == "hello"
    with pytest.raises(Forbidden):
        edited(backend, reply, "no", by=ALICE)


def test_a_deleted_reply_keeps_its_number_and_counts_no_more(backend: Backend, room: Room) -> None:
    root = said(backend, room, ALICE)
    first = reply_of(replied(backend, root, BOB, "yes"))
    replied(backend, root, BOB, "well")

    told = deleted(backend, first)

    assert (reply_of(told).body, reply_of(told).deleted_by) == (None, BOB)
    assert counted(told) == (2, 1)
    assert told.version == 3
    again = deleted(backend, first)
    assert (counted(again), again.version) == ((2, 1), 3)
    assert [each.body for each in thread(backend, root).messages] == [None, "well"]
    assert lookup.message_versions(backend, ALICE, first.place) == ()


def test_what_is_left_of_a_thread_whose_replies_are_all_deleted(
    backend: Backend, room: Room
) -> None:
    root = said(backend, room, ALICE)
    only = reply_of(replied(backend, root, BOB))

    told = deleted(backend, only, by=ALICE)

    assert counted(told) == (1, 0)
    assert MessagePart.THREAD in told.parts


def test_people_react_to_a_reply_and_not_to_its_root(backend: Backend, room: Room) -> None:
    root = said(backend, room, ALICE)
    reply = reply_of(replied(backend, root, BOB))

    told = reacted(backend, reply, "👍", by=ALICE)

    assert [each.emoji for each in reply_of(told).reactors] == ["👍"]
    assert (told.reactors, told.version, reply_of(told).version) == (frozenset(), 1, 1)
    (shown,) = thread(backend, root, by=BOB).messages
    assert shown.reactors == reply_of(told).reactors
    assert not reply_of(unreacted(backend, reply, "👍", by=ALICE)).reactors


def test_to_a_deleted_message_nobody_replies_but_its_thread_is_read(
    backend: Backend, room: Room
) -> None:
    root = said(backend, room, ALICE)
    reply = reply_of(replied(backend, root, BOB, "yes"))

    told = deleted(backend, root)

    assert (told.body, counted(told)) == (None, (1, 1))
    assert {MessagePart.DELETED, MessagePart.THREAD} <= {*told.parts}
    with pytest.raises(Conflict, match="deleted"):
        replied(backend, root, BOB)
    assert [each.body for each in thread(backend, root).messages] == ["yes"]
    assert counted(edited(backend, reply, "oh")) == (1, 1)
    assert counted(deleted(backend, reply)) == (1, 0)


def test_a_reply_answers_another_of_the_same_thread(backend: Backend, room: Room) -> None:
    root = said(backend, room, ALICE)
    first = reply_of(replied(backend, root, BOB, "yes"))

    answer = reply_of(replied(backend, root, ALICE, to=first.seq))

    (_, shown) = thread(backend, root).messages
    assert (answer.reply_to, answer.parts) == (1, (MessagePart.QUOTE,))
    assert shown.quoted
    assert (shown.quoted.place, shown.quoted.body) == (first.place, "yes")
    with pytest.raises(NotFound):
        replied(backend, root, ALICE, to=9)
    deleted(backend, first)
    with pytest.raises(Conflict):
        replied(backend, root, ALICE, to=first.seq)


def test_whoever_was_away_is_told_of_what_happened_in_threads(backend: Backend, room: Room) -> None:
    root = said(backend, room, ALICE)
    first = reply_of(replied(backend, root, BOB, "yse"))
    replied(backend, root, ALICE, "good")
    edited(backend, first, "yes")

    caught_up = sync(backend, BOB, room.conversation.id, seq=1, revision=0)

    told = [(each.root_seq, each.seq) for each in caught_up.changes]
    assert told == [(1, 1), (1, 2), (1, 1)]
    roots = [each.message for each in caught_up.changes]
    assert all(each and each.place == root.place and counted(each) == (2, 2) for each in roots)
    assert [each and each.reply and each.reply.body for each in roots] == ["yes", "good", "yes"]


def test_up_to_five_of_those_who_replied_are_named(backend: Backend, room: Room) -> None:
    root = said(backend, room, ALICE)
    people = [f"{digit * 8}-4444-4444-8444-444444444444" for digit in "abcdef"]
    for number, person in enumerate(people):
        profiles.own(backend, person, username=f"person-{number}")
    added(backend, room, *people, by=ALICE)

    told = [replied(backend, root, each) for each in people]

    named = [each.thread.participant_ids for each in told if each.thread]
    assert named[2] == tuple(people[:3])
    assert named[4] == named[5] == tuple(people[:5])


def test_a_direct_conversation_has_threads_too(backend: Backend, direct: Room) -> None:
    assert direct.conversation.kind is ConversationKind.DIRECT
    root = said(backend, direct, ALICE)
    removed(backend, direct, CAROL, by=CAROL)

    told = replied(backend, root, ALICE)

    assert counted(told) == (1, 1)
    assert row_of(backend, direct, CAROL).is_active
