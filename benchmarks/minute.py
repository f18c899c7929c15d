"""A minute around one message: fifty people edit, react and reply at the pace of a lively chat.

The engine is an emulator on the same machine that refuses overlapping transactions, as DynamoDB
does. So times and rates say how the machine fares, the attempts how the design does; and the same
people do the same by the design that the chat did not take.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from statistics import median

from benchmarks import attempts, engine, markdown, rooms
from benchmarks.attempts import MEDIAN, MOST, SLOW, WIDE
from benchmarks.benchmark import Benchmark
from benchmarks.crowd import ONE_ROW, OURS
from benchmarks.designs import Design, OneItem, Ours, state_of
from benchmarks.gathering import Kind, Run, gather
from benchmarks.result import Figure, Result, Rows, median_of
from benchmarks.witness import Told
from chat.domain.models import Place
from chat.operations.backend import Backend
from local_cloud.progress import Progress

DONE, REFUSED, TIME, RATE, SECONDS = "done", "refused", "p50 ms", "a second", "all through, s"
AGAIN, ONCE = "read again after the change", "not read again"
TOLD, LACKING, LACKS, MISSING = "told", "lack a change", "lack, most", "missing at the end"
_ALL = "all"
_PEOPLE, _SECONDS, _RUNS = 50, 60, 2
_DESIGNS = (OURS, ONE_ROW)

_rooms = count()


@dataclass(frozen=True, slots=True)
class Ending:
    """told: by all calls of a run.  version: of the message when they had ended."""

    told: Sequence[Told]
    version: int


def measure(progress: Progress) -> Rows:
    """Attempts and refusals of 50 people around one message for a minute, by each design."""
    runs: dict[str, list[Run]] = {design: [] for design in _DESIGNS}
    endings: list[Ending] = []
    with engine.endpoint(progress) as address:
        client = engine.connect(address)
        with engine.backend(client) as backend:
            rooms.people(backend, [rooms.person(number) for number in (1, 2)])
            for seed in range(_RUNS):
                ours = Ours()
                designs: Mapping[str, Design] = {OURS: ours, ONE_ROW: OneItem()}
                for name, design in designs.items():
                    with progress.step(f"{_PEOPLE} people for {_SECONDS} s: {name}"):
                        place, run = _in_new_room(backend, design, seed)
                    runs[name].append(run)
                    if design is ours:
                        endings.append(_ending(backend, ours, place))
    changes = {
        _row(kind, design): figures
        for design, each in runs.items()
        for kind, figures in _figures(each)
    }
    return {**changes, **_told(endings)}


def tables(found: Result) -> Mapping[str, str]:
    """Each kind of change: the chat, and the other design. And what the chat told."""
    columns = (DONE, MEDIAN, SLOW, MOST, REFUSED, TIME, RATE, SECONDS)
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
    told = [
        [how, *(markdown.shown(found[how][column]) for column in (TOLD, LACKING, LACKS, MISSING))]
        for how in (AGAIN, ONCE)
    ]
    return {
        "minute": markdown.table(["Changes", "", *columns], rows),
        "minute-told": markdown.table(["", TOLD, LACKING, LACKS, MISSING], told),
    }


def _in_new_room(backend: Backend, design: Design, seed: int) -> tuple[Place, Run]:
    crew = [rooms.person(1000 + number) for number in range(_PEOPLE)]
    title = f"minute-{next(_rooms)}"
    room = rooms.around_a_message(backend, crew, title=title, author=crew[0])
    place = Place(room, 1)
    return place, gather(backend, design, place, crew, seconds=_SECONDS, seed=seed)


def _ending(backend: Backend, ours: Ours, place: Place) -> Ending:
    """Raises AssertionError unless whoever keeps the highest version has all that is stored."""
    stored = ours.state(backend, place, rooms.person(1))
    highest = max(told.version for told in ours.told)
    if {state_of(told.message) for told in ours.told if told.version == highest} != {stored}:
        raise AssertionError("What was told last is not what is stored: the figures are void.")
    return Ending(ours.told, stored.version)


def _told(endings: Sequence[Ending]) -> Rows:
    return {
        AGAIN: _told_figures(endings, lambda told: told.version, at_most=0),
        ONCE: _told_figures(endings, lambda told: told.unread),
    }


def _told_figures(
    endings: Sequence[Ending], version: Callable[[Told], int], *, at_most: int | None = None
) -> Mapping[str, Figure]:
    """version: how many changes it has.  at_most: how many may lack."""
    changes = [[told for told in ending.told if told.made] for ending in endings]
    lacks = [[max(0, told.made - version(told)) for told in each] for each in changes]
    missing = [ending.version - max(map(version, ending.told)) for ending in endings]
    return {
        TOLD: median_of([len(each) for each in changes], "states", tolerance=WIDE),
        LACKING: median_of(
            [sum(lack > 0 for lack in each) for each in lacks],
            "states",
            tolerance=WIDE,
            at_most=at_most,
        ),
        LACKS: median_of([max(each) for each in lacks], "changes", tolerance=None, at_most=at_most),
        MISSING: median_of(missing, "changes", tolerance=None, at_most=at_most),
    }


def _figures(runs: Sequence[Run]) -> Iterator[tuple[str, Mapping[str, Figure]]]:
    for kind in Kind:
        yield kind, _figures_of(runs, {kind})
    seconds = median_of([run.seconds for run in runs], "s", tolerance=WIDE)
    yield _ALL, {**_figures_of(runs, {*Kind}), SECONDS: seconds}


def _figures_of(runs: Sequence[Run], kinds: set[Kind]) -> Mapping[str, Figure]:
    made = [[call for call in run.calls if call.kind in kinds] for run in runs]
    done = [[call.attempts for call in calls if not call.is_refused] for calls in made]
    refused = [sum(call.is_refused for call in calls) for calls in made]
    times = [median(call.seconds for call in calls if not call.is_refused) * 1000 for calls in made]
    rates = [len(each) / run.seconds for each, run in zip(done, runs, strict=True)]
    return {
        DONE: median_of([len(each) for each in done], "changes", tolerance=WIDE),
        **attempts.figures(done),
        REFUSED: median_of(refused, "calls", tolerance=None),
        TIME: median_of(times, "ms", tolerance=WIDE),
        RATE: median_of(rates, "changes/s", tolerance=WIDE),
    }


def _row(kind: str, design: str) -> str:
    return f"{kind}, {design}"


BENCHMARK = Benchmark("minute", measure, tables)
