"""The table of costs: what each operation may ask of DynamoDB, as costs.toml has it."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from benchmarks import markdown

CALLS, WAVES, READS, WRITES = "calls", "waves", "read units", "write units"


class Cost(BaseModel):
    """One operation under stated circumstances; costs.toml explains the words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    fields: tuple[str, ...] = ()
    call: str | None = None
    calls: int | None = None
    waves: int
    reads: float
    writes: int

    @property
    def budget(self) -> Mapping[str, float]:
        """At most so much, by column."""
        columns = {CALLS: self.calls, WAVES: self.waves, READS: self.reads, WRITES: self.writes}
        return {column: value for column, value in columns.items() if value is not None}


def _read(file: Path) -> Mapping[str, Cost]:
    costs = [Cost(**each) for each in tomllib.loads(file.read_text())["cost"]]
    return {cost.title: cost for cost in costs}


COSTS = _read(Path(__file__).with_suffix(".toml"))
"""By title, in the order of the file."""


def table() -> str:
    """All of it, for docs/table.md."""
    return markdown.table(
        ["Operation", "Sequential trips", "Read units", "Write units"],
        [
            [cost.title, str(cost.waves), markdown.number(cost.reads), str(cost.writes)]
            for cost in COSTS.values()
        ],
    )
