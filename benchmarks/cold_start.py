"""Cold starts of every function, beside a bare handler that only makes a boto3 client.

They are compared in processor time: a start is nothing else, and other programs disturb a clock
more. Both take turns, and a ratio is that of two starts in a row.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from benchmarks import import_times, markdown
from benchmarks.benchmark import Benchmark
from benchmarks.lambda_disk import Disk, compile_all, forget_compiled, unpacked
from benchmarks.lambda_start import Start, starter
from benchmarks.result import ROOT, Figure, Result, Rows, median_of
from local_cloud import build
from local_cloud.functions import operation
from local_cloud.progress import Progress

BUDGET = 1.5
"""How many times the bare handler's time a function may take to be ready."""

BARE = "bare.lambda_handler"

_EXAMPLE, _ANSWERING, _EVENT = "sendMessage", "user", ROOT / "events" / "Query.user.json"
_PROCESSOR, _CLOCK, _RATIO, _IMPORTS = "processor ms", "clock ms", "times bare", "ms"
_ROUNDS, _ROUNDS_OF_IMPORTS, _IMPORTS_SHOWN = 7, 9, 9
_LIKELY, _LIKELY_RATIO = 2.0, 1.15
"""Tolerances: of times, which depend on the machine and what else it does, and of ratios."""

_BARE_HANDLER = """\
import boto3

client = boto3.client("dynamodb")


def lambda_handler(event, context):
    key = {"PK": {"S": "a"}, "SK": {"S": "b"}}
    return client.get_item(TableName="chat", Key=key, ConsistentRead=True).get("Item")
"""

type Pair = tuple[Start, Start]
"""A start of a function, and one of the bare handler right after it."""


def measure(progress: Progress) -> Rows:
    """Processor time until each function asks for its first event."""
    with progress.step("Building the bundle"):
        parameters = {"Architecture": build.host_architecture()}
        template = build.build(ROOT, config="default", parameters=parameters)
    functions = handlers(template)
    with TemporaryDirectory() as folder:
        disk = unpacked(template, Path(folder))
        add_bare_handler(disk)
        with starter(disk) as starts:
            event = _EVENT.read_bytes()
            ready = {}
            for name in sorted(functions):
                with progress.step(f"Starting {name}"):
                    ready[name] = pairs(starts.initialise, functions[name])
            with progress.step("Waiting for a first answer"):
                answered = pairs(partial(starts.answer, event=event), functions[_ANSWERING])
            with progress.step("Looking at what is imported"):
                imports = _imports(functions[_EXAMPLE], disk)
            forget_compiled(Path(folder))
            with progress.step("Starting from source"):
                source = pairs(starts.initialise, functions[_EXAMPLE])
    return {
        "a bare handler": _times([bare for each in ready.values() for _, bare in each]),
        **{f"`{name}`": _compared(each, at_most=BUDGET) for name, each in ready.items()},
        "a bare handler, to its first answer": _times([bare for _, bare in answered]),
        f"`{_ANSWERING}`, to its first answer": _compared(answered, at_most=BUDGET),
        "a bare handler, from source": _times([bare for _, bare in source]),
        f"`{_EXAMPLE}`, from source": _compared(source),
        **imports,
    }


def handlers(template: Path) -> Mapping[str, str]:
    """The handlers of a built template, by operation."""
    resources = yaml.safe_load(template.read_text())["Resources"]
    return {
        operation(logical_id): each["Properties"]["Handler"]
        for logical_id, each in resources.items()
        if each["Type"] == "AWS::Serverless::Function"
    }


def add_bare_handler(disk: Disk) -> None:
    """Put BARE beside the functions, compiled as they are."""
    (disk.bundle / "bare.py").write_text(_BARE_HANDLER)
    compile_all(disk.bundle / "bare.py")


def pairs(start: Callable[[str], Start], handler: str, *, rounds: int = _ROUNDS) -> list[Pair]:
    """Starts of a function and of the bare handler in turns; the first ones warm the disk."""
    start(handler), start(BARE)
    return [(start(handler), start(BARE)) for _ in range(rounds)]


def ratios(starts: list[Pair]) -> list[float]:
    """How many times the bare handler's processor time the function took."""
    return [function.processor / bare.processor for function, bare in starts]


def tables(found: Result) -> Mapping[str, str]:
    """One of starts, and one of what the example imports."""
    starts = [
        [
            row,
            *(markdown.shown(columns[name]) for name in (_PROCESSOR, _CLOCK)),
            markdown.shown(columns[_RATIO]) if _RATIO in columns else "",
            markdown.budget(columns[_RATIO]) if _RATIO in columns else "",
        ]
        for row, columns in found.rows.items()
        if _PROCESSOR in columns
    ]
    imports = [
        [row, markdown.shown(columns[_IMPORTS])]
        for row, columns in found.rows.items()
        if _IMPORTS in columns
    ]
    return {
        "cold-start": markdown.table(["", _PROCESSOR, _CLOCK, _RATIO, "Budget"], starts),
        "cold-start-imports": markdown.table([f"`{_EXAMPLE}`", _IMPORTS], imports),
    }


def _times(starts: list[Start]) -> Mapping[str, Figure]:
    return {
        _PROCESSOR: median_of([each.processor for each in starts], "ms", tolerance=_LIKELY),
        _CLOCK: median_of([each.clock for each in starts], "ms", tolerance=None),
    }


def _compared(starts: list[Pair], *, at_most: float | None = None) -> Mapping[str, Figure]:
    ratio = median_of(ratios(starts), "", tolerance=_LIKELY_RATIO, at_most=at_most)
    return {**_times([function for function, _ in starts]), _RATIO: ratio}


def _imports(handler: str, disk: Disk) -> Rows:
    """The packages whose import takes longest, longest first."""
    times = import_times.of(handler.rpartition(".")[0], disk, rounds=_ROUNDS_OF_IMPORTS)
    longest = sorted(times, key=lambda package: -times[package])[:_IMPORTS_SHOWN]
    return {
        f"import of {package}": {
            _IMPORTS: Figure(value=round(times[package], 1), unit="ms", tolerance=None)
        }
        for package in longest
    }


BENCHMARK = Benchmark("cold-start", measure, tables)
