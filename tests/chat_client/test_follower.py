"""A follower shows every message once and in order, whatever happens to events and connections."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from chat_client import Chat, ChatError, Follower
from tests.chat_client.fake_appsync import FakeAppSync, Refusal

type Json = dict[str, Any]

NEVER_S = 60.0


@dataclass
class Room:
    """One conversation at the server. store: a message whose event is lost; say: one with it."""

    appsync: FakeAppSync
    messages: list[Json] = field(default_factory=list)
    last_seq: int = 0
    channel_version: int = 1
    is_member: bool = True
    pending: bool = False
    syncs: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))

    def __post_init__(self) -> None:
        self.appsync.answers |= {
            "conversation": self._conversation,
            "messages": self._newest,
            "sync": self._sync,
            "heads": self._heads,
            "onMessage": self._gate,
        }

    def store(self, seq: int) -> Json:
        stored = {"seq": seq, "revision": None, "channelVersion": self.channel_version}
        self.messages.append(stored)
        self.last_seq = max(self.last_seq, seq)
        return stored

    async def say(self, seq: int) -> None:
        await self.appsync.publish("onMessage", self.store(seq))

    def _conversation(self, _: Json) -> Json:
        if not self.is_member:
            raise Refusal("NotFound")
        version = self.channel_version
        return {"id": "room", "channel": f"channel-{version}", "channelVersion": version}

    def _gate(self, variables: Json) -> None:
        if variables["channel"] != f"channel-{self.channel_version}":
            raise Refusal("ChannelReplaced")

    def _newest(self, _: Json) -> Json:
        baseline = {"seq": self.last_seq, "revision": 0}
        return {"messages": self.messages, "baseline": baseline}

    def _sync(self, variables: Json) -> Json:
        self.syncs.release()
        return {
            "messages": [m for m in self.messages if m["seq"] > variables["seq"]],
            "seq": variables["seq"] if self.pending else self.last_seq,
            "revision": 0,
            "reset": False,
            "more": False,
            "pending": self.pending,
            "retryAfterMs": 20 if self.pending else None,
            "channelVersion": self.channel_version,
        }

    def _heads(self, _: Json) -> list[Json | None]:
        head = {
            "lastSeq": self.last_seq,
            "lastRevision": 0,
            "channelVersion": self.channel_version,
        }
        return [head if self.is_member else None]


class Screen:
    """What a follower has shown."""

    def __init__(self) -> None:
        self.seqs: list[int] = []
        self.fails = False
        self._changed = asyncio.Condition()

    async def show(self, messages: list[Json]) -> None:
        if self.fails:
            self.fails = False
            raise ChatError("TryAgain", "A name could not be looked up.")
        async with self._changed:
            self.seqs += [message["seq"] for message in messages]
            self._changed.notify_all()

    async def shows(self, *seqs: int) -> None:
        async with asyncio.timeout(30), self._changed:
            await self._changed.wait_for(lambda: self.seqs == list(seqs))


@pytest.fixture
def room(appsync: FakeAppSync) -> Room:
    return Room(appsync)


@pytest.fixture
def screen() -> Screen:
    return Screen()


@asynccontextmanager
async def following(
    chat: Chat, screen: Screen, *, settle_s: float = NEVER_S, heads_every_s: float = NEVER_S
) -> AsyncIterator[asyncio.Task[None]]:
    follower = Follower(chat, "room", screen.show, settle_s=settle_s, heads_every_s=heads_every_s)
    await follower.open()
    running = asyncio.create_task(follower.run())
    yield running
    running.cancel()
    [end] = await asyncio.gather(running, return_exceptions=True)
    assert isinstance(end, asyncio.CancelledError | ChatError)


async def test_what_was_there_and_what_comes_is_shown(
    appsync: FakeAppSync, chat: Chat, room: Room, screen: Screen
) -> None:
    room.store(1)

    async with following(chat, screen):
        await room.syncs.acquire()
        await room.say(2)
        await room.say(3)

        await screen.shows(1, 2, 3)


async def test_a_lost_event_is_asked_for_when_the_next_one_comes(
    appsync: FakeAppSync, chat: Chat, room: Room, screen: Screen
) -> None:
    async with following(chat, screen):
        await room.syncs.acquire()
        room.store(1)
        await room.say(2)

        await screen.shows(1, 2)


async def test_an_event_lost_just_after_the_acknowledgement_is_found_by_the_second_sync(
    appsync: FakeAppSync, chat: Chat, room: Room, screen: Screen
) -> None:
    async with following(chat, screen, settle_s=0.1):
        await room.syncs.acquire()
        room.store(1)
        await screen.shows(1)
        await room.say(2)

        await screen.shows(1, 2)


async def test_an_event_lost_later_is_found_by_the_numbers(
    appsync: FakeAppSync, chat: Chat, room: Room, screen: Screen
) -> None:
    async with following(chat, screen, heads_every_s=0.1):
        await room.syncs.acquire()
        room.store(1)

        await screen.shows(1)


async def test_a_message_on_its_way_is_asked_for_again_in_a_moment(
    appsync: FakeAppSync, chat: Chat, room: Room, screen: Screen
) -> None:
    room.pending = True
    async with following(chat, screen):
        await room.syncs.acquire()
        await room.say(2)
        await room.syncs.acquire()
        await room.syncs.acquire()
        shown_early = list(screen.seqs)
        room.store(1)
        room.pending = False

        await screen.shows(1, 2)
    assert shown_early == []


async def test_what_was_said_while_the_connection_was_down_is_shown(
    appsync: FakeAppSync, chat: Chat, room: Room, screen: Screen
) -> None:
    async with following(chat, screen):
        await room.syncs.acquire()
        await appsync.drop_connections()
        await appsync.listening(0)
        room.store(1)

        await screen.shows(1)


async def test_what_could_not_be_shown_is_shown_a_moment_later(
    chat: Chat, room: Room, screen: Screen
) -> None:
    async with following(chat, screen):
        await room.syncs.acquire()
        screen.fails = True
        await room.say(1)

        await screen.shows(1)


async def test_a_replaced_channel_is_followed_to_the_next(
    appsync: FakeAppSync, chat: Chat, room: Room, screen: Screen
) -> None:
    async with following(chat, screen):
        await room.syncs.acquire()
        room.channel_version = 2
        await room.say(1)
        await screen.shows(1)
        await room.syncs.acquire()
        await room.say(2)

        await screen.shows(1, 2)
    assert ("onMessage", {"conversationId": "room", "channel": "channel-2"}) in appsync.calls


async def test_following_ends_when_the_person_is_removed(
    appsync: FakeAppSync, chat: Chat, room: Room, screen: Screen
) -> None:
    async with following(chat, screen) as running:
        await room.syncs.acquire()
        room.is_member = False
        room.channel_version = 2
        await room.say(1)
        with pytest.raises(ChatError) as end:
            await asyncio.wait_for(running, timeout=30)

    assert end.value.code == "NotFound"
    assert screen.seqs == [1]


async def test_a_removal_that_nobody_told_of_is_found_by_the_numbers(
    appsync: FakeAppSync, chat: Chat, room: Room, screen: Screen
) -> None:
    async with following(chat, screen, heads_every_s=0.1) as running:
        await room.syncs.acquire()
        room.is_member = False
        with pytest.raises(ChatError) as end:
            await asyncio.wait_for(running, timeout=30)

    assert end.value.code == "NotFound"
