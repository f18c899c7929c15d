"""What is promised of mentions: whoever was in all the time finds each of theirs, and no other."""

from collections.abc import Iterator

from tests.history.facts import Facts, departures
from tests.history.fault import Fault, Promise
from tests.history.records import Call, Json


def mentions(message: Json, user_id: str) -> bool:
    """Whether it mentions this person, who did not send it."""
    return user_id in (message.get("mentions") or ()) and message["senderId"] != user_id


def place_of(message: Json) -> tuple[int, int]:
    """The number on which its thread hangs, 0 for none; and its own."""
    return message.get("rootSeq") or 0, message["seq"]


def _own(facts: Facts) -> Iterator[Fault]:
    """What is listed mentions the person who asked for it."""
    for call in facts.history.calls:
        me = facts.history.people[call.person]
        for entry in _listed(call):
            if me not in entry["message"]["mentions"]:
                text = f"mentions told {facts.name(call.person)} of number {place_of(entry)}."
                yield Fault("mentions exact", call.ended, text)


def _all(facts: Facts) -> Iterator[Fault]:
    """At the end all that a device shows are listed, for people who never went.

    A mention is of who is in when the stream tells of it.
    """
    gone = {who for record in departures(facts.final.messages) for who in record["memberIds"]}
    views = {view.device: view for view in facts.history.views}
    for call in _last_calls(facts):
        view = views.get(call.device)
        if view is None:
            continue
        me = facts.history.people[call.person]
        there = {
            place_of(message)
            for message in facts.final.messages
            if mentions(message, me) and view.first <= message["seq"] <= view.last
        }
        there |= {
            place_of(message)
            for held in view.threads
            for message in held["messages"]
            if mentions(message, me)
        }
        lost = there - {place_of(entry) for entry in _listed(call)}
        if lost and me not in gone:
            text = f"{facts.name(call.person)} does not find the mention in number {min(lost)}."
            yield Fault("mentions exact", call.ended, text)


def _last_calls(facts: Facts) -> Iterator[Call]:
    """Of each device the last time that it asked, when nothing was under way any more."""
    calls = (call for call in facts.history.calls if call.field == "mentions" and call.answer)
    yield from {call.device: call for call in calls}.values()


def _listed(call: Call) -> Iterator[Json]:
    if call.field == "mentions" and call.answer:
        yield from call.answer["mentions"]


PROMISES: tuple[Promise, ...] = (_own, _all)
