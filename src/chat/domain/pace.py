"""How often somebody may do something: a rate that allows a burst, kept as a single time.

The generic cell rate algorithm (ITU-T I.371, annex A): the stored time is when a person who had
gone on at an even pace would have done all that they did. It is ahead of the clock by what they did
at once, and nothing has to be counted, or reset.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chat.domain.errors import TooManyRequests


@dataclass(frozen=True, slots=True)
class Pace:
    """At most `most` within any `period` that begins after a rest, then one per period / most."""

    most: int
    period: timedelta

    def after(self, paid_until: datetime | None, *, now: datetime, times: int = 1) -> datetime:
        """What to store instead of `paid_until` after doing it that many times more.

        paid_until: None for who has never done it.  Raises TooManyRequests.
        """
        start = now if paid_until is None else max(now, paid_until)
        end = start + times * self.period / self.most
        too_early = end - now - self.period
        if too_early > timedelta():
            raise TooManyRequests.for_(too_early)
        return end
