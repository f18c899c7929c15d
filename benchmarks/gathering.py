"""People who gather around one message for a while: they edit it, react to it and reply to it.

Each is a thread of one process: a wait, a call, a wait, a call. What they do and how long they wait
is drawn from a seed; how their calls meet is left to the threads. Afterwards all that was answered
must be there, counted once each.
"""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from threading import get_ident

from benchmarks import conflicts, engine
from benchmarks.designs import Design, State
from chat.domain.errors import TryAgain
from chat.domain.models import Message, Place
from chat.domain.reactions import Reactor
from chat.operations.backend import Backend
from chat.store.messages import MESSAGES

LONGEST_WAIT_S = 2.0
_EMOJI = ("👍", "❤️", "😂")
_MANY = 100_000
"""More than there are replies."""


class Kind(StrEnum):
    """What people do. Each but the last changes the message that all gather around."""

    EDIT = "edits of the message"
    REACTION = "reactions, given and taken back"
    REPLY = "replies"
    REPLY_EDIT = "edits of replies"


@dataclass(frozen=True, slots=True)
class Call:
    """attempts: transactions.  is_refused: whether the time of a function was not enough."""

    kind: Kind
    attempts: int
    seconds: float
    is_refused: bool


@dataclass(frozen=True, slots=True)
class Run:
    """seconds: until the last call was answered."""

    calls: Sequence[Call]
    seconds: float


def gather(
    backend: Backend,
    design: Design,
    place: Place,
    crew: Sequence[str],
    *,
    seconds: float,
    seed: int,
) -> Run:
    """Let a crew, the first of whom wrote the message, do what they like for so many seconds."""
    author, *others = crew
    guests = [_Guest(author, Random(f"{seed}/0"), is_author=True)]  # noqa: S311 - drawn again alike
    guests += [
        _Guest(person, Random(f"{seed}/{number}"))  # noqa: S311 - drawn again alike
        for number, person in enumerate(others, start=1)
    ]
    with conflicts.strict(backend.table.client) as sent, ThreadPoolExecutor(len(crew)) as pool:
        began = time.perf_counter()

        def stay(guest: _Guest) -> list[Call]:
            calls: list[Call] = []
            while True:
                guest.wait()
                if time.perf_counter() > began + seconds:
                    return calls
                before, called = sent[get_ident()], time.perf_counter()
                kind, is_done = guest.act(engine.invocation(backend), design, place)
                took = time.perf_counter() - called
                calls.append(Call(kind, sent[get_ident()] - before, took, not is_done))

        calls = [call for each in pool.map(stay, guests) for call in each]
        lasted = time.perf_counter() - began
    _require_exact(backend, design, place, guests, calls)
    return Run(calls, lasted)


@dataclass(slots=True)
class _Guest:
    """reaction: the one that they give now.  edits: of each of their replies, by its number."""

    person: str
    chance: Random
    is_author: bool = False
    reaction: Reactor | None = None
    edits: dict[int, int] = field(default_factory=dict)

    def wait(self) -> None:
        """Do nothing for a moment."""
        time.sleep(self.chance.uniform(0, LONGEST_WAIT_S))

    def act(self, backend: Backend, design: Design, place: Place) -> tuple[Kind, bool]:
        """Make a call. Answers with what it was, and whether it was done."""
        kind = self.chance.choice(self._kinds())
        acts = {
            Kind.EDIT: self._edit,
            Kind.REACTION: self._react,
            Kind.REPLY: self._reply,
            Kind.REPLY_EDIT: self._edit_reply,
        }
        try:
            acts[kind](backend, design, place)
        except TryAgain:
            return kind, False
        return kind, True

    def _kinds(self) -> Sequence[Kind]:
        kinds = [Kind.REACTION, Kind.REPLY, *([Kind.REPLY_EDIT] if self.edits else ())]
        # Every other time, the author edits what all the others respond to.
        return [*kinds, *([Kind.EDIT] * len(kinds) if self.is_author else ())]

    def _edit(self, backend: Backend, design: Design, place: Place) -> None:
        design.edit(backend, place, self.person, self._words())

    def _react(self, backend: Backend, design: Design, place: Place) -> None:
        if self.reaction:
            design.react(backend, place, self.reaction, adds=False)
            self.reaction = None
        else:
            wanted = Reactor(self.chance.choice(_EMOJI), self.person)
            design.react(backend, place, wanted, adds=True)
            self.reaction = wanted

    def _reply(self, backend: Backend, design: Design, place: Place) -> None:
        self.edits[design.reply(backend, place, self.person)] = 0

    def _edit_reply(self, backend: Backend, design: Design, place: Place) -> None:
        seq = self.chance.choice(sorted(self.edits))
        reply = Place(place.conversation_id, seq, place.seq)
        design.edit(backend, reply, self.person, self._words())
        self.edits[seq] += 1

    def _words(self) -> str:
        return f"{self.chance.random()}"


def _require_exact(
    backend: Backend,
    design: Design,
    place: Place,
    guests: Sequence[_Guest],
    calls: Sequence[Call],
) -> None:
    """Raise AssertionError unless all that was answered is stored, once, and nothing else."""
    done = [call.kind for call in calls if not call.is_refused]
    expected = State(
        version=sum(kind is not Kind.REPLY_EDIT for kind in done),
        edits=done.count(Kind.EDIT),
        reactors=frozenset(guest.reaction for guest in guests if guest.reaction),
        replies=done.count(Kind.REPLY),
    )
    log = Place(place.conversation_id, 0, place.seq).log
    rows = MESSAGES.after(backend.table, log, 1, ceiling=_MANY, limit=_MANY, fresh=True)
    edits = {seq: row.edits for seq, row in rows.items() if isinstance(row, Message)}
    found = design.state(backend, place, guests[0].person)
    if found != expected or edits != {
        seq: count for guest in guests for seq, count in guest.edits.items()
    }:
        raise AssertionError("What was answered is not stored once each: the figures are void.")
