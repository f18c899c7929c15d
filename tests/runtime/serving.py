"""A real server on a free port, in the test's own loop, and a client of its HTTP side."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import aiohttp

from appsync_local.application import Application
from appsync_local.asgi import create_app
from appsync_local.functions import Functions
from appsync_local.server import Server, bind
from tests.runtime.applications import KEY


class Answer(NamedTuple):
    status: int
    body: Any
    headers: Any


class Served:
    """The running server."""

    def __init__(self, port: int, http: aiohttp.ClientSession, server: Server) -> None:
        self.host = f"127.0.0.1:{port}"
        self.url = f"http://{self.host}/graphql"
        self.ws_url = f"ws://{self.host}/graphql"
        self.http = http
        self.server = server

    async def post(
        self, body: bytes | dict[str, Any], headers: dict[str, str] | None = None
    ) -> Answer:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = (
            {"x-api-key": KEY, "content-type": "application/json"} if headers is None else headers
        )
        async with self.http.post(self.url, data=content, headers=sent) as response:
            return Answer(response.status, await response.json(), response.headers)

    async def query(self, query: str, **variables: Any) -> Any:
        return (await self.post({"query": query, "variables": variables})).body


@asynccontextmanager
async def serving(
    application: Application, functions: Functions, **options: Any
) -> AsyncIterator[Served]:
    """The application, served; options are those of create_app."""
    listening = bind(0)
    server = Server(create_app(application, functions, **options))
    running = asyncio.create_task(server.serve([listening]))
    async with aiohttp.ClientSession() as http:
        try:
            yield Served(listening.getsockname()[1], http, server)
        finally:
            server.should_exit = True
            await running
            listening.close()
