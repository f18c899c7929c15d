"""Promise G11, where messages change: clients of every release and of today, in one room.

An old client plays its release's documents and keeps of two states of a message the one with the
higher revision, as every release does. It knows of no edits, deletions, reactions and threads.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence, Set
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from chat.appsync.payloads import MESSAGE
from chat_client import Chat, ChatError, Follower, Subscription
from chat_client.documents import Json, read
from chat_client.timeline import revision_of
from generation import releases
from generation.releases import Release
from tests.conftest import ROOT
from tests.e2e.conftest import People, group

RELEASES = [*releases.read(ROOT)]
SINCE = {
    *("parts", "changedBy", "editedAt", "deletedAt", "deletedBy"),
    *("version", "reactions", "pinnedAt", "pinnedBy", "replyTo", "forwardedFrom"),
    *("mentions", "mentionsEveryone", "rootSeq", "thread", "reply"),
}
"""The fields that the first release did not know."""
REACTIONS = "reactions { emoji count userIds mine }"
REPLY = f"reply {{ {' '.join(sorted(MESSAGE))} }}"
of_each_release = pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.version)


class OldClient:
    """What a client of a release holds: messages by number, from events and from sync."""

    def __init__(self, chat: Chat, events: Subscription) -> None:
        self.held: dict[int, Json] = {}
        self._chat = chat
        self._events = events

    async def hears(self, count: int) -> list[Json]:
        """The next events, which it takes in."""
        async with asyncio.timeout(30):
            heard = [await anext(self._events) for _ in range(count)]
        self._take(heard)
        return heard

    async def syncs(self, conversation_id: str) -> Json:
        """Everything from the beginning."""
        page: Json = await self._chat.call(
            "sync", conversationId=conversation_id, seq=0, revision=0
        )
        self._take(page["messages"])
        return page

    @property
    def bodies(self) -> list[str | None]:
        return [self.held[seq]["body"] for seq in sorted(self.held)]

    def _take(self, messages: Iterable[Json]) -> None:
        for message in messages:
            held = self.held.setdefault(message["seq"], message)
            if revision_of(message) > revision_of(held):
                self.held[message["seq"]] = message


class NewClient:
    """Somebody whose present client follows the room."""

    def __init__(self, chat: Chat, conversation_id: str) -> None:
        self._changed = asyncio.Condition()
        self.follower = Follower(chat, conversation_id, self._show)

    async def shows(self, is_so: Callable[[list[Json]], bool]) -> list[Json]:
        """The messages as it holds them, once this is so."""
        async with asyncio.timeout(30), self._changed:
            await self._changed.wait_for(lambda: is_so(self.messages))
        return self.messages

    @property
    def messages(self) -> list[Json]:
        return self.follower.timeline.beyond({})

    @property
    def replies(self) -> list[Json]:
        return self.follower.timeline.replies_beyond({})

    async def _show(self, _: list[Json]) -> None:
        async with self._changed:
            self._changed.notify_all()


@asynccontextmanager
async def following(chats: Sequence[Chat], room: Json) -> AsyncIterator[list[NewClient]]:
    clients = [NewClient(chat, room["id"]) for chat in chats]
    async with AsyncExitStack() as open_until:
        for client in clients:
            await client.follower.open()
            running = asyncio.create_task(client.follower.run())
            open_until.push_async_callback(asyncio.wait, {running})
            open_until.callback(running.cancel)
        yield clients


@asynccontextmanager
async def listening(chats: Sequence[Chat], room: Json) -> AsyncIterator[list[OldClient]]:
    async with AsyncExitStack() as open_until:
        yield [
            OldClient(chat, await open_until.enter_async_context(chat.on_message(room)))
            for chat in chats
        ]


@of_each_release
async def test_old_and_new_clients_end_with_the_same_messages(
    people: People, release: Release
) -> None:
    new = await people(2)
    old = await people(2, documents=read(release.operations))
    room = await group(*new, *old)

    async with following(new, room) as new_clients, listening(old, room) as old_clients:
        await old[0].send(room["id"], "from an old client")
        await new[0].send(room["id"], "form a new client")
        await new[1].send(room["id"], "said in error")
        await new[0].edit(room["id"], 2, "from a new client")
        await new[1].delete(room["id"], 3)
        await new[0].delete(room["id"], 1)
        await old[1].send(room["id"], "from the other old client")
        for client in old_clients:
            await client.hears(7)
        seen = [await each.shows(ends_with(4, revision=3)) for each in new_clients]
    by_old = await old[0].messages(room["id"])
    by_new = await new[0].messages(room["id"])

    expected = [None, "from a new client", None, "from the other old client"]
    assert [client.bodies for client in old_clients] == [expected] * 2
    assert [message["body"] for message in by_old["messages"]] == expected
    for messages in seen:
        assert states(messages) == states(by_new["messages"])
        assert [each["parts"] for each in messages] == [["DELETED"], ["EDITED"], ["DELETED"], []]


@of_each_release
async def test_an_old_client_gets_a_changed_message_as_the_fields_that_it_knows(
    people: People, release: Release
) -> None:
    (new,) = await people(1)
    (old,) = await people(1, documents=read(release.operations))
    room = await group(new, old)

    async with listening([old], room) as (client,):
        sent = await new.send(room["id"], "one")
        edited = await new.edit(room["id"], 1, "another")
        await client.hears(2)
        after_edit = client.held[1]
        reacted = await new.react(room["id"], 1, "👍")
        await client.hears(1)
        after_reaction = client.held[1]
        pinned = await new.pin(room["id"], 1)
        await client.hears(1)
        after_pin = client.held[1]
        deleted = await new.delete(room["id"], 1)
        [heard] = await client.hears(1)
        page = await client.syncs(room["id"])

    kept = sent.keys() - SINCE
    assert after_edit == {name: edited[name] for name in kept}
    assert after_reaction == {name: reacted[name] for name in kept}
    assert after_pin == {name: pinned[name] for name in kept}
    assert client.held[1] == heard == {name: deleted[name] for name in kept}
    assert [change["kind"] for change in page["changes"]] == ["MESSAGE"] * 4
    assert all("message" not in change for change in page["changes"])
    assert client.bodies == [None]


@of_each_release
async def test_old_clients_see_a_message_again_where_new_ones_see_what_happens_in_its_thread(
    people: People, release: Release
) -> None:
    new = await people(2)
    old = await people(2, documents=read(release.operations))
    room = await group(*new, *old)

    async with following(new, room) as new_clients, listening(old, room) as old_clients:
        await old[0].send(room["id"], "hello")
        await old[0].send(room["id"], "lunch?")
        told = await new[0].reply(room["id"], 2, "yse")
        await new[0].edit(room["id"], 1, "yes", root_seq=2)
        await new[1].reply(room["id"], 2, "no", reply_to=1)
        await new[1].react(room["id"], 1, "👍", root_seq=2)
        await new[1].delete(room["id"], 2, root_seq=2)
        await old[1].send(room["id"], "from the other old client")
        heard = [await client.hears(8) for client in old_clients]
        pages = [await client.syncs(room["id"]) for client in old_clients]
        seen = [(await shows_thread(each), each.replies) for each in new_clients]
    by_old = await old[0].messages(room["id"])
    by_new = await new[0].messages(room["id"])
    thread = await thread_of_second(new[0], room)

    for events, client, page in zip(heard, old_clients, pages, strict=True):
        assert [event["seq"] for event in events] == [1, 2, 2, 2, 2, 2, 2, 3]
        assert events[2] == {name: told[name] for name in told.keys() - SINCE}
        assert [event["body"] for event in events[1:7]] == ["lunch?"] * 6
        assert client.bodies == ["hello", "lunch?", "from the other old client"]
        assert [message["seq"] for message in page["messages"]] == [1, 2, 3]
        assert [change["kind"] for change in page["changes"]] == ["MESSAGE"] * 5
    assert [message["seq"] for message in by_old["messages"]] == [1, 2, 3]
    assert by_new["messages"][1]["thread"]["replyCount"] == 1
    assert [(each["body"], each["parts"]) for each in thread] == [
        ("yes", ["EDITED", "REACTIONS"]),
        (None, ["DELETED"]),
    ]
    for messages, replies in seen:
        # Heard with what happened in its thread, a message has the number of that.
        apart = {"revision", "changedBy"}
        assert states(messages, apart) == states(by_new["messages"], apart)
        assert states(unseen(replies)) == states(unseen(thread))


async def shows_thread(client: NewClient) -> list[Json]:
    """The messages, once all that was done in the thread of the second has come."""

    def is_so(messages: list[Json]) -> bool:
        root = {each["seq"]: each["version"] for each in messages}
        replies = {each["seq"]: each["version"] for each in client.replies}
        return (root, replies) == ({1: 0, 2: 3, 3: 0}, {1: 2, 2: 1})

    return await client.shows(is_so)


async def thread_of_second(reader: Chat, room: Json) -> list[Json]:
    """The replies to the second message."""
    page = await reader.messages(room["id"], root_seq=2)
    replies: list[Json] = page["messages"]
    return replies


def unseen(messages: Iterable[Json]) -> list[Json]:
    """Without what is said of one reader."""
    return [
        message
        | {
            "reactions": [
                {name: each[name] for name in each.keys() - {"mine"}}
                for each in message["reactions"]
            ]
        }
        for message in messages
    ]


@of_each_release
async def test_an_old_client_goes_on_with_messages_that_have_threads(
    people: People, release: Release
) -> None:
    (new,) = await people(1)
    (old,) = await people(1, documents=read(release.operations))
    room = await group(new, old)
    sent = await old.send(room["id"], "lunch?", client_message_id="said-once")
    await new.reply(room["id"], 1, "yes")

    async with following([new], room) as (client,):
        again = await old.send(room["id"], "lunch?", client_message_id="said-once")
        await old.send(room["id"], "so?")
        seen = await client.shows(ends_with(2))
    stored = await new.messages(room["id"])
    inbox = await old.call("inbox")

    assert again == sent
    assert states(seen) == states(stored["messages"])
    assert seen[0]["thread"]["replyCount"] == 1
    assert [entry["lastSeq"] for entry in inbox["entries"]] == [2]


@of_each_release
async def test_a_new_subscriber_is_told_nothing_of_the_fields_that_an_old_sender_does_not_know(
    people: People, release: Release
) -> None:
    (new,) = await people(1)
    (old,) = await people(1, documents=read(release.operations))
    room = await group(new, old)

    async with new.on_message(room) as events:
        sent = await old.send(room["id"], "hello")
        async with asyncio.timeout(30):
            heard = await anext(events)

    assert heard == dict.fromkeys(heard) | sent
    assert heard.keys() - sent.keys() >= {"parts", "editedAt", "deletedAt"}


@pytest.mark.parametrize(
    "told",
    [(), ("parts",), ("editedAt",), ("parts", "changedBy")],
    ids=lambda told: " ".join(told) or "nothing",
)
async def test_an_edit_that_is_told_in_part_is_seen_whole(
    people: People, told: tuple[str, ...]
) -> None:
    sender, receiver = await people(2)
    room = await group(sender, receiver)
    await sender.send(room["id"], "one")

    edit = {"conversationId": room["id"], "seq": 1, "body": "another"}
    seen = await seen_by(
        receiver,
        room,
        sender.execute(selecting("editMessage", *MESSAGE, *told), {"input": edit}),
    )
    stored = await sender.message(room["id"], 1)

    assert stored
    assert states([seen]) == states([stored])
    assert (seen["body"], seen["parts"]) == ("another", ["EDITED"])
    assert seen["editedAt"]


@pytest.mark.parametrize(
    "told",
    [(), ("parts",), ("deletedAt", "deletedBy"), ("parts", "deletedAt"), ("parts", "deletedBy")],
    ids=lambda told: " ".join(told) or "nothing",
)
async def test_a_deletion_that_is_told_in_part_is_seen_whole(
    people: People, told: tuple[str, ...]
) -> None:
    owner, sender, receiver = await people(3)
    room = await group(owner, sender, receiver)
    await sender.send(room["id"], "one")

    deletion = {"conversationId": room["id"], "seq": 1}
    seen = await seen_by(
        receiver,
        room,
        owner.execute(selecting("deleteMessage", *MESSAGE, *told), {"input": deletion}),
    )

    assert (seen["body"], seen["parts"]) == (None, ["DELETED"])
    assert (seen["deletedBy"], bool(seen["deletedAt"])) == (owner.user_id, True)


@pytest.mark.parametrize(
    "told",
    [
        (),
        ("parts",),
        ("version",),
        ("parts", "version"),
        ("parts", REACTIONS),
    ],
    ids=lambda told: " ".join(told) or "nothing",
)
async def test_a_reaction_that_is_told_in_part_is_seen_whole(
    people: People, told: tuple[str, ...]
) -> None:
    sender, receiver = await people(2)
    room = await group(sender, receiver)
    await sender.send(room["id"], "one")

    reaction = {"conversationId": room["id"], "seq": 1, "emoji": "👍"}
    document = selecting("addReaction", *MESSAGE, *told, takes="ReactionInput")
    seen = await seen_by(receiver, room, sender.execute(document, {"input": reaction}))
    stored = await receiver.message(room["id"], 1)

    assert stored
    assert states([seen]) == states([stored])
    assert [(each["emoji"], each["count"], each["mine"]) for each in seen["reactions"]] == [
        ("👍", 1, False)
    ]


@pytest.mark.parametrize(
    "told",
    [(), ("parts",), ("version",), ("parts", "version"), ("parts", "version", "pinnedAt")],
    ids=lambda told: " ".join(told) or "nothing",
)
async def test_a_pin_that_is_told_in_part_is_seen_whole(
    people: People, told: tuple[str, ...]
) -> None:
    sender, receiver = await people(2)
    room = await group(sender, receiver)
    await sender.send(room["id"], "one")

    pin = {"conversationId": room["id"], "seq": 1}
    document = selecting("pinMessage", *MESSAGE, *told, takes="PinInput")
    seen = await seen_by(receiver, room, sender.execute(document, {"input": pin}))
    stored = await receiver.message(room["id"], 1)

    assert stored
    assert states([seen]) == states([stored])
    assert (seen["parts"], seen["pinnedBy"]) == (["PINNED"], sender.user_id)


@pytest.mark.parametrize("told", [(), ("parts", "version")], ids=["nothing", "parts version"])
async def test_a_forward_that_is_told_in_part_is_seen_whole(
    people: People, told: tuple[str, ...]
) -> None:
    sender, receiver = await people(2)
    room, other = await group(sender, receiver), await group(sender, receiver)
    await sender.send(other["id"], "elsewhere")

    source = {"conversationId": other["id"], "seq": 1}
    sent = {"conversationId": room["id"], "clientMessageId": "client-id-1", "forward": source}
    document = selecting("sendMessage", *MESSAGE, *told)
    seen = await seen_by(receiver, room, sender.execute(document, {"input": sent}))
    stored = await receiver.message(room["id"], 1)

    assert stored
    assert states([seen]) == states([stored])
    assert (seen["body"], seen["parts"]) == ("elsewhere", ["FORWARD"])
    assert seen["forwardedFrom"]["senderId"] == sender.user_id


@pytest.mark.parametrize(
    "told",
    [(), ("parts", "version"), ("parts", "version", "mentions")],
    ids=lambda told: " ".join(told) or "nothing",
)
async def test_a_mention_that_is_told_in_part_is_seen_whole(
    people: People, told: tuple[str, ...]
) -> None:
    sender, receiver = await people(2)
    room = await group(sender, receiver)

    sent = {
        "conversationId": room["id"],
        "body": "hello",
        "clientMessageId": "client-id-1",
        "mentions": [receiver.user_id],
    }
    document = selecting("sendMessage", *MESSAGE, *told)
    seen = await seen_by(receiver, room, sender.execute(document, {"input": sent}))
    stored = await receiver.message(room["id"], 1)

    assert stored
    assert states([seen]) == states([stored])
    assert (seen["parts"], seen["mentions"]) == (["MENTIONS"], [receiver.user_id])


@pytest.mark.parametrize(
    ("told", "told_of_reply"),
    [
        ((), ()),
        ((), ("parts", "version")),
        (("parts", "version"), ()),
        (("parts", "version", REACTIONS), ("rootSeq", "parts", "version", REACTIONS)),
    ],
    ids=["nothing", "of the reply", "of the message", "both without the thread"],
)
async def test_a_reply_that_is_told_in_part_is_seen_whole(
    people: People, told: tuple[str, ...], told_of_reply: tuple[str, ...]
) -> None:
    sender, receiver = await people(2)
    room = await group(sender, receiver)
    await sender.send(room["id"], "lunch?")

    sent = {
        "conversationId": room["id"],
        "rootSeq": 1,
        "body": "yes",
        "clientMessageId": "client-id-1",
        "mentions": [receiver.user_id],
    }
    reply = f"reply {{ {' '.join([*MESSAGE, *told_of_reply])} }}"
    document = selecting("sendReply", *MESSAGE, *told, reply)
    screen = await shown_by(receiver, room, sender.execute(document, {"input": sent}))
    root = await receiver.message(room["id"], 1)
    stored = await receiver.message(room["id"], 1, root_seq=1)

    assert root
    assert stored
    assert states(screen[-2:]) == states([root, stored])
    assert (root["parts"], stored["parts"]) == (["THREAD"], ["MENTIONS"])


@pytest.mark.parametrize(
    "selected",
    [
        "",
        "reply { seq body }",
        "reply { body: senderId }",
        REPLY.replace(" body ", " "),
        REPLY.replace(" body ", " body: senderId "),
        REPLY.replace("}", "reactions { emoji } }"),
        REPLY.replace("}", "thread { replyCount } }"),
        f"{REPLY} thread {{ replyCount }}",
        f"{REPLY} thread {{ replyCount: lastSeq }}",
        "reply: quoted { seq }",
    ],
)
async def test_a_selection_that_tells_others_less_of_a_thread_is_refused(
    people: People, selected: str
) -> None:
    sender, receiver = await people(2)
    room = await group(sender, receiver)
    await sender.send(room["id"], "lunch?")
    await sender.reply(room["id"], 1, "yes")
    where = {"conversationId": room["id"], "rootSeq": 1}
    calls: dict[str, Json] = {
        "sendReply": {"body": "no", "clientMessageId": "client-id-1"},
        "editMessage": {"seq": 1, "body": "no"},
        "deleteMessage": {"seq": 1},
        "addReaction": {"seq": 1, "emoji": "👍"},
    }

    codes = [
        await refusal_of(sender, selecting(field, *MESSAGE, selected, takes=kind), where | rest)
        for (field, rest), kind in zip(calls.items(), INPUTS, strict=True)
    ]
    root = await receiver.message(room["id"], 1)
    page = await receiver.messages(room["id"], root_seq=1)

    assert codes == ["InvalidSelection"] * len(calls)
    assert root
    assert (root["version"], root["thread"]["lastSeq"]) == (1, 1)
    assert [(each["body"], each["version"]) for each in page["messages"]] == [("yes", 0)]


INPUTS = ["SendReplyInput", "EditMessageInput", "DeleteMessageInput", "ReactionInput"]


async def refusal_of(sender: Chat, document: str, arguments: Json) -> str:
    with pytest.raises(ChatError) as refused:
        await sender.execute(document, {"input": arguments})
    return refused.value.code


@pytest.mark.parametrize(
    "forged",
    [
        "parts: memberIds",
        "editedAt: createdAt",
        "deletedAt: createdAt",
        "deletedBy: senderId",
        "version: seq",
        "reactions { emoji userIds: emoji count mine }",
        "reactions { emoji count }",
        "pinnedBy: senderId",
        "replyTo: seq",
        "mentions: memberIds",
        "forwardedFrom { senderId }",
        "quoted { body: senderId }",
        "rootSeq: seq",
        "thread { replyCount }",
        "reply { seq body }",
    ],
)
async def test_no_other_field_can_pass_for_a_part(people: People, forged: str) -> None:
    sender, receiver = await people(2)
    room = await group(sender, receiver)
    await sender.send(room["id"], "one")
    edit = {"conversationId": room["id"], "seq": 1, "body": "another"}

    with pytest.raises(ChatError) as refused:
        await sender.execute(selecting("editMessage", *MESSAGE, forged), {"input": edit})
    stored = await receiver.message(room["id"], 1)

    assert refused.value.code == "InvalidSelection"
    assert stored
    assert (stored["body"], stored["revision"]) == ("one", None)


async def seen_by(receiver: Chat, room: Json, change: Awaitable[Json]) -> Json:
    """The first message as a present client shows it after the event of a change."""
    return (await shown_by(receiver, room, change))[-1]


async def shown_by(receiver: Chat, room: Json, change: Awaitable[Json]) -> list[Json]:
    """What a present client shows until then, the latest last."""
    screen: list[Json] = []

    async def show(messages: list[Json]) -> None:
        screen.extend(messages)

    follower = await Follower(receiver, room["id"], show).open()
    async with receiver.on_message(room) as events:
        await change
        async with asyncio.timeout(30):
            await follower.hear(await anext(events))
    return screen


def selecting(field: str, *fields: str, takes: str | None = None) -> str:
    """A mutation that publishes only so much."""
    kind = takes or f"{field[0].upper()}{field[1:]}Input"
    return f"mutation ($input: {kind}!) {{ {field}(input: $input) {{ {' '.join(fields)} }} }}"


def ends_with(seq: int, *, revision: int = 0) -> Callable[[list[Json]], bool]:
    """Whether all up to that number is there, and so many changes were seen."""

    def is_so(messages: list[Json]) -> bool:
        seqs = [message["seq"] for message in messages]
        changes = max(map(revision_of, messages), default=0)
        return seqs == [*range(1, seq + 1)] and changes >= revision

    return is_so


def states(messages: Iterable[Json], apart: Set[str] = frozenset()) -> list[Json]:
    """The messages without what they were published on, and without what only queries give."""
    apart = {"channel", "channelVersion", "sender", "quoted", "reply", *apart}
    return [{name: m[name] for name in m.keys() - apart} for m in messages]
