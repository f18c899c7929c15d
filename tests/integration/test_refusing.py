"""What a stranger could learn from how long a refusal takes: which calls it is made of."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from chat.domain.errors import NotFound
from chat.domain.models import Room
from chat.operations import access
from chat.operations.activity import read_markers, typing_indicators
from chat.operations.backend import Backend
from chat.operations.conversations import update
from chat.operations.members import membership, roster
from chat.operations.messages import catch_up, paging, sending
from tests.people import MALLORY

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

type Attempt = Callable[[Backend, str], object]

NOWHERE = "a" * 26

ATTEMPTS: dict[str, Attempt] = {
    "entering": lambda backend, room: access.enter(backend, MALLORY, room),
    "messages": lambda backend, room: paging.page(
        backend, MALLORY, room, before=None, after=None, limit=1
    ),
    "members": lambda backend, room: roster.members(
        backend, MALLORY, room, limit=1, next_token=None
    ),
    "sync": lambda backend, room: catch_up.sync(backend, MALLORY, room, seq=0, revision=0),
    "sendMessage": lambda backend, room: sending.send_message(
        backend, MALLORY, room, body="hello", client_message_id="stranger-1"
    ),
    "markRead": lambda backend, room: read_markers.mark_read(backend, MALLORY, room, seq=1),
    "setTyping": lambda backend, room: typing_indicators.set_typing(
        backend, MALLORY, room, typing=True
    ),
    "addMembers": lambda backend, room: membership.add_members(
        backend, MALLORY, room, member_ids=[MALLORY], client_message_id="stranger-2"
    ),
    "removeMember": lambda backend, room: membership.remove_member(
        backend, MALLORY, room, member_id=MALLORY, client_message_id="stranger-3"
    ),
    "updateConversation": lambda backend, room: update.update_conversation(
        backend, MALLORY, room, title="Mine", client_message_id="stranger-4"
    ),
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_a_stranger_is_refused_by_the_same_calls_whether_or_not_it_exists(
    backend: Backend, client: "DynamoDBClient", room: Room, attempt: Attempt
) -> None:
    there = calls_until_refused(backend, client, room.conversation.id, attempt)
    nowhere = calls_until_refused(backend, client, NOWHERE, attempt)

    assert there == nowhere != []


def calls_until_refused(
    backend: Backend, client: "DynamoDBClient", conversation_id: str, attempt: Attempt
) -> list[str]:
    """The names of the requests, in order."""
    made: list[str] = []

    def note(model: Any, **_: object) -> None:
        made.append(model.name)

    client.meta.events.register("before-call.dynamodb", note)
    with pytest.raises(NotFound):
        attempt(backend, conversation_id)
    client.meta.events.unregister("before-call.dynamodb", note)
    return made
