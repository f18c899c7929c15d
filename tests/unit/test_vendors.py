"""Price lists are read as their owners mean them."""

import pytest

from benchmarks.activity import Activity
from benchmarks.vendors import VENDORS, Vendor

NAMED = {vendor.name: vendor for vendor in VENDORS}
QUIET = Activity(
    active_days=1, messages=10, minutes=60, conversations=1, listeners=2, viewers=0, typing=0,
    marks=0, peak=0.1,
)  # fmt: skip


def by_use(**prices: object) -> Vendor:
    return Vendor.model_validate(
        {"name": "Pigeon", "note": "", "basis": "memory", "source": "", **prices}
    )


@pytest.mark.parametrize(
    ("users", "dollars"), [(200, 0), (201, 0.05), (5_000, 240), (10_000, 477.5), (20_000, 927.5)]
)
def test_each_user_is_charged_by_the_step_they_stand_on(users: int, dollars: float) -> None:
    assert NAMED["Twilio Conversations"].monthly(users, QUIET) == pytest.approx(dollars)


def test_above_the_list_a_price_is_by_quote() -> None:
    twilio = NAMED["Twilio Conversations"]

    assert twilio.is_by_quote(20_001)
    assert twilio.monthly(20_001, QUIET) is None


@pytest.mark.parametrize(("users", "dollars"), [(1_000, 98), (1_001, 370), (10_000, 550)])
def test_a_plan_is_the_smallest_that_holds_the_users(users: int, dollars: float) -> None:
    assert NAMED["PubNub, by users"].monthly(users, QUIET) == dollars


def test_a_size_that_no_plan_covers_is_unknown_rather_than_free() -> None:
    stream = NAMED["Stream"]

    assert stream.monthly(1_000, QUIET) is None
    assert not stream.is_by_quote(1_000)


def test_a_message_is_paid_for_when_sent_and_for_each_who_gets_it() -> None:
    vendor = by_use(message_sent=1, message_delivered=0.1)

    assert vendor.monthly(3, QUIET) == pytest.approx(3 * 10 * (1 + 2 * 0.1))


def test_more_connections_than_the_largest_base_allows_have_no_price() -> None:
    vendor = by_use(base=[{"connections": 10, "dollars": 5}])

    assert vendor.monthly(100, QUIET) == 5
    assert vendor.monthly(101, QUIET) is None
