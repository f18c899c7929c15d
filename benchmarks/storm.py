"""Additions, removals and sends in one group, all at once: how many numbers become voids.

What everyone does is drawn from a seed; how the calls meet is left to the threads. A void counts as
unread until somebody reads, so a refused call should not have taken a number.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from random import Random
from threading import Barrier

from benchmarks import engine, markdown, rooms
from benchmarks.benchmark import Benchmark
from benchmarks.result import Figure, Result, Rows, median_of
from chat.domain.errors import ChatError
from chat.domain.models import Void
from chat.operations.backend import Backend
from chat.operations.members.membership import add_members, remove_member
from chat.store import conversations
from chat.store.messages import MESSAGES
from local_cloud.progress import Progress

CALLS, REFUSED, NUMBERS, VOIDS, RATIO = "calls", "refused", "numbers", "voids", "voids a refusal"
_STORM = "4 devices of the owner, 6 senders, 12 people"
_DEVICES, _SENDERS, _PEOPLE, _CALLS, _RUNS = 4, 6, 12, 40, 5
_WIDE = 3.0
"""Threads that share two cores meet otherwise each time."""

_rooms = count()


def measure(progress: Progress) -> Rows:
    """Calls, refusals and voids of several storms."""
    with engine.endpoint(progress) as address:
        client = engine.connect(address)
        with engine.backend(client) as backend:
            people = [rooms.person(number) for number in range(1, _PEOPLE + 3)]
            rooms.people(backend, people)
            with progress.step(f"{_RUNS} storms"):
                storms = [_storm(backend, people, seed) for seed in range(_RUNS)]
    return {_STORM: _figures(storms)}


def tables(found: Result) -> Mapping[str, str]:
    """One line: medians of the storms."""
    columns = (CALLS, REFUSED, NUMBERS, VOIDS, RATIO)
    row = [_STORM, *(markdown.shown(found[_STORM][column]) for column in columns)]
    return {"storm": markdown.table(["", *columns], [row])}


def _storm(backend: Backend, people: Sequence[str], seed: int) -> Counter[str]:
    owner, first, *others = people
    title = f"storm-{next(_rooms)}"
    room = rooms.open_room(backend, owner, first, title=title).conversation.id
    start = Barrier(_DEVICES + _SENDERS)

    def add_or_remove(chance: Random) -> None:
        person, once = chance.choice(others), rooms.client_id()
        if chance.random() < 0.5:
            add_members(backend, owner, room, member_ids=[person], client_message_id=once)
        else:
            remove_member(backend, owner, room, member_id=person, client_message_id=once)

    def send(chance: Random) -> None:
        rooms.say(backend, room, sender=chance.choice(others))

    def act(thread: int) -> Counter[str]:
        chance = Random(f"{seed}/{thread}")  # noqa: S311 - choices that can be made again
        does: Callable[[Random], None] = add_or_remove if thread < _DEVICES else send
        start.wait()
        return Counter(_outcome(does, chance) for _ in range(_CALLS))

    with ThreadPoolExecutor(_DEVICES + _SENDERS) as pool:
        outcomes = sum(pool.map(act, range(_DEVICES + _SENDERS)), Counter[str]())
    conversation = conversations.get(backend.table, room)
    assert conversation is not None, "it was opened before"  # noqa: S101
    last = conversation.last_seq
    log = MESSAGES.after(backend.table, room, 1, ceiling=last, limit=last, fresh=True)
    voids = sum(isinstance(entry, Void) for entry in log.values())
    return outcomes + Counter({NUMBERS: last, VOIDS: voids})


def _outcome(call: Callable[[Random], None], chance: Random) -> str:
    try:
        call(chance)
    except ChatError:
        return REFUSED
    return CALLS


def _figures(storms: Sequence[Counter[str]]) -> Mapping[str, Figure]:
    def figure(name: str, values: Sequence[float]) -> Figure:
        return median_of(list(values), name, tolerance=_WIDE)

    counted = (REFUSED, NUMBERS, VOIDS)
    return {
        CALLS: figure(CALLS, [storm[CALLS] + storm[REFUSED] for storm in storms]),
        **{name: figure(name, [storm[name] for storm in storms]) for name in counted},
        RATIO: figure(RATIO, [storm[VOIDS] / storm[REFUSED] for storm in storms]),
    }


BENCHMARK = Benchmark("storm", measure, tables)
