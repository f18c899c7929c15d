"""The same operations in rooms of ever more people and ever more messages.

Items are stored directly. In each room the last messages are by the same twenty people, so that
rooms differ in nothing but their size.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import capacity, cases, engine, markdown, plots, rooms
from benchmarks.benchmark import Benchmark
from benchmarks.calls import Calls
from benchmarks.cases import Case
from benchmarks.costs import COSTS, READS, WAVES, WRITES
from benchmarks.recording import recorded
from benchmarks.result import Figure, Result, Rows
from chat.operations.backend import Backend
from chat.store import conversations
from local_cloud.progress import Progress

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_PAGE = 50
_HISTORY = 100
_SENDERS = [rooms.person(number) for number in range(10, 30)]
_FIRST_OF_CROWD = 1_000_000


@dataclass(frozen=True, slots=True)
class Size:
    """How large a room is. axis: what it is large in."""

    axis: str
    members: int
    messages: int

    def __str__(self) -> str:
        return f"{getattr(self, self.axis):,} {self.axis}"


MEMBERS = [Size("members", count, _HISTORY) for count in (2, 100, 1_000, 10_000, 100_000)]
MESSAGES = [Size("messages", 2, count) for count in (10, 100, 1_000, 10_000, 100_000)]


def measure(progress: Progress) -> Rows:
    """Waves and units against members and messages."""
    return measured(progress, [*MEMBERS, *MESSAGES])


def measured(progress: Progress, sizes: Sequence[Size]) -> Rows:
    """The figures of every operation in a room of each size."""
    rows: dict[str, Mapping[str, Figure]] = {}
    with engine.endpoint(progress) as address:
        client, plain = engine.connect(address), engine.connect(address)
        with engine.backend(client) as backend:
            rooms.people(backend, _SENDERS)
            for number, size in enumerate(sizes):
                with progress.step(f"A room of {size}"):
                    for case in _cases(backend, number, size):
                        rows[_row(case.title, str(size))] = _figures(case, client, plain)
    return rows


def tables(found: Result) -> Mapping[str, str]:
    """One for members, one for messages: waves, read units and write units of each operation."""
    return {
        "scaling-members": table(found, MEMBERS),
        "scaling-messages": table(found, MESSAGES),
    }


def table(found: Result, sizes: Sequence[Size]) -> str:
    """Operations down, sizes across."""
    titles = dict.fromkeys(row.partition(" at ")[0] for row in found.rows)
    return markdown.table(
        ["", *(str(size) for size in sizes)],
        [[title, *(_cell(found[_row(title, str(size))]) for size in sizes)] for title in titles],
    )


def draw(found: Result, folder: Path) -> None:
    """What a send writes against members, and what reading reads against messages."""
    with plots.figure(folder / "scaling.png", columns=2) as (left, right):
        members = [size.members for size in MEMBERS]
        left.plot(
            members,
            [found[_row("`sendMessage`", str(size))][WRITES].value for size in MEMBERS],
            marker="o",
            label="sendMessage, measured",
        )
        left.plot(
            members,
            [1 + count for count in members],
            linestyle="--",
            label="a row written per member, computed",
        )
        left.set(xscale="log", yscale="log", xlabel="members", ylabel="write units per message")
        messages = [size.messages for size in MESSAGES]
        for title in ("`messages`, newest 50", "`sync`, nothing new", "`inbox`", "`markRead`"):
            right.plot(
                messages,
                [found[_row(title, str(size))][READS].value for size in MESSAGES],
                marker="o",
                label=title.replace("`", ""),
            )
        right.set(xscale="log", xlabel="messages", ylabel="read units per call")


def _cases(backend: Backend, number: int, size: Size) -> Iterator[Case]:
    """Operations in a new room of this size, by people who are in no other."""
    owner, other = rooms.person(2 * number + 100), rooms.person(2 * number + 101)
    rooms.people(backend, [owner, other])
    room = rooms.open_room(backend, owner, other, title=f"scale-{number}").conversation.id
    crowd = range(_FIRST_OF_CROWD, _FIRST_OF_CROWD + size.members - 2)
    rooms.crowd(backend, room, [rooms.person(number) for number in crowd])
    rooms.history(backend, room, _SENDERS, length=size.messages)

    calls = Calls(backend, {"alice": owner, "bob": other, "lunch": room})
    body = {"body": "x" * 400, "clientMessageId": rooms.client_id()}
    yield Case(
        "`sendMessage`",
        calls.told("Mutation.sendMessage", **body),
        COSTS["`sendMessage`, stored in 1 KB"],
    )
    page = COSTS["`messages` (50, with 20 senders)"]
    middle = size.messages // 2 + 1
    yield Case("`messages`, newest 50", cases.page_with_senders(calls, owner), page)
    yield Case("`messages`, from the middle", cases.page_with_senders(calls, owner, middle), page)
    now = conversations.get(backend.table, room)
    assert now is not None, "it was opened above"  # noqa: S101
    yield Case(
        "`sync`, nothing new",
        calls.told("Query.sync", by=owner, seq=now.last_seq, revision=now.last_revision),
        COSTS["`sync`, nothing new"],
    )
    yield Case("`markRead`", calls.told("Mutation.markRead", seq=now.last_seq), COSTS["`markRead`"])
    yield Case(
        "`inbox`",
        calls.told("Query.inbox", by=owner, limit=_PAGE),
        COSTS["`inbox` (50 conversations)"],
    )
    yield Case("`members`, first 50", calls.told("Query.members", limit=_PAGE))


def _figures(case: Case, client: "DynamoDBClient", plain: "DynamoDBClient") -> Mapping[str, Figure]:
    with recorded(client, plain) as recording:
        case.run()
    return capacity.counted(recording, case.cost)


def _row(title: str, size: str) -> str:
    return f"{title} at {size}"


def _cell(columns: Mapping[str, Figure]) -> str:
    return " · ".join(markdown.number(columns[name].value) for name in (WAVES, READS, WRITES))


BENCHMARK = Benchmark("scaling", measure, tables, draw)
