"""Round trips and capacity units of every operation, held to docs/table.md's budgets.

The rooms: two people; a thousand people; two people after ten thousand messages.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from benchmarks.cases import cases
from benchmarks.recording import Recording, recorded
from benchmarks.result import ROOT
from benchmarks.rooms import client_id, crowd, history, open_room, people, person, say
from chat.domain.models import Conversation, Room
from chat.operations.access import enter
from chat.operations.activity import read_markers, typing_indicators
from chat.operations.backend import Backend
from chat.operations.conversations import listing, update
from chat.operations.members import membership, roster
from chat.operations.messages import catch_up, paging
from chat.operations.people import profiles
from chat.store import conversations
from tests.contract import operations
from tests.people import ALICE, BOB, CAROL, DAVE, NAMES

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MEMBERS, MESSAGES, SENDERS = 1000, 10_000, 19


@dataclass(frozen=True, slots=True)
class Rooms:
    """The same people in rooms of different sizes."""

    small: Room
    crowded: Room
    long: Room


@pytest.fixture(scope="module")
def rooms(backend: Backend) -> Rooms:
    for user_id, name in NAMES.items():
        profiles.own(backend, user_id, username=name)
    others = [person(number) for number in range(1, MEMBERS - 1)]
    people(backend, others[:SENDERS])

    rooms = Rooms(*(_open(backend, name) for name in ("small", "crowded", "long")))
    crowd(backend, rooms.crowded.conversation.id, others)
    history(backend, rooms.long.conversation.id, others[:SENDERS], length=MESSAGES)
    for _ in range(3):
        for room in (rooms.small, rooms.crowded):
            _say(backend, room)
    return rooms


@pytest.fixture(params=["small", "crowded", "long"])
def room(request: pytest.FixtureRequest, rooms: Rooms) -> Room:
    room: Room = getattr(rooms, request.param)
    return room


@dataclass(frozen=True, slots=True)
class Measure:
    """Records one operation."""

    client: "DynamoDBClient"
    plain: "DynamoDBClient"

    def __call__(self, operation: Callable[[], object]) -> Recording:
        with recorded(self.client, self.plain) as recording:
            operation()
        return recording


@pytest.fixture
def measure(client: "DynamoDBClient", plain: "DynamoDBClient") -> Measure:
    return Measure(client, plain)


def test_sending_costs_three_trips_and_five_write_units_in_any_room(
    backend: Backend, measure: Measure, room: Room
) -> None:
    sent = measure(lambda: _say(backend, room, body="x" * 400))

    assert (sent.waves, len(sent.calls)) == (3, 3)
    assert (sent.write_units, sent.read_units) == (5, 1)


def test_the_engine_counts_the_same_write_units(
    backend: Backend, measure: Measure, rooms: Rooms
) -> None:
    sent = measure(lambda: _say(backend, rooms.small))

    assert sent.engine_write_units == sent.write_units == 5


def test_the_senders_row_stays_under_a_kilobyte_with_a_full_memory(
    backend: Backend, measure: Measure, rooms: Rooms
) -> None:
    for _ in range(20):
        _say(backend, rooms.small)

    assert measure(lambda: _say(backend, rooms.small)).write_units == 5


def test_a_page_with_its_senders_costs_three_waves(
    backend: Backend, measure: Measure, room: Room
) -> None:
    def page() -> None:
        read = paging.page(backend, ALICE, room.conversation.id, before=None, after=None, limit=50)
        profiles.in_order(backend, [message.sender_id for message in read.messages])

    read = measure(page)

    assert read.waves == 3
    assert read.read_units <= 16
    assert read.write_units == 0


def test_an_old_page_costs_as_much_as_a_new_one(
    backend: Backend, measure: Measure, rooms: Rooms
) -> None:
    def page(before: int | None) -> Recording:
        return measure(
            lambda: paging.page(
                backend, ALICE, rooms.long.conversation.id, before=before, after=None, limit=50
            )
        )

    assert page(before=5000).read_units == page(before=9000).read_units == 4


def test_the_inbox_of_fifty_conversations_costs_three_waves(
    backend: Backend, measure: Measure
) -> None:
    busy = person(7777)
    profiles.own(backend, busy, username="busy")
    for n in range(50):
        _say(backend, _open(backend, f"busy-{n}", by=busy), who=busy, body="x" * 400)

    read = measure(lambda: listing.inbox(backend, busy, limit=50, next_token=None))

    assert read.waves == 3
    assert read.read_units <= 60


def test_marking_as_read_costs_two_trips(backend: Backend, measure: Measure, room: Room) -> None:
    last = _say(backend, room)

    marked = measure(lambda: read_markers.mark_read(backend, BOB, room.conversation.id, seq=last))

    assert (marked.waves, marked.write_units, marked.read_units) == (2, 1, 1)


def test_syncing_with_nothing_new_costs_two_waves(
    backend: Backend, measure: Measure, room: Room
) -> None:
    now = _present(backend, room)

    synced = measure(
        lambda: catch_up.sync(backend, ALICE, now.id, seq=now.last_seq, revision=now.last_revision)
    )

    assert synced.waves == 2
    assert (synced.read_units, synced.write_units) == (2, 0)


def test_entering_costs_two_units_for_the_gate_for_typing_and_for_a_conversation(
    backend: Backend, measure: Measure, room: Room
) -> None:
    entered = measure(lambda: enter(backend, ALICE, room.conversation.id))
    typed = measure(
        lambda: typing_indicators.set_typing(backend, ALICE, room.conversation.id, typing=True)
    )

    for recording in (entered, typed):
        assert (recording.waves, recording.read_units, recording.write_units) == (2, 2, 0)


def test_heads_cost_one_wave_and_two_units_each(
    backend: Backend, measure: Measure, rooms: Rooms
) -> None:
    ids = [room.conversation.id for room in (rooms.small, rooms.crowded, rooms.long)]

    read = measure(lambda: listing.heads(backend, ALICE, ids))

    assert (read.waves, read.read_units) == (1, 6)


def test_a_page_of_members_costs_three_waves_in_any_room(
    backend: Backend, measure: Measure, room: Room
) -> None:
    def page() -> None:
        roster.members(backend, ALICE, room.conversation.id, limit=50, next_token=None)

    read = measure(page)

    assert read.waves == 3
    assert read.read_units <= 60


def test_adding_and_removing_cost_the_same_in_any_room(
    backend: Backend, measure: Measure, room: Room
) -> None:
    def add() -> None:
        membership.add_members(
            backend, ALICE, room.conversation.id, member_ids=[DAVE], client_message_id=client_id()
        )

    def remove() -> None:
        membership.remove_member(
            backend, ALICE, room.conversation.id, member_id=DAVE, client_message_id=client_id()
        )

    added, removed = measure(add), measure(remove)

    # The number (1); twice: the owner's row, the message, the change, the conversation, the
    # newcomer's row and its new index entry.
    assert (added.waves, added.write_units) == (6, 1 + 2 * 6)
    assert (removed.waves, removed.write_units) == (4, 1 + 2 * 6)


def test_opening_a_group_costs_the_people_in_it(backend: Backend, measure: Measure) -> None:
    opened = measure(lambda: _open(backend, "newly-opened"))

    # Twice: the conversation, and for each of two people a row and its index entry.
    assert (opened.waves, opened.write_units) == (6, 2 * (1 + 2 * 2))


def test_a_profile_costs_one_trip_after_the_first_call(backend: Backend, measure: Measure) -> None:
    profiles.own(backend, CAROL, username="carol")

    own = measure(lambda: profiles.own(backend, CAROL, username="carol"))
    public = measure(lambda: profiles.public(backend, CAROL))

    for recording in (own, public):
        assert (recording.waves, recording.read_units, recording.write_units) == (1, 1, 0)


def test_renaming_a_group_costs_three_trips(backend: Backend, measure: Measure, room: Room) -> None:
    renamed = measure(
        lambda: update.update_conversation(
            backend, ALICE, room.conversation.id, title="Dinner", client_message_id=client_id()
        )
    )

    # The numbers (1); twice: the owner's row, the message, the change, the conversation.
    assert (renamed.waves, renamed.write_units) == (3, 1 + 2 * 4)


def test_finding_people_costs_two_waves(backend: Backend, measure: Measure) -> None:
    profiles.own(backend, BOB, username="bob")

    named = measure(lambda: profiles.rename(backend, BOB, display_name="Robert"))
    found = measure(lambda: profiles.search(backend, "rob", limit=20))

    assert (named.waves, named.write_units) == (1, 2)
    assert (found.waves, found.read_units, found.write_units) == (2, 1, 0)


def test_the_benchmark_of_capacity_covers_every_field(backend: Backend) -> None:
    table = (ROOT / "docs" / "operations.md").read_text()
    fields = {
        each.coordinate for each in operations.read(table) if each.coordinate != "ChatTable.stream"
    }

    assert {field for case in cases(backend) for field in case.fields} == fields


def _open(backend: Backend, name: str, *, by: str = ALICE) -> Room:
    return open_room(backend, by, BOB, title=name)


def _say(backend: Backend, room: Room, *, who: str = ALICE, body: str = "hello") -> int:
    return say(backend, room.conversation.id, sender=who, body=body)


def _present(backend: Backend, room: Room) -> Conversation:
    conversation = conversations.get(backend.table, room.conversation.id)
    assert conversation is not None
    return conversation
