"""Many people who react to one message, or reply to it, at the same moment.

Each is a thread of one process and does it once, to a message that nobody has responded to before;
all have read the message before the first of them writes. The engine is an emulator on the same
machine that refuses overlapping transactions, as DynamoDB does. So times say how the machine fares,
the attempts how the design does; and the same threads do it by the design that the chat did not
take.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks import attempts, conflicts, engine, markdown, one_row, plots, rooms
from benchmarks.attempts import MEDIAN, MOST, SLOW, WIDE
from benchmarks.benchmark import Benchmark
from benchmarks.result import Figure, Result, Rows, median_of
from chat.domain.models import Place
from chat.domain.reactions import Reactor
from chat.domain.responses import SHARDS
from chat.operations.backend import Backend
from chat.operations.messages import lookup, reacting
from local_cloud.progress import Progress

OURS, ONE_ROW = f"{SHARDS} shards", "one item"
REACTIONS, REPLIES = "reactions", "replies"
COUNTED, SECONDS = "counted", "all through, s"
_PEOPLE = (1, 10, 50, 100)
_EMOJI = ("👍", "❤️", "😂")
_RUNS = 3
_BUDGET = 3

_rooms = count()

type Respond = Callable[[Reactor], object]
type Present = Callable[[], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Run:
    """attempts: transactions of each response.  seconds: until all were through."""

    attempts: Sequence[int]
    seconds: float


def measure(progress: Progress) -> Rows:
    """Attempts and time of up to 100 people who respond to one message, by each design."""
    rows: dict[str, Mapping[str, Figure]] = {}
    with engine.endpoint(progress) as address:
        client = engine.connect(address)
        with engine.backend(client) as backend:
            rooms.people(backend, [rooms.person(number) for number in (1, 2)])
            for people in _PEOPLE:
                for response, each in _RESPONSES.items():
                    with progress.step(f"{people} at once: {response}"):
                        runs = [each(backend, people) for _ in range(_RUNS)]
                    for design in (OURS, ONE_ROW):
                        rows[_row(people, design, response)] = _figures(
                            design, people, response, [run[design] for run in runs]
                        )
    return rows


def tables(found: Result) -> Mapping[str, str]:
    """Each number of people, by response: the chat, and the other design."""
    return {"crowd": _table(found, REACTIONS), "crowd-replies": _table(found, REPLIES)}


def _table(found: Result, response: str) -> str:
    columns = (COUNTED, MEDIAN, SLOW, MOST, SECONDS)
    rows = [
        [
            str(people) if design == OURS else "",
            design,
            *(markdown.shown(figures[column]) for column in columns),
            markdown.budget(figures[MEDIAN]),
        ]
        for people in _PEOPLE
        for design in (OURS, ONE_ROW)
        for figures in [found[_row(people, design, response)]]
    ]
    return markdown.table(["People", "", *columns, "budget of p50"], rows)


def draw(found: Result, folder: Path) -> None:
    """Attempts and time against the number of people."""
    with plots.figure(folder / "crowd.png", columns=2) as (left, right):
        for design in (OURS, ONE_ROW):
            rows = [found[_row(people, design, REACTIONS)] for people in _PEOPLE]
            left.plot(_PEOPLE, [row[SLOW].value for row in rows], marker="o", label=design)
            right.plot(_PEOPLE, [row[SECONDS].value for row in rows], marker="o", label=design)
        left.set(xlabel="people at once", ylabel="p95 of attempts per reaction")
        right.set(xlabel="people at once", ylabel="all through, s")


def _reactions(backend: Backend, people: int) -> Mapping[str, Run]:
    """One run by each design, each in a new room."""
    crew = [rooms.person(1000 + number) for number in range(people)]
    return {OURS: _ours(backend, crew), ONE_ROW: _one_row(backend, crew)}


def _replies(backend: Backend, people: int) -> Mapping[str, Run]:
    crew = [rooms.person(1000 + number) for number in range(people)]
    here, there = (_new_room(backend, crew) for _ in range(2))

    def present() -> tuple[int, int]:
        message = lookup.message(backend, crew[0], Place(here, 1))
        if message is None or message.thread is None:
            return 0, 0
        return message.thread.reply_count, message.version or 0

    return {
        OURS: _run(
            backend,
            lambda person: rooms.reply(backend, here, 1, sender=person.user_id),
            present,
            crew,
        ),
        ONE_ROW: _run(
            backend,
            lambda person: one_row.reply(backend, there, 1, person.user_id),
            lambda: one_row.present_replies(backend, there, 1),
            crew,
        ),
    }


_RESPONSES: Mapping[str, Callable[[Backend, int], Mapping[str, Run]]] = {
    REACTIONS: _reactions,
    REPLIES: _replies,
}


def _ours(backend: Backend, crew: Sequence[str]) -> Run:
    room = _new_room(backend, crew)

    def react(reactor: Reactor) -> None:
        reacting.add_reaction(backend, reactor.user_id, Place(room, 1), emoji=reactor.emoji)

    def present() -> tuple[int, int]:
        message = lookup.message(backend, crew[0], Place(room, 1))
        if message is None:
            return 0, 0
        return len(message.reactors), message.version or 0

    return _run(backend, react, present, crew)


def _one_row(backend: Backend, crew: Sequence[str]) -> Run:
    room = _new_room(backend, crew)
    return _run(
        backend,
        lambda reactor: one_row.react(backend, room, 1, reactor),
        lambda: one_row.present(backend, room, 1),
        crew,
    )


def _new_room(backend: Backend, crew: Sequence[str]) -> str:
    return rooms.around_a_message(backend, crew, title=f"crowd-{next(_rooms)}")


def _run(backend: Backend, respond: Respond, present: Present, crew: Sequence[str]) -> Run:
    reactors = [Reactor(_EMOJI[place % len(_EMOJI)], user_id) for place, user_id in enumerate(crew)]
    with (
        conflicts.strict(backend.table.client, together=len(crew)) as sent,
        ThreadPoolExecutor(len(crew)) as pool,
    ):
        began = time.perf_counter()
        list(pool.map(respond, reactors))
        seconds = time.perf_counter() - began
    if present() != (len(crew), len(crew)):
        raise AssertionError("The responses are not counted once each: the figures are void.")
    return Run([*sent.values()], seconds)


def _figures(design: str, people: int, response: str, runs: Sequence[Run]) -> Mapping[str, Figure]:
    is_promised = design == OURS and people == max(_PEOPLE)
    return {
        COUNTED: median_of([len(run.attempts) for run in runs], response, tolerance=1),
        **attempts.figures(
            [run.attempts for run in runs], at_most=_BUDGET if is_promised else None
        ),
        SECONDS: median_of([run.seconds for run in runs], "s", tolerance=WIDE),
    }


def _row(people: int, design: str, response: str) -> str:
    return f"{people} at once, {response}, {design}"


BENCHMARK = Benchmark("crowd", measure, tables, draw)
