"""What the functions' logs tell of a call, and what they keep to themselves."""

import uuid

import pytest

from chat_client import Chat, ChatError
from local_cloud.target import Target
from tests.e2e.conftest import People, group
from tests.e2e.function_logs import answers, logged

START_OF_A_TOKEN = "eyJ"
"""{" in base64: how the header of every JWT begins."""


async def test_a_call_is_told_with_who_called_what_and_how_it_went(
    people: People, target: Target
) -> None:
    person, other = await people(2)
    room = await group(person, other)

    await person.send(room["id"], "hello")
    entries = await logged(target, person, {("Mutation.sendMessage", "ok")})

    of_function = [entry for entry in entries if entry.function == "sendMessage"]
    (line,) = answers(of_function, person)
    assert line["operation"] == "Mutation.sendMessage"
    assert line["correlation_id"].startswith("Root=1-")
    assert uuid.UUID(line["function_request_id"])
    assert line["duration_ms"] > 0
    assert line["service"] == target.stack


async def test_no_log_holds_what_was_said_nor_a_token(people: People, target: Target) -> None:
    person, other = await people(2)
    room = await group(person, other)
    word = uuid.uuid4().hex

    await person.send(room["id"], f"{word} said", client_message_id="said-once")
    assert await refusal(person, room["id"], f"{word} otherwise") == "ClientMessageIdReused"
    assert await refusal(person, room["id"], word * 1000) == "InvalidArguments"
    page = await person.messages(room["id"])
    await person.call("inbox")
    entries = await logged(
        target,
        person,
        {
            ("Mutation.sendMessage", "ok"),
            ("Mutation.sendMessage", "ClientMessageIdReused"),
            ("Mutation.sendMessage", "InvalidArguments"),
            ("Query.messages", "ok"),
            ("Query.inbox", "ok"),
        },
    )

    assert word in page["messages"][0]["body"]
    for secret in (word, START_OF_A_TOKEN):
        assert [entry for entry in entries if secret in entry.text] == []


async def refusal(person: Chat, conversation_id: str, body: str) -> str:
    with pytest.raises(ChatError) as refused:
        await person.send(conversation_id, body, client_message_id="said-once")
    return refused.value.code
