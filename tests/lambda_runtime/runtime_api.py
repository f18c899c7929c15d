"""Lambda's Runtime API for one process, which asks for an event and posts what became of it.

Source: Lambda developer guide, "Using the Lambda runtime API for custom runtimes".
"""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

_ROOT = "/2018-06-01/runtime"
_LONGEST_EVENT = 6 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of an event. body: the result or, where it failed, the error document."""

    body: bytes
    is_failure: bool


class RuntimeApi:
    """One event at a time. address: what AWS_LAMBDA_RUNTIME_API is set to."""

    def __init__(self, arn: str, *, timeout: float) -> None:
        self.address = ""
        self._arn = arn
        self._timeout = timeout
        self._events: asyncio.Queue[bytes] = asyncio.Queue()
        self._reply: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()

    @property
    def app(self) -> web.Application:
        """What it answers, and to which requests."""
        app = web.Application(client_max_size=_LONGEST_EVENT)
        app.add_routes(
            [
                web.get(f"{_ROOT}/invocation/next", self._next),
                web.post(f"{_ROOT}/invocation/{{id}}/response", self._responded),
                web.post(f"{_ROOT}/invocation/{{id}}/error", self._failed),
                web.post(f"{_ROOT}/init/error", self._failed),
            ]
        )
        return app

    async def invoke(self, event: bytes) -> Reply:
        """What the process makes of an event."""
        self._reply = asyncio.get_running_loop().create_future()
        self._events.put_nowait(event)
        return await self._reply

    async def _next(self, _request: web.Request) -> web.Response:
        event = await self._events.get()
        return web.Response(
            body=event,
            content_type="application/json",
            headers={
                "Lambda-Runtime-Aws-Request-Id": str(uuid.uuid4()),
                "Lambda-Runtime-Deadline-Ms": str(int((time.time() + self._timeout) * 1000)),
                "Lambda-Runtime-Invoked-Function-Arn": self._arn,
                "Lambda-Runtime-Trace-Id": f"Root=1-{int(time.time()):08x}-{'0' * 24};Sampled=0",
            },
        )

    async def _responded(self, request: web.Request) -> web.Response:
        self._reply.set_result(Reply(await request.read(), is_failure=False))
        return web.Response(status=202)

    async def _failed(self, request: web.Request) -> web.Response:
        self._reply.set_result(Reply(await request.read(), is_failure=True))
        return web.Response(status=202)


@asynccontextmanager
async def serving(api: RuntimeApi) -> AsyncIterator[None]:
    """Answer on a port of its own, until the process that asks is gone."""
    runner = web.AppRunner(api.app, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0]
    api.address = f"{host}:{port}"
    try:
        yield
    finally:
        await runner.cleanup()
