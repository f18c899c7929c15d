"""A stranger's calls: the same answer for what does not exist, and nothing moves."""

from typing import TYPE_CHECKING, Any

import boto3
import pytest

from chat_client import Chat, ChatError
from chat_client.documents import Json
from local_cloud import environment
from local_cloud.outputs import Outputs
from tests.e2e.conftest import People, group, told

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

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


def stored(outputs: Outputs) -> list[dict[str, Any]]:
    """All items of the table."""
    client: DynamoDBClient = boto3.client(
        "dynamodb", **environment.options_at(outputs["awsEndpoint"])
    )
    pages = client.get_paginator("scan").paginate(TableName=outputs["tableName"])
    items = [item for page in pages for item in page["Items"]]
    return sorted(items, key=lambda item: (item["PK"]["S"], item["SK"]["S"]))
