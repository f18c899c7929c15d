"""A server that does nothing: what is measured against it is the ceiling of the load itself.

`python -m benchmarks.peers.empty PORT`
"""

import asyncio
import sys

import uvloop

_BODY = b'{"data":{"__typename":"Query"}}'
_ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (
    len(_BODY),
    _BODY,
)


class _Empty(asyncio.Protocol):
    """Takes whatever arrives for one request."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._transport = transport

    def data_received(self, _data: bytes) -> None:
        self._transport.write(_ANSWER)


async def _serve(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(_Empty, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(_serve(int(sys.argv[1])))
