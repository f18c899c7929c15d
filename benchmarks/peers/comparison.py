"""The comparison: rounds in which both are started, asked and stopped, each first in turn."""

import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial

import uvloop

from benchmarks import markdown
from benchmarks.benchmark import Benchmark
from benchmarks.peers import load, server
from benchmarks.peers.delivery import listening
from benchmarks.peers.load import Question
from benchmarks.peers.pool import Pool, served
from benchmarks.result import Figure, Result, Rows, median_of
from local_cloud.faults import Fault
from local_cloud.progress import Progress

OURS, PEER, RATIO = "appsync_local", "simulator", "ratio"

_ROUNDS = 5
_WARM_SECONDS = 0.5
_SECONDS = 2.0
_CONCURRENT = (1, 8, 32)
_SUBSCRIBERS = (1, 20, 100)
_MESSAGES = 100
_UNMEASURED_MESSAGES = 10

_PING = Question("query Ping($n: Int!) { ping(n: $n) }", lambda n, data: data == {"ping": n})
_TYPENAME = Question("query Name { __typename }", lambda _, data: data == {"__typename": "Query"})
_PAGE = Question(
    "query Page { page(size: 50) { id room body sender sentAt } }",
    lambda _, data: len(data["page"]) == 50,
)

_THROUGH = "through a function"
_WITHOUT = "without a function"
_CEILING = "answered by a server that does nothing"
_PAGES = "pages of 50 messages/s, 8 at a time"
_PROCESSOR = "processor time of a query {}, ms"
_START = "start until the first answer through a function, s"
_MEMORY = "memory after the queries, MB"

_LEAST_RATIOS = {_THROUGH: 2.0, _WITHOUT: 5.0}
_MOST_MS = {100: 50.0}

type Found = dict[str, float]
"""One visit's figures by row."""


@dataclass(frozen=True, slots=True)
class _Peer:
    """Something to visit. start: takes a free port."""

    name: str
    start: Callable[[int], AbstractContextManager[server.Server]]


def measure(progress: Progress) -> Rows:
    """appsync_local beside the AppSync simulator: throughput, delivery, start, memory."""
    if not (server.FOLDER / "node_modules").is_dir():
        raise Fault("The simulator is not installed; run make bench-peers, which needs npm.")
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    with served() as pool, progress.step("Measuring the load itself"):
        ceiling = uvloop.run(_ceiling(pool))
    for number in range(_ROUNDS):
        with served() as pool:
            peers = [
                _Peer(OURS, partial(server.appsync_local, jwks_url=pool.jwks_url)),
                _Peer(PEER, server.simulator),
            ]
            for peer in peers if number % 2 == 0 else reversed(peers):
                with progress.step(f"Round {number + 1} of {_ROUNDS}: {peer.name}"):
                    for row, value in uvloop.run(_visit(peer, pool)).items():
                        found[row][peer.name].append(value)
    return {row: _columns(row, by_peer) for row, by_peer in found.items()} | {
        row: {OURS: Figure(value=round(value), unit="", tolerance=2)}
        for row, value in ceiling.items()
    }


def tables(found: Result) -> Mapping[str, str]:
    """One, with both and how they compare."""
    rows = [
        [row, *(_cell(columns, name) for name in (OURS, PEER, RATIO)), _budget(columns)]
        for row, columns in found.rows.items()
    ]
    return {"peers": markdown.table(["", "appsync_local", "simulator", "ratio", "Budget"], rows)}


async def _visit(peer: _Peer, pool: Pool) -> Found:
    port = server.free_port()
    began = time.perf_counter()
    with peer.start(port) as running:
        await load.ask(port, pool.token, _PING, concurrent=1, seconds=0)
        found: Found = {_START: time.perf_counter() - began}
        for concurrent in _CONCURRENT:
            found[_row(_THROUGH, concurrent)] = await _rate(port, pool, _PING, concurrent)
        found[_PROCESSOR.format(_THROUGH)] = await _processor_ms(running, pool, _PING)
        for concurrent in _CONCURRENT:
            found[_row(_WITHOUT, concurrent)] = await _rate(port, pool, _TYPENAME, concurrent)
        found[_PROCESSOR.format(_WITHOUT)] = await _processor_ms(running, pool, _TYPENAME)
        found[_PAGES] = await _rate(port, pool, _PAGE, 8)
        found[_MEMORY] = running.memory
        for subscribers in _SUBSCRIBERS:
            found |= await _delivered(port, pool, subscribers)
    return found


async def _ceiling(pool: Pool) -> Found:
    port = server.free_port()
    with server.empty(port):
        return {
            _row(_CEILING, concurrent): await _rate(port, pool, _TYPENAME, concurrent)
            for concurrent in _CONCURRENT
        }


async def _rate(port: int, pool: Pool, question: Question, concurrent: int) -> float:
    token = pool.token
    await load.ask(port, token, question, concurrent=concurrent, seconds=_WARM_SECONDS)
    taken = await load.ask(port, token, question, concurrent=concurrent, seconds=_SECONDS)
    return taken.rate


async def _delivered(port: int, pool: Pool, subscribers: int) -> Found:
    async with listening(port, pool.token, subscribers=subscribers) as audience:
        for number in range(_UNMEASURED_MESSAGES):
            await audience.deliver(f"unmeasured {number}")
        spans = sorted([await audience.deliver(f"message {n}") for n in range(_MESSAGES)])
    return {
        _delivery(percent, subscribers): spans[len(spans) * percent // 100 - 1] * 1000
        for percent in (50, 99)
    }


async def _processor_ms(running: server.Server, pool: Pool, question: Question) -> float:
    """What a query costs all the server's processes; it spreads less than rates do."""
    before = running.cpu_seconds
    taken = await load.ask(running.port, pool.token, question, concurrent=8, seconds=_SECONDS)
    return (running.cpu_seconds - before) / len(taken.latencies) * 1000


def _row(measured: str, concurrent: int) -> str:
    return f"queries/s {measured}, {concurrent} at a time"


def _delivery(percent: int, subscribers: int) -> str:
    return f"mutation to the last of {subscribers} subscribers, p{percent}, ms"


def _columns(row: str, by_peer: Mapping[str, list[float]]) -> dict[str, Figure]:
    """Ratios are of the same round: more is better where rates are compared, less elsewhere."""
    ours, peers = by_peer[OURS], by_peer[PEER]
    ratios = [mine / other for mine, other in zip(ours, peers, strict=True)]
    return {
        OURS: median_of(ours, "", tolerance=2, at_most=_most(row)),
        PEER: median_of(peers, "", tolerance=2),
        RATIO: median_of(ratios, "", tolerance=1.5, at_least=_least(row), at_most=_share(row)),
    }


def _least(row: str) -> float | None:
    return next(
        (
            ratio
            for measured, ratio in _LEAST_RATIOS.items()
            if row.startswith(f"queries/s {measured}")
        ),
        None,
    )


def _most(row: str) -> float | None:
    return next((ms for size, ms in _MOST_MS.items() if row == _delivery(99, size)), None)


def _share(row: str) -> float | None:
    """Delivery must take no longer than the peer's, but to a hundred."""
    return 1.0 if row in (_delivery(99, 1), _delivery(99, 20)) else None


def _cell(columns: Mapping[str, Figure], name: str) -> str:
    return markdown.shown(columns[name]) if name in columns else ""


def _budget(columns: Mapping[str, Figure]) -> str:
    budgets = {name: markdown.budget(figure) for name, figure in columns.items()}
    return next((f"{name} {budget}" for name, budget in budgets.items() if budget), "")


BENCHMARK = Benchmark("peers", measure, tables, by_default=False)
