"""Operations on a small table of moto's, in this process."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from chat.domain.holes import Patience
from chat.domain.models import Room
from chat.domain.pace import Pace
from chat.operations.backend import Backend, Limits
from chat.operations.conversations import creation
from chat.operations.people import profiles
from chat.store.table import Table
from tests import tables
from tests.clock import Clock
from tests.people import ALICE, BOB, CAROL, NAMES

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

WRITER_TIMEOUT = 10
SENDS_PER_MINUTE = 1000
"""More than any test sends while its clock stands still."""


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with tables.in_process("chat") as client:
        yield client


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def backend(client: "DynamoDBClient", clock: Clock) -> Backend:
    table = Table(client, "chat", remaining=lambda: 2.0)
    backend = Backend(
        table,
        clock,
        Patience(timedelta(seconds=WRITER_TIMEOUT)),
        Limits(sends=Pace(SENDS_PER_MINUTE, timedelta(minutes=1))),
    )
    for user_id, name in NAMES.items():
        profiles.own(backend, user_id, username=name)
    return backend


@pytest.fixture
def room(backend: Backend) -> Room:
    """A group of alice, its owner, and bob."""
    return creation.open_group(
        backend,
        ALICE,
        title="Lunch",
        member_ids=[BOB],
        client_conversation_id="lunch-group",
        history_for_newcomers=True,
    )


@pytest.fixture
def direct(backend: Backend) -> Room:
    """Alice and carol, who is not in the room of alice and bob."""
    return creation.open_direct(backend, ALICE, member_ids=[CAROL])


@pytest.fixture
def secret_room(backend: Backend) -> Room:
    """The same two, in a group that hides from newcomers what was said before them."""
    return creation.open_group(
        backend,
        ALICE,
        title="Secret",
        member_ids=[BOB],
        client_conversation_id="secret-group",
        history_for_newcomers=False,
    )
