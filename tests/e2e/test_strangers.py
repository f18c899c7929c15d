"""A stranger's calls: the same answer for what does not exist, and nothing moves."""

from typing import TYPE_CHECKING, Any

import boto3
import pytest

from chat_client import Chat, ChatError
from chat_client.documents import Json
from local_cloud.outputs import Outputs
from tests.e2e.conftest import People, group

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

NOWHERE = "a" * 26


def calls(conversation_id: str, stranger: Chat) -> list[tuple[str, dict[str, Any]]]:
    """Every operation on a conversation, with arguments that would fit a member."""
    here = {"conversationId": conversation_id}
    once = {**here, "clientMessageId": "stranger-1"}
    return [
        ("conversation", here),
        ("members", here),
        ("messages", here),
        ("sync", {**here, "seq": 0, "revision": 0}),
        ("sendMessage", {"input": {**once, "body": "let me in"}}),
        ("addMembers", {"input": {**once, "memberIds": [stranger.user_id]}}),
        ("removeMember", {"input": {**once, "memberId": stranger.user_id}}),
        ("markRead", {"input": {**here, "seq": 1}}),
        ("setTyping", {"input": {**here, "typing": True}}),
    ]


async def test_a_stranger_learns_and_moves_nothing(people: People, outputs: Outputs) -> None:
    owner, member, stranger = await people(3)
    room = await group(owner, member)
    await owner.send(room["id"], "ours")
    before = stored(outputs)

    there = [await refusal(stranger, *call) for call in calls(room["id"], stranger)]
    nowhere = [await refusal(stranger, *call) for call in calls(NOWHERE, stranger)]

    assert there == nowhere
    assert {code for code, _ in there} == {"NotFound"}
    assert await stranger.call("heads", conversationIds=[room["id"], NOWHERE]) == [None, None]
    assert stored(outputs) == before


async def refusal(chat: Chat, field: str, variables: Json) -> tuple[str, str]:
    with pytest.raises(ChatError) as refused:
        await chat.call(field, **variables)
    return refused.value.code, str(refused.value)


def stored(outputs: Outputs) -> list[dict[str, Any]]:
    """All items of the table."""
    client: DynamoDBClient = boto3.client(
        "dynamodb",
        region_name=outputs["region"],
        endpoint_url=outputs["awsEndpoint"],
        aws_access_key_id="000000000000",
        aws_secret_access_key="test",
    )
    pages = client.get_paginator("scan").paginate(TableName=outputs["tableName"])
    items = [item for page in pages for item in page["Items"]]
    return sorted(items, key=lambda item: (item["PK"]["S"], item["SK"]["S"]))
