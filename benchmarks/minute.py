"""A minute around one message: fifty people edit, react and reply at the pace of a lively chat.

The engine is an emulator on the same machine that refuses overlapping transactions, as DynamoDB
does. So times and rates say how the machine fares, the attempts how the design does; and the same
people do the same by the design that the chat did not take.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from benchmarks import attempts, engine, markdown, rooms
from benchmarks.attempts import MEDIAN, MOST, SLOW, WIDE
from benchmarks.benchmark import Benchmark
from benchmarks.crowd import ONE_ROW, OURS
from benchmarks.designs import Design, OneItem, Ours
from benchmarks.gathering import Kind, Run, gather
from benchmarks.result import Figure, Result, Rows, median_of
from chat.domain.models import Place
from chat.operations.backend import Backend
from local_cloud.progress import Progress

DONE, REFUSED, RATE, SECONDS = "done", "refused", "a second", "all through, s"
_ALL = "all"
_PEOPLE, _SECONDS, _RUNS = 50, 60, 2
_DESIGNS: Mapping[str, Design] = {OURS: Ours(), ONE_ROW: OneItem()}

_rooms = count()


def measure(progress: Progress) -> Rows:
    """Attempts and refusals of 50 people around one message for a minute, by each design."""
    runs: dict[str, list[Run]] = {design: [] for design in _DESIGNS}
    with engine.endpoint(progress) as address:
        client = engine.connect(address)
        with engine.backend(client) as backend:
            rooms.people(backend, [rooms.person(number) for number in (1, 2)])
            for seed in range(_RUNS):
                for design in _DESIGNS:
                    with progress.step(f"{_PEOPLE} people for {_SECONDS} s: {design}"):
                        runs[design].append(_in_new_room(backend, design, seed))
    return {
        _row(kind, design): figures
        for design, each in runs.items()
        for kind, figures in _figures(each)
    }


def tables(found: Result) -> Mapping[str, str]:
    """Each kind of change: the chat, and the other design."""
    columns = (DONE, MEDIAN, SLOW, MOST, REFUSED, RATE, SECONDS)
    rows = [
        [
            kind if design == OURS else "",
            design,
            *(markdown.shown(row[column]) if column in row else "" for column in columns),
        ]
        for kind in (*Kind, _ALL)
        for design in _DESIGNS
        for row in [found[_row(kind, design)]]
    ]
    return {"minute": markdown.table(["Changes", "", *columns], rows)}


def _in_new_room(backend: Backend, design: str, seed: int) -> Run:
    crew = [rooms.person(1000 + number) for number in range(_PEOPLE)]
    title = f"minute-{next(_rooms)}"
    room = rooms.around_a_message(backend, crew, title=title, author=crew[0])
    return gather(backend, _DESIGNS[design], Place(room, 1), crew, seconds=_SECONDS, seed=seed)


def _figures(runs: Sequence[Run]) -> Iterator[tuple[str, Mapping[str, Figure]]]:
    for kind in Kind:
        yield kind, _figures_of(runs, {kind})
    seconds = median_of([run.seconds for run in runs], "s", tolerance=WIDE)
    yield _ALL, {**_figures_of(runs, {*Kind}), SECONDS: seconds}


def _figures_of(runs: Sequence[Run], kinds: set[Kind]) -> Mapping[str, Figure]:
    made = [[call for call in run.calls if call.kind in kinds] for run in runs]
    done = [[call.attempts for call in calls if not call.is_refused] for calls in made]
    refused = [sum(call.is_refused for call in calls) for calls in made]
    rates = [len(each) / run.seconds for each, run in zip(done, runs, strict=True)]
    return {
        DONE: median_of([len(each) for each in done], "changes", tolerance=WIDE),
        **attempts.figures(done),
        REFUSED: median_of(refused, "calls", tolerance=None),
        RATE: median_of(rates, "changes/s", tolerance=WIDE),
    }


def _row(kind: str, design: str) -> str:
    return f"{kind}, {design}"


BENCHMARK = Benchmark("minute", measure, tables)
