"""Numbers that were handed out but hold nothing yet: whether to wait for them.

A function that dies between taking a number and writing under it leaves a hole. Its writer cannot
outlive its time-out T, so a hole is dead once T has passed since some later number was written,
or since the last number was taken. Clocks decide when a reader may go on, never what is stored: a
reader fills a dead hole with a void on condition that it is still empty, so a writer that was
given up too early finds its number filled and takes a new one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

CLOCK_SKEW = timedelta(seconds=5)
"""How far apart the clocks of two functions may be."""

OBLIVION = timedelta(hours=1)
"""A number absent for this long is read as a void, without a write: expiry will cost nothing."""


@dataclass(frozen=True, slots=True)
class Holes:
    """Empty numbers, by what a reader does about them.

    young: wait.  dead: fill with a void.  forgotten: read as voids, write nothing.
    """

    young: tuple[int, ...] = ()
    dead: tuple[int, ...] = ()
    forgotten: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a reader waits for a writer.

    writer_timeout: how long the platform lets a writing function run.
    """

    writer_timeout: timedelta

    def judge(
        self,
        written: Mapping[int, datetime],
        wanted: Iterable[int],
        *,
        last_taken_at: datetime,
        now: datetime,
    ) -> Holes:
        """Sort the wanted numbers that are not among the written ones.

        written: when each number was written; may include more than the wanted ones, as evidence.
        last_taken_at: when the log's last number was taken.
        """
        young, dead, forgotten = [], [], []
        for number in wanted:
            if number in written:
                continue
            later = _earliest_after(number, written)
            if self._is_past(OBLIVION, later, last_taken_at, now):
                forgotten.append(number)
            elif self._is_past(self.writer_timeout + CLOCK_SKEW, later, last_taken_at, now):
                dead.append(number)
            else:
                young.append(number)
        return Holes(tuple(young), tuple(dead), tuple(forgotten))

    def _is_past(
        self, wait: timedelta, later: datetime | None, last_taken_at: datetime, now: datetime
    ) -> bool:
        # lastSeqAt is stamped before the number is taken, by a function that may live on for T.
        return now > last_taken_at + self.writer_timeout + wait or (
            later is not None and now > later + wait
        )


def _earliest_after(number: int, written: Mapping[int, datetime]) -> datetime | None:
    return min((at for n, at in written.items() if n > number), default=None)
