"""What the functions' logs tell of a call, and what they keep to themselves."""

import asyncio
import json
import uuid
from collections.abc import Mapping, Set
from typing import Any

import pytest

from chat_client import Chat, ChatError
from local_cloud import environment, functions, logs
from local_cloud.logs import Entry
from local_cloud.outputs import Outputs
from local_cloud.target import LOCAL, Target
from tests.e2e.conftest import People, group

type Calls = Set[tuple[str, str]]
"""Operations with their outcomes."""

START_OF_A_TOKEN = "eyJ"
"""{" in base64: how the header of every JWT begins."""


@pytest.fixture
def target(outputs: Outputs) -> Target:
    options = environment.options_at(outputs["awsEndpoint"])
    return Target(LOCAL, outputs["stackName"], options, {})


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


async def logged(target: Target, caller: Chat, calls: Calls) -> list[Entry]:
    """The lines of all functions, as soon as these calls are among those that are over.

    Lambda's REPORT is the last line of a call; logs arrive when they arrive.
    """
    names = functions.names(target)
    async with asyncio.timeout(30):
        while True:
            entries = logs.recent(target, names)
            over = {entry.text.split()[2] for entry in entries if entry.text.startswith("REPORT")}
            if calls <= {
                (line["operation"], line["outcome"])
                for line in answers(entries, caller)
                if line["function_request_id"] in over
            }:
                return entries
            await asyncio.sleep(0.1)


def answers(entries: list[Entry], caller: Chat) -> list[Mapping[str, Any]]:
    """What was logged about a person's calls when they were answered."""
    lines = [json.loads(entry.text) for entry in entries if entry.text.startswith("{")]
    return [
        line
        for line in lines
        if line.get("message") == "answered" and line["caller"] == caller.user_id
    ]
