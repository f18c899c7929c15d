"""What a removed member still gets, and how the others go on."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from chat_client import Chat, ChatError, Follower, Subscription
from chat_client.documents import Json
from tests.e2e.conftest import People, group, remove


async def test_a_removed_member_hears_nothing_numbered_after_the_removal(
    people: People,
) -> None:
    owner, member, removed = await people(3)
    room = await group(owner, member, removed)

    async with removed.on_message(room) as events, member.on_message(room) as others:
        before = await owner.send(room["id"], "before")
        removal = await remove(owner, room, removed)
        after = await owner.send(room["id"], "after")
        fresh = await member.conversation(room["id"])
        async with member.on_message(fresh) as anew:
            last = await owner.send(room["id"], "last")
            assert (await anext(anew))["seq"] == last["seq"]

        heard = await everything(events, count=2)
        assert [event["seq"] for event in heard] == [before["seq"], removal["seq"]]
        assert [event["seq"] for event in await everything(others, count=2)] == [1, 2]
        assert after["channel"] == fresh["channel"] != room["channel"]


async def test_the_others_follow_to_the_new_channel_and_miss_nothing(people: People) -> None:
    owner, removed, *others = await people(5)
    room = await group(owner, removed, *others)
    readers = [Reader(other, room) for other in others]

    async with AsyncExitStack() as following:
        for reader in readers:
            await reader.follower.open()
            task = asyncio.create_task(reader.follower.run())
            following.callback(task.cancel)
        talking = asyncio.create_task(talk(owner, room, count=30))
        await asyncio.sleep(0)
        await remove(owner, room, removed)
        await talking
        await asyncio.gather(*(reader.read_until(31) for reader in readers))

    for reader in readers:
        assert reader.seen == list(range(1, 32))


async def test_the_gate_refuses_an_old_channel_and_who_is_not_in(people: People) -> None:
    owner, member, stranger = await people(3)
    room = await group(owner, member, stranger)
    await remove(owner, room, stranger)
    fresh = await owner.conversation(room["id"])

    assert await refusal_of_subscription(owner, room) == "ChannelReplaced"
    assert await refusal_of_subscription(stranger, room) == "NotFound"
    assert await refusal_of_subscription(stranger, fresh) == "NotFound"


async def test_a_forged_selection_is_refused_and_stores_nothing(people: People) -> None:
    owner, member = await people(2)
    room = await group(owner, member)
    forged = """mutation ($input: SendMessageInput!) { sendMessage(input: $input) {
      conversationId channel channelVersion seq revision kind senderId: body body event memberIds
      clientMessageId createdAt } }"""
    message = {"conversationId": room["id"], "body": "forged", "clientMessageId": "forgery-1"}

    with pytest.raises(ChatError) as refused:
        await owner.execute(forged, {"input": message})

    assert refused.value.code == "InvalidSelection"
    assert (await owner.conversation(room["id"]))["lastSeq"] == 0


async def everything(events: Subscription, *, count: int) -> list[Json]:
    """So many events, and what else comes before the connection has been silent for a moment."""
    async with asyncio.timeout(30):
        heard = [await anext(events) for _ in range(count)]
    while True:
        try:
            async with asyncio.timeout(0.5):
                heard.append(await anext(events))
        except TimeoutError:
            return heard


async def refusal_of_subscription(chat: Chat, conversation: Json) -> str:
    with pytest.raises(ChatError) as refused:
        async with chat.on_message(conversation):
            pass
    return refused.value.code


async def talk(chat: Chat, room: Json, *, count: int) -> None:
    for n in range(count):
        await chat.send(room["id"], f"message {n}")


class Reader:
    """Someone to whom a follower shows messages."""

    def __init__(self, chat: Chat, room: Json) -> None:
        self.seen: list[int] = []
        self._grown = asyncio.Event()
        self.follower = Follower(chat, room["id"], self._show, settle_s=0.2)

    async def read_until(self, seq: int) -> None:
        async with asyncio.timeout(60):
            while not self.seen or self.seen[-1] < seq:
                self._grown.clear()
                await self._grown.wait()

    async def _show(self, messages: list[Json]) -> None:
        self.seen += [message["seq"] for message in messages]
        self._grown.set()
