"""Round trips and capacity units of every operation, held to the table of costs.

Those that people use most also in larger rooms: with a thousand people, and after ten thousand
messages.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.calls import Calls
from benchmarks.cases import cases, page_with_senders
from benchmarks.costs import COSTS, Cost
from benchmarks.recording import Recording, recorded
from benchmarks.rooms import (
    client_id,
    crowd,
    history,
    mention,
    open_room,
    people,
    person,
    say,
)
from chat.operations.backend import Backend
from chat.operations.mentions import recording
from chat.operations.people import profiles
from story import api
from tests.people import ALICE, BOB, CAROL, DAVE, NAMES

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MEMBERS, MESSAGES, SENDERS = 1000, 10_000, 19
SLACK = 1.25
"""A budget is no more than this times what was measured: else it holds nobody to anything."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Records one operation."""

    client: "DynamoDBClient"
    plain: "DynamoDBClient"

    def __call__(self, operation: Callable[[], object]) -> Recording:
        with recorded(self.client, self.plain) as recording:
            operation()
        return recording


@pytest.fixture(scope="module")
def measure(client: "DynamoDBClient", plain: "DynamoDBClient") -> Measure:
    return Measure(client, plain)


@pytest.fixture(scope="module")
def measured(backend: Backend, measure: Measure) -> dict[str, Recording]:
    """Every operation in a room of two, by title: each prepares the table for the next."""
    return {case.title: measure(case.run) for case in cases(backend)}


@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
def test_an_operation_costs_what_the_table_says(measured: dict[str, Recording], cost: Cost) -> None:
    recording = measured[cost.title]

    assert broken(recording, cost) == []
    for measured_units, budget in (
        (recording.read_units, cost.reads),
        (recording.write_units, cost.writes),
    ):
        assert budget <= measured_units * SLACK


def test_every_row_of_the_table_is_measured(measured: dict[str, Recording]) -> None:
    assert measured.keys() == COSTS.keys()


def test_every_field_has_a_row_in_the_table() -> None:
    covered = {field for cost in COSTS.values() for field in cost.fields}

    assert covered == api.read().functions.keys()


@pytest.fixture(scope="module")
def rooms(backend: Backend) -> dict[str, Calls]:
    """Calls in rooms of different sizes, by their names."""
    for user_id, name in NAMES.items():
        profiles.own(backend, user_id, username=name)
    others = [person(number) for number in range(1, MEMBERS - 1)]
    people(backend, others[:SENDERS])
    opened = {
        name: open_room(backend, ALICE, BOB, title=name).conversation.id
        for name in ("small", "crowded", "long")
    }
    crowd(backend, opened["crowded"], others)
    history(backend, opened["long"], others[:SENDERS], length=MESSAGES)
    for _ in range(3):
        for name in ("small", "crowded"):
            say(backend, opened[name], sender=ALICE)
    ids = {"alice": ALICE, "bob": BOB, "carol": CAROL, "dave": DAVE}
    return {name: Calls(backend, ids | {"lunch": room}) for name, room in opened.items()}


@pytest.fixture(params=["small", "crowded", "long"])
def room(request: pytest.FixtureRequest, rooms: dict[str, Calls]) -> Calls:
    return rooms[request.param]


def test_a_send_costs_the_same_in_any_room(measure: Measure, room: Calls) -> None:
    sent = measure(saying(room, body="x" * 400))

    assert broken(sent, COSTS["`sendMessage`, stored in 1 KB"]) == []


def test_the_engine_counts_the_same_write_units(measure: Measure, rooms: dict[str, Calls]) -> None:
    sent = measure(saying(rooms["small"]))

    assert sent.engine_write_units == sent.write_units == 5


def test_the_senders_row_stays_under_a_kilobyte_with_a_full_memory(
    measure: Measure, rooms: dict[str, Calls]
) -> None:
    for _ in range(20):
        saying(rooms["small"])()

    assert measure(saying(rooms["small"])).write_units == 5


def test_the_senders_row_stays_under_a_kilobyte_with_as_many_mentions_as_are_counted(
    backend: Backend, measure: Measure, rooms: dict[str, Calls]
) -> None:
    for _ in range(20):
        told = mention(backend, rooms["small"].names["lunch"], sender=BOB, who=ALICE)
        recording.follow(backend, told)
        saying(rooms["small"])()

    assert measure(saying(rooms["small"])).write_units == 5


def test_a_page_with_its_senders_costs_the_same_in_any_room(measure: Measure, room: Calls) -> None:
    read = measure(page_with_senders(room, ALICE))

    assert broken(read, COSTS["`messages` (50, with 20 senders)"]) == []


def test_an_old_page_costs_as_much_as_a_new_one(measure: Measure, rooms: dict[str, Calls]) -> None:
    def page(before: int) -> Recording:
        return measure(rooms["long"].told("Query.messages", limit=50, before=before))

    assert page(before=5000).read_units == page(before=9000).read_units == 4.5


def test_marking_as_read_costs_the_same_in_any_room(measure: Measure, room: Calls) -> None:
    last = saying(room)()["seq"]

    marked = measure(room.told("Mutation.markRead", seq=last))

    assert broken(marked, COSTS["`markRead`"]) == []


def test_syncing_with_nothing_new_costs_the_same_in_any_room(measure: Measure, room: Calls) -> None:
    now = room.told("Query.conversation")()

    synced = measure(room.told("Query.sync", seq=now["lastSeq"], revision=now["lastRevision"]))

    assert broken(synced, COSTS["`sync`, nothing new"]) == []


@pytest.mark.parametrize(
    "name", ["Query.conversation", "Mutation.setTyping", "Subscription.onMessage"]
)
def test_entering_costs_the_same_in_any_room(measure: Measure, room: Calls, name: str) -> None:
    channel = room.told("Query.conversation")()["channel"]

    entered = measure(room.about(channel=channel).told(name))

    assert broken(entered, COSTS["`conversation`, `setTyping`, `onMessage`, `onActivity`"]) == []


def test_heads_cost_one_unit_each(measure: Measure, rooms: dict[str, Calls]) -> None:
    ids = [calls.names["lunch"] for calls in rooms.values()]

    read = measure(rooms["small"].told("Query.heads", conversationIds=ids))

    assert (read.waves, read.read_units) == (1, len(ids))


def test_a_page_of_members_costs_three_waves_in_any_room(measure: Measure, room: Calls) -> None:
    read = measure(room.told("Query.members", limit=50))

    assert read.waves == 3
    assert read.read_units <= 60


def test_adding_and_removing_cost_the_same_in_any_room(measure: Measure, room: Calls) -> None:
    once = {"clientMessageId": client_id()}
    added = measure(room.told("Mutation.addMembers", memberIds=[DAVE], **once))
    once = {"clientMessageId": client_id()}
    removed = measure(room.told("Mutation.removeMember", memberId=DAVE, **once))

    assert broken(added, COSTS["`addMembers`, one person"], reads=False) == []
    assert broken(removed, COSTS["`removeMember`"], reads=False) == []


def test_renaming_costs_the_same_in_any_room(measure: Measure, room: Calls) -> None:
    renamed = measure(room.told("Mutation.updateConversation", clientMessageId=client_id()))

    assert broken(renamed, COSTS["`updateConversation`"]) == []


def saying(room: Calls, **wanted: str) -> Callable[[], Any]:
    return room.told("Mutation.sendMessage", clientMessageId=client_id(), **wanted)


def broken(recording: Recording, cost: Cost, *, reads: bool = True) -> list[str]:
    """What does not keep to a row of the table. Waves are neither more nor fewer."""
    limits: dict[str, tuple[float, float]] = {
        "waves": (recording.waves, cost.waves),
        "calls": (len(recording.calls), cost.calls or len(recording.calls)),
        "write units": (recording.write_units, cost.writes),
    }
    if reads:
        limits["read units"] = (recording.read_units, cost.reads)
    too_many = {name: limit for name, limit in limits.items() if limit[0] > limit[1]}
    if recording.waves < cost.waves:
        too_many["waves"] = limits["waves"]
    return [f"{value} {name}, the table says {said}" for name, (value, said) in too_many.items()]
