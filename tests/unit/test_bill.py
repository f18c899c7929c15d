"""Bills follow from capacity, prices and activity."""

from dataclasses import replace

import pytest

from benchmarks import bill, capacity
from benchmarks.activity import Activity, Running
from benchmarks.prices import PRICES
from benchmarks.result import RECORDED, Result, read

MILLION = 1_000_000
SILENT = replace(Activity(), typing=0, marks=0)


@pytest.fixture(scope="module")
def measured() -> Result:
    found = read(RECORDED, capacity.BENCHMARK.name)
    assert found is not None
    return found


def of_a_million(measured: Result, *, listeners: int) -> dict[str, float]:
    activity = replace(SILENT, listeners=listeners)
    usage = bill.of_messages(MILLION, activity)
    return dict(bill.itemized(usage, measured, Running(), times=1, allowances=False))


def test_a_million_messages_cost_one_mutation_and_five_write_units_each(measured: Result) -> None:
    lines = of_a_million(measured, listeners=0)

    assert lines["AppSync queries"] == pytest.approx(4.00)
    assert lines["DynamoDB writes"] == pytest.approx(5 * 0.625)
    assert lines["AppSync updates"] == 0


def test_only_what_is_delivered_grows_with_those_who_listen(measured: Result) -> None:
    few, many = of_a_million(measured, listeners=2), of_a_million(measured, listeners=200)

    grown = {line for line, dollars in many.items() if dollars != few[line]}
    assert grown == {"AppSync updates", "data transfer"}


def test_what_is_free_every_month_is_subtracted_once() -> None:
    price = PRICES["Lambda request"]

    assert price.of(price.free) == 0
    assert price.of(price.free + MILLION) == pytest.approx(0.20)


def test_twice_as_many_people_cost_at_most_a_little_more_than_twice(measured: Result) -> None:
    def total(users: int) -> float:
        return sum(bill.monthly(users, measured, Activity(), Running()).values())

    assert 2 * total(MILLION) <= total(2 * MILLION) <= 2.05 * total(MILLION)
