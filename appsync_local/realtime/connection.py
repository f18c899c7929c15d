"""AppSync's real-time protocol: its frames, and the state of one connection.

The connection sees its socket as two coroutines and the API as a Door, and is given the
time, so it runs without a server and without waiting.

Source: AppSync developer guide, "Building a real-time WebSocket client".
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, NotRequired, Protocol, TypedDict

from appsync_local import wire

_log = logging.getLogger(__name__)


class ConnectionInit(TypedDict):
    """Client → server, first of all."""

    type: Literal["connection_init"]


class ConnectionAckPayload(TypedDict):
    """connectionTimeoutMs: without a frame for this long, the client considers the socket dead."""

    connectionTimeoutMs: int


class ConnectionAck(TypedDict):
    """Server → client, answers connection_init; a keep-alive follows at once."""

    type: Literal["connection_ack"]
    payload: ConnectionAckPayload


class KeepAlive(TypedDict):
    """Server → client, every minute."""

    type: Literal["ka"]


class StartPayload(TypedDict):
    """data: JSON text of {query, variables}.  extensions: {authorization: {…headers…}}."""

    data: str
    extensions: dict[str, Any]


class Start(TypedDict):
    """Client → server, subscribes. id: the client's, unique on the connection."""

    type: Literal["start"]
    id: str
    payload: StartPayload


class StartAck(TypedDict):
    """Server → client, the subscription is registered."""

    type: Literal["start_ack"]
    id: str


class Data(TypedDict):
    """Server → client, one event. payload: {data, errors}, as a query's response."""

    type: Literal["data"]
    id: str
    payload: dict[str, Any]


class Stop(TypedDict):
    """Client → server, ends a subscription."""

    type: Literal["stop"]
    id: str


class Complete(TypedDict):
    """Server → client, answers stop."""

    type: Literal["complete"]
    id: str


class ProtocolFault(TypedDict):
    """One error of a frame. errorCode: an HTTP status; clients do not retry 400, 401 and 403."""

    message: str
    errorType: NotRequired[str]
    errorCode: NotRequired[int]


class ErrorPayload(TypedDict):
    """errors: a list, but a single object for the limit of subscriptions, as was observed."""

    errors: list[ProtocolFault] | ProtocolFault


class Error(TypedDict):
    """Server → client, a frame was refused. id: the frame's, where it had one."""

    type: Literal["error"]
    id: str
    payload: ErrorPayload


class ConnectionRefused(TypedDict):
    """Server → client, the credentials of the handshake admit nobody; the socket closes."""

    type: Literal["connection_error"]
    payload: ErrorPayload


class Close(NamedTuple):
    """How a connection ends: a WebSocket close code and its reason."""

    code: int
    reason: str


class Rejected(Exception):
    """The API refuses a connection or a subscription. errors: what the frame will say."""

    def __init__(self, *errors: ProtocolFault) -> None:
        super().__init__(errors)
        self.errors = list(errors)


class Door(Protocol):
    """The API, as one socket may use it."""

    async def connect(self) -> None:
        """Check the credentials of the handshake; raises Rejected."""

    async def subscribe(
        self, data: str, authorization: object, deliver: Callable[[str], None]
    ) -> Callable[[], None]:
        """Register a subscription; the result ends it. Raises Rejected.

        deliver: takes the JSON text of each payload; neither waits nor raises.
        """


class Timer(Protocol):
    """Something that will happen, unless it is cancelled."""

    def cancel(self) -> None:
        """Let it not happen."""


CallLater = Callable[[float, Callable[[], None]], Timer]
"""Takes seconds and what to call after them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Times and limits, as AppSync has them. Times in seconds.

    max_waiting: frames that a client may lag behind before its socket is closed.
    """

    keep_alive: float = 60
    connection_timeout: float = 300
    lifetime: float = 86_400
    max_subscriptions: int = 100
    max_waiting: int = 1000


@dataclass(slots=True, eq=False)
class _Operation:
    """A subscription of the client: first a task that asks for it, then a way to end it."""

    task: asyncio.Task[None] | None = None
    end: Callable[[], None] | None = None


class Connection:
    """One client's connection, from connection_init to the close."""

    def __init__(
        self,
        door: Door,
        *,
        receive: Callable[[], Awaitable[str | None]],
        send: Callable[[str], Awaitable[None]],
        call_later: CallLater,
        settings: Settings,
    ) -> None:
        """receive: the next text, None when the client has gone.  send: raises OSError then."""
        self._door = door
        self._receive = receive
        self._send_text = send
        self._call_later = call_later
        self._settings = settings
        self._outbox: asyncio.Queue[str | Close] = asyncio.Queue(settings.max_waiting)
        self._operations: dict[str, _Operation] = {}
        self._acknowledged = False
        self._timers: dict[str, Timer] = {}
        self._ended: asyncio.Future[Close] | None = None

    async def run(self) -> Close:
        """Serve the client until it leaves or has to; returns how to close the socket."""
        self._ended = asyncio.get_running_loop().create_future()
        self._timers["lifetime"] = self._call_later(
            self._settings.lifetime, lambda: self._end(Close(1000, "Connection lifetime exceeded"))
        )
        tasks = [asyncio.create_task(self._read()), asyncio.create_task(self._write())]
        for task in tasks:
            task.add_done_callback(self._note_failure)
        try:
            return await self._ended
        finally:
            await self._release(tasks)

    def shut_down(self) -> None:
        """End the connection because the server ends."""
        self._end(Close(1001, "The server is shutting down"))

    async def connection_init(self) -> None:
        """Acknowledge and start the keep-alive, or send the reason why not and close."""
        try:
            await self._door.connect()
        except Rejected as rejected:
            self._send({"type": "connection_error", "payload": {"errors": rejected.errors}})
            self._put(Close(1000, "Unauthorized"))
            return
        timeout_ms = int(self._settings.connection_timeout * 1000)
        self._send({"type": "connection_ack", "payload": {"connectionTimeoutMs": timeout_ms}})
        if not self._acknowledged:
            self._acknowledged = True
            self._keep_alive()

    def start(self, frame: dict[str, Any]) -> None:
        """Register a subscription; frames before the connection is acknowledged are ignored."""
        if not self._acknowledged:
            return
        start = _start(frame)
        if start is None:
            self._error(_id(frame), _unsupported())
        elif start["id"] in self._operations:
            message = f"Duplicated operation with id {start['id']}"
            self._error(start["id"], {"errorType": "DuplicatedOperationError", "message": message})
        elif len(self._operations) >= self._settings.max_subscriptions:
            self._send(_too_many(start["id"], self._settings.max_subscriptions))
        else:
            operation = self._operations[start["id"]] = _Operation()
            operation.task = asyncio.create_task(self._subscribe(operation, start))

    def stop(self, frame: dict[str, Any]) -> None:
        """End a subscription, even one that is not yet registered."""
        operation = self._operations.pop(_id(frame), None)
        if operation is None:
            message = f"Unknown operation id {_id(frame)}"
            self._error(_id(frame), {"errorType": "UnknownOperationError", "message": message})
            return
        _close(operation)
        self._send({"type": "complete", "id": _id(frame)})

    async def _read(self) -> None:
        while (text := await self._receive()) is not None:
            await self._handle(text)
        self._end(Close(1000, ""))

    async def _handle(self, text: str) -> None:
        frame = _frame(text)
        match frame.get("type"):
            case "connection_init":
                await self.connection_init()
            case "start":
                self.start(frame)
            case "stop":
                self.stop(frame)
            case _:
                self._error(_id(frame), _unsupported())

    async def _subscribe(self, operation: _Operation, start: Start) -> None:
        prefix = f'{{"id":{wire.encode(start["id"])},"type":"data","payload":'
        try:
            operation.end = await self._door.subscribe(
                start["payload"]["data"],
                start["payload"]["extensions"].get("authorization"),
                lambda text: self._put(f"{prefix}{text}}}"),
            )
        except Rejected as rejected:
            del self._operations[start["id"]]
            self._error(start["id"], *rejected.errors)
        except Exception:
            _log.exception("a subscription failed")
            del self._operations[start["id"]]
            message = "The subscription failed; see the log of the local runtime."
            self._error(start["id"], {"errorType": "InternalFailure", "message": message})
        else:
            self._send({"type": "start_ack", "id": start["id"]})

    def _keep_alive(self) -> None:
        self._send({"type": "ka"})
        self._timers["ka"] = self._call_later(self._settings.keep_alive, self._keep_alive)

    def _error(self, operation_id: str, *errors: ProtocolFault) -> None:
        self._send({"type": "error", "id": operation_id, "payload": {"errors": list(errors)}})

    def _send(
        self, frame: ConnectionAck | KeepAlive | StartAck | Complete | Error | ConnectionRefused
    ) -> None:
        self._put(wire.encode(frame))

    def _put(self, item: str | Close) -> None:
        try:
            self._outbox.put_nowait(item)
        except asyncio.QueueFull:
            self._end(Close(1013, "The client is too slow"))

    async def _write(self) -> None:
        while not isinstance(item := await self._outbox.get(), Close):
            try:
                await self._send_text(item)
            except OSError:
                self._end(Close(1000, ""))
                return
        self._end(item)

    def _end(self, close: Close) -> None:
        if self._ended is not None and not self._ended.done():
            self._ended.set_result(close)

    def _note_failure(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()):
            _log.error("a connection failed", exc_info=error)
            self._end(Close(1011, "Internal failure"))

    async def _release(self, tasks: list[asyncio.Task[None]]) -> None:
        for timer in self._timers.values():
            timer.cancel()
        for operation in self._operations.values():
            _close(operation)
            if operation.task:
                tasks.append(operation.task)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _close(operation: _Operation) -> None:
    if operation.end:
        operation.end()
    elif operation.task:
        operation.task.cancel()


def _frame(text: str) -> dict[str, Any]:
    """The frame of a text; an empty one where it is no JSON object."""
    try:
        frame = wire.decode(text)
    except ValueError:
        return {}
    return frame if isinstance(frame, dict) else {}


def _id(frame: dict[str, Any]) -> str:
    identifier = frame.get("id")
    return identifier if isinstance(identifier, str) else ""


def _start(frame: dict[str, Any]) -> Start | None:
    payload = frame.get("payload")
    if not _id(frame) or not isinstance(payload, dict) or not isinstance(payload.get("data"), str):
        return None
    extensions = payload.get("extensions")
    return {
        "type": "start",
        "id": _id(frame),
        "payload": {
            "data": payload["data"],
            "extensions": extensions if isinstance(extensions, dict) else {},
        },
    }


def _unsupported() -> ProtocolFault:
    message = "unknown not supported through the realtime channel"
    return {"errorType": "UnsupportedOperation", "message": message}


def _too_many(operation_id: str, limit: int) -> Error:
    fault: ProtocolFault = {
        "errorType": "MaxSubscriptionsReachedError",
        "message": f"Max number of {limit} subscriptions reached",
    }
    return {"type": "error", "id": operation_id, "payload": {"errors": fault}}
