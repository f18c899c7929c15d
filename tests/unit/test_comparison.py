from datetime import UTC, datetime

import pytest

from benchmarks import comparison
from benchmarks.machine import Machine
from benchmarks.result import Figure, Result

MACHINE = Machine(cpu="abacus", cores=1, memory=1, kernel="none", python="3.13", libraries={})


def result(*figures: Figure) -> Result:
    return Result(
        name="walking",
        measured_at=datetime(2026, 1, 1, tzinfo=UTC),
        seconds=1,
        commit="abc",
        machine=MACHINE,
        rows={"uphill": {f"leg {number}": figure for number, figure in enumerate(figures)}},
    )


def steps(value: float, tolerance: float | None = 1.0, **budget: float) -> Figure:
    return Figure(value=value, unit="steps", tolerance=tolerance, **budget)


def test_a_count_must_be_found_again_exactly() -> None:
    assert list(comparison.differences(result(steps(5)), result(steps(6)))) == [
        "walking, uphill, leg 0: 6 steps, recorded as 5 steps."
    ]


@pytest.mark.parametrize(("found", "alike"), [(50, True), (200, True), (49, False), (201, False)])
def test_a_time_must_be_found_again_within_its_factor_up_and_down(
    found: float, alike: bool
) -> None:
    said = list(comparison.differences(result(steps(100, tolerance=2)), result(steps(found))))

    assert (said == []) is alike


def test_what_has_no_tolerance_may_be_anything() -> None:
    recorded, fresh = result(steps(1, tolerance=None)), result(steps(1000, tolerance=None))

    assert list(comparison.differences(recorded, fresh)) == []


def test_a_zero_is_within_no_factor_of_something() -> None:
    recorded, fresh = result(steps(0, tolerance=3)), result(steps(1, tolerance=3))

    assert len(list(comparison.differences(recorded, fresh))) == 1


def test_a_figure_that_is_no_longer_measured_is_named() -> None:
    assert list(comparison.differences(result(steps(1), steps(2)), result(steps(1)))) == [
        "walking, uphill, leg 1: recorded, and not measured now."
    ]


def test_a_missed_budget_is_told_even_where_it_was_recorded_so() -> None:
    slow = result(steps(12, at_most=10), steps(1, at_least=2))

    assert list(comparison.differences(slow, slow)) == [
        "walking, uphill, leg 0: 12 steps, the budget is at most 10.",
        "walking, uphill, leg 1: 1 steps, the budget is at least 2.",
    ]
