"""What a benchmark is, and which there are.

A benchmark is a module with one noun, `benchmarks/<noun>.py`, that has a `BENCHMARK`. To add one,
write its module, name it in `_SUITE`, and put `<!-- table: <name> -->` and `<!-- end -->` into a
document where its table shall stand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from benchmarks.result import Result, Rows
from local_cloud.progress import Progress


def no_plots(_found: Result, _folder: Path) -> None:
    """For a benchmark whose tables say it all."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Something that is measured.

    measure: does it; says what takes long as a step of its progress.
    tables: Markdown by the name of the marker that it belongs to.
    plots: draws PNG files into a folder.
    by_default: whether `make bench` runs it, or only its own command.
    """

    name: str
    measure: Callable[[Progress], Rows]
    tables: Callable[[Result], Mapping[str, str]]
    plots: Callable[[Result, Path], None] = no_plots
    by_default: bool = True


_SUITE = (
    *("capacity", "scaling", "million", "contention", "crowd", "minute", "storm"),
    *("cold_start", "warm", "bundle", "peers", "cost"),
)
"""Modules, in the order in which they run."""


def suite() -> list[Benchmark]:
    """Every benchmark there is."""
    return [import_module(f"benchmarks.{noun}").BENCHMARK for noun in _SUITE]
