"""A stranger's calls: the same answer for what does not exist, and nothing moves."""

import pytest

from chat_client import Chat, ChatError
from chat_client.documents import Json
from local_cloud.outputs import Outputs
from tests.e2e.conftest import People, group, told
from tests.e2e.rows import stored

NOWHERE = "a" * 26


async def test_a_stranger_learns_and_moves_nothing(people: People, outputs: Outputs) -> None:
    owner, member, stranger = await people(3)
    room = await group(owner, member)
    await owner.send(room["id"], "ours")
    before = stored(outputs)

    there = await refusals(stranger, room["id"])
    nowhere = await refusals(stranger, NOWHERE)

    assert there == nowhere
    assert {code for code, _ in there} == {"NotFound"}
    assert await stranger.call("heads", conversationIds=[room["id"], NOWHERE]) == [None, None]
    assert stored(outputs) == before


async def refusals(stranger: Chat, conversation_id: str) -> list[tuple[str, str]]:
    """What comes of every operation on a conversation, with arguments that would fit a member."""
    calls = told(about="lunch", lunch=conversation_id, carol=stranger.user_id)
    return [await refusal(stranger, *call) for call in calls]


async def refusal(chat: Chat, field: str, variables: Json) -> tuple[str, str]:
    with pytest.raises(ChatError) as refused:
        await chat.call(field, **variables)
    return refused.value.code, str(refused.value)
