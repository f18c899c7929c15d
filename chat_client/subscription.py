"""One subscription, from AppSync's acknowledgement on.

Each has a connection of its own: start_ack names a subscription, but gql drops that frame, so only
with a single subscription is it clear which one was acknowledged.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Self

from gql import Client, GraphQLRequest
from gql.transport.appsync_auth import AppSyncAuthentication
from gql.transport.appsync_websockets import AppSyncWebsocketsTransport
from gql.transport.exceptions import TransportError
from graphql import ExecutionResult

from chat_client.documents import Json
from chat_client.errors import ChatError, translated

_ACKNOWLEDGED_WITHIN_S = 15
# AppSync's connectionTimeoutMs is 300,000
_LONGEST_SILENCE_S = 300


class Subscription:
    """What is published, in order of arrival; waiting for the next can be cancelled without loss.

    Raises ChatError Disconnected where it ends: what is published after that has to be asked for.
    """

    def __init__(self) -> None:
        self._arrived: asyncio.Queue[Json | ChatError] = asyncio.Queue()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Json:
        event = await self._arrived.get()
        if isinstance(event, ChatError):
            raise event
        return event

    async def read(self, results: AsyncGenerator[Json]) -> None:
        """Takes in what gql yields, {onMessage: {…}}, until it ends."""
        ended = ChatError("Disconnected", "The server ended the subscription.")
        try:
            async for data in results:
                self._arrived.put_nowait(next(iter(data.values())))
        except TransportError as error:
            ended = ChatError.of(error)
        self._arrived.put_nowait(ended)


class _Transport(AppSyncWebsocketsTransport):
    """gql's own, which also notes that start_ack has arrived."""

    def __init__(self, url: str, *, auth: AppSyncAuthentication) -> None:
        super().__init__(url, auth=auth, keep_alive_timeout=_LONGEST_SILENCE_S)
        self.acknowledged = asyncio.Event()

    async def _handle_answer(
        self, answer_type: str, answer_id: int | None, execution_result: ExecutionResult | None
    ) -> None:
        if answer_type == "start_ack":
            self.acknowledged.set()
        await super()._handle_answer(answer_type, answer_id, execution_result)


@asynccontextmanager
async def subscribed(
    request: GraphQLRequest, *, url: str, auth: AppSyncAuthentication
) -> AsyncIterator[Subscription]:
    """A subscription that AppSync has acknowledged.

    url: ws:// or wss://, in full.  Raises ChatError with the code of a refusal, or Disconnected.
    """
    transport = _Transport(url, auth=auth)
    subscription = Subscription()
    async with AsyncExitStack() as leaving:
        with translated():
            session = await leaving.enter_async_context(Client(transport=transport))
        reading = asyncio.create_task(subscription.read(session.subscribe(request)))
        leaving.push_async_callback(asyncio.wait, {reading})
        leaving.callback(reading.cancel)
        with translated():
            await _started(transport, reading)
        if not transport.acknowledged.is_set():
            await anext(subscription)
        yield subscription


async def _started(transport: _Transport, reading: asyncio.Task[None]) -> None:
    """Waits for start_ack, or for the reading's end. Raises TimeoutError after 15 s."""
    acknowledged = asyncio.create_task(transport.acknowledged.wait())
    async with asyncio.timeout(_ACKNOWLEDGED_WITHIN_S):
        await asyncio.wait({acknowledged, reading}, return_when=asyncio.FIRST_COMPLETED)
    acknowledged.cancel()
