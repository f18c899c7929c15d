"""Promise G11: clients of every release talk with those of today."""

import asyncio
import uuid

import pytest

from chat_client import Chat
from chat_client.documents import Json, read
from generation import releases
from generation.releases import Release
from tests.conftest import ROOT
from tests.e2e.conftest import People, group, told

RELEASES = [*releases.read(ROOT)]
pytestmark = pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.version)


@pytest.fixture
async def old(people: People, release: Release) -> Chat:
    """Somebody whose client is of that release."""
    (chat,) = await people(1, documents=read(release.operations))
    return chat


async def test_every_call_of_a_release_is_answered(
    old: Chat, people: People, release: Release
) -> None:
    bob, carol = await people(2)
    room = await group(old, bob)
    await bob.send(room["id"], "hello")
    names = {"alice": old, "bob": bob, "carol": carol}
    ids = {name: chat.user_id for name, chat in names.items()}

    calls = told(lunch=room["id"], channel=room["channel"], **ids)
    known = {field for field in read(release.operations) if not field.startswith("on")}
    answers = {
        field: await old.call(field, **variables) for field, variables in calls if field in known
    }

    assert answers.keys() == known
    assert None not in answers.values()


async def test_clients_of_two_releases_hear_each_other(old: Chat, people: People) -> None:
    (new,) = await people(1)
    room = await group(old, new)

    async with (
        old.on_message(await old.conversation(room["id"])) as heard_by_old,
        new.on_message(await new.conversation(room["id"])) as heard_by_new,
        new.on_activity(await new.conversation(room["id"])) as markers,
    ):
        for sender, receiver in ((old, heard_by_new), (new, heard_by_old)):
            message = await sender.send(room["id"], "hello")
            heard = await asyncio.wait_for(anext(receiver), timeout=30)
            while heard["seq"] != message["seq"]:
                heard = await asyncio.wait_for(anext(receiver), timeout=30)
            assert heard["body"] == "hello"
            assert heard["clientMessageId"] == message["clientMessageId"]
        await old.call("markRead", input={"conversationId": room["id"], "seq": 2})
        marker = await asyncio.wait_for(anext(markers), timeout=30)

    assert (marker["userId"], marker["readSeq"]) == (old.user_id, 2)


async def test_clients_of_two_releases_end_with_the_same(old: Chat, people: People) -> None:
    new, other = await people(2)
    room = await group(old, new)
    await old.send(room["id"], "hello")
    await new.send(room["id"], "good morning")
    addition = {
        "conversationId": room["id"],
        "memberIds": [other.user_id],
        "clientMessageId": str(uuid.uuid4()),
    }
    await old.call("addMembers", input=addition)

    by_old = await old.call("sync", conversationId=room["id"], seq=0, revision=0)
    by_new = await new.call("sync", conversationId=room["id"], seq=0, revision=0)

    assert [message["body"] for message in by_old["messages"]] == ["hello", "good morning", None]
    assert by_old == _as_selected(by_new, by_old)


def _as_selected(answer: Json, example: Json) -> Json:
    """Of an answer, the fields that another has."""
    return {
        name: [_as_selected(*pair) for pair in zip(answer[name], value, strict=True)]
        if isinstance(value, list) and value and isinstance(value[0], dict)
        else answer[name]
        for name, value in example.items()
    }
