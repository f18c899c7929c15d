"""`python -m benchmarks`: what `make bench` calls. Without a command, everything is measured."""

import signal
import sys
import time
from collections.abc import Iterable
from typing import Annotated, NoReturn

import psutil
import typer
from rich.console import Console

from benchmarks import comparison, documents, result
from benchmarks.benchmark import Benchmark, suite
from benchmarks.result import FRESH, RECORDED
from local_cloud.faults import Fault
from local_cloud.progress import Progress

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
console = Console()

_BUSY = 25
"""Percent of the machine that others may use without being mentioned."""

Record = Annotated[
    bool, typer.Option("--record", help="write the results that the docs quote, and the docs")
]


@app.callback(invoke_without_command=True)
def everything(context: typer.Context, record: Record = False) -> None:
    """Measure everything, and compare it with what the docs quote."""
    if context.invoked_subcommand is None:
        _run((each for each in suite() if each.by_default), record=record)


@app.command()
def tables() -> None:
    """Write the tables and plots of the docs from the recorded results."""
    for file in documents.write():
        console.print(f"Written: {file}", highlight=False)


@app.command()
def compare() -> None:
    """Compare the last fresh results with the recorded ones."""
    raise typer.Exit(_compared(suite()))


def _command(benchmark: Benchmark) -> None:
    def run(record: Record = False) -> None:
        _run([benchmark], record=record)

    help_text = benchmark.measure.__doc__
    app.command(benchmark.name, help=f"Measure {benchmark.name}: {help_text}")(run)


def _run(benchmarks: Iterable[Benchmark], *, record: bool) -> NoReturn:
    """Measure; one that fails does not keep the others from being measured."""
    progress = Progress(console)
    busy = psutil.cpu_percent(interval=1)
    if busy > _BUSY:
        progress.say(
            f"[yellow]Other programs use {busy:.0f} % of this machine: counts will be right, "
            "times will not.[/]"
        )
    measured, status = [], 0
    for benchmark in benchmarks:
        started = time.monotonic()
        try:
            rows = benchmark.measure(progress)
        except Exception as error:
            if not isinstance(error, Fault):
                console.print_exception()
            _complain([f"{benchmark.name} failed: {error}"])
            status = 1
            continue
        found = result.result(benchmark.name, rows, seconds=time.monotonic() - started, busy=busy)
        file = result.write(RECORDED if record else FRESH, found)
        progress.say(f"{benchmark.name}: {file.relative_to(result.ROOT)}")
        measured.append(benchmark)
    if record:
        tables()
        status |= _kept(measured)
    else:
        status |= _compared(measured)
    raise typer.Exit(status)


def _kept(benchmarks: Iterable[Benchmark]) -> int:
    """Say which budgets were missed. Answers with the status to end with."""
    found = [result.read(RECORDED, benchmark.name) for benchmark in benchmarks]
    broken = [sentence for each in found if each for sentence in comparison.missed(each)]
    _complain(broken)
    return int(bool(broken))


def _compared(benchmarks: Iterable[Benchmark]) -> int:
    """Say what differs. Answers with the status to end with."""
    status = 0
    for benchmark in benchmarks:
        recorded = result.read(RECORDED, benchmark.name)
        fresh = result.read(FRESH, benchmark.name)
        if recorded is None or fresh is None:
            lacks = "recorded" if recorded is None else "fresh"
            console.print(f"{benchmark.name}: no {lacks} result to compare.", highlight=False)
            continue
        if recorded.machine.cpu != fresh.machine.cpu:
            console.print(
                f"{benchmark.name}: recorded on another machine, {recorded.machine.cpu}.",
                highlight=False,
            )
        different = list(comparison.differences(recorded, fresh))
        _complain(different)
        if not different:
            console.print(f"[green]✓[/] {benchmark.name} is as recorded.", highlight=False)
        status |= bool(different)
    return status


def _complain(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        console.print(f"[red]✗[/] {sentence}", highlight=False, soft_wrap=True)


for each in suite():
    _command(each)


def main() -> None:
    """Run a command. Asked to end, it ends what it started first."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        app(prog_name="python -m benchmarks")
    except Fault as fault:
        sys.exit(f"✗ {fault}")


if __name__ == "__main__":
    main()
