"""People who have signed up, each with their own client."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack

import pytest

from chat_client import Chat, Stack, connect
from chat_client.documents import DOCUMENTS, Json
from local_cloud import environment
from local_cloud.outputs import Outputs
from local_cloud.seed import sign_up
from local_cloud.target import LOCAL, Target
from story import api, steps
from tests.conftest import ROOT

PASSWORD = "correct horse battery"

type People = Callable[..., Awaitable[list[Chat]]]


@pytest.fixture
async def people(stack: Stack, outputs: Outputs) -> AsyncIterator[People]:
    """As many new people as asked for, signed in; documents: those of their clients' release."""
    async with AsyncExitStack() as signed_in:

        async def newcomers(count: int, *, documents: Mapping[str, str] = DOCUMENTS) -> list[Chat]:
            names = [f"p{uuid.uuid4().hex[:12]}" for _ in range(count)]
            for name in names:
                sign_up(outputs, name, PASSWORD)
            return [
                await signed_in.enter_async_context(
                    connect(stack, name, PASSWORD, documents=documents)
                )
                for name in names
            ]

        yield newcomers


@pytest.fixture
def target(outputs: Outputs) -> Target:
    """The stack as its commands see it."""
    options = environment.options_at(outputs["awsEndpoint"])
    return Target(LOCAL, outputs["stackName"], options, {})


def told(*, about: str | None = None, **names: str) -> list[tuple[str, Json]]:
    """The story's calls of all queries and mutations: field and variables.

    about: a name that must be among the arguments.  names: what the story's stand for here.
    """
    story = steps.read(ROOT)
    return [
        (
            step.call.partition(".")[2],
            api.read().variables(step.call, step.given({**story.names, **names})),
        )
        for step in story.plain_calls(about)
    ]


async def group(owner: Chat, *others: Chat) -> Json:
    """A new group."""
    conversation: Json = await owner.call(
        "createConversation",
        input={
            "kind": "GROUP",
            "title": "Test",
            "memberIds": [other.user_id for other in others],
            "clientConversationId": str(uuid.uuid4()),
        },
    )
    return conversation


async def remove(owner: Chat, conversation: Json, member: Chat) -> Json:
    """Take someone out."""
    message: Json = await owner.call(
        "removeMember",
        input={
            "conversationId": conversation["id"],
            "memberId": member.user_id,
            "clientMessageId": str(uuid.uuid4()),
        },
    )
    return message
