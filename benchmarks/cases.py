"""Every operation, in circumstances that its figures depend on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from benchmarks import rooms
from chat.operations.access import enter
from chat.operations.activity import read_markers
from chat.operations.backend import Backend
from chat.operations.conversations import creation, listing, update
from chat.operations.members import membership, roster
from chat.operations.messages import catch_up, paging, sending
from chat.operations.people import profiles
from chat.store import conversations

CALLS, WAVES, READS, WRITES = "calls", "waves", "read units", "write units"

SENDING = {CALLS: 3, READS: 1, WRITES: 5}
PAGING = {WAVES: 3, READS: 16}
INBOX = {WAVES: 3, READS: 60}
MARKING = {CALLS: 2, READS: 1, WRITES: 1}
SYNCING = {WAVES: 2, READS: 5}
"""Budgets: at most so much, by column."""

_ALICE, _BOB, _CAROL, _DAVE, _BUSY, _NEWCOMER = (rooms.person(number) for number in range(1, 7))
_CROWD = [rooms.person(number) for number in range(10, 30)]
_PAGE = 50
_BODIES = {2: 1100, 3: 2100, 4: 3100}
"""Characters of a body, by the kilobytes that its message is stored in."""


@dataclass(frozen=True, slots=True)
class Case:
    """One operation under stated circumstances.

    fields: those of the schema that it stands for.  budget: at most so much, by column.
    """

    title: str
    run: Callable[[], object]
    fields: tuple[str, ...] = ()
    budget: Mapping[str, float] = field(default_factory=dict)


def cases(backend: Backend) -> Iterator[Case]:
    """Every field of the schema, in a group of two people unless it says otherwise.

    What is done between one case and the next prepares it and is not recorded.
    """
    rooms.people(backend, [_ALICE, _BOB, _CAROL, _DAVE, *_CROWD])
    pair = rooms.open_room(backend, _ALICE, _BOB, title="pair").conversation.id
    yield from _writing(backend, pair)
    yield from _catching_up(backend, pair)
    yield from _paging(backend)
    yield from _inbox(backend)
    yield from _people_of(backend, pair)
    yield from _profiles(backend)


def _writing(backend: Backend, pair: str) -> Iterator[Case]:
    fields = ("Mutation.sendMessage",)
    yield Case(
        "`sendMessage`, stored in 1 KB",
        lambda: rooms.say(backend, pair, sender=_ALICE, body="x" * 400),
        fields,
        SENDING,
    )
    for kilobytes, length in _BODIES.items():
        yield Case(
            f"… in {kilobytes} KB",
            partial(rooms.say, backend, pair, sender=_ALICE, body="x" * length),
            fields,
        )
    once = partial(
        sending.send_message, backend, _ALICE, pair, body="once", client_message_id="client-once"
    )
    once()
    yield Case(
        "… repeated by a client",
        once,
        fields,
    )
    last = rooms.say(backend, pair, sender=_ALICE)
    yield Case(
        "`markRead`",
        lambda: read_markers.mark_read(backend, _BOB, pair, seq=last),
        ("Mutation.markRead",),
        MARKING,
    )


def _catching_up(backend: Backend, pair: str) -> Iterator[Case]:
    now = conversations.get(backend.table, pair)
    assert now is not None, "it was opened before"  # noqa: S101

    def sync(seq: int) -> None:
        catch_up.sync(backend, _ALICE, pair, seq=seq, revision=now.last_revision)

    yield Case(
        "`sync`, nothing new",
        partial(sync, now.last_seq),
        ("Query.sync",),
        SYNCING,
    )
    yield Case(
        "… five messages behind",
        partial(sync, now.last_seq - 5),
        ("Query.sync",),
    )
    yield Case(
        "`conversation`, `setTyping`, `onMessage`, `onActivity`",
        lambda: enter(backend, _ALICE, pair),
        (
            "Query.conversation",
            "Mutation.setTyping",
            "Subscription.onMessage",
            "Subscription.onActivity",
        ),
    )


def _paging(backend: Backend) -> Iterator[Case]:
    room = rooms.open_room(backend, _ALICE, _BOB, title="paged").conversation.id
    rooms.crowd(backend, room, [_CAROL, _DAVE, *_CROWD])
    rooms.history(backend, room, _CROWD, length=1020)

    def page(before: int | None) -> None:
        read = paging.page(backend, _ALICE, room, before=before, after=None, limit=_PAGE)
        profiles.in_order(backend, [message.sender_id for message in read.messages])

    fields = ("Query.messages", "Message.sender")
    yield Case(
        "`messages` (50, with 20 senders)",
        partial(page, None),
        fields,
        PAGING,
    )
    yield Case(
        "… an older page, in one partition",
        partial(page, 500),
        fields,
        PAGING,
    )
    yield Case(
        "`members` (24 people)",
        lambda: roster.members(backend, _ALICE, room, limit=_PAGE, next_token=None),
        ("Query.members",),
    )


def _inbox(backend: Backend) -> Iterator[Case]:
    rooms.people(backend, [_BUSY])
    opened = [
        rooms.open_room(backend, _BUSY, _BOB, title=f"busy-{number}").conversation.id
        for number in range(_PAGE)
    ]
    for room in opened:
        rooms.say(backend, room, sender=_BUSY, body="x" * 400)
    yield Case(
        "`inbox` (50 conversations)",
        lambda: listing.inbox(backend, _BUSY, limit=_PAGE, next_token=None),
        ("Query.inbox",),
        INBOX,
    )
    yield Case(
        "`heads` (50 conversations)",
        lambda: listing.heads(backend, _BUSY, opened),
        ("Query.heads",),
    )


def _people_of(backend: Backend, pair: str) -> Iterator[Case]:
    yield Case(
        "`createConversation`, a group of two",
        lambda: rooms.open_room(backend, _ALICE, _BOB, title="new"),
        ("Mutation.createConversation",),
    )
    yield Case(
        "… a direct one",
        lambda: creation.open_direct(backend, _ALICE, member_ids=[_BOB]),
        ("Mutation.createConversation",),
    )
    yield Case(
        "`addMembers`, one person",
        lambda: membership.add_members(
            backend, _ALICE, pair, member_ids=[_DAVE], client_message_id=rooms.client_id()
        ),
        ("Mutation.addMembers",),
    )
    yield Case(
        "`removeMember`",
        lambda: membership.remove_member(
            backend, _ALICE, pair, member_id=_DAVE, client_message_id=rooms.client_id()
        ),
        ("Mutation.removeMember",),
    )
    yield Case(
        "`updateConversation`",
        lambda: update.update_conversation(
            backend, _ALICE, pair, title="Dinner", client_message_id=rooms.client_id()
        ),
        ("Mutation.updateConversation",),
    )


def _profiles(backend: Backend) -> Iterator[Case]:
    yield Case(
        "`me`, `user`",
        lambda: profiles.own(backend, _CAROL, username="carol"),
        ("Query.me", "Query.user"),
    )
    yield Case(
        "`me`, the first call",
        lambda: profiles.own(backend, _NEWCOMER, username="newcomer"),
        ("Query.me",),
    )
    yield Case(
        "`updateProfile`",
        lambda: profiles.rename(backend, _CAROL, display_name="Caroline"),
        ("Mutation.updateProfile",),
    )
    yield Case(
        "`searchUsers`, one found",
        lambda: profiles.search(backend, "caro", limit=20),
        ("Query.searchUsers",),
    )
    yield Case(
        "`Member.user`, `InboxEntry.peer` (20 people)",
        lambda: profiles.in_order(backend, _CROWD),
        ("Member.user", "InboxEntry.peer"),
    )
    yield Case(
        "`publishInbox`, `onInbox`",
        lambda: None,
        ("Mutation.publishInbox", "Subscription.onInbox"),
    )
