"""The documents that quote results."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks import budgets, costs, markdown, result
from benchmarks.benchmark import suite
from benchmarks.result import RECORDED, ROOT, Result

DOCUMENTS = ("docs/performance.md", "docs/cost.md", "docs/table.md")
_IMAGES = ROOT / "docs" / "images"


def tables() -> Mapping[str, str]:
    """Every table that the recorded results make, by the name of its marker."""
    results = _results()
    found = {
        "budgets": budgets.table(results),
        "costs": costs.table(),
        "runs": _runs(results),
    }
    for benchmark in suite():
        if benchmark.name in results:
            found |= benchmark.tables(results[benchmark.name])
    return found


def write() -> Iterator[Path]:
    """Bring the documents' tables and plots up to date. Yields what it wrote."""
    results = _results()
    for benchmark in suite():
        if benchmark.name in results:
            benchmark.plots(results[benchmark.name], _IMAGES)
    found = tables()
    for name in DOCUMENTS:
        file = ROOT / name
        file.write_text(markdown.filled(file.read_text(), found))
        yield file.relative_to(ROOT)


def _results() -> Mapping[str, Result]:
    read = (result.read(RECORDED, benchmark.name) for benchmark in suite())
    return {found.name: found for found in read if found}


def _runs(results: Mapping[str, Result]) -> str:
    """When each was recorded, and on what."""
    rows = [
        [
            name,
            f"{found.measured_at:%Y-%m-%d}",
            f"`{found.commit}`",
            f"{found.seconds:.0f} s",
            "" if found.busy is None else f"{found.busy:.0f} %",
            f"{found.machine.cores} cores of {found.machine.cpu}, {found.machine.memory:g} GiB, "
            f"{found.machine.kernel}, Python {found.machine.python}",
        ]
        for name, found in results.items()
    ]
    return markdown.table(["", "Recorded", "Commit", "Took", "Busy before", "Machine"], rows)
