"""What each operation asks of DynamoDB: round trips, waves and capacity units, and their price."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from benchmarks import engine, markdown, rooms
from benchmarks.benchmark import Benchmark
from benchmarks.prices import PRICES
from benchmarks.recording import Recording, recorded
from benchmarks.result import Figure, Result, Rows
from chat.operations import (
    listing,
    marking,
    membership,
    opening,
    paging,
    profiles,
    renaming,
    sending,
    syncing,
)
from chat.operations.backend import Backend
from chat.operations.entering import enter
from chat.store import conversations
from local_cloud.progress import Progress

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

CALLS, WAVES, READS, WRITES = "calls", "waves", "read units", "write units"
ENGINE, PRICE = "write units by the engine", "$ per million"
_COLUMNS = (CALLS, WAVES, READS, WRITES)

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
    fields: tuple[str, ...]
    run: Callable[[], object]
    budget: Mapping[str, float] = field(default_factory=dict)


def measure(progress: Progress) -> Rows:
    """Round trips and capacity units of every operation."""
    with engine.endpoint(progress) as address:
        client, plain = engine.connect(address), engine.connect(address)
        with (
            engine.backend(client) as backend,
            progress.step("Recording every operation"),
        ):
            return {case.title: _figures(case, client, plain) for case in cases(backend)}


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
        fields,
        lambda: rooms.say(backend, pair, sender=_ALICE, body="x" * 400),
        {CALLS: 3, READS: 1, WRITES: 5},
    )
    for kilobytes, length in _BODIES.items():
        yield Case(
            f"… in {kilobytes} KB",
            fields,
            partial(rooms.say, backend, pair, sender=_ALICE, body="x" * length),
        )
    once = partial(
        sending.send_message, backend, _ALICE, pair, body="once", client_message_id="client-once"
    )
    once()
    yield Case("… repeated by a client", fields, once)
    last = rooms.say(backend, pair, sender=_ALICE)
    yield Case(
        "`markRead`",
        ("Mutation.markRead",),
        lambda: marking.mark_read(backend, _BOB, pair, seq=last),
        {CALLS: 2, READS: 1, WRITES: 1},
    )


def _catching_up(backend: Backend, pair: str) -> Iterator[Case]:
    now = conversations.get(backend.table, pair)
    assert now is not None, "it was opened before"  # noqa: S101

    def sync(seq: int) -> None:
        syncing.sync(backend, _ALICE, pair, seq=seq, revision=now.last_revision)

    yield Case(
        "`sync`, nothing new",
        ("Query.sync",),
        partial(sync, now.last_seq),
        {WAVES: 2, READS: 5},
    )
    yield Case("… five messages behind", ("Query.sync",), partial(sync, now.last_seq - 5))
    yield Case(
        "`conversation`, `setTyping`, `onMessage`, `onActivity`",
        (
            "Query.conversation",
            "Mutation.setTyping",
            "Subscription.onMessage",
            "Subscription.onActivity",
        ),
        lambda: enter(backend, _ALICE, pair),
    )


def _paging(backend: Backend) -> Iterator[Case]:
    room = rooms.open_room(backend, _ALICE, _BOB, title="paged").conversation.id
    rooms.crowd(backend, room, [_CAROL, _DAVE, *_CROWD])
    rooms.history(backend, room, _CROWD, length=1020)

    def page(before: int | None) -> None:
        read = paging.page(backend, _ALICE, room, before=before, after=None, limit=_PAGE)
        profiles.in_order(backend, [message.sender_id for message in read.messages])

    fields = ("Query.messages", "Message.sender")
    budget = {WAVES: 3, READS: 16}
    yield Case("`messages` (50, with 20 senders)", fields, partial(page, None), budget)
    yield Case("… an older page, in one partition", fields, partial(page, 500), budget)
    yield Case(
        "`members` (24 people)",
        ("Query.members",),
        lambda: listing.members(backend, _ALICE, room, limit=_PAGE, next_token=None),
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
        ("Query.inbox",),
        lambda: listing.inbox(backend, _BUSY, limit=_PAGE, next_token=None),
        {WAVES: 3, READS: 60},
    )
    yield Case(
        "`heads` (50 conversations)",
        ("Query.heads",),
        lambda: listing.heads(backend, _BUSY, opened),
    )


def _people_of(backend: Backend, pair: str) -> Iterator[Case]:
    yield Case(
        "`createConversation`, a group of two",
        ("Mutation.createConversation",),
        lambda: rooms.open_room(backend, _ALICE, _BOB, title="new"),
    )
    yield Case(
        "… a direct one",
        ("Mutation.createConversation",),
        lambda: opening.open_direct(backend, _ALICE, member_ids=[_BOB]),
    )
    yield Case(
        "`addMembers`, one person",
        ("Mutation.addMembers",),
        lambda: membership.add_members(
            backend, _ALICE, pair, member_ids=[_DAVE], client_message_id=rooms.client_id()
        ),
    )
    yield Case(
        "`removeMember`",
        ("Mutation.removeMember",),
        lambda: membership.remove_member(
            backend, _ALICE, pair, member_id=_DAVE, client_message_id=rooms.client_id()
        ),
    )
    yield Case(
        "`updateConversation`",
        ("Mutation.updateConversation",),
        lambda: renaming.update_conversation(
            backend, _ALICE, pair, title="Dinner", client_message_id=rooms.client_id()
        ),
    )


def _profiles(backend: Backend) -> Iterator[Case]:
    yield Case(
        "`me`, `user`",
        ("Query.me", "Query.user"),
        lambda: profiles.own(backend, _CAROL, username="carol"),
    )
    yield Case(
        "`me`, the first call",
        ("Query.me",),
        lambda: profiles.own(backend, _NEWCOMER, username="newcomer"),
    )
    yield Case(
        "`updateProfile`",
        ("Mutation.updateProfile",),
        lambda: profiles.rename(backend, _CAROL, display_name="Caroline"),
    )
    yield Case(
        "`searchUsers`, one found",
        ("Query.searchUsers",),
        lambda: profiles.search(backend, "caro", limit=20),
    )
    yield Case(
        "`Member.user`, `InboxEntry.peer` (20 people)",
        ("Member.user", "InboxEntry.peer"),
        lambda: profiles.in_order(backend, _CROWD),
    )
    yield Case(
        "`publishInbox`, `onInbox`",
        ("Mutation.publishInbox", "Subscription.onInbox"),
        lambda: None,
    )


def tables(found: Result) -> Mapping[str, str]:
    """Each operation beside its budget, and what a million of them costs in DynamoDB."""
    head = ["", "Calls", "Waves", "Read units", "Write units", "By the engine", "$ per million"]
    rows = [
        [
            title,
            *(_beside_budget(columns[column]) for column in _COLUMNS),
            markdown.number(columns[ENGINE].value),
            f"{columns[PRICE].value:.2f}",
        ]
        for title, columns in found.rows.items()
    ]
    return {"capacity": markdown.table(head, rows)}


def _figures(case: Case, client: "DynamoDBClient", plain: "DynamoDBClient") -> dict[str, Figure]:
    with recorded(client, plain) as recording:
        case.run()
    values = counts(recording)
    figures = {
        column: Figure(value=value, unit=column, at_most=case.budget.get(column))
        for column, value in values.items()
    }
    return figures | {
        ENGINE: Figure(value=recording.engine_write_units, unit=WRITES),
        PRICE: Figure(value=price(values[READS], values[WRITES]), unit="$"),
    }


def counts(recording: Recording) -> dict[str, float]:
    """What was asked of DynamoDB, by column."""
    return {
        CALLS: len(recording.calls),
        WAVES: recording.waves,
        READS: recording.read_units,
        WRITES: recording.write_units,
    }


def price(reads: float, writes: float) -> float:
    """Dollars for a million times so many units."""
    per_million = (
        reads * PRICES["DynamoDB read unit"].each + writes * PRICES["DynamoDB write unit"].each
    )
    return round(per_million * 1_000_000, 4)


def _beside_budget(figure: Figure) -> str:
    shown, budget = markdown.number(figure.value), markdown.budget(figure)
    return f"{shown} ({budget})" if budget else shown


BENCHMARK = Benchmark("capacity", measure, tables)
