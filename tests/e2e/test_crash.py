"""A sender that is killed between taking a number and writing under it."""

import asyncio
from dataclasses import replace

import pytest

from chat_client import Chat, ChatError, Stack, connect
from chat_client.documents import Json
from local_cloud.outputs import Outputs
from tests.e2e.conftest import PASSWORD, People, group
from tests.e2e.gatekeeper import gated


async def test_a_killed_sender_leaves_a_hole_that_readers_wait_for_then_a_void(
    people: People, stack: Stack, outputs: Outputs
) -> None:
    sender, reader = await people(2)
    room = await group(sender, reader)
    await sender.send(room["id"], "first")

    async with gated(outputs) as second:
        there = replace(stack, graphql_url=second.graphql_url)
        async with connect(there, (await sender.call("me"))["username"], PASSWORD) as doomed:
            second.gate.hold("TransactWriteItems")
            sending = asyncio.create_task(send(doomed, room))
            await second.gate.holds()
            second.kill_workers()
            with pytest.raises(ChatError, match="exited"):
                await sending
    await reader.send(room["id"], "third")

    waiting = await reader.call("sync", conversationId=room["id"], seq=0, revision=0)
    first_page = await reader.messages(room["id"])
    settled = await until_settled(reader, room)
    again = await send(sender, room)
    caught_up = await reader.call(
        "sync", conversationId=room["id"], seq=settled["seq"], revision=settled["revision"]
    )

    assert (seqs(waiting), waiting["seq"], waiting["pending"]) == ([1], 1, True)
    assert (seqs(first_page), first_page["after"], first_page["pending"]) == ([1], 1, True)
    assert (seqs(settled), settled["seq"]) == ([1, 3], 3)
    assert again["seq"] == 4
    assert [message["body"] for message in caught_up["messages"]] == ["second"]


async def send(chat: Chat, room: Json) -> Json:
    """The message whose first sender is killed, each time under the same client id."""
    return await chat.send(room["id"], "second", client_message_id="killed-once")


async def until_settled(chat: Chat, room: Json) -> Json:
    """What sync gives once nothing is pending, asked for as often as it says."""
    async with asyncio.timeout(60):
        while True:
            page: Json = await chat.call("sync", conversationId=room["id"], seq=0, revision=0)
            if not page["pending"]:
                return page
            await asyncio.sleep(page["retryAfterMs"] / 1000)


def seqs(page: Json) -> list[int]:
    return [message["seq"] for message in page["messages"]]
