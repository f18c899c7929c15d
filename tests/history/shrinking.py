"""From a programme that breaks a promise to the smallest one found that still does.

Delta debugging: leave out half of the steps, then quarters, and so on, as long as what is left
still fails. Source: Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input",
2002.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace

from tests.history.programme import Lane, Programme
from tests.history.weather import Trouble

type Fails = Callable[[Programme], Awaitable[bool]]


async def shrunk(programme: Programme, fails: Fails) -> Programme:
    """A smaller programme that fails too, or the same. Each one that is smaller is tried."""
    # Without trouble an episode waits for nothing, so this is tried first, and all at once.
    for troubles in (tuple(Trouble), *((each,) for each in Trouble)):
        calmer = replace(programme, troubles=programme.troubles.difference(troubles))
        if calmer != programme and await fails(calmer):
            programme = calmer
    size = max(1, programme.steps // 2)
    while size:
        start = 0
        while start < programme.steps:
            candidate = _without(programme, range(start, start + size))
            if await fails(candidate):
                programme = candidate
            else:
                start += size
        size //= 2
    return programme


def _without(programme: Programme, left_out: range) -> Programme:
    """The programme without these of its steps, counted through all lanes."""
    lanes = _lanes(programme, left_out)
    return replace(programme, lanes=tuple(lane for lane in lanes if lane.steps))


def _lanes(programme: Programme, left_out: range) -> Iterator[Lane]:
    first = 0
    for lane in programme.lanes:
        kept = (step for n, step in enumerate(lane.steps, first) if n not in left_out)
        yield replace(lane, steps=tuple(kept))
        first += len(lane.steps)
