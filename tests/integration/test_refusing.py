"""A stranger is refused by the same work as where there is nothing: the time tells neither.

Calls that are made side by side begin in any order, so it is their names that are compared.
"""

from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.calls import Calls
from chat.domain.errors import NotFound
from chat.domain.models import Room
from chat.operations.backend import Backend
from story import steps
from story.api import ROOT
from tests.people import MALLORY

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

NOWHERE = "a" * 26

OPERATIONS = [step.call for step in steps.read(ROOT).plain_calls(about="lunch")]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_stranger_is_refused_by_the_same_calls_whether_or_not_it_exists(
    backend: Backend, client: "DynamoDBClient", room: Room, operation: str
) -> None:
    there = calls_until_refused(backend, client, room.conversation.id, operation)
    nowhere = calls_until_refused(backend, client, NOWHERE, operation)

    assert there == nowhere != []


def calls_until_refused(
    backend: Backend, client: "DynamoDBClient", conversation_id: str, operation: str
) -> list[str]:
    """The names of the requests, by name."""
    made: list[str] = []

    def note(model: Any, **_: object) -> None:
        made.append(model.name)

    attempt = Calls(backend, {"lunch": conversation_id}).told(operation, by=MALLORY)
    client.meta.events.register("before-call.dynamodb", note)
    with pytest.raises(NotFound):
        attempt()
    client.meta.events.unregister("before-call.dynamodb", note)
    return sorted(made)
