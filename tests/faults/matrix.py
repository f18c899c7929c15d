"""Runs a scenario with each fault at each of its calls, and says what is not as promised."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tests.contract.project import STREAM
from tests.faults import meaning
from tests.faults.faults import READER, TWIN, Fault
from tests.faults.network import Attempt, Injection
from tests.faults.scenarios import Scenario
from tests.faults.world import Outcome, Saved, World

_GONE = 30
"""Seconds after which no reader waits for a writer any more."""


@dataclass
class Tally:
    """What the matrix did."""

    scenarios: int = 0
    calls: int = 0
    faults: int = 0
    follow_ups: int = 0
    complaints: int = 0


@dataclass
class Matrix:
    """One scenario with all that can befall it.

    begun: the chat before the call.
    """

    world: World
    scenario: Scenario
    begun: Saved
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self.world.restore(self.begun)
        self._event = self.scenario.event(self.world)
        self.world.restore(self.begun)
        self._holes_before = self._holes()
        self._on_the_way = [self._meaning()]
        self._plain = self.world.invoke(
            self.scenario.coordinate, self._event, Injection(0, (), after=self._note)
        )
        self._attempts = tuple(self.world.attempts)
        self._numbers = self._meaning()["numbers"]
        self._told = [*self.world.published]

    def complaints(self) -> Iterator[str]:
        """What is not as promised, one sentence each: call, fault, follow-up."""
        if not self._is_as_plain(self._plain):
            yield f"{self.scenario.name}: undisturbed: {self._plain}"
            return
        yield from self._about("undisturbed", self._unsound())
        self.tally.scenarios += 1
        self.tally.calls += len(self._attempts)
        for number, operation in enumerate(self._attempts):
            for fault in self.scenario.faults:
                if operation in fault.on:
                    self.tally.faults += 1
                    where = f"call {number + 1} of {len(self._attempts)}, {operation}, {fault.name}"
                    yield from self._about(where, self._befall(number, fault))

    def _befall(self, number: int, fault: Fault) -> Iterator[str]:
        self.world.restore(self.begun)
        others = {TWIN: self._twin, READER: self._reader}
        injection = Injection(number, fault.strikes, fault.after, others)
        outcome = self._invoke(injection)
        assert injection.met
        yield from self._about("the answer", self._unexpected(outcome, fault))
        yield from self._about("nothing follows", self._unsound())
        if not meaning.is_one_of(self._meaning(), self._on_the_way):
            yield "nothing follows: the table means what no part of the call could mean"
        if not fault.loses and (left := self._holes() - self._holes_before):
            yield f"nothing follows: it answered, and left {', '.join(left)} empty"
        state = self.world.save()
        yield from self._about("a retry follows", self._retry(outcome))
        if self._holes() - self._holes_before:
            yield from self._about("a retry and readers follow", self._settle())
            self.world.restore(state)
            yield from self._about("readers follow", self._settle())
            yield from self._about("readers and a retry follow", self._retry(outcome))

    def _retry(self, first: Outcome) -> Iterator[str]:
        """The caller repeats the call, or the stream delivers again what was not reported done."""
        self.tally.follow_ups += 1
        self.world.sleep(1)
        event = self._event
        if self._is_followed:
            event = {"Records": _undone(self._event["Records"], first)}
            done = len(self._event["Records"]) - len(event["Records"])
            if self._told and len(self.world.published) < done:
                yield f"{done} were reported done, {len(self.world.published)} were published"
        outcome = self._invoke(None, event)
        if not self._is_as_plain(outcome):
            yield f"it {outcome}, and undisturbed {self._plain}"
        yield from self._unsound()
        if not meaning.is_one_of(self._meaning(), self._on_the_way[-1:]):
            yield "the table does not mean what the call means"
        if {*map(str, self.world.published)} != {*map(str, self._told)}:
            yield f"told were {self.world.published}, and undisturbed {self._told}"

    def _settle(self) -> Iterator[str]:
        """Time passes, and readers come by."""
        self.tally.follow_ups += 1
        self.world.sleep(_GONE)
        self._readers_come()
        yield from self._unsound()
        if self._holes():
            yield "an empty number was not settled"

    def _unexpected(self, outcome: Outcome, fault: Fault) -> Iterator[str]:
        if outcome.died:
            if not (fault.kills or fault.lasts):
                yield "the function ran out of time"
        elif outcome.error not in {None, "TryAgain"}:
            yield f"it is {outcome.error}"
        elif outcome.error is None and not self._is_as_plain(outcome, partly=True):
            yield f"it {outcome}, and undisturbed {self._plain}"

    def _is_as_plain(self, outcome: Outcome, *, partly: bool = False) -> bool:
        if self._is_followed and outcome.answer:
            failed = outcome.answer["batchItemFailures"]
            return (partly and bool(failed)) or not failed
        exactly = self._meaning()["numbers"] == self._numbers
        return not (outcome.error or outcome.died) and meaning.of_answer(
            outcome.answer, exactly=exactly
        ) == meaning.of_answer(self._plain.answer, exactly=exactly)

    @property
    def _is_followed(self) -> bool:
        """Whether it is the stream that calls."""
        return self.scenario.coordinate.startswith(STREAM)

    def _invoke(self, injection: Injection | None, event: Any = None) -> Outcome:
        return self.world.invoke(self.scenario.coordinate, event or self._event, injection)

    def _twin(self) -> None:
        self._invoke(None)

    def _reader(self) -> None:
        """By whose clock the writers are long gone."""
        self.world.sleep(_GONE)
        self._readers_come()
        self.world.sleep(-_GONE)

    def _readers_come(self) -> None:
        """A member each of the conversations and threads in which a number is empty."""
        for conversation_id, log in {tuple(place.split(" ")[:2]) for place in self._holes()}:
            reader = next(
                person
                for person, conversation in self._meaning()["members"]
                if conversation == conversation_id
            )
            query, arguments = "Query.sync", {"seq": 0, "revision": 0}
            if root := log.partition("/")[2]:
                query, arguments = "Query.messages", {"rootSeq": int(root)}
            here = {"conversationId": conversation_id, **arguments}
            self.world.invoke(query, self.world.event(query, reader, here))

    def _note(self, attempt: Attempt) -> Any:
        answer = attempt.forward()
        self._on_the_way.append(self._meaning())
        return answer

    def _meaning(self) -> Mapping[str, Any]:
        return _meaning(self.world, self.world.storage.state)

    def _unsound(self) -> Iterator[str]:
        yield from _findings(self.world, self.world.storage.state, self.world.now)

    def _holes(self) -> frozenset[str]:
        return _holes(self.world, self.world.storage.state)

    def _about(self, what: str, sentences: Iterator[str]) -> Iterator[str]:
        return (f"{what}: {sentence}" for sentence in sentences)


def _undone(records: list[Mapping[str, Any]], outcome: Outcome) -> list[Mapping[str, Any]]:
    """What the stream delivers again. Source: Lambda developer guide, DynamoDB streams."""
    if outcome.answer is None:
        return records
    failed = {each["itemIdentifier"] for each in outcome.answer["batchItemFailures"]}
    numbers = [record["dynamodb"]["SequenceNumber"] for record in records]
    return records[min(map(numbers.index, failed), default=len(records)) :]


@cache
def _meaning(world: World, _state: str) -> Mapping[str, Any]:
    return meaning.of_table(world.items())


@cache
def _findings(world: World, _state: str, now: float) -> tuple[str, ...]:
    broken = (each for each in world.auditor.findings(now=now) if each.is_broken)
    return tuple(f"{each.code} {each.place}: {each.detail}" for each in broken)


@cache
def _holes(world: World, _state: str) -> frozenset[str]:
    found = world.auditor.findings(now=world.now + _GONE)
    waiting = (each for each in found if not each.is_broken)
    return frozenset(f"{each.conversation} {each.place}" for each in waiting)
