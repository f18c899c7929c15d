"""The way from the functions to DynamoDB, on which requests meet the weather of their conversation.

Every request of every function passes here, so it knows no more of HTTP than boto3 and the emulator
say to each other: a head with a Content-Length, and a body.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import psutil

from tests.history.weather import Trouble, Weather

_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHECKSUM = re.compile(rb"\r\nx-amz-crc32: *\d+", re.IGNORECASE)
_OPERATION = re.compile(rb"\r\nx-amz-target: *\w+\.(\w+)", re.IGNORECASE)
_CONVERSATION = re.compile(
    rb"(?:CONVERSATION|MESSAGES|VERSIONS|RESPONSES|CHANGES|THREAD)#([a-z2-7]{26})"
)


class _HungUp(Exception):
    """The connection is given up without an answer."""


class _Frame(NamedTuple):
    """A request or an answer, as it came."""

    head: bytes
    body: bytes

    def with_body(self, body: bytes) -> "_Frame":
        """The frame with another body, and no checksum: boto3 asks again where that is wrong."""
        head = _CHECKSUM.sub(b"", self.head)
        return _Frame(_LENGTH.sub(b"\r\nContent-Length: %d" % len(body), head), body)


class Gate:
    """Forwards requests to the embedded AWS.

    weathers: by conversation id; a request of a conversation without one passes untouched.
    befell: how often each trouble did.
    """

    def __init__(self, upstream: str) -> None:
        address = urlsplit(upstream)
        self._host, self._port = address.hostname, address.port
        self.weathers: dict[str, Weather] = {}
        self.befell = dict.fromkeys(Trouble, 0)

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of a function, until either side ends it."""
        there, back = await asyncio.open_connection(self._host, self._port, limit=2**24)
        try:
            while True:
                answer = await self._answer(await _frame(reader), writer, (there, back))
                writer.write(answer.head + answer.body)
        except (_HungUp, asyncio.IncompleteReadError, ConnectionError):
            writer.transport.abort()
        finally:
            back.close()
            writer.close()

    async def _answer(
        self,
        request: _Frame,
        sender: asyncio.StreamWriter,
        upstream: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> _Frame:
        weather = self._weather(request.body)
        trouble = weather.next(_operation(request)) if weather else None
        if weather and trouble:
            self.befell[trouble] += 1
        match trouble:
            case Trouble.LATE if weather:
                await asyncio.sleep(weather.delay())
            case Trouble.KILLED_BEFORE:
                _kill_sender(sender)
                raise _HungUp
            case Trouble.PARTIAL:
                return await _sent_in_part(request, *upstream)
        answer = await _sent(request, *upstream)
        if trouble is Trouble.KILLED_AFTER:
            _kill_sender(sender)
        if trouble in {Trouble.KILLED_AFTER, Trouble.CUT}:
            raise _HungUp
        return answer

    def _weather(self, body: bytes) -> Weather | None:
        if not self.weathers:
            return None
        named = _CONVERSATION.search(body)
        return self.weathers.get(named[1].decode()) if named else None


@asynccontextmanager
async def gate(upstream: str) -> AsyncIterator[tuple[Gate, str]]:
    """A gate in front of this address, and its own address."""
    passing = Gate(upstream)
    connections: set[asyncio.Task[None]] = set()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        connections.add(task)
        task.add_done_callback(connections.discard)
        with suppress(asyncio.CancelledError):
            await passing.connect(reader, writer)

    server = await asyncio.start_server(connect, "127.0.0.1", 0, limit=2**24)
    try:
        yield passing, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in connections:
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)


async def _frame(reader: asyncio.StreamReader) -> _Frame:
    head = await reader.readuntil(_END)
    length = _LENGTH.search(head)
    return _Frame(head, await reader.readexactly(int(length[1])) if length else b"")


async def _sent(
    request: _Frame, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> _Frame:
    writer.write(request.head + request.body)
    return await _frame(reader)


async def _sent_in_part(
    request: _Frame, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> _Frame:
    """Half of the keys are looked up, the others come back as UnprocessedKeys.

    Source: DynamoDB API reference, BatchGetItem; the emulator itself never does so.
    """
    asked: dict[str, Any] = json.loads(request.body)
    [(table, wanted)] = asked["RequestItems"].items()
    half = len(wanted["Keys"]) // 2
    if not half:
        return await _sent(request, reader, writer)
    asked["RequestItems"] = {table: wanted | {"Keys": wanted["Keys"][:half]}}
    answer = await _sent(request.with_body(json.dumps(asked).encode()), reader, writer)
    found = json.loads(answer.body)
    found["UnprocessedKeys"] = {table: wanted | {"Keys": wanted["Keys"][half:]}}
    return answer.with_body(json.dumps(found).encode())


def _operation(request: _Frame) -> str:
    named = _OPERATION.search(request.head)
    return named[1].decode() if named else ""


def _kill_sender(sender: asyncio.StreamWriter) -> None:
    """Kill the worker at the other end of a connection."""
    # Both ends name a socket: a port alone may be that of other processes' connections, too.
    theirs, ours = sender.get_extra_info("peername"), sender.get_extra_info("sockname")
    for connection in psutil.net_connections("tcp"):
        if (connection.laddr, connection.raddr) == (theirs, ours) and connection.pid:
            with suppress(psutil.NoSuchProcess):
                psutil.Process(connection.pid).kill()
