"""What is promised of pins: everyone is told the same ones, until somebody unpins them."""

from collections.abc import Iterator

from tests.history.facts import PINS, Facts, is_deleted
from tests.history.fault import Fault, Promise
from tests.history.records import Call
from tests.history.wishes import certainly_last, meets


def _listed(facts: Facts) -> Iterator[Fault]:
    """Only what is pinned is listed, what was pinned last first, and each message once."""
    for call in _lists(facts):
        times = [message["pinnedAt"] for message in call.answer]
        numbers = [message["seq"] for message in call.answer]
        if None in times or times != sorted(times, reverse=True):
            text = f"pins told {numbers} with {times}."
            yield Fault("pins exact", call.ended, text)
        elif len(numbers) != len(set(numbers)):
            yield Fault("pins exact", call.ended, f"pins told a message twice: {numbers}.")


def _answered(facts: Facts) -> Iterator[Fault]:
    """What is answered has happened, unless somebody did the contrary meanwhile."""
    for seq, calls in facts.amendments.items():
        pinning = [call for call in calls if call.field in PINS]
        for call in pinning:
            if not call.answer or is_deleted(call.answer):
                continue
            is_wanted = call.field == "pinMessage"
            if (call.answer["pinnedAt"] is not None) != is_wanted and not any(
                meets(call, other) for other in pinning if other.field != call.field
            ):
                text = f"{call.field} of number {seq} was answered, and has not happened."
                yield Fault("pins exact", call.ended, text)


def _at_last(facts: Facts) -> Iterator[Fault]:
    """At the end the last wish holds, where it is certain which it was, and the list has it."""
    for seq in facts.pinned:
        message = facts.messages.get(seq)
        last = certainly_last([call for call in facts.amendments[seq] if call.field in PINS])
        if message is None or last is None:
            continue
        is_wanted = last.field == "pinMessage" and not is_deleted(message)
        if (message["pinnedAt"] is not None) != is_wanted:
            yield Fault("pins exact", facts.final.at, f"{last.field} of number {seq} is lost.")
    pinned = {seq for seq, message in facts.messages.items() if message["pinnedAt"]}
    for call in _lists(facts):
        if call.began < facts.at_rest or not facts.is_in(call):
            continue
        floor = facts.certain_floor(call.person, call.ended)
        listed = {message["seq"] for message in call.answer}
        if listed != {seq for seq in pinned if seq >= floor}:
            text = f"pins told {sorted(listed)}, and pinned are {sorted(pinned)}."
            yield Fault("pins exact", call.ended, text)


def _lists(facts: Facts) -> Iterator[Call]:
    return (
        call for call in facts.history.calls if call.field == "pins" and call.answer is not None
    )


PROMISES: tuple[Promise, ...] = (_listed, _answered, _at_last)
