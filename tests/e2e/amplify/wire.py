"""A wire to a server that can be cut."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Wire:
    """port: where clients connect instead of to the server."""

    def __init__(self, server_port: int) -> None:
        self.port = 0
        self._server_port = server_port
        self._ends: set[asyncio.StreamWriter] = set()

    def cut(self) -> None:
        """Drops every connection; new ones are welcome."""
        for end in self._ends:
            end.transport.abort()
        self._ends.clear()

    async def join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Connects a client with the server for as long as both stay."""
        there, back = await asyncio.open_connection("127.0.0.1", self._server_port)
        self._ends |= {writer, back}
        await asyncio.gather(_copy(reader, back), _copy(there, writer))


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while chunk := await source.read(65536):
            target.write(chunk)
            await target.drain()
    target.close()


@asynccontextmanager
async def wire_to(server_port: int) -> AsyncIterator[Wire]:
    """A wire to a server on this machine."""
    wire = Wire(server_port)
    async with await asyncio.start_server(wire.join, "127.0.0.1", 0) as server:
        wire.port = server.sockets[0].getsockname()[1]
        yield wire
        wire.cut()
