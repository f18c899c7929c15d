"""The size of what Lambda unpacks at a cold start."""

from collections.abc import Mapping
from zipfile import ZipFile

from benchmarks import markdown
from benchmarks.benchmark import Benchmark
from benchmarks.result import ROOT, Figure, Result, Rows
from local_cloud import build
from local_cloud.progress import Progress

_MEGABYTE = 1_000_000
_BUDGET = 20
_SHOWN = 8
_WHOLE, _COMPILED, _ZIPPED, _REST = "all of it", "of that .pyc", "zipped", "the rest"


def measure(progress: Progress) -> Rows:
    """Megabytes, unzipped, by package."""
    with progress.step("Building the bundle"):
        template = build.build(
            ROOT, config="default", parameters={"Architecture": build.host_architecture()}
        )
    bundle = template.parent / build.BUNDLE
    sizes: dict[str, int] = {}
    compiled = 0
    with ZipFile(bundle) as archive:
        for entry in archive.infolist():
            package = entry.filename.partition("/")[0]
            sizes[package] = sizes.get(package, 0) + entry.file_size
            compiled += entry.file_size if entry.filename.endswith(".pyc") else 0
    largest = sorted(sizes, key=lambda package: -sizes[package])
    return {
        _WHOLE: {"MB": _megabytes(sum(sizes.values()), at_most=_BUDGET)},
        _COMPILED: {"MB": _megabytes(compiled)},
        _ZIPPED: {"MB": _megabytes(bundle.stat().st_size)},
        **{f"`{package}`": {"MB": _megabytes(sizes[package])} for package in largest[:_SHOWN]},
        _REST: {"MB": _megabytes(sum(sizes[package] for package in largest[_SHOWN:]))},
    }


def tables(found: Result) -> Mapping[str, str]:
    """One, largest packages first."""
    rows = [
        [row, markdown.shown(columns["MB"]), markdown.budget(columns["MB"])]
        for row, columns in found.rows.items()
    ]
    return {"bundle": markdown.table(["", "MB", "Budget"], rows)}


def _megabytes(size: int, *, at_most: float | None = None) -> Figure:
    return Figure(value=round(size / _MEGABYTE, 2), unit="MB", tolerance=1.1, at_most=at_most)


BENCHMARK = Benchmark("bundle", measure, tables)
