"""uvicorn around the endpoints: a bound port, signals that end it, clients that are told."""

import asyncio
import signal
import socket
from collections.abc import Generator
from contextlib import contextmanager

import uvicorn

from appsync_local.asgi import Endpoints

HOST = "127.0.0.1"
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_GRACE_SECONDS = 3
_IDLE_SECONDS = 75
"""A client that sends while its connection is being closed gets no answer: so clients, which keep
them for 5 to 60 s, close them first."""


def bind(port: int) -> socket.socket:
    """A listening socket on this machine only; port 0 takes a free one. Raises OSError."""
    return socket.create_server((HOST, port))


class Server(uvicorn.Server):
    """Serves an app made by asgi.create_app until a signal, or `should_exit`."""

    def __init__(self, app: Endpoints) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                interface="asgi3",
                http="httptools",
                ws="websockets-sansio",
                ws_per_message_deflate=False,
                lifespan="off",
                proxy_headers=False,
                server_header=False,
                access_log=False,
                log_config=None,
                log_level="warning",
                timeout_keep_alive=_IDLE_SECONDS,
                timeout_graceful_shutdown=_GRACE_SECONDS,
            )
        )
        self._endpoints = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Disconnect the real-time clients, then end as uvicorn does."""
        await self._endpoints.disconnect_all()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """End on a signal without raising it again afterwards: ending on request is no failure."""
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in _SIGNALS:
                loop.remove_signal_handler(number)
