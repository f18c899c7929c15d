from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from chat.domain.holes import Holes, Patience

TIMEOUT = timedelta(seconds=10)
START = datetime(2026, 1, 1, tzinfo=UTC)


def judged(written: Mapping[int, float], *, wanted: range, last_taken: float, now: float) -> Holes:
    """Times in seconds after START."""
    return Patience(TIMEOUT).judge(
        {number: START + timedelta(seconds=at) for number, at in written.items()},
        wanted,
        last_taken_at=START + timedelta(seconds=last_taken),
        now=START + timedelta(seconds=now),
    )


def test_a_full_stretch_has_no_holes() -> None:
    assert judged({1: 0, 2: 0}, wanted=range(1, 3), last_taken=0, now=0) == Holes()


def test_a_hole_is_young_until_its_writer_must_have_ended() -> None:
    assert judged({2: 0}, wanted=range(1, 3), last_taken=0, now=15).young == (1,)
    assert judged({2: 0}, wanted=range(1, 3), last_taken=0, now=15.1).dead == (1,)


def test_the_earliest_later_write_is_the_evidence() -> None:
    written = {2: 0, 3: 14}

    assert judged(written, wanted=range(1, 4), last_taken=14, now=16).dead == (1,)


def test_an_earlier_number_proves_nothing_about_a_later_one() -> None:
    assert judged({1: 0}, wanted=range(1, 3), last_taken=20, now=30).young == (2,)


def test_without_a_later_write_the_last_taking_decides() -> None:
    assert judged({}, wanted=range(1, 2), last_taken=0, now=25).young == (1,)
    assert judged({}, wanted=range(1, 2), last_taken=0, now=25.1).dead == (1,)


def test_evidence_may_lie_beyond_what_is_wanted() -> None:
    assert judged({9: 0}, wanted=range(1, 2), last_taken=20, now=16).dead == (1,)


def test_after_an_hour_a_hole_is_forgotten() -> None:
    assert judged({2: 0}, wanted=range(1, 3), last_taken=0, now=3601).forgotten == (1,)
