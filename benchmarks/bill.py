"""A month's bill: what people do, times what it costs in calls and units, times list prices."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from benchmarks.activity import Activity, Running
from benchmarks.costs import READS, WAVES, WRITES
from benchmarks.prices import PRICES
from benchmarks.result import Result

_GB = 1_000_000_000
_MESSAGE_BYTES = 700
_EVENT_BYTES = 900
_WEB_APP_BYTES = 1_000_000
_MONTHS_KEPT = 12


@dataclass(frozen=True, slots=True)
class Usage:
    """Calls of one kind.

    case: their row in the capacity benchmark.  calls: how many.  functions: invocations for each.
    queries: what AppSync bills for each.  updates: events delivered for each.  answer: bytes.
    scale: the units of so many times the case are consumed.
    """

    case: str
    calls: float
    functions: int = 1
    queries: int = 1
    updates: float = 0
    answer: int = 500
    scale: float = 1


def of_a_person(activity: Activity) -> Iterator[Usage]:
    """A month of one person."""
    messages, sessions = activity.monthly_messages, activity.monthly_sessions
    yield from of_messages(messages, activity)
    yield Usage("`me`, `user`", sessions)
    yield Usage("`inbox` (50 conversations)", sessions, answer=20_000, scale=_of_fifty(activity))
    yield _people(sessions)
    yield from of_heads(activity)
    yield Usage("… five messages behind", sessions * activity.conversations / 4, answer=4_000)
    # The first page of two conversations, and one more of history.
    yield Usage("`messages` (50, with 20 senders)", sessions * 3, functions=2, answer=25_000)
    # A subscription to each conversation, to the open one's activity and to the inbox.
    yield Usage(
        "`conversation`, `setTyping`, `onMessage`, `onActivity`",
        sessions * (activity.conversations + 2),
        queries=0,
        updates=1,
    )


def of_heads(activity: Activity) -> Iterator[Usage]:
    """What a month of one person takes to learn that nothing was missed."""
    case = "`heads` (50 conversations)"
    yield Usage(case, activity.looks_at_all, answer=4_000, scale=_of_fifty(activity))
    yield Usage(case, activity.looks_at_one, scale=1 / 50)


def of_messages(messages: float, activity: Activity) -> Iterator[Usage]:
    """So many messages, with the typing before and the read markers after them."""
    yield Usage("`sendMessage`, stored in 1 KB", messages, updates=activity.listeners)
    yield Usage(
        "`conversation`, `setTyping`, `onMessage`, `onActivity`",
        messages * activity.typing,
        updates=activity.viewers,
    )
    yield Usage("`markRead`", messages * activity.marks, updates=activity.viewers)


def itemized(
    usage: Iterable[Usage], capacity: Result, running: Running, *, times: float, allowances: bool
) -> Mapping[str, float]:
    """Dollars by line for so many times this usage.

    allowances: what is free every month is subtracted.
    """
    calls = [(use, use.calls * times) for use in usage]
    functions = sum(count * use.functions for use, count in calls)
    seconds = sum(count * _seconds(use, capacity, running) for use, count in calls)
    sent = sum(count * (use.answer + use.updates * _EVENT_BYTES) for use, count in calls)

    def price(name: str, quantity: float) -> float:
        return PRICES[name].of(quantity) if allowances else quantity * PRICES[name].each

    return {
        "AppSync queries": price(
            "AppSync query or mutation", sum(count * use.queries for use, count in calls)
        ),
        "AppSync updates": price(
            "AppSync real-time update", sum(count * use.updates for use, count in calls)
        ),
        "Lambda": price("Lambda request", functions)
        + price("Lambda GB-second", seconds * running.memory),
        "DynamoDB writes": price(
            "DynamoDB write unit",
            sum(count * _units(use, capacity, WRITES) for use, count in calls),
        ),
        "DynamoDB reads": price(
            "DynamoDB read unit", sum(count * _units(use, capacity, READS) for use, count in calls)
        ),
        "logs and traces": price("CloudWatch log GB", functions * running.log / _GB)
        + price("X-Ray trace", functions * running.traced),
        "data transfer": price("Data transfer GB", sent / _GB),
    }


def monthly(
    users: int, capacity: Result, activity: Activity, running: Running
) -> Mapping[str, float]:
    """Dollars by line for so many monthly users."""
    stored = users * activity.monthly_messages * _MESSAGE_BYTES * _MONTHS_KEPT / _GB
    minutes = users * activity.monthly_minutes
    lines = itemized(of_a_person(activity), capacity, running, times=users, allowances=True)
    return {
        **lines,
        "connection minutes": PRICES["AppSync connection minute"].of(minutes),
        "a year of messages, backed up": PRICES["DynamoDB GB-month"].of(stored)
        + PRICES["DynamoDB backup GB-month"].of(stored),
        "web app": PRICES["Amplify Hosting GB served"].of(users * _WEB_APP_BYTES / _GB),
        "Cognito": PRICES["Cognito monthly user"].of(users),
    }


def _seconds(use: Usage, capacity: Result, running: Running) -> float:
    warm = capacity[use.case][WAVES].value * running.wave + running.own * use.functions
    return warm + running.cold * running.start * use.functions


def _units(use: Usage, capacity: Result, column: str) -> float:
    return capacity[use.case][column].value * use.scale


def _people(sessions: float) -> Usage:
    """The other person of each direct conversation in the inbox: one more invocation."""
    return Usage(
        "`Member.user`, `InboxEntry.peer`, `Reactor.user` (20 people)", sessions, queries=0
    )


def _of_fifty(activity: Activity) -> float:
    return activity.conversations / 50
