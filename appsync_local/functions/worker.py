"""One worker process, as the runtime sees it: an event goes in, a result or an error comes out.

Source: Lambda developer guide, "Understanding the Lambda execution environment lifecycle".
"""

import asyncio
import os
import secrets
import socket
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from appsync_local import wire
from appsync_local.application import Function
from appsync_local.functions import FunctionError, from_document, worker_environment
from appsync_local.functions.invocation_log import InvocationLog, Status
from appsync_local.functions.logs import Logs
from appsync_local.functions.warm_parent import Fork, Order, WarmParent
from appsync_local.functions.worker_process import ERROR, EVENT_HEAD, INIT_ERROR, REPLY_HEAD

_ENDED = b""
_INIT_SECONDS = 10
_EXIT_SECONDS = 3
_READ_BYTES = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the workers of an application share. own: the runtime's environment variables."""

    region: str
    account_id: str
    own: Mapping[str, str]
    logs: Logs
    parent: WarmParent


class Worker(asyncio.Protocol):
    """Takes one event at a time; is_free tells whether it can take one now."""

    def __init__(self, function: Function, site: Site) -> None:
        self._function = function
        self._site = site
        self._loop = asyncio.get_running_loop()
        self._stream = f"{datetime.now(UTC):%Y/%m/%d}/[$LATEST]{secrets.token_hex(16)}"
        self._log = InvocationLog(function, stream=self._stream, logs=site.logs)
        self._arn = f"arn:aws:lambda:{site.region}:{site.account_id}:function:{self._function.name}"
        self._received = bytearray()
        self._reply: asyncio.Future[tuple[bytes, bytes]] = self._loop.create_future()
        self._transport: asyncio.Transport | None = None
        self._output: int | None = None
        self._fork: Fork | None = None
        self._init_seconds: float | None = None
        self._status: Status = "success"
        self._is_open = False

    @property
    def is_free(self) -> bool:
        """Whether the process lives and no event is on its way."""
        return self._is_open and self._reply.done()

    @property
    def is_gone(self) -> bool:
        """Whether the process has ended and all that it printed was read."""
        return self._output is None

    async def start(self) -> None:
        """Fork the process and wait until its code is loaded. Raises FunctionError if it is not."""
        began = time.perf_counter()
        ours, theirs = socket.socketpair()
        self._output, output = os.pipe()
        os.set_blocking(self._output, False)
        self._loop.add_reader(self._output, self._read_output)
        with theirs:
            try:
                self._fork = self._site.parent.fork(
                    self._order(), channel=theirs.fileno(), output=output
                )
            finally:
                os.close(output)
        self._transport, _ = await self._loop.create_unix_connection(lambda: self, sock=ours)
        self._is_open = True
        await self._answer(str(uuid.uuid4()), _INIT_SECONDS)
        self._init_seconds = time.perf_counter() - began

    async def run(self, event: bytes) -> object:
        """The handler's result for an event in JSON. Raises FunctionError."""
        request_id = str(uuid.uuid4())
        began = time.perf_counter()
        self._log.start(request_id)
        self._reply = self._loop.create_future()
        self._send(request_id, event)
        try:
            return _value(await self._answer(request_id, self._function.timeout))
        finally:
            self._read_output()
            self._log.end(
                request_id,
                seconds=time.perf_counter() - began,
                init_seconds=self._init_seconds,
                status=self._status,
            )
            self._init_seconds = None

    def end(self) -> None:
        """Let an idle process go: it ends when its socket does."""
        self._is_open = False
        if self._transport:
            self._transport.close()

    def dispose(self) -> None:
        """Read what an ended process printed last, and let go of its output."""
        self._read_output()
        self._close_output()

    def data_received(self, data: bytes) -> None:
        """Part of a reply frame."""
        self._received += data
        if len(self._received) < REPLY_HEAD.size:
            return
        kind, length = REPLY_HEAD.unpack_from(self._received)
        end = REPLY_HEAD.size + length
        if len(self._received) >= end:
            body = bytes(self._received[REPLY_HEAD.size : end])
            del self._received[:end]
            self._settle(kind, body)

    def connection_lost(self, exc: Exception | None) -> None:
        """The process has ended, or was let go."""
        self._is_open = False
        self._settle(_ENDED, b"")

    def _order(self) -> Order:
        return Order(
            handler=self._function.handler,
            code=str(self._function.code),
            environment=worker_environment.build(
                self._function,
                region=self._site.region,
                log_stream=self._stream,
                own=self._site.own,
            ),
        )

    def _send(self, request_id: str, event: bytes) -> None:
        now = time.time()
        header = wire.encode(
            {
                "id": request_id,
                "arn": self._arn,
                "deadline_ms": int((now + self._function.timeout) * 1000),
                "trace": f"Root=1-{int(now):08x}-{secrets.token_hex(12)};Sampled=0",
            }
        ).encode()
        if self._transport:
            self._transport.write(EVENT_HEAD.pack(len(header), len(event)) + header + event)

    async def _answer(self, request_id: str, seconds: int) -> bytes:
        timer = self._loop.call_later(seconds, self._time_out, request_id, seconds)
        try:
            kind, body = await self._reply
        finally:
            timer.cancel()
        if kind == _ENDED:
            raise await self._exit_error(request_id)
        if kind == INIT_ERROR:
            self.end()
        if kind in (ERROR, INIT_ERROR):
            raise from_document(wire.decode(body))
        return body

    def _settle(self, kind: bytes, body: bytes) -> None:
        if not self._reply.done():
            self._reply.set_result((kind, body))

    def _time_out(self, request_id: str, seconds: int) -> None:
        if self._reply.done():
            return
        when = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        message = f"{when} {request_id} Task timed out after {seconds:.2f} seconds"
        self._read_output()
        self._status = "timeout"
        self._log.error(message)
        self._reply.set_exception(FunctionError("Sandbox.Timedout", message))
        self.kill()

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        self.end()
        if self._fork:
            self._site.parent.kill(self._fork)

    async def _exit_error(self, request_id: str) -> FunctionError:
        code = await self._exit_code()
        message = f"RequestId: {request_id} Error: {_exit_reason(code)}"
        self._read_output()
        self._status = "error"
        self._log.error(message)
        return FunctionError("Runtime.ExitError", message)

    async def _exit_code(self) -> int:
        if not self._fork:
            return 1
        await asyncio.wait({self._fork.exit_code}, timeout=_EXIT_SECONDS)
        self.kill()  # it may have closed its socket and live on
        return await self._fork.exit_code

    def _read_output(self) -> None:
        """Read all that is there; the end of it means that the process has ended."""
        while self._output is not None:
            try:
                printed = os.read(self._output, _READ_BYTES)
            except BlockingIOError:
                return
            if not printed:
                self._log.flush()
                self._close_output()
                return
            self._log.printed(printed)

    def _close_output(self) -> None:
        if self._output is not None:
            self._loop.remove_reader(self._output)
            os.close(self._output)
            self._output = None


def _value(body: bytes) -> object:
    try:
        return wire.decode(body)
    except ValueError:
        raise FunctionError("Lambda:Unhandled", "The function's result is not JSON.") from None


def _exit_reason(code: int) -> str:
    """As Lambda words it; a negative code is the signal that ended the process."""
    if code == 0:
        return "Runtime exited without providing a reason"
    if code < 0:
        return f"Runtime exited with error: signal: {_SIGNALS.get(-code, f'signal {-code}')}"
    return f"Runtime exited with error: exit status {code}"


_SIGNALS = {6: "aborted", 9: "killed", 11: "segmentation fault", 15: "terminated"}
