"""Lambda's Invoke, answered by sandboxes instead of the embedded AWS.

Whoever has its address in AWS_ENDPOINT_URL_LAMBDA calls the functions in Lambda's own runtime.
Source: Lambda API reference, Invoke (X-Amz-Function-Error).
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiohttp import web

from tests.lambda_runtime.sandbox import Sandbox


@asynccontextmanager
async def answering(sandboxes: Mapping[str, Sandbox]) -> AsyncIterator[str]:
    """Its address, as long as it answers. sandboxes: by the physical names of their functions."""

    async def invoke(request: web.Request) -> web.Response:
        reply = await sandboxes[request.match_info["name"]].invoke(await request.read())
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
