from chat.domain.models import Message, Room
from chat.domain.pages import FollowedThread
from chat.operations.backend import Backend
from chat.operations.messages.editing import edit_message
from chat.operations.threads import following, listing
from tests.clock import Clock
from tests.integration.given import added, deleted, removed, replied, reply_of, row_of, said
from tests.people import ALICE, BOB, CAROL


def follow(
    backend: Backend, root: Message, who: str, *, is_followed: bool = True
) -> FollowedThread:
    return following.follow(backend, who, root.conversation_id, root.seq, is_followed=is_followed)


def followed(backend: Backend, who: str, limit: int = 50) -> list[FollowedThread]:
    return [*listing.page(backend, who, limit=limit, next_token=None).threads]


def read(backend: Backend, who: str) -> list[tuple[int, int]]:
    """The read marker, and what is unread, of each thread that somebody follows."""
    return [(each.read_seq, each.unread) for each in followed(backend, who)]


def told_of(backend: Backend, told: Message, *, before: Message | None = None) -> Message:
    """As the stream tells of it."""
    following.record(backend, before, reply_of(told))
    return told


def test_whoever_a_reply_concerns_follows_the_thread(backend: Backend, room: Room) -> None:
    added(backend, room, CAROL, by=ALICE)
    root = said(backend, room, ALICE)

    told_of(backend, replied(backend, root, BOB))
    before = [read(backend, who) for who in (ALICE, BOB, CAROL)]
    told_of(backend, replied(backend, root, BOB, mentions=[CAROL]))
    after = [read(backend, who) for who in (ALICE, BOB, CAROL)]

    assert before == [[(0, 1)], [(1, 0)], []]
    assert after == [[(0, 2)], [(2, 0)], [(1, 1)]]


def test_a_reply_that_is_told_of_again_undoes_no_decision(
    backend: Backend, room: Room, clock: Clock
) -> None:
    root = said(backend, room, ALICE)
    told = told_of(backend, replied(backend, root, BOB))
    clock.advance(seconds=1)
    for who in (ALICE, BOB):
        follow(backend, root, who, is_followed=False)

    told_of(backend, told)

    assert [followed(backend, who) for who in (ALICE, BOB)] == [[], []]
    clock.advance(seconds=1)
    told_of(backend, replied(backend, root, BOB))
    assert [len(followed(backend, who)) for who in (ALICE, BOB)] == [1, 1]


def test_a_reply_that_is_told_of_late_undoes_no_decision(
    backend: Backend, room: Room, clock: Clock
) -> None:
    root = said(backend, room, ALICE)
    told_of(backend, replied(backend, root, BOB))
    late = replied(backend, root, BOB)
    clock.advance(seconds=1)
    for who in (ALICE, BOB):
        follow(backend, root, who, is_followed=False)

    told_of(backend, late)

    assert [followed(backend, who) for who in (ALICE, BOB)] == [[], []]


def test_whoever_has_read_a_reply_before_it_is_told_of_follows_too(
    backend: Backend, room: Room, clock: Clock
) -> None:
    root = said(backend, room, ALICE)
    told = replied(backend, root, BOB)
    clock.advance(seconds=1)
    for who in (ALICE, BOB):
        following.mark_read(backend, who, root.conversation_id, root.seq, seq=1)
    assert [followed(backend, who) for who in (ALICE, BOB)] == [[], []]

    told_of(backend, told)

    assert [read(backend, who) for who in (ALICE, BOB)] == [[(1, 0)], [(1, 0)]]


def test_whoever_an_edit_mentions_follows_from_then_on(backend: Backend, room: Room) -> None:
    added(backend, room, CAROL, by=ALICE)
    root = said(backend, room, ALICE)
    before = reply_of(told_of(backend, replied(backend, root, BOB)))

    told = edit_message(
        backend, BOB, before.place, body="@Carol", if_revision=None, mentions=[CAROL]
    )
    told_of(backend, told, before=before)

    assert [each.unread for each in followed(backend, CAROL)] == [1]


def test_of_a_reply_that_is_gone_nobody_follows(backend: Backend, room: Room) -> None:
    root = said(backend, room, ALICE)
    reply = reply_of(replied(backend, root, BOB))
    told_of(backend, deleted(backend, reply), before=reply)

    assert followed(backend, ALICE) == followed(backend, BOB) == []


def test_the_thread_with_the_latest_reply_comes_first_page_by_page(
    backend: Backend, room: Room, clock: Clock
) -> None:
    roots = [said(backend, room, ALICE, f"{number}") for number in range(3)]
    for root in (*roots, roots[0]):
        clock.advance(seconds=1)
        told_of(backend, replied(backend, root, BOB))

    first = listing.page(backend, ALICE, limit=2, next_token=None)
    rest = listing.page(backend, ALICE, limit=2, next_token=first.next_token)

    assert [each.root.body for each in (*first.threads, *rest.threads)] == ["0", "2", "1"]
    assert rest.next_token is None


def test_threads_of_a_conversation_that_one_has_left_are_left_out(
    backend: Backend, room: Room
) -> None:
    root = said(backend, room, ALICE)
    told_of(backend, replied(backend, root, BOB))

    removed(backend, room, BOB, by=ALICE)

    assert followed(backend, BOB) == []
    assert [each.root_seq for each in followed(backend, ALICE)] == [root.seq]


def test_a_read_marker_in_a_thread_moves_as_it_is_told_but_not_beyond_the_end(
    backend: Backend, room: Room
) -> None:
    root = said(backend, room, ALICE)
    for _ in range(3):
        told_of(backend, replied(backend, root, BOB))

    def marked(seq: int) -> int | None:
        return following.mark_read(backend, ALICE, root.conversation_id, root.seq, seq=seq).read_seq

    def unmarked(seq: int) -> int | None:
        return following.mark_unread(
            backend, ALICE, root.conversation_id, root.seq, seq=seq
        ).read_seq

    assert unmarked(1) == 0
    assert [marked(2), marked(1), marked(99)] == [2, 2, 3]
    assert [each.unread for each in followed(backend, ALICE)] == [0]
    assert [unmarked(2), unmarked(3), marked(2)] == [1, 1, 2]
    assert row_of(backend, room, ALICE).read_seq == 1
