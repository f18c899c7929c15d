"""What is promised of reactions: each counts once, for who made it, until it is taken back."""

from collections.abc import Iterator

from tests.history.facts import REACTIONS, Facts, is_deleted, reactors_of
from tests.history.fault import Fault, Promise
from tests.history.records import Call, Json
from tests.history.wishes import certainly_last, meets

_NAMED = 10
"""Of each emoji so many people are named."""


def _asked_for(facts: Facts) -> Iterator[Fault]:
    """Nobody reacts but by asking for it, and nobody is counted twice."""
    for sight in facts.sights:
        seq = sight.message["seq"]
        for emoji, (count, people) in reactors_of(sight.message).items():
            asked = {
                facts.history.people[call.person]
                for call in _calls(facts, seq, emoji)
                if call.field == "addReaction" and call.began <= sight.at
            }
            if not people <= asked or len(people) != min(count, _NAMED):
                text = f"Number {seq} in {sight.place} has reactions that nobody asked for."
                yield Fault("reactions exact", sight.at, text)


def _answered(facts: Facts) -> Iterator[Fault]:
    """A reaction that is answered is there, or gone where one was taken back.

    Unless somebody undid it meanwhile, or the message is deleted.
    """
    for seq, calls in facts.amendments.items():
        for call in calls:
            if call.field not in REACTIONS or not call.answer or is_deleted(call.answer):
                continue
            emoji = call.arguments["input"]["emoji"]
            if _is_there(call.answer, emoji, facts.history.people[call.person]) != (
                call.field == "addReaction"
            ) and not any(meets(call, other) for other in _undoing(facts, seq, call)):
                text = f"{call.field} to number {seq} was answered, and has not happened."
                yield Fault("reactions exact", call.ended, text)


def _mine(facts: Facts) -> Iterator[Fault]:
    """Whoever asks is told which reactions are their own."""
    for call in facts.calls:
        me = facts.history.people[call.person]
        for message in _answers(call):
            for each in message.get("reactions") or ():
                if each["count"] <= _NAMED and each["mine"] != (me in each["userIds"]):
                    text = f"{call.field} told {facts.name(call.person)} of others' reactions."
                    yield Fault("reactions exact", call.ended, text)


def _at_last(facts: Facts) -> Iterator[Fault]:
    """At the end everyone's last wish about each emoji holds, where it is certain which it was."""
    for seq in facts.responded:
        message = facts.messages.get(seq)
        if message is None:
            continue
        for person, emoji in {
            (call.person, call.arguments["input"]["emoji"])
            for call in facts.amendments.get(seq, ())
            if call.field in REACTIONS
        }:
            calls = [each for each in _calls(facts, seq, emoji) if each.person == person]
            last = certainly_last(calls)
            if last is None:
                continue
            wanted = last.field == "addReaction" and not is_deleted(message)
            if _is_there(message, emoji, facts.history.people[person]) != wanted:
                text = f"{last.field} to number {seq} by {facts.name(person)} is lost."
                yield Fault("reactions exact", facts.final.at, text)


def _gone(facts: Facts) -> Iterator[Fault]:
    """A deleted message has no reactions."""
    for sight in facts.sights:
        if is_deleted(sight.message) and reactors_of(sight.message):
            text = f"Number {sight.message['seq']} in {sight.place} is deleted, and has reactions."
            yield Fault("deleted is gone", sight.at, text)


def _told(facts: Facts) -> Iterator[Fault]:
    """Whoever asks for messages is told their reactions, and which state they are in."""
    for call in facts.calls:
        for message in _answers(call):
            if message["version"] is None or message["reactions"] is None:
                text = f"{call.field} said nothing of the reactions to number {message['seq']}."
                yield Fault("nothing missed", call.ended, text)


def _answers(call: Call) -> list[Json]:
    """The messages of an answer that has all that there is of them."""
    if not call.answer:
        return []
    if call.field in REACTIONS | {"message"}:
        return [call.answer]
    if call.field == "messages":
        return list(call.answer["messages"])
    if call.field == "sync":
        changed = (change.get("message") for change in call.answer["changes"])
        return [*call.answer["messages"], *filter(None, changed)]
    return []


def _calls(facts: Facts, seq: int, emoji: str) -> list[Call]:
    """All calls about one emoji at one message."""
    return [
        call
        for call in facts.amendments.get(seq, ())
        if call.field in REACTIONS and call.arguments["input"]["emoji"] == emoji
    ]


def _undoing(facts: Facts, seq: int, call: Call) -> Iterator[Call]:
    """What the same person did to the contrary, and what deletes the message.

    A state that is read while its message is being deleted may be the text of before without its
    reactions: a higher version replaces it.
    """
    for other in _calls(facts, seq, call.arguments["input"]["emoji"]):
        if other.person == call.person and other.field != call.field:
            yield other
    for other in facts.amendments.get(seq, ()):
        if other.field == "deleteMessage":
            yield other


def _is_there(message: Json, emoji: str, user_id: str) -> bool:
    _, people = reactors_of(message).get(emoji, (0, frozenset()))
    return user_id in people


PROMISES: tuple[Promise, ...] = (_asked_for, _answered, _mine, _at_last, _gone, _told)
