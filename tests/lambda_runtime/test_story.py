"""The events of events/ through awslambdaric, in the bundle that sam built."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import pytest

from benchmarks.lambda_disk import Disk
from chat_client import Stack, connect
from local_cloud import storyteller
from local_cloud.credentials import derived
from local_cloud.functions import operation
from local_cloud.target import Target
from story.api import read
from tests.conftest import ROOT
from tests.lambda_runtime.invoke_api import answering
from tests.lambda_runtime.sandbox import sandbox

if TYPE_CHECKING:
    from mypy_boto3_lambda.type_defs import FunctionConfigurationTypeDef

EVENTS = ROOT / "events"


async def test_the_story_comes_true(
    empty: Target,
    names: Mapping[str, str],
    deployed: "Mapping[str, FunctionConfigurationTypeDef]",
    disk: Disk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story = storyteller.told(ROOT)
    told = {names[operation(read().functions[step.call])] for step in story.steps}
    surroundings = {**empty.variables, "TABLE_NAME": empty.stack}

    async with AsyncExitStack() as leaving:
        sandboxes = {
            name: await leaving.enter_async_context(sandbox(deployed[name], disk, surroundings))
            for name in told
        }
        endpoint = await leaving.enter_async_context(answering(sandboxes))
        monkeypatch.setenv("AWS_ENDPOINT_URL_LAMBDA", endpoint)
        telling = storyteller.play(story, story.steps, names, empty)
        played = await asyncio.to_thread(lambda: list(telling))

    misfits = [(step.name, came) for step, came in played if not came.fits(step, story.names)]
    assert misfits == []
    assert len(played) == len(story.steps)


async def test_what_the_stream_tells_is_published(
    names: Mapping[str, str],
    deployed: "Mapping[str, FunctionConfigurationTypeDef]",
    disk: Disk,
    stack: Stack,
) -> None:
    function = deployed[names["publishInboxEvents"]]
    role = derived(function)
    surroundings = {"AWS_ACCESS_KEY_ID": role.access_key, "AWS_SECRET_ACCESS_KEY": role.secret_key}
    event = json.loads((EVENTS / "ChatTable.memberships.json").read_text())
    image = event["Records"][0]["dynamodb"]["NewImage"]

    async with connect(stack, "alice", stack.passwords["alice"]) as alice:
        image["userId"]["S"] = alice.user_id
        async with (
            alice.on_inbox() as inbox,
            sandbox(function, disk, surroundings) as process,
            asyncio.timeout(30),
        ):
            reply = await process.invoke(json.dumps(event).encode())
            heard = await anext(inbox)

    assert json.loads(reply.body) == {"batchItemFailures": []}
    assert heard == {
        "userId": alice.user_id,
        "conversationId": image["conversationId"]["S"],
        "kind": image["inboxEvent"]["S"],
        "revision": int(image["revision"]["N"]),
    }


async def test_a_refusal_is_lambdas_error_document_with_its_code(
    names: Mapping[str, str],
    deployed: "Mapping[str, FunctionConfigurationTypeDef]",
    disk: Disk,
    target: Target,
) -> None:
    event = (EVENTS / "Query.messages.limit-too-high.json").read_bytes()

    async with (
        sandbox(deployed[names["messages"]], disk, target.variables) as process,
        asyncio.timeout(30),
    ):
        reply = await process.invoke(event)

    assert reply.is_failure
    document = json.loads(reply.body)
    assert document["errorType"] == "InvalidArguments"
    assert document["stackTrace"]
