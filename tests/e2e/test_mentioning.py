"""Whoever is mentioned finds it, whatever the table's stream repeats."""

import asyncio
import json

import boto3

from chat_client import Chat, Subscription
from chat_client.documents import Json
from local_cloud import environment
from local_cloud.outputs import Outputs
from tests.e2e.conftest import People, group
from tests.e2e.rows import stored


async def test_a_mention_is_listed_and_counted_until_it_is_deleted(
    people: People, outputs: Outputs
) -> None:
    owner, person = await people(2)
    room = await group(owner, person)

    async with person.on_inbox() as inbox:
        sent = await owner.send(room["id"], "hello", mentions=[person.user_id])
        await mentions_changed(inbox)
        mentioned = await seen(person)
        await delivered_again(outputs, room, sent, times=2)
        repeated = await seen(person)
        await owner.delete(room["id"], sent["seq"])
        gone = await listed(person)
        await mentions_changed(inbox)
        deleted = await seen(person)

    assert mentioned == repeated == (1, [(room["id"], sent["seq"], "hello")])
    assert gone == []
    assert deleted == (0, [])


async def test_a_mention_of_everyone_is_counted_for_each(people: People) -> None:
    owner, *others = await people(3)
    room = await group(owner, *others)

    sent = await owner.send(room["id"], "hello", mentions_everyone=True)

    assert (sent["mentionsEveryone"], sent["parts"]) == (True, ["MENTIONS"])
    async with asyncio.timeout(30):
        while True:
            if [(await seen(person))[0] for person in others] == [1, 1]:
                break
            await asyncio.sleep(0.1)
    assert (await seen(owner))[0] == 0


async def seen(person: Chat) -> tuple[int, list[tuple[str, int, str]]]:
    """What is counted as unread in the person's only conversation, and what is listed."""
    (entry,) = (await person.call("inbox"))["entries"]
    return entry["unreadMentions"], await listed(person)


async def listed(person: Chat) -> list[tuple[str, int, str]]:
    """Conversation, number and body of each mention."""
    page = await person.call("mentions")
    return [
        (mention["conversationId"], mention["seq"], mention["message"]["body"])
        for mention in page["mentions"]
    ]


async def mentions_changed(inbox: Subscription) -> None:
    """As soon as the person's devices are told so."""
    async with asyncio.timeout(30):
        while (await anext(inbox))["kind"] != "MENTIONS_CHANGED":
            pass


async def delivered_again(outputs: Outputs, room: Json, message: Json, *, times: int) -> None:
    """The record of a message, by the function that follows the stream; nothing changes."""
    before = await asyncio.to_thread(stored, outputs)
    (row,) = (
        item
        for item in before
        if item["PK"]["S"].startswith(f"MESSAGES#{room['id']}#")
        and item["SK"]["S"] == f"{message['seq']:012}"
    )
    record = {"dynamodb": {"NewImage": row, "SequenceNumber": "1"}}
    client = boto3.client("lambda", **environment.options_at(outputs["awsEndpoint"]))
    for _ in range(times):
        answer = await asyncio.to_thread(
            client.invoke,
            FunctionName=f"{outputs['stackName']}-follow-messages",
            Payload=json.dumps({"Records": [record]}).encode(),
        )
        assert json.load(answer["Payload"]) == {"batchItemFailures": []}
    here = [item for item in before if room["id"] in item["PK"]["S"] + item["SK"]["S"]]
    after = await asyncio.to_thread(stored, outputs)
    assert [item for item in after if room["id"] in item["PK"]["S"] + item["SK"]["S"]] == here
