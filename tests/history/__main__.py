"""`make history`: random histories over the real API of a stack of one's own, checked.

Ends with a summary; or at the first history that is not allowed, with the smallest one like it.
"""

import argparse
import asyncio
import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import uvloop

from local_cloud.outputs import Outputs
from local_cloud.stack import running_stack
from tests.conftest import ROOT
from tests.history.campaign import Stage, Tally, stage, until_a_fault
from tests.history.checker import check
from tests.history.programme import Programme, draw
from tests.history.records import History
from tests.history.redelivery import redelivering
from tests.history.shrinking import shrunk
from tests.history.telling import told

_FOLDER = ROOT / ".local" / "histories"
_TELL_EVERY_S = 10
_TRIES = 3
"""A programme is played so often before it is said not to fail: its timing is not in the seed."""


def main() -> int:
    """Run the command; the result is its exit status."""
    options = _options()
    with (
        running_stack(f"history-{os.getpid()}", root=ROOT) as outputs,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        return runner.run(_check(outputs, options))


async def _check(outputs: Outputs, options: argparse.Namespace) -> int:
    began = time.monotonic()
    async with (
        stage(outputs) as here,
        redelivering(outputs, seed=options.seed) as redelivery,
    ):
        if options.episode is None:
            progress = _Progress(began)
            tally = await until_a_fault(
                here, options.seed, operations=options.operations, tell=progress.tell
            )
        else:
            tally = await _replayed(here, options)
        _say(f"seed {options.seed}: {_summary(tally, began)}")
        for trouble, count in here.service.gate.befell.items():
            _say(f"  {count:>7,} times: {trouble}")
        _say(f"  {redelivery.invocations:>7,} times: a batch of the stream is delivered again")
        if tally.failed is None:
            return 0
        _say(f"  the history: {_saved(tally.failed)}")
        await _explain(here, tally, seconds=options.shrink)
        return 1


async def _replayed(here: Stage, options: argparse.Namespace) -> Tally:
    tally = Tally()
    for _ in range(_TRIES):
        tally.count(await here.play(draw(options.seed, options.episode)))
        if tally.failed:
            break
    return tally


async def _explain(here: Stage, tally: Tally, *, seconds: float) -> None:
    """Print the smallest history found in so many seconds that breaks the same promise."""
    assert tally.failed is not None
    promise, smallest = tally.faults[0].promise, tally.failed

    async def fails(programme: Programme) -> bool:
        nonlocal smallest
        tries = [asyncio.create_task(here.play(programme)) for _ in range(_TRIES)]
        try:
            async for played in asyncio.as_completed(tries):
                history = await played
                if any(fault.promise == promise for fault in check(history)):
                    smallest = history
                    return True
            return False
        finally:
            for each in tries:
                each.cancel()
            await asyncio.gather(*tries, return_exceptions=True)

    try:
        async with asyncio.timeout(seconds):
            await shrunk(draw(tally.failed.seed, tally.failed.episode), fails)
    except TimeoutError:
        _say(f"  made smaller for {seconds:.0f} s, as far as that went:")
    _say("\n".join(told(smallest, check(smallest))))


def _saved(history: History) -> Path:
    _FOLDER.mkdir(parents=True, exist_ok=True)
    path = _FOLDER / f"{history.seed}-{history.episode}.jsonl"
    path.write_text("\n".join(history.lines()) + "\n")
    return path


class _Progress:
    """A line every few seconds."""

    def __init__(self, began: float) -> None:
        self._began = began
        self._due = began + _TELL_EVERY_S

    def tell(self, tally: Tally) -> None:
        if time.monotonic() >= self._due:
            _say(_summary(tally, self._began))
            self._due = time.monotonic() + _TELL_EVERY_S


def _summary(tally: Tally, began: float) -> str:
    elapsed = time.monotonic() - began
    verdict = "a fault" if tally.failed else "nothing found"
    return (
        f"{tally.operations:,} operations in {tally.episodes:,} episodes,"
        f" {tally.deliveries:,} deliveries, {timedelta(seconds=round(elapsed))}"
        f" ({tally.operations / elapsed:.0f} a second): {verdict}"
    )


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.history", description=__doc__)
    add = parser.add_argument
    add("--operations", type=int, default=10_000, help="stop after so many calls")
    add("--seed", type=int, default=1, help="what all choices are drawn from")
    add("--episode", type=int, help="play only this episode of the seed, three times at most")
    add("--shrink", type=float, default=120, help="seconds to make a failing history smaller")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
