"""How many transactions it takes to change something, refused ones included."""

from collections.abc import Callable, Mapping, Sequence
from statistics import quantiles

from benchmarks.result import Figure, median_of

MEDIAN, SLOW, MOST = "attempts, p50", "attempts, p95", "attempts, most"
WIDE = 3.0
"""Threads that share two cores meet otherwise each time."""


def figures(runs: Sequence[Sequence[int]], *, at_most: float | None = None) -> Mapping[str, Figure]:
    """Of runs, each with the attempts of every change. at_most: the budget of the median."""

    def figure(
        of_run: Callable[[Sequence[int]], float],
        *,
        tolerance: float | None = WIDE,
        at_most: float | None = None,
    ) -> Figure:
        found = [of_run(run) for run in runs]
        return median_of(found, "transactions", tolerance=tolerance, at_most=at_most)

    return {
        MEDIAN: figure(lambda run: _cut(run, 50), at_most=at_most),
        SLOW: figure(lambda run: _cut(run, 95)),
        MOST: figure(max, tolerance=None),
    }


def _cut(attempts: Sequence[int], percentile: int) -> float:
    if len(attempts) == 1:
        return attempts[0]
    return quantiles(attempts, n=100, method="inclusive")[percentile - 1]
