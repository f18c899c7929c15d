"""How often somebody may do something."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.domain.errors import TooManyRequests
from chat.domain.pace import Pace

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SIXTY_A_MINUTE = Pace(60, timedelta(minutes=1))


def done(pace: Pace, times: int, *, now: datetime = NOW) -> datetime | None:
    paid_until = None
    for _ in range(times):
        paid_until = pace.after(paid_until, now=now)
    return paid_until


def test_as_many_at_once_as_the_pace_says_and_then_no_more() -> None:
    paid_until = done(SIXTY_A_MINUTE, 60)
    with pytest.raises(TooManyRequests, match=r"wait 1 second\. \(retryAfterMs: 1000\)"):
        SIXTY_A_MINUTE.after(paid_until, now=NOW)


def test_whoever_waits_as_long_as_told_may_go_on() -> None:
    paid_until = done(SIXTY_A_MINUTE, 60)
    later = NOW + timedelta(milliseconds=1000)
    assert SIXTY_A_MINUTE.after(paid_until, now=later) == NOW + timedelta(seconds=61)


def test_several_at_once_are_allowed_together_or_not_at_all() -> None:
    assert SIXTY_A_MINUTE.after(None, now=NOW, times=60) == NOW + timedelta(minutes=1)
    with pytest.raises(TooManyRequests, match=r"wait 2 seconds\. \(retryAfterMs: 2000\)"):
        SIXTY_A_MINUTE.after(None, now=NOW, times=62)


def test_a_rest_gives_no_more_than_one_burst() -> None:
    paid_until = SIXTY_A_MINUTE.after(None, now=NOW)
    rested = NOW + timedelta(days=1)
    for _ in range(60):
        paid_until = SIXTY_A_MINUTE.after(paid_until, now=rested)
    with pytest.raises(TooManyRequests):
        SIXTY_A_MINUTE.after(paid_until, now=rested)


@given(st.lists(st.integers(0, 5_000), min_size=1, max_size=300))
def test_in_no_period_are_there_twice_as_many(pauses: list[int]) -> None:
    now, paid_until, times = NOW, None, []
    for pause in pauses:
        now += timedelta(milliseconds=pause)
        try:
            paid_until = SIXTY_A_MINUTE.after(paid_until, now=now)
        except TooManyRequests:
            continue
        times.append(now)
    for start in times:
        within = [time for time in times if start <= time < start + SIXTY_A_MINUTE.period]
        assert len(within) < 2 * SIXTY_A_MINUTE.most
