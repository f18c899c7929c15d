"""What is promised of texts that come from others: they answer one, or are one again."""

from collections.abc import Iterator

from tests.history.facts import Facts, is_deleted, messages_in
from tests.history.fault import Fault, Promise
from tests.history.records import Call, Json

_QUERIES = frozenset({"message", "messages", "sync", "pins"})


def _as_asked_for(facts: Facts) -> Iterator[Fault]:
    """A text answers what its sender chose, and comes from whom it came from, until it is gone."""
    for sight in facts.sights:
        message = sight.message
        if message["kind"] != "TEXT" or message.get("parts") is None:
            continue
        sent = [{}] if is_deleted(message) else facts.sent(message["seq"])
        if message.get("replyTo") not in [each.get("replyTo") for each in sent]:
            text = f"Number {message['seq']} in {sight.place} answers {message.get('replyTo')}."
            yield Fault("true origins", sight.at, text)
        authors = {None} if is_deleted(message) else {*_first_authors(facts, message["seq"])}
        if "forwardedFrom" in message and _author(message) not in authors:
            text = f"Number {message['seq']} in {sight.place} comes from somebody else."
            yield Fault("true origins", sight.at, text)


def _quoted(facts: Facts) -> Iterator[Fault]:
    """Who reads an answer is told what it answers, if they may read that, and nothing else."""
    for call in facts.calls:
        if call.field not in _QUERIES:
            continue
        for message in messages_in(call):
            if "quoted" not in message:  # in a reply that is told with what it hangs on
                continue
            number, original = message["replyTo"], message["quoted"]
            if original and original["seq"] != number:
                text = f"{call.field} told {original['seq']} as what {message['seq']} answers."
                yield Fault("true origins", call.ended, text)
            if (
                original
                and number
                and number < facts.lowest_floor(call.person, call.began, call.ended)
            ):
                text = f"{call.field} told {facts.name(call.person)} of number {number}."
                yield Fault("members only", call.ended, text)
            if number and not original and _may_read(facts, call, number):
                text = f"{call.field} did not tell what number {message['seq']} answers."
                yield Fault("nothing missed", call.ended, text)


def _author(message: Json) -> str | None:
    told: Json = message["forwardedFrom"] or {}
    return told.get("senderId")


def _first_authors(facts: Facts, seq: int) -> Iterator[str | None]:
    """Who may have written what a number says, if its sender did not; None where they did."""
    for given in facts.sent(seq):
        number = given["forward"]["seq"] if "forward" in given else None
        if number is None:
            yield None
        elif number < seq and number in facts.messages:
            for author in _first_authors(facts, number):
                yield author or facts.messages[number]["senderId"]


def _may_read(facts: Facts, call: Call, number: int) -> bool:
    return number >= facts.certain_floor(call.person, call.ended)


PROMISES: tuple[Promise, ...] = (_as_asked_for, _quoted)
