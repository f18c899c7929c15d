"""What a benchmark found: figures with their spread, and the machine that they were found on.

A result is a file, `<name>.json`: those in `benchmarks/results` are committed and quoted by the
docs, those in `.local/bench` are fresh.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from pydantic import BaseModel, ConfigDict

from benchmarks.machine import Machine, commit

ROOT = Path(__file__).resolve().parent.parent
RECORDED = ROOT / "benchmarks" / "results"
FRESH = ROOT / ".local" / "bench"


class Figure(BaseModel):
    """One number.

    low, high: the smallest and largest of the runs that `value` is the median of.
    tolerance: the factor, up or down, within which another run must find it; 1 means exactly, as
      counts are, None that it is told and not compared.
    at_most, at_least: the budget, where there is one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    runs: int = 1
    tolerance: float | None = 1.0
    at_most: float | None = None
    at_least: float | None = None

    @property
    def within_budget(self) -> bool:
        """Whether it keeps its budget; true without one."""
        return (self.at_most is None or self.value <= self.at_most) and (
            self.at_least is None or self.value >= self.at_least
        )


type Rows = Mapping[str, Mapping[str, Figure]]
"""Figures by row and column, as a table shows them: `rows["sendMessage"]["write units"]`."""


class Result(BaseModel):
    """The figures of one benchmark.

    seconds: how long it took.  commit: what was measured, with + for uncommitted changes.
    busy: percent of the machine that other programs used just before; times are worth less then.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    measured_at: datetime
    seconds: float
    commit: str
    machine: Machine
    busy: float | None = None
    rows: dict[str, dict[str, Figure]]

    def __getitem__(self, row: str) -> Mapping[str, Figure]:
        """A row's figures by column."""
        return self.rows[row]


def median_of(
    samples: Sequence[float],
    unit: str,
    *,
    tolerance: float | None,
    at_most: float | None = None,
    at_least: float | None = None,
) -> Figure:
    """The median of several runs, with their spread."""
    return Figure(
        value=_rounded(median(samples)),
        unit=unit,
        low=_rounded(min(samples)),
        high=_rounded(max(samples)),
        runs=len(samples),
        tolerance=tolerance,
        at_most=at_most,
        at_least=at_least,
    )


def result(name: str, rows: Rows, *, seconds: float, busy: float) -> Result:
    """What was found here and now."""
    return Result(
        name=name,
        measured_at=datetime.now(UTC).replace(microsecond=0),
        seconds=round(seconds, 1),
        commit=commit(ROOT),
        machine=Machine.here(),
        busy=busy,
        rows={row: dict(columns) for row, columns in rows.items()},
    )


def read(folder: Path, name: str) -> Result | None:
    """A result that was written there before."""
    file = folder / f"{name}.json"
    return Result.model_validate_json(file.read_text()) if file.exists() else None


def write(folder: Path, found: Result) -> Path:
    """Keep a result. Answers with the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{found.name}.json"
    file.write_text(found.model_dump_json(indent=2, exclude_defaults=True) + "\n")
    return file


def _rounded(number: float) -> float:
    return float(f"{number:.4g}")
