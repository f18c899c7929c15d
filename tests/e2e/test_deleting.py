"""Promise G13: what was deleted is gone.

Excepted are the images of the table's stream, which live for a day, and its point-in-time recovery.
"""

import asyncio
import uuid

import pytest

from chat_client import Chat, ChatError, Subscription
from chat_client.documents import Json
from local_cloud.outputs import Outputs
from local_cloud.target import Target
from tests.e2e.conftest import People, group
from tests.e2e.function_logs import logged
from tests.e2e.rows import stored

CLIENT_MESSAGE_ID = "said-once"
RARE = ["🦩", "🪗", "🥝"]
"""Emoji that nobody else reacts with."""


async def test_a_deleted_text_and_its_former_texts_are_nowhere(
    people: People, outputs: Outputs, target: Target
) -> None:
    sender, other = await people(2)
    room = await group(sender, other)
    texts = [uuid.uuid4().hex for _ in range(3)]

    async with other.on_message(room) as since_before:
        await sender.send(room["id"], texts[0], client_message_id=CLIENT_MESSAGE_ID)
        for text in texts[1:]:
            await sender.edit(room["id"], 1, text)
        spoken = await heard(since_before, 3)
        assert found(texts, spoken) == found(texts, stored(outputs)) == {*texts}
        assert found(texts, await told(other, room)) == {*texts}

        await sender.delete(room["id"], 1)
        async with other.on_message(room) as fresh:
            repeated = await repetitions(sender, room, texts)
            events = await heard(since_before, 3) + await heard(fresh, 2)
    answers = [repeated, await told(sender, room), await told(other, room)]
    calls = {
        ("Mutation.sendMessage", "ClientMessageIdReused"),
        ("Mutation.editMessage", "Conflict"),
        ("Mutation.deleteMessage", "ok"),
        ("Query.messageVersions", "ok"),
    }
    lines = [entry.text for entry in await logged(target, sender, calls)]

    assert [event["parts"] for event in events] == [["DELETED"]] * 5
    assert found(texts, events) == set()
    assert found(texts, answers) == set()
    assert found(texts, lines) == set()
    assert found(texts, stored(outputs)) == set()


async def test_a_deleted_reply_and_its_former_texts_are_nowhere(
    people: People, outputs: Outputs, target: Target
) -> None:
    sender, other = await people(2)
    room = await group(sender, other)
    texts = [uuid.uuid4().hex for _ in range(3)]
    await other.send(room["id"], "lunch?")

    async with other.on_message(room) as since_before:
        await send_reply(sender, room, texts[0])
        for text in texts[1:]:
            await sender.edit(room["id"], 1, text, root_seq=1)
        await other.react(room["id"], 1, RARE[0], root_seq=1)
        await other.reply(room["id"], 1, "so be it", reply_to=1)
        spoken = await heard(since_before, 5)
        sought = [*texts, RARE[0]]
        assert found(sought, spoken) == found(sought, stored(outputs)) == {*sought}
        assert found(sought, await told_of_thread(other, room)) == {*sought}

        await sender.delete(room["id"], 1, root_seq=1)
        async with other.on_message(room) as fresh:
            repeated = await repetitions_of_reply(sender, room, texts)
            events = await heard(since_before, 3) + await heard(fresh, 2)
    answers = [
        repeated,
        await told_of_thread(sender, room),
        await told_of_thread(other, room),
        await told(other, room),
    ]
    calls = {
        ("Mutation.sendReply", "ClientMessageIdReused"),
        ("Mutation.editMessage", "Conflict"),
        ("Mutation.deleteMessage", "ok"),
        ("Query.messageVersions", "ok"),
        ("Query.threads", "ok"),
    }
    lines = [entry.text for entry in await logged(target, sender, calls)]

    assert all("DELETED" in event["reply"]["parts"] for event in events)
    assert [event["thread"]["replyCount"] for event in events] == [1] * 5
    assert found(sought, events) == set()
    assert found(sought, answers) == set()
    assert found(sought, lines) == set()
    assert found(sought, stored(outputs)) == set()


async def test_the_reactions_to_a_deleted_message_are_nowhere(
    people: People, outputs: Outputs, target: Target
) -> None:
    sender, other = await people(2)
    room = await group(sender, other)
    here = {"conversationId": room["id"], "seq": 1}
    await sender.send(room["id"], "hello")
    for emoji in RARE:
        await other.react(room["id"], 1, emoji)
    await sender.react(room["id"], 1, RARE[0])
    await other.unreact(room["id"], 1, RARE[2])
    assert found(RARE, stored(outputs)) == found(RARE, await told(sender, room)) == {*RARE[:2]}

    async with other.on_message(room) as events:
        deleted = await sender.delete(room["id"], 1)
        with pytest.raises(ChatError) as refused:
            await other.react(room["id"], 1, RARE[0])
        answers = [
            deleted,
            str(refused.value),
            await other.unreact(room["id"], 1, RARE[0]),
            await heard(events, 2),
            await told(sender, room),
            await told(other, room),
        ]
    calls = {
        ("Mutation.addReaction", "ok"),
        ("Mutation.addReaction", "Conflict"),
        ("Mutation.removeReaction", "ok"),
        ("Query.reactions", "ok"),
    }
    lines = [entry.text for entry in await logged(target, other, calls)]
    rows = [row for row in stored(outputs) if row["PK"]["S"].startswith(f"RESPONSES#{room['id']}#")]

    assert refused.value.code == "Conflict"
    assert (await other.call("reactions", **here))["reactors"] == []
    assert found(RARE, answers) == set()
    assert found(RARE, lines) == set()
    assert found(RARE, stored(outputs)) == set()
    assert rows
    assert not any("people" in row for row in rows)


async def told(chat: Chat, room: Json) -> list[object]:
    """All that a member can ask of a conversation."""
    here = {"conversationId": room["id"]}
    return [
        await chat.messages(room["id"]),
        await chat.messages(room["id"], before=2),
        await chat.messages(room["id"], after=0),
        await chat.call("sync", **here, seq=0, revision=0),
        await chat.call("sync", **here, seq=1, revision=0),
        await chat.call("message", **here, seq=1),
        await chat.call("messageVersions", **here, seq=1),
        await chat.call("reactions", **here, seq=1),
        await chat.call("inbox"),
        await chat.call("conversation", **here),
        await chat.call("members", **here),
        await chat.call("heads", conversationIds=[room["id"]]),
    ]


async def told_of_thread(chat: Chat, room: Json) -> list[object]:
    """All that a member can ask of the first message's thread."""
    here, reply = {"conversationId": room["id"]}, {"rootSeq": 1, "seq": 1}
    return [
        await chat.messages(room["id"], root_seq=1),
        await chat.messages(room["id"], root_seq=1, before=3),
        await chat.messages(room["id"], root_seq=1, after=0),
        await chat.messages(room["id"]),
        await chat.call("sync", **here, seq=0, revision=0),
        await chat.call("sync", **here, seq=1, revision=0),
        await chat.call("message", **here, **reply),
        await chat.call("message", **here, rootSeq=1, seq=2),
        await chat.call("messageVersions", **here, **reply),
        await chat.call("reactions", **here, **reply),
        await chat.call("threads"),
        await chat.call("mentions"),
        await chat.call("inbox"),
    ]


async def send_reply(sender: Chat, room: Json, text: str) -> Json:
    """To the first message, always under the same id."""
    return await sender.reply(room["id"], 1, text, client_message_id=CLIENT_MESSAGE_ID)


async def repetitions_of_reply(sender: Chat, room: Json, texts: list[str]) -> list[object]:
    """As repetitions, of a reply."""
    first, *edits = texts
    answers: list[object] = [
        await send_reply(sender, room, first),
        await sender.delete(room["id"], 1, root_seq=1),
    ]
    with pytest.raises(ChatError) as reused:
        await send_reply(sender, room, edits[0])
    refusals = [reused.value]
    for text in edits:
        with pytest.raises(ChatError) as refused:
            await sender.edit(room["id"], 1, text, root_seq=1)
        refusals.append(refused.value)
    assert [each.code for each in refusals] == ["ClientMessageIdReused", "Conflict", "Conflict"]
    return [*answers, *map(str, refusals)]


async def repetitions(sender: Chat, room: Json, texts: list[str]) -> list[object]:
    """What comes of sending, editing and deleting once more: two of them are published."""
    first, *edits = texts
    answers: list[object] = [
        await sender.send(room["id"], first, client_message_id=CLIENT_MESSAGE_ID),
        await sender.delete(room["id"], 1),
    ]
    with pytest.raises(ChatError) as reused:
        await sender.send(room["id"], edits[0], client_message_id=CLIENT_MESSAGE_ID)
    refusals = [reused.value]
    for text in edits:
        with pytest.raises(ChatError) as refused:
            await sender.edit(room["id"], 1, text)
        refusals.append(refused.value)
    assert [each.code for each in refusals] == ["ClientMessageIdReused", "Conflict", "Conflict"]
    return [*answers, *map(str, refusals)]


async def heard(events: Subscription, count: int) -> list[Json]:
    async with asyncio.timeout(30):
        return [await anext(events) for _ in range(count)]


def found(texts: list[str], somewhere: object) -> set[str]:
    """Those of the texts that stand anywhere in it, keys, values and bytes."""
    return {text for text in texts if text in repr(somewhere)}
