import pytest

from chat.domain.errors import NotFound
from chat.domain.models import Room, Void
from chat.domain.pages import MessagePage
from chat.operations.backend import Backend
from chat.operations.messages import paging
from chat.store import conversations
from chat.store.messages import MESSAGES
from chat.store.table import Item, Query, Table
from tests.clock import Clock
from tests.integration.conftest import WRITER_TIMEOUT
from tests.integration.given import added, removed, said
from tests.people import ALICE, BOB, CAROL, MALLORY

SKEW = 5


def leave_a_hole(backend: Backend, room: Room) -> int:
    """A number taken by a function that died before it wrote."""
    taken = conversations.take_seq(backend.table, room.conversation.id, now=backend.now())
    assert taken is not None
    return taken.last_seq


def page(
    backend: Backend,
    room: Room,
    *,
    who: str = ALICE,
    before: int | None = None,
    after: int | None = None,
    limit: int = 50,
) -> MessagePage:
    return paging.page(backend, who, room.conversation.id, before=before, after=after, limit=limit)


def seqs(page: MessagePage) -> list[int]:
    return [message.seq for message in page.messages]


def hide(monkeypatch: pytest.MonkeyPatch, *, seq: int) -> None:
    """Reads that need not be fresh do not show this message yet."""
    query = Table.query

    def lagging(table: Table, wanted: Query) -> list[Item]:
        rows = query(table, wanted)
        return [row for row in rows if wanted.consistent or row["SK"] != f"{seq:012}"]

    monkeypatch.setattr(Table, "query", lagging)


def test_pages_lead_from_the_newest_back_to_the_first(backend: Backend, room: Room) -> None:
    for _ in range(5):
        said(backend, room, ALICE)

    newest = page(backend, room, limit=2)
    older = page(backend, room, before=newest.before, limit=2)
    oldest = page(backend, room, before=older.before, limit=2)

    assert [seqs(newest), seqs(older), seqs(oldest)] == [[4, 5], [2, 3], [1]]
    assert oldest.before is None


def test_pages_lead_forward_to_the_end(backend: Backend, room: Room) -> None:
    for _ in range(3):
        said(backend, room, ALICE)

    first = page(backend, room, after=0, limit=2)
    second = page(backend, room, after=first.after, limit=2)

    assert [seqs(first), seqs(second)] == [[1, 2], [3]]
    assert second.after == 3


def test_readers_wait_for_a_young_hole_in_both_directions(backend: Backend, room: Room) -> None:
    said(backend, room, ALICE)
    hole = leave_a_hole(backend, room)
    said(backend, room, ALICE)

    forward = page(backend, room, after=0)
    backward = page(backend, room, before=hole + 2)
    newest = page(backend, room)

    assert (seqs(forward), forward.after, forward.pending) == ([1], hole - 1, True)
    assert (seqs(backward), backward.before, backward.pending) == ([3], hole + 1, True)
    assert newest.baseline is not None
    assert (seqs(newest), newest.baseline.seq, newest.pending) == ([1], hole - 1, True)


def test_a_dead_hole_becomes_a_void_for_good(backend: Backend, room: Room, clock: Clock) -> None:
    hole = leave_a_hole(backend, room)
    said(backend, room, ALICE)
    clock.advance(seconds=WRITER_TIMEOUT + SKEW + 1)

    read = page(backend, room)

    assert (seqs(read), read.pending) == ([2], False)
    assert isinstance(MESSAGES.get(backend.table, room.conversation.id, hole), Void)


def test_the_last_number_is_given_up_when_its_taker_cannot_be_alive(
    backend: Backend, room: Room, clock: Clock
) -> None:
    leave_a_hole(backend, room)

    clock.advance(seconds=2 * WRITER_TIMEOUT + SKEW)
    waiting = page(backend, room)
    clock.advance(seconds=1)
    settled = page(backend, room)

    assert (waiting.pending, waiting.after) == (True, 0)
    assert (settled.pending, settled.after) == (False, 1)


def test_what_is_long_absent_is_read_as_void_without_a_write(
    backend: Backend, room: Room, clock: Clock
) -> None:
    hole = leave_a_hole(backend, room)
    said(backend, room, ALICE)
    clock.advance(seconds=3700)

    read = page(backend, room)

    assert seqs(read) == [2]
    assert MESSAGES.get(backend.table, room.conversation.id, hole) is None


def test_pages_cross_the_partitions_of_a_thousand_numbers(backend: Backend, room: Room) -> None:
    backend.table.client.update_item(
        TableName="chat",
        Key={
            "PK": {"S": f"CONVERSATION#{room.conversation.id}"},
            "SK": {"S": "DETAILS"},
        },
        UpdateExpression="SET lastSeq = :n",
        ExpressionAttributeValues={":n": {"N": "1995"}},
    )
    for _ in range(8):
        said(backend, room, ALICE)

    backward = page(backend, room, before=2004, limit=6)
    forward = page(backend, room, after=1997, limit=4)

    assert seqs(backward) == [1998, 1999, 2000, 2001, 2002, 2003]
    assert seqs(forward) == [1998, 1999, 2000, 2001]


def test_a_stranger_reads_nothing_and_fills_no_hole(
    backend: Backend, room: Room, clock: Clock
) -> None:
    hole = leave_a_hole(backend, room)
    clock.advance(seconds=60)

    with pytest.raises(NotFound):
        page(backend, room, who=MALLORY)

    assert MESSAGES.get(backend.table, room.conversation.id, hole) is None


def test_queries_tell_no_channel_not_even_a_replaced_one(backend: Backend, room: Room) -> None:
    removed(backend, room, BOB, by=ALICE)

    (message,) = page(backend, room).messages

    assert message.channel is None


def test_newcomers_do_not_see_history_where_it_is_hidden(
    backend: Backend, secret_room: Room
) -> None:
    room = secret_room
    said(backend, room, ALICE)
    joining = added(backend, room, CAROL, by=ALICE)
    said(backend, room, ALICE)

    newest = page(backend, room, who=CAROL)
    everything = page(backend, room, who=CAROL, after=0)

    assert seqs(newest) == seqs(everything) == [joining.seq, joining.seq + 1]
    assert newest.before is None


def test_a_row_that_a_read_does_not_show_yet_is_waited_for_not_missed(
    backend: Backend, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        said(backend, room, ALICE)
    hide(monkeypatch, seq=2)

    stale = page(backend, room, after=0)

    assert (seqs(stale), stale.after, stale.pending) == ([1], 1, True)


def test_a_row_that_an_old_read_does_not_show_is_found_when_its_number_is_to_be_voided(
    backend: Backend, room: Room, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        said(backend, room, ALICE)
    clock.advance(seconds=60)
    hide(monkeypatch, seq=2)

    assert seqs(page(backend, room)) == [1, 2, 3]
