"""What the chat costs, computed from measured capacity, list prices and what people do."""

from collections.abc import Mapping
from dataclasses import replace

from benchmarks import bill, capacity, markdown, result
from benchmarks.activity import Activity, Running
from benchmarks.benchmark import Benchmark
from benchmarks.prices import PRICES, Price
from benchmarks.result import RECORDED, Figure, Result, Rows
from benchmarks.vendors import VENDORS, Vendor
from local_cloud.faults import Fault
from local_cloud.progress import Progress

TOTAL = "in all"
_USERS = (1_000, 10_000, 100_000, 1_000_000)
_LISTENERS = (2, 5, 20, 100, 1_000)
_MILLION = 1_000_000
_ACTIVITY, _RUNNING = Activity(), Running()
_READING = ("Basis", "Read", "Source")
_BREAK_EVEN, _MESSAGES = "break-even", "messages"
_EXAMPLE = 10_000
_LOOKS, _LOOKS_IN_SILENCE = "heads", "heads, if nobody says anything"
_PER_USER = 0.045
"""Dollars a monthly user: the lowest step of Twilio's list."""


def measure(progress: Progress) -> Rows:
    """Price per million messages and per month, beside what others charge."""
    measured = result.read(RECORDED, capacity.BENCHMARK.name)
    if measured is None:
        raise Fault("No capacity is recorded: run `python -m benchmarks capacity --record` first.")
    progress.say("Computing prices from the recorded capacity")
    return {
        **{_listening(count): _per_million(measured, count) for count in _LISTENERS},
        **{_of(users): _monthly(measured, users) for users in _USERS},
        **{_elsewhere(users): _others(users) for users in _USERS},
        _BREAK_EVEN: {_MESSAGES: _break_even(measured)},
        _LOOKS: _of_looking(measured, _ACTIVITY),
        _LOOKS_IN_SILENCE: _of_looking(measured, replace(_ACTIVITY, quiet=1)),
    }


def tables(found: Result) -> Mapping[str, str]:
    """Prices of messages, of months, of others, and the assumptions and list prices below them."""
    return {
        "cost-messages": _lines(found, [_listening(count) for count in _LISTENERS]),
        "cost-months": _lines(found, [_of(users) for users in _USERS]),
        "cost-vendors": _beside(found),
        "cost-break-even": (
            f"Above about {markdown.number(found[_BREAK_EVEN][_MESSAGES].value)} messages a month "
            f"from each monthly user, a price of ${_PER_USER} per user, the lowest step of "
            "Twilio's list, is less than ours, even without Cognito, storage and the web app.\n"
        ),
        "cost-heads": _looking(found),
        "cost-activity": _assumptions(),
        "cost-prices": _price_list(),
        "cost-vendor-notes": markdown.table(
            ["", "Note", *_READING],
            [[each.name, each.note, *_reading(each)] for each in VENDORS],
        ),
    }


def _per_million(measured: Result, listeners: int) -> Mapping[str, Figure]:
    """A message alone: no typing, no read marker, no allowance."""
    quiet = replace(_ACTIVITY, listeners=listeners, typing=0, marks=0)
    lines = bill.itemized(
        bill.of_messages(_MILLION, quiet), measured, _RUNNING, times=1, allowances=False
    )
    return _figures(lines)


def _monthly(measured: Result, users: int, activity: Activity = _ACTIVITY) -> Mapping[str, Figure]:
    return _figures(bill.monthly(users, measured, activity, _RUNNING))


def _of_looking(measured: Result, activity: Activity) -> Mapping[str, Figure]:
    """Without what is free every month: the other lines use that up."""
    lines = bill.itemized(
        bill.of_heads(activity), measured, _RUNNING, times=_EXAMPLE, allowances=False
    )
    return _figures(lines)


def _others(users: int) -> Mapping[str, Figure]:
    asked = {vendor.name: vendor.monthly(users, _ACTIVITY) for vendor in VENDORS}
    return {name: _dollars(price) for name, price in asked.items() if price is not None}


def _break_even(measured: Result) -> Figure:
    """Messages a month and person at which ours costs what a price per user does, Cognito apart."""

    def of_person(messages: int) -> float:
        talkative = replace(_ACTIVITY, active_days=1, messages=messages, sessions=0, minutes=0)
        usage = bill.of_a_person(talkative)
        return sum(bill.itemized(usage, measured, _RUNNING, times=1, allowances=False).values())

    idle = replace(_ACTIVITY, messages=0)
    fixed = sum(
        bill.itemized(
            bill.of_a_person(idle), measured, _RUNNING, times=1, allowances=False
        ).values()
    )
    return Figure(value=round((_PER_USER - fixed) / of_person(1)), unit=_MESSAGES, tolerance=1.01)


def _figures(lines: Mapping[str, float]) -> Mapping[str, Figure]:
    return {name: _dollars(value) for name, value in {**lines, TOTAL: sum(lines.values())}.items()}


def _dollars(value: float) -> Figure:
    return Figure(value=round(value, 2), unit="$", tolerance=1.01)


def _lines(found: Result, columns: list[str]) -> str:
    names = list(found[columns[0]])
    rows = [[name, *(_shown(found[column][name]) for column in columns)] for name in names]
    return markdown.table(["$", *columns], rows)


def _beside(found: Result) -> str:
    ours = ["this chat", *(_shown(found[_of(users)][TOTAL]) for users in _USERS)]
    without = [
        "… without Cognito",
        *(
            _money(found[_of(users)][TOTAL].value - found[_of(users)]["Cognito"].value)
            for users in _USERS
        ),
    ]
    theirs = [
        [vendor.name, *(_asked(vendor, found, users) for users in _USERS)] for vendor in VENDORS
    ]
    head = ["$ a month", *(_of(users) for users in _USERS)]
    return markdown.table(head, [ours, without, *theirs])


def _looking(found: Result) -> str:
    whole = found[_of(_EXAMPLE)][TOTAL].value
    looks, in_silence = found[_LOOKS][TOTAL].value, found[_LOOKS_IN_SILENCE][TOTAL].value
    return (
        "To learn that it is still connected and has missed nothing, the web app looks at `heads`: "
        "at the open conversation after half a minute without a message there, while the window is "
        "in sight, and at all conversations every five minutes and on coming back. "
        f"For {_EXAMPLE:,} users that is ${_money(looks)} of ${_money(whole)}, "
        f"{looks / whole:.1%}; if nobody said anything meanwhile, it would be "
        f"${_money(in_silence)}.\n"
    )


def _assumptions() -> str:
    """The defaults, with the words that stand below each in the module."""
    activity = _ACTIVITY
    rows = [
        ["Active days a month", markdown.number(activity.active_days)],
        ["Sessions an active day", markdown.number(activity.sessions)],
        ["Minutes connected an active day", markdown.number(activity.minutes)],
        ["Conversations, each subscribed to", markdown.number(activity.conversations)],
        ["Messages sent an active day", markdown.number(activity.messages)],
        ["Connected members a message reaches, sender included", str(activity.listeners)],
        ["Of those, looking at the conversation", str(activity.viewers)],
        ["`setTyping` and `markRead` a message", f"{activity.typing} and {activity.marks}"],
        ["Of that time, in sight with a conversation open", f"{activity.in_sight:.0%}"],
        ["Of the half minutes in sight, without a message there", f"{activity.quiet:.0%}"],
        ["Connected at the busiest moment", f"{activity.peak:.0%}"],
        [
            "A call's duration",
            f"{_RUNNING.own * 1000:g} ms, and {_RUNNING.wave * 1000:g} ms a wave",
        ],
        ["Cold starts", f"{_RUNNING.cold:.0%} of calls, {_RUNNING.start * 1000:g} ms each"],
        ["Logged a call", f"{_RUNNING.log:,} bytes"],
    ]
    return markdown.table(["A monthly user, on average", ""], rows)


def _price_list() -> str:
    return markdown.table(
        ["", "$", "For", "Free a month", *_READING],
        [
            [
                name,
                f"{price.dollars:.10f}".rstrip("0").rstrip("."),
                f"{price.per:,}",
                markdown.number(price.free) if price.free else "",
                *_reading(price),
            ]
            for name, price in PRICES.items()
        ],
    )


def _asked(vendor: Vendor, found: Result, users: int) -> str:
    figure = found[_elsewhere(users)].get(vendor.name)
    if figure is None:
        return "by quote" if vendor.is_by_quote(users) else "unknown"
    return _shown(figure)


def _reading(read: Price | Vendor) -> list[str]:
    return [read.basis, f"{read.read_on:%Y-%m}" if read.read_on else "", f"<{read.source}>"]


def _shown(figure: Figure) -> str:
    return _money(figure.value)


def _money(dollars: float) -> str:
    return f"{dollars:,.0f}" if dollars >= 100 else f"{dollars:.2f}"


def _of(users: int) -> str:
    return f"{users:,} users"


def _elsewhere(users: int) -> str:
    return f"{users:,} users elsewhere"


def _listening(count: int) -> str:
    return f"{count:,} connected"


BENCHMARK = Benchmark("cost", measure, tables)
