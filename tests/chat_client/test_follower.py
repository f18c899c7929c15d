"""A follower shows every message in order, and again in each of its states, whatever happens."""

import asyncio
from collections.abc import AsyncIterator, Container
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
    """One conversation at the server. store, change: what happens while the event is lost."""

    appsync: FakeAppSync
    messages: list[Json] = field(default_factory=list)
    changes: list[Json] = field(default_factory=list)
    replies: dict[int, Json] = field(default_factory=dict)
    last_seq: int = 0
    channel_version: int = 1
    is_member: bool = True
    pending: bool = False
    syncs: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))

    def __post_init__(self) -> None:
        self.appsync.answers |= {
            "conversation": self._conversation,
            "messages": self._newest,
            "message": self._message,
            "sync": self._sync,
            "heads": self._heads,
            "onMessage": self._gate,
        }

    def store(self, seq: int) -> Json:
        stored: Json = {
            "seq": seq,
            "revision": None,
            "parts": [],
            "editedAt": None,
            "deletedAt": None,
            "deletedBy": None,
            "version": 0,
            "reactions": [],
        }
        self.messages.append(stored)
        self.last_seq = max(self.last_seq, seq)
        return stored

    def change(self, seq: int, part: str, **told: object) -> Json:
        """A message in its next state, with what the part stands for."""
        (place,) = (n for n, message in enumerate(self.messages) if message["seq"] == seq)
        revision = len(self.changes) + 1
        before = self.messages[place]
        numbers = {"revision": revision, "version": before["version"] + 1}
        changed = before | numbers | {"parts": [part]} | told
        self.messages[place] = changed
        self.changes.append({"revision": revision, "message": changed})
        return changed

    def edit(self, seq: int) -> Json:
        return self.change(seq, "EDITED", editedAt="2030-01-01T00:00:00.000Z")

    def reply(self, root_seq: int) -> Json:
        """The first reply to a message, told in it."""
        reply = {**self.messages[root_seq - 1], "seq": 1, "rootSeq": root_seq, "version": 0}
        self.replies[root_seq] = reply | {"revision": len(self.changes) + 1, "parts": []}
        root = self.change(root_seq, "THREAD", thread={"replyCount": 1})
        return self._tell_reply(root)

    def edit_reply(self, root_seq: int) -> Json:
        """That reply with another text, told in its message as that was."""
        reply, revision = self.replies[root_seq], len(self.changes) + 1
        self.replies[root_seq] = reply | {"revision": revision, "version": reply["version"] + 1}
        root = self.messages[root_seq - 1]
        self.changes.append({"revision": revision})
        return self._tell_reply(root | {"revision": revision})

    def _tell_reply(self, root: Json) -> Json:
        told = root | {"reply": self.replies[root["seq"]]}
        self.changes[-1] |= {"message": told}
        return told

    async def say(self, seq: int) -> None:
        await self.tell(self.store(seq))

    async def tell(self, message: Json, *, without: Container[str] = ()) -> None:
        """Publish what a sender selected."""
        selected = {name: value for name, value in message.items() if name not in without}
        unselected = dict.fromkeys(message.keys() - selected.keys())
        told = unselected | selected | {"channelVersion": self.channel_version}
        await self.appsync.publish("onMessage", told)

    @property
    def asked(self) -> list[int]:
        """The numbers of the messages that were asked for."""
        return [variables["seq"] for field, variables in self.appsync.calls if field == "message"]

    def _conversation(self, _: Json) -> Json:
        if not self.is_member:
            raise Refusal("NotFound")
        version = self.channel_version
        return {"id": "room", "channel": f"channel-{version}", "channelVersion": version}

    def _gate(self, variables: Json) -> None:
        if variables["channel"] != f"channel-{self.channel_version}":
            raise Refusal("ChannelReplaced")

    def _newest(self, _: Json) -> Json:
        baseline = {"seq": self.last_seq, "revision": len(self.changes)}
        return {"messages": [*self.messages], "baseline": baseline}

    def _message(self, variables: Json) -> Json:
        if not self.is_member:
            raise Refusal("NotFound")
        if "rootSeq" in variables:
            return self.replies[variables["rootSeq"]] | {"channelVersion": None}
        (found,) = (m for m in self.messages if m["seq"] == variables["seq"])
        return found | {"channelVersion": None}

    def _sync(self, variables: Json) -> Json:
        self.syncs.release()
        return {
            "messages": [m for m in self.messages if m["seq"] > variables["seq"]],
            "changes": self.changes[variables["revision"] :],
            "seq": variables["seq"] if self.pending else self.last_seq,
            "revision": len(self.changes),
            "reset": False,
            "more": False,
            "pending": self.pending,
            "retryAfterMs": 20 if self.pending else None,
            "channelVersion": self.channel_version,
        }

    def _heads(self, _: Json) -> list[Json | None]:
        head = {
            "lastSeq": self.last_seq,
            "lastRevision": len(self.changes),
            "channelVersion": self.channel_version,
        }
        return [head if self.is_member else None]


class Screen:
    """What a follower has shown."""

    def __init__(self) -> None:
        self.messages: list[Json] = []
        self.fails = False
        self._changed = asyncio.Condition()

    async def show(self, messages: list[Json]) -> None:
        if self.fails:
            self.fails = False
            raise ChatError("TryAgain", "A name could not be looked up.")
        async with self._changed:
            self.messages += messages
            self._changed.notify_all()

    @property
    def seqs(self) -> list[int]:
        return [message["seq"] for message in self.messages]

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


async def test_a_changed_message_is_shown_again(
    appsync: FakeAppSync, chat: Chat, room: Room, screen: Screen
) -> None:
    room.store(1)
    room.store(2)

    async with following(chat, screen):
        await room.syncs.acquire()
        edited = room.edit(1)
        await room.tell(edited)
        await room.tell(edited)
        await room.say(3)

        await screen.shows(1, 2, 1, 3)
    assert screen.messages[2]["editedAt"] == edited["editedAt"]
    assert room.asked == []


async def test_a_change_whose_event_is_lost_is_shown_when_the_next_one_comes(
    chat: Chat, room: Room, screen: Screen
) -> None:
    room.store(1)
    room.store(2)

    async with following(chat, screen):
        await room.syncs.acquire()
        room.edit(1)
        await room.tell(room.edit(2))

        await screen.shows(1, 2, 1, 2)


async def test_a_lost_change_is_found_by_the_numbers(
    chat: Chat, room: Room, screen: Screen
) -> None:
    room.store(1)

    async with following(chat, screen, heads_every_s=0.1):
        await room.syncs.acquire()
        room.edit(1)

        await screen.shows(1, 1)


EDITED = ("EDITED", {"editedAt": "2030-01-01T00:00:00.000Z"})
DELETED = ("DELETED", {"deletedAt": "2030-01-01T00:00:00.000Z", "deletedBy": "somebody"})
REACTED = ("REACTIONS", {"reactions": [{"emoji": "👍", "count": 1}]})


@pytest.mark.parametrize(
    ("state", "left_out"),
    [
        (EDITED, {"parts"}),
        (EDITED, {"editedAt"}),
        (DELETED, {"parts", "deletedAt", "deletedBy"}),
        (DELETED, {"deletedAt"}),
        (DELETED, {"deletedBy"}),
        (REACTED, {"parts", "version", "reactions"}),
        (REACTED, {"version"}),
        (REACTED, {"reactions"}),
    ],
)
async def test_what_an_event_leaves_out_is_asked_for(
    chat: Chat, room: Room, screen: Screen, state: tuple[str, dict[str, object]], left_out: set[str]
) -> None:
    room.store(1)
    part, told = state

    async with following(chat, screen):
        await room.syncs.acquire()
        changed = room.change(1, part, **told)
        await room.tell(changed, without=left_out)

        await screen.shows(1, 1)
    assert screen.messages[1] == changed | {"channelVersion": room.channel_version}
    assert room.asked == [1]


async def test_a_reply_is_shown_after_its_message_and_again_once_it_changed(
    chat: Chat, room: Room, screen: Screen
) -> None:
    room.store(1)
    room.store(2)

    async with following(chat, screen):
        await room.syncs.acquire()
        await room.tell(room.reply(1))
        await room.tell(room.edit_reply(1))

        await screen.shows(1, 2, 1, 1, 1)
    assert [place_of(each) for each in screen.messages[2:]] == [(None, 1), (1, 1), (1, 1)]
    assert room.asked == []


async def test_a_reply_whose_event_is_lost_is_shown_when_the_next_one_comes(
    chat: Chat, room: Room, screen: Screen
) -> None:
    room.store(1)

    async with following(chat, screen):
        await room.syncs.acquire()
        room.reply(1)
        await room.say(2)
        await room.tell(room.edit(2))

        await screen.shows(1, 2, 1, 2, 1)
    assert place_of(screen.messages[-1]) == (1, 1)


async def test_what_an_event_leaves_out_of_a_reply_is_asked_for(
    chat: Chat, room: Room, screen: Screen
) -> None:
    room.store(1)

    async with following(chat, screen):
        await room.syncs.acquire()
        told = room.reply(1)
        plain = {"seq": 1, "revision": 1, "channelVersion": 1}
        left_out = dict.fromkeys(told["reply"].keys() - plain.keys())
        await room.tell(told | {"reply": left_out | plain})

        await screen.shows(1, 1, 1)
    assert screen.messages[2] == told["reply"] | {"channelVersion": 1}
    asked = [variables for field, variables in room.appsync.calls if field == "message"]
    assert asked == [{"conversationId": "room", "rootSeq": 1, "seq": 1}]


def place_of(message: Json) -> tuple[int | None, int]:
    return message.get("rootSeq"), message["seq"]


async def test_what_an_older_client_sent_is_asked_for_once(
    chat: Chat, room: Room, screen: Screen
) -> None:
    async with following(chat, screen):
        await room.syncs.acquire()
        sent = room.store(1)
        await room.tell(sent, without={"parts"})
        await room.tell(sent, without={"parts"})
        await room.say(2)

        await screen.shows(1, 2)
    assert screen.messages[0]["parts"] == []
    assert room.asked == [1]


async def test_a_part_that_is_not_known_here_is_not_asked_for(
    chat: Chat, room: Room, screen: Screen
) -> None:
    async with following(chat, screen):
        await room.syncs.acquire()
        await room.tell(room.store(1) | {"parts": ["POLL"]})

        await screen.shows(1)
    assert room.asked == []


async def test_of_two_states_the_one_with_more_changes_is_shown_whatever_their_revisions(
    chat: Chat, room: Room, screen: Screen
) -> None:
    room.store(1)

    async with following(chat, screen):
        await room.syncs.acquire()
        second, first = room.edit(1), room.edit(1)
        later = first | {"revision": second["revision"], "body": "later"}
        earlier = second | {"revision": first["revision"], "body": "earlier"}
        await room.tell(later)
        await room.tell(earlier)
        await room.say(2)

        await screen.shows(1, 1, 2)
    assert screen.messages[1]["body"] == "later"


async def test_a_repetition_that_does_not_say_its_version_is_not_asked_for(
    chat: Chat, room: Room, screen: Screen
) -> None:
    room.store(1)
    edited = room.edit(1)

    async with following(chat, screen):
        await room.syncs.acquire()
        await room.tell(edited, without={"version", "reactions"})
        await room.say(2)

        await screen.shows(1, 2)
    assert room.asked == []


async def test_what_could_not_be_asked_for_is_asked_for_again(
    appsync: FakeAppSync, chat: Chat, room: Room, screen: Screen
) -> None:
    def refuse_once(_: Json) -> None:
        appsync.answers["message"] = answer
        raise Refusal("TryAgain")

    answer = appsync.answers["message"]
    appsync.answers["message"] = refuse_once
    room.store(1)

    async with following(chat, screen):
        await room.syncs.acquire()
        edited = room.edit(1)
        await room.tell(edited, without={"parts"})

        await screen.shows(1, 1)
    assert screen.messages[1]["editedAt"] == edited["editedAt"]


async def test_whoever_is_removed_by_an_older_client_sees_it(
    chat: Chat, room: Room, screen: Screen
) -> None:
    async with following(chat, screen) as running:
        await room.syncs.acquire()
        room.is_member = False
        room.channel_version = 2
        await room.tell(room.store(1), without={"parts"})
        with pytest.raises(ChatError):
            await asyncio.wait_for(running, timeout=30)

    assert screen.seqs == [1]


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
