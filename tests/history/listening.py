"""What a device hears: its socket, and the subscriptions on it."""

import itertools
from collections.abc import Callable, Iterable
from contextlib import suppress

import aiohttp

from tests.history.calls import UNSETTLED
from tests.history.realtime import Refused, Socket
from tests.history.records import Call, Delivery, Json
from tests.history.room import Seat


class Listening:
    """The subscriptions of one device; each event is on record. hear: gets the messages."""

    def __init__(self, seat: Seat, hear: Callable[[Json], None]) -> None:
        self._seat = seat
        self._hear = hear
        self._numbers = itertools.count(1)
        self._channels: dict[str, tuple[str, str]] = {}
        self._socket: Socket | None = None
        self._inbox: Socket | None = None

    async def to_inbox(self) -> None:
        """Hear of the person's own memberships, as the stack's stream function publishes them."""
        with suppress(aiohttp.ClientError, TimeoutError):
            self._inbox = await self._opened(self._seat.room.service.inbox_url, self._inbox_changed)
            try:
                await self._inbox.subscribe("inbox", "onInbox", {"userId": self._seat.person.id})
            except Refused as refused:
                if refused.code not in UNSETTLED:
                    raise

    async def to_channel(self, channel: str, fields: Iterable[str]) -> None:
        """Subscribe to these fields on this channel, and to nothing else any more."""
        socket = await self._connected()
        if socket is None:
            return
        for old in self._channels:
            with suppress(aiohttp.ClientError, ConnectionError):
                await socket.unsubscribe(old)
        for name in fields:
            await self._start(socket, name, channel)

    async def drop(self) -> None:
        """Lose the socket; what comes meanwhile is not heard."""
        if self._socket:
            await self._socket.close()
        self._socket = None
        self._channels.clear()

    async def end(self) -> None:
        """Close whatever is open."""
        await self.drop()
        if self._inbox:
            await self._inbox.close()

    async def _connected(self) -> Socket | None:
        if self._socket is None or not self._socket.is_open:
            await self.drop()
            with suppress(aiohttp.ClientError, TimeoutError):
                url = self._seat.room.service.stack.realtime_url
                self._socket = await self._opened(url, self._arrived)
        return self._socket

    async def _opened(self, url: str, hear: Callable[[str, Json], None]) -> Socket:
        token = await self._seat.person.tokens.access()
        return await Socket.opened(self._seat.room.http, url, token, hear)

    async def _start(self, socket: Socket, name: str, channel: str) -> None:
        seat = self._seat
        began, error = seat.tick(), None
        subscription = str(next(self._numbers))
        self._channels[subscription] = (name, channel)
        variables = {**seat.here, "channel": channel}
        try:
            await socket.subscribe(subscription, name, variables)
        except Refused as refused:
            error = refused.code
        seat.record(
            Call(seat.index, seat.number, name, variables, began, seat.tick(), not error, error)
        )

    def _arrived(self, subscription: str, payload: Json) -> None:
        if subscription in self._channels:
            name, channel = self._channels[subscription]
            self._put_on_record(name, channel, payload)
            if name == "onMessage":
                self._hear(payload)

    def _inbox_changed(self, _: str, payload: Json) -> None:
        if payload["conversationId"] == self._seat.room.conversation_id:
            self._put_on_record("onInbox", "", payload)

    def _put_on_record(self, name: str, channel: str, payload: Json) -> None:
        seat = self._seat
        seat.record(Delivery(seat.index, seat.number, name, channel, seat.tick(), payload))
