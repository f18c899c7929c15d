"""What happens to a person's memberships reaches them through the table's stream."""

import asyncio
import uuid

import pytest

from chat.appsync.publisher import PUBLISH_INBOX
from chat_client import Chat, ChatError, Subscription
from chat_client.documents import DOCUMENTS, Json
from tests.e2e.conftest import People, group, remove


async def test_being_added_and_removed_is_heard(people: People) -> None:
    owner, member, person = await people(3)

    async with person.on_inbox() as inbox:
        room = await group(owner, member)
        addition = await add(owner, room, person)
        added = await heard(inbox)
        removal = await remove(owner, room, person)
        removed = await heard(inbox)

    here = {"userId": person.user_id, "conversationId": room["id"]}
    assert added == here | {"kind": "ADDED", "revision": addition["revision"]}
    assert removed == here | {"kind": "REMOVED", "revision": removal["revision"]}


async def test_a_new_owner_hears_of_the_promotion_and_nobody_else_does(people: People) -> None:
    owner, heir, latecomer = await people(3)

    async with heir.on_inbox() as inbox, latecomer.on_inbox() as others:
        room = await group(owner, heir)
        await add(owner, room, latecomer)
        leaving = await remove(owner, room, owner)
        _, promotion = [await heard(inbox) for _ in range(2)]
        await remove(heir, room, latecomer)
        heard_by_others = [(await heard(others))["kind"] for _ in range(2)]

    assert promotion == {
        "userId": heir.user_id,
        "conversationId": room["id"],
        "kind": "ROLE_CHANGED",
        "revision": leaving["revision"],
    }
    assert (await heir.conversation(room["id"]))["role"] == "OWNER"
    assert heard_by_others == ["ADDED", "REMOVED"]


async def test_sends_and_read_markers_are_not_heard(people: People) -> None:
    owner, person = await people(2)

    async with person.on_inbox() as inbox:
        room = await group(owner, person)
        first = await heard(inbox)
        await owner.send(room["id"], "hello")
        await person.send(room["id"], "hello yourself")
        await owner.send(room["id"], "and again")
        await person.call("markRead", input={"conversationId": room["id"], "seq": 3})
        await remove(owner, room, person)
        second = await heard(inbox)

    assert [first["kind"], second["kind"]] == ["ADDED", "REMOVED"]


async def test_nobody_publishes_to_an_inbox_by_themselves(people: People) -> None:
    person, other = await people(2)
    room = await group(person, other)
    event = {
        "userId": other.user_id,
        "conversationId": room["id"],
        "kind": "REMOVED",
        "revision": 1,
    }

    with pytest.raises(ChatError) as refused:
        await person.execute(PUBLISH_INBOX, {"input": event})

    assert refused.value.code == "Unauthorized"


async def test_nobody_listens_to_somebody_elses_inbox(people: People) -> None:
    person, other = await people(2)

    with pytest.raises(ChatError) as refused:
        async with person.subscribe(DOCUMENTS["onInbox"], {"userId": other.user_id}):
            pass

    assert refused.value.code == "NotFound"


async def add(owner: Chat, room: Json, person: Chat) -> Json:
    message: Json = await owner.call(
        "addMembers",
        input={
            "conversationId": room["id"],
            "memberIds": [person.user_id],
            "clientMessageId": str(uuid.uuid4()),
        },
    )
    return message


async def heard(inbox: Subscription) -> Json:
    """The next event."""
    async with asyncio.timeout(30):
        return await anext(inbox)
