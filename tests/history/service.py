"""A second AppSync beside the stack's, which serves any copy of the chat, through a gate."""

import asyncio
import contextlib
import os
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from chat_client import Stack
from local_cloud.outputs import Outputs
from tests.conftest import ROOT
from tests.history.gate import Gate, gate

WRITER_TIMEOUT_S = 6
"""Short, yet with time for the store's retries: a hole is given up 11 s after a later number."""


@dataclass(frozen=True, slots=True)
class Service:
    """stack: how clients reach it.  gate: what is between its functions and DynamoDB.

    inbox_url: the socket of the stack's own AppSync, where its stream function publishes.
    """

    stack: Stack
    inbox_url: str
    gate: Gate


@asynccontextmanager
async def serving(
    outputs: Outputs, *, root: Path = ROOT, writer_timeout_s: int = WRITER_TIMEOUT_S
) -> AsyncIterator[Service]:
    """Serve the template and the code in root on the stack's table."""
    own = Stack.from_outputs(outputs)
    async with gate(outputs["awsEndpoint"]) as (passing, endpoint):
        environment = _environment(outputs, dynamodb=endpoint)
        command = [
            *("--template", str(root / "template.yaml"), "--stack", outputs["stackName"]),
            *("--parameter", f"WriterTimeout={writer_timeout_s}", "--parameter", "LogLevel=ERROR"),
            *("--jwks-url", outputs["awsEndpoint"], "--no-reload"),
        ]
        async with _appsync(command, environment) as port:
            stack = Stack(
                graphql_url=f"http://127.0.0.1:{port}/graphql",
                realtime_url=f"ws://127.0.0.1:{port}/graphql/realtime",
                region=own.region,
                user_pool_client_id=own.user_pool_client_id,
                aws_endpoint=own.aws_endpoint,
            )
            yield Service(stack, own.realtime_url, passing)


def _environment(outputs: Outputs, *, dynamodb: str) -> dict[str, str]:
    """Only DynamoDB is reached through the gate; without a place for logs they are printed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return kept | {
        "AWS_ENDPOINT_URL_DYNAMODB": dynamodb,
        "AWS_ENDPOINT_URL_CLOUDFORMATION": outputs["awsEndpoint"],
        "AWS_REGION": outputs["region"],
        "AWS_DEFAULT_REGION": outputs["region"],
        "AWS_ACCESS_KEY_ID": "000000000000",
        "AWS_SECRET_ACCESS_KEY": "test",
    }


@asynccontextmanager
async def _appsync(arguments: Sequence[str], environment: Mapping[str, str]) -> AsyncIterator[int]:
    port = _free_port()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "appsync_local", *arguments, "--port", str(port)),
        cwd=ROOT,
        env=environment,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        await _answers(port)
        yield port
    finally:
        process.terminate()
        await process.wait()


async def _answers(port: int) -> None:
    async with asyncio.timeout(60):
        while True:
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                return
            await asyncio.sleep(0.05)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
