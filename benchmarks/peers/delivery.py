"""Subscribers, and how long a message takes to the last of them."""

import asyncio
import base64
import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from aiohttp import ClientSession, ClientWebSocketResponse, TCPConnector

from benchmarks.peers.server import HOST

_ROOM = "room"
_FIELDS = "{ id room body sender sentAt }"
_SEND = (
    "mutation Send($room: ID!, $body: String!)"
    f" {{ sendMessage(room: $room, body: $body) {_FIELDS} }}"
)
_LISTEN = f"subscription Listen($room: ID!) {{ onMessage(room: $room) {_FIELDS} }}"
_PATIENCE_SECONDS = 10


class Audience:
    """People who listen to one room over a connection each."""

    def __init__(self, http: ClientSession, url: str, token: str, size: int) -> None:
        self._http = http
        self._url = url
        self._token = token
        self._size = size
        self._text = ""
        self._missing = 0
        self._delivered = asyncio.Event()

    async def deliver(self, text: str) -> float:
        """Send a message; the seconds from then until everybody has it. Raises TimeoutError."""
        self._text, self._missing = f'"{text}"', self._size
        self._delivered.clear()
        body = {"query": _SEND, "variables": {"room": _ROOM, "body": text}}
        began = time.perf_counter()
        async with (
            asyncio.timeout(_PATIENCE_SECONDS),
            self._http.post(self._url, json=body, headers={"Authorization": self._token}) as answer,
        ):
            arrived = asyncio.create_task(self._arrival())
            answer.raise_for_status()
            await answer.read()
            return await arrived - began

    async def listen(self, socket: ClientWebSocketResponse) -> None:
        """Count what arrives on one connection."""
        async for message in socket:
            if self._text in message.data:
                self._missing -= 1
                if not self._missing:
                    self._delivered.set()

    async def _arrival(self) -> float:
        await self._delivered.wait()
        return time.perf_counter()


@asynccontextmanager
async def listening(port: int, token: str, *, subscribers: int) -> AsyncIterator[Audience]:
    """So many subscribers, each acknowledged."""
    host = f"{HOST}:{port}"
    authorization = {"host": host, "Authorization": token}
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(ClientSession(connector=TCPConnector(limit=0)))
        audience = Audience(http, f"http://{host}/graphql", token, subscribers)
        tasks = await stack.enter_async_context(asyncio.TaskGroup())
        for _ in range(subscribers):
            socket = await _subscribed(http, host, authorization)
            stack.push_async_callback(socket.close)
            tasks.create_task(audience.listen(socket))
        yield audience


async def _subscribed(
    http: ClientSession, host: str, authorization: dict[str, str]
) -> ClientWebSocketResponse:
    """A connection with a subscription; credentials are in the query, where both read them."""
    encoded = base64.b64encode(json.dumps(authorization).encode()).decode()
    socket = await http.ws_connect(
        f"ws://{host}/graphql/realtime",
        params={"header": encoded, "payload": "e30="},
        protocols=("graphql-ws",),
    )
    await socket.send_json({"type": "connection_init"})
    await _until(socket, "connection_ack")
    data = json.dumps({"query": _LISTEN, "variables": {"room": _ROOM}})
    extensions = {"authorization": authorization}
    payload = {"data": data, "extensions": extensions}
    await socket.send_json({"type": "start", "id": "1", "payload": payload})
    await _until(socket, "start_ack")
    return socket


async def _until(socket: ClientWebSocketResponse, wanted: str) -> None:
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while (frame := await socket.receive_json())["type"] != wanted:
            if frame["type"] != "ka":
                raise ConnectionError(f"instead of {wanted} came {frame}")
