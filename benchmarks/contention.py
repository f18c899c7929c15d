"""Many people who send in one room at the same moment.

Each is a thread of one process and sends one message after the other; the engine is an emulator on
the same machine. So times say how the machine fares, the retries how the design does; and the same
threads send the same messages when they know the channel, and by the design that the chat did not
take.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from statistics import quantiles
from threading import Barrier
from typing import TYPE_CHECKING, Any

from benchmarks import engine, markdown, optimistic, plots, rooms
from benchmarks.benchmark import Benchmark
from benchmarks.result import Figure, Result, Rows, median_of
from chat.domain.errors import TryAgain
from chat.operations.backend import Backend
from local_cloud.progress import Progress

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

OURS, AT_ONCE, OPTIMISTIC = "counter first", "channel known", "optimistic"
RATE, MEDIAN, SLOW, SLOWEST = "messages/s", "p50 ms", "p95 ms", "max ms"
RETRIES, GIVEN_UP, RATIO = "retries", "given up %", "p50, times counter first"
_SENDERS = (1, 10, 50, 100, 200)
_NO_RETRY_UP_TO = 100
_MESSAGES = 200
"""At least so many in a run, and two from everyone."""
_RUNS = 3
_CALLS = {OURS: 3, AT_ONCE: 3, OPTIMISTIC: 2}
_WIDE = 3.0
"""Times of threads that share two cores differ by this factor."""

_rooms = count()

type Send = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Run:
    """seconds: of the whole run.  latencies: seconds of each send, also of those given up.

    sent: the numbers of the messages.  calls: to DynamoDB, in all.
    """

    seconds: float
    latencies: Sequence[float]
    sent: Sequence[int]
    calls: int


def measure(progress: Progress) -> Rows:
    """Throughput, latency and retries of up to 200 senders in one room, by each design."""
    rows: dict[str, Mapping[str, Figure]] = {}
    with engine.endpoint(progress) as address:
        client = engine.connect(address)
        with engine.backend(client) as backend:
            rooms.people(backend, [rooms.person(number) for number in (1, 2)])
            for senders in _SENDERS:
                with progress.step(f"{senders} at once"):
                    runs = [_each(backend, senders) for _ in range(_RUNS)]
                for design in _CALLS:
                    rows[_row(senders, design)] = _figures(design, senders, runs)
    return rows


def tables(found: Result) -> Mapping[str, str]:
    """Each number of senders: the chat in both ways, and the other design."""
    columns = (RATE, MEDIAN, RATIO, SLOW, SLOWEST, GIVEN_UP, RETRIES)
    rows = [
        [
            str(senders) if design == OURS else "",
            design,
            *(markdown.shown(found[_row(senders, design)][column]) for column in columns),
            markdown.budget(found[_row(senders, design)][RETRIES]),
        ]
        for senders in _SENDERS
        for design in _CALLS
    ]
    head = ["Senders", "", *columns[:-1], "retries per message", "budget"]
    return {"contention": markdown.table(head, rows)}


def draw(found: Result, folder: Path) -> None:
    """Retries and slow sends against the number of senders."""
    with plots.figure(folder / "contention.png", columns=2) as (left, right):
        for design in _CALLS:
            rows = [found[_row(senders, design)] for senders in _SENDERS]
            left.plot(_SENDERS, [row[RETRIES].value for row in rows], marker="o", label=design)
            right.plot(_SENDERS, [row[SLOW].value for row in rows], marker="o", label=design)
        left.set(xlabel="concurrent senders", ylabel="retries per message")
        right.set(xlabel="concurrent senders", ylabel="p95 of a send, ms")


def _each(backend: Backend, senders: int) -> Mapping[str, Run]:
    """One run by each design, each in a new room."""
    crew = [rooms.person(1000 + number) for number in range(senders)]
    return {design: _in_new_room(backend, design, crew) for design in _CALLS}


def _in_new_room(backend: Backend, design: str, crew: Sequence[str]) -> Run:
    client, table = backend.table.client, backend.table.name
    title = f"contention-{next(_rooms)}"
    room = rooms.open_room(backend, rooms.person(1), rooms.person(2), title=title).conversation
    rooms.crowd(backend, room.id, crew)
    channel = room.channel if design == AT_ONCE else None

    def ours(sender: str) -> int:
        return rooms.say(backend, room.id, sender=sender, channel=channel)

    def other(sender: str) -> int:
        return optimistic.send(client, table, room.id, sender=sender, body="hello")

    return _run(client, other if design == OPTIMISTIC else ours, crew)


def _run(client: "DynamoDBClient", send: Send, crew: Sequence[str]) -> Run:
    each = max(2, _MESSAGES // len(crew))
    start = Barrier(len(crew) + 1)

    def talk(sender: str) -> list[tuple[int | None, float]]:
        start.wait()
        return [_timed(partial(send, sender)) for _ in range(each)]

    with _counted(client) as calls, ThreadPoolExecutor(len(crew)) as pool:
        talking = [pool.submit(talk, sender) for sender in crew]
        start.wait()
        began = time.perf_counter()
        ended = [one for each in talking for one in each.result()]
        seconds = time.perf_counter() - began
    sent = sorted(seq for seq, _ in ended if seq)
    if sent != list(range(1, len(sent) + 1)):
        raise AssertionError("The messages are not numbered once each: the figures are void.")
    return Run(seconds, [latency for _, latency in ended], sent, len(calls))


def _timed(send: Callable[[], int]) -> tuple[int | None, float]:
    """The number, or None where it was given up; seconds."""
    began = time.perf_counter()
    try:
        seq: int | None = send()
    except (TimeoutError, TryAgain):
        seq = None
    return seq, time.perf_counter() - began


@contextmanager
def _counted(client: "DynamoDBClient") -> Iterator[list[None]]:
    """One entry for each request that leaves, the SDK's own retries included."""
    calls: list[None] = []

    def note(**_: Any) -> None:
        calls.append(None)

    client.meta.events.register("before-send.dynamodb", note)
    try:
        yield calls
    finally:
        client.meta.events.unregister("before-send.dynamodb", note)


def _figures(
    design: str, senders: int, all_runs: Sequence[Mapping[str, Run]]
) -> Mapping[str, Figure]:
    runs = [each[design] for each in all_runs]
    ratios = [_cut(each[design], 50) / _cut(each[OURS], 50) for each in all_runs]
    retries = [run.calls / len(run.latencies) - _CALLS[design] for run in runs]
    given_up = [100 * (1 - len(run.sent) / len(run.latencies)) for run in runs]
    free = design != OPTIMISTIC and senders <= _NO_RETRY_UP_TO
    return {
        RATE: median_of([len(run.sent) / run.seconds for run in runs], RATE, tolerance=_WIDE),
        MEDIAN: _milliseconds(runs, 50),
        RATIO: median_of(ratios, "times", tolerance=_WIDE),
        SLOW: _milliseconds(runs, 95),
        SLOWEST: median_of([max(run.latencies) * 1000 for run in runs], "ms", tolerance=None),
        GIVEN_UP: median_of(given_up, "%", tolerance=None),
        RETRIES: median_of(
            retries, "calls", tolerance=1 if free else _WIDE, at_most=0 if free else None
        ),
    }


def _milliseconds(runs: Sequence[Run], percentile: int) -> Figure:
    cuts = [_cut(run, percentile) for run in runs]
    return median_of([cut * 1000 for cut in cuts], "ms", tolerance=_WIDE)


def _cut(run: Run, percentile: int) -> float:
    return quantiles(run.latencies, n=100, method="inclusive")[percentile - 1]


def _row(senders: int, design: str) -> str:
    return f"{senders} at once, {design}"


BENCHMARK = Benchmark("contention", measure, tables, draw)
