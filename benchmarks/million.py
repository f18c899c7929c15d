"""A room of a million messages: `make bench FULL=1`, since loading it takes minutes."""

import os
from collections.abc import Mapping

from benchmarks import scaling
from benchmarks.benchmark import Benchmark
from benchmarks.result import Result, Rows
from benchmarks.scaling import Size
from local_cloud.progress import Progress

_SIZES = [Size("messages", 2, 1_000_000)]


def measure(progress: Progress) -> Rows:
    """Waves and units in a room of a million messages."""
    return scaling.measured(progress, _SIZES)


def tables(found: Result) -> Mapping[str, str]:
    """The column that continues those of the smaller rooms."""
    return {"scaling-million": scaling.table(found, _SIZES)}


BENCHMARK = Benchmark("million", measure, tables, by_default=os.environ.get("FULL") == "1")
