"""What each operation asks of DynamoDB: round trips, waves and capacity units, and their price."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from benchmarks import engine, markdown
from benchmarks.benchmark import Benchmark
from benchmarks.cases import Case, cases
from benchmarks.costs import CALLS, READS, WAVES, WRITES, Cost
from benchmarks.prices import PRICES
from benchmarks.recording import Recording, recorded
from benchmarks.result import Figure, Result, Rows
from local_cloud.progress import Progress

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ENGINE, PRICE = "write units by the engine", "$ per million"
_COLUMNS = (CALLS, WAVES, READS, WRITES)


def measure(progress: Progress) -> Rows:
    """Round trips and capacity units of every operation."""
    with engine.endpoint(progress) as address:
        client, plain = engine.connect(address), engine.connect(address)
        with (
            engine.backend(client) as backend,
            progress.step("Recording every operation"),
        ):
            return {case.title: _figures(case, client, plain) for case in cases(backend)}


def tables(found: Result) -> Mapping[str, str]:
    """Each operation beside its budget, and what a million of them costs in DynamoDB."""
    head = ["", "Calls", "Waves", "Read units", "Write units", "By the engine", "$ per million"]
    rows = [
        [
            title,
            *(_beside_budget(columns[column]) for column in _COLUMNS),
            markdown.number(columns[ENGINE].value),
            f"{columns[PRICE].value:.2f}",
        ]
        for title, columns in found.rows.items()
    ]
    return {"capacity": markdown.table(head, rows)}


def _figures(case: Case, client: "DynamoDBClient", plain: "DynamoDBClient") -> Mapping[str, Figure]:
    with recorded(client, plain) as recording:
        case.run()
    cost = price(recording.read_units, recording.write_units)
    return {
        **counted(recording, case.cost),
        ENGINE: Figure(value=recording.engine_write_units, unit=WRITES),
        PRICE: Figure(value=cost, unit="$"),
    }


def counted(recording: Recording, cost: Cost | None = None) -> Mapping[str, Figure]:
    """What was asked of DynamoDB, by column, beside what it may cost."""
    budget = cost.budget if cost else {}
    values = {
        CALLS: len(recording.calls),
        WAVES: recording.waves,
        READS: recording.read_units,
        WRITES: recording.write_units,
    }
    return {
        column: Figure(value=value, unit=column, at_most=budget.get(column))
        for column, value in values.items()
    }


def price(reads: float, writes: float) -> float:
    """Dollars for a million times so many units."""
    per_million = (
        reads * PRICES["DynamoDB read unit"].each + writes * PRICES["DynamoDB write unit"].each
    )
    return round(per_million * 1_000_000, 4)


def _beside_budget(figure: Figure) -> str:
    shown, budget = markdown.number(figure.value), markdown.budget(figure)
    return f"{shown} ({budget})" if budget else shown


BENCHMARK = Benchmark("capacity", measure, tables)
