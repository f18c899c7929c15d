"""The documents that quote results."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks import markdown, result
from benchmarks.benchmark import suite
from benchmarks.result import RECORDED, ROOT

DOCUMENTS = ("docs/performance.md", "docs/cost.md")
_IMAGES = ROOT / "docs" / "images"


def tables() -> Mapping[str, str]:
    """Every table that the recorded results make, by the name of its marker."""
    found: dict[str, str] = {}
    for benchmark in suite():
        if recorded := result.read(RECORDED, benchmark.name):
            found |= benchmark.tables(recorded)
    return found


def write() -> Iterator[Path]:
    """Bring the documents' tables and plots up to date. Yields what it wrote."""
    for benchmark in suite():
        if recorded := result.read(RECORDED, benchmark.name):
            benchmark.plots(recorded, _IMAGES)
    found = tables()
    for name in DOCUMENTS:
        file = ROOT / name
        file.write_text(markdown.filled(file.read_text(), found))
        yield file.relative_to(ROOT)
