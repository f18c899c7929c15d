"""Lambda's Invoke, answered by sandboxes or containers instead of the embedded AWS.

Whoever has its address in AWS_ENDPOINT_URL_LAMBDA calls the functions there.
Source: Lambda API reference, Invoke (X-Amz-Function-Error).
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Protocol

from aiohttp import web

from tests.lambda_runtime.runtime_api import Reply


class Invocable(Protocol):
    """What runs one function."""

    async def invoke(self, event: bytes) -> Reply:
        """What became of an event."""


@asynccontextmanager
async def answering(functions: Mapping[str, Invocable]) -> AsyncIterator[str]:
    """Its address, as long as it answers. functions: by their physical names."""

    async def invoke(request: web.Request) -> web.Response:
        reply = await functions[request.match_info["name"]].invoke(await request.read())
        headers = {"X-Amz-Function-Error": "Unhandled"} if reply.is_failure else {}
        return web.Response(body=reply.body, headers=headers)

    app = web.Application()
    app.router.add_post("/2015-03-31/functions/{name}/invocations", invoke)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0]
    try:
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()
