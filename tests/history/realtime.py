"""A device's real-time connection: many subscriptions on one socket, as AppSync's clients do.

Source: AppSync developer guide, "Building a real-time WebSocket client". chat_client has a socket
for each subscription, which would be too many here.
"""

import asyncio
import base64
import json
from collections.abc import Callable
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

import aiohttp

from chat_client.documents import DOCUMENTS
from tests.history.records import LOST, Json

type Hear = Callable[[str, Json], None]

_WITHIN_S = 20


class Refused(Exception):
    """A subscription was refused. code: the errorType."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Socket:
    """One connection. hear gets a subscription's id and the value of its field."""

    def __init__(
        self, connection: aiohttp.ClientWebSocketResponse, authorization: Json, hear: Hear
    ) -> None:
        self._connection = connection
        self._authorization = authorization
        self._hear = hear
        self._starting: dict[str, asyncio.Future[None]] = {}
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def opened(cls, session: aiohttp.ClientSession, url: str, token: str, hear: Hear) -> Self:
        """Connected and acknowledged. Raises aiohttp's ClientError, or TimeoutError."""
        authorization = {"host": urlsplit(url).netloc, "Authorization": token}
        header = base64.b64encode(json.dumps(authorization).encode()).decode()
        query = urlencode({"header": header, "payload": "e30="})
        async with asyncio.timeout(_WITHIN_S):
            connection = await session.ws_connect(f"{url}?{query}", protocols=["graphql-ws"])
            try:
                await connection.send_json({"type": "connection_init"})
                await connection.receive_json()
            except BaseException:  # also where the episode is cancelled meanwhile
                await connection.close()
                raise
        return cls(connection, authorization, hear)

    @property
    def is_open(self) -> bool:
        """Whether events can still come."""
        return not self._connection.closed and not self._reading.done()

    async def subscribe(self, subscription: str, field: str, variables: Json) -> None:
        """Start, and wait for start_ack. Raises Refused, with LOST where nothing came."""
        document = json.dumps({"query": DOCUMENTS[field], "variables": variables})
        started = self._starting[subscription] = asyncio.get_running_loop().create_future()
        payload = {"data": document, "extensions": {"authorization": self._authorization}}
        try:
            async with asyncio.timeout(_WITHIN_S):
                await self._connection.send_json(
                    {"id": subscription, "type": "start", "payload": payload}
                )
                await started
        except (aiohttp.ClientError, ConnectionError, TimeoutError):
            raise Refused(LOST) from None
        finally:
            self._starting.pop(subscription, None)

    async def unsubscribe(self, subscription: str) -> None:
        """Stop; what is on its way may still come."""
        if self.is_open:
            await self._connection.send_json({"id": subscription, "type": "stop"})

    async def close(self) -> None:
        """End the connection."""
        self._reading.cancel()
        try:
            await asyncio.wait({self._reading})
        finally:
            await self._connection.close()

    async def _read(self) -> None:
        try:
            async for frame in self._connection:
                if frame.type is aiohttp.WSMsgType.TEXT:
                    self._take(json.loads(frame.data))
        finally:
            for started in self._starting.values():
                if not started.done():
                    started.set_exception(Refused(LOST))

    def _take(self, frame: dict[str, Any]) -> None:
        match frame["type"]:
            case "data":
                data = frame["payload"]["data"]
                self._hear(frame["id"], next(iter(data.values())))
            case "start_ack":
                self._settle(frame["id"], None)
            case "error":
                errors = frame["payload"]["errors"]
                first = errors[0] if isinstance(errors, list) else errors
                self._settle(frame["id"], Refused(first.get("errorType") or "GraphQLError"))

    def _settle(self, subscription: str, refused: Refused | None) -> None:
        started = self._starting.get(subscription)
        if started is None or started.done():
            return
        if refused:
            started.set_exception(refused)
        else:
            started.set_result(None)
