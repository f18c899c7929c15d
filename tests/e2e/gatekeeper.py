"""A second AppSync beside the stack's, whose functions reach DynamoDB through a gate.

The gate can hold back one kind of request: then the function that sent it stands exactly between
two of its calls, where the test kills it.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

import aiohttp
from aiohttp import web

from local_cloud.outputs import Outputs
from tests.conftest import ROOT
from tests.e2e.workers import kill_workers
from tests.second_appsync import free_port, second_appsync

TARGET = "X-Amz-Target"


class Gate:
    """Forwards to the embedded AWS; what is held waits for good."""

    def __init__(self, endpoint: str) -> None:
        self._endpoint = endpoint
        self._held_operation = ""
        self._arrived = asyncio.Event()
        self._closed = asyncio.Event()

    def hold(self, operation: str) -> None:
        """Hold back the next requests of this DynamoDB operation."""
        self._held_operation = operation
        self._arrived.clear()

    async def holds(self) -> None:
        """Until one is held back."""
        async with asyncio.timeout(20):
            await self._arrived.wait()

    def close(self) -> None:
        """Turn away what is held: whoever sent it is gone."""
        self._closed.set()

    async def forward(self, request: web.Request) -> web.Response:
        """One request, if it may pass."""
        operation = request.headers.get(TARGET, "").rpartition(".")[2]
        if operation and operation == self._held_operation:
            self._arrived.set()
            await self._closed.wait()
            return web.Response(status=503)
        async with (
            aiohttp.ClientSession(self._endpoint, auto_decompress=False) as session,
            session.request(
                request.method,
                request.path_qs,
                data=await request.read(),
                headers=request.headers,
            ) as answer,
        ):
            return web.Response(
                body=await answer.read(),
                status=answer.status,
                headers={"Content-Type": answer.headers["Content-Type"]},
            )


@dataclass(frozen=True, slots=True)
class Gated:
    """The second AppSync. graphql_url: its own.  kill_workers: as the system would."""

    gate: Gate
    graphql_url: str
    kill_workers: Callable[[], None]


@asynccontextmanager
async def gated(outputs: Outputs) -> AsyncIterator[Gated]:
    """Serve the deployed template once more, with the gate in the place of the embedded AWS."""
    gate = Gate(outputs["awsEndpoint"])
    async with _serving(gate) as endpoint, _appsync(outputs, endpoint) as (process, url):
        yield Gated(gate, url, partial(kill_workers, process.pid))


@asynccontextmanager
async def _serving(gate: Gate) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", gate.forward)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        gate.close()
        await runner.cleanup()


@asynccontextmanager
async def _appsync(
    outputs: Outputs, endpoint: str
) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    async with second_appsync(
        *("--template", str(ROOT / "template.yaml")),
        *("--stack", outputs["stackName"], "--no-reload"),
        environment={
            **os.environ,
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_REGION": outputs["region"],
            "AWS_DEFAULT_REGION": outputs["region"],
            "AWS_ACCESS_KEY_ID": "000000000000",
            "AWS_SECRET_ACCESS_KEY": "test",
        },
    ) as (process, port):
        yield process, f"http://localhost:{port}/graphql"
