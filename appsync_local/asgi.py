"""The endpoints: POST /graphql, and the WebSocket on /graphql, /graphql/realtime and /realtime.

Knows HTTP and sockets and nothing of GraphQL. Statuses, bodies and headers are those seen of
AppSync. Unexpected failures are logged here and answered with a neutral sentence.
"""

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from appsync_local import schema, wire
from appsync_local.api import LocalApi
from appsync_local.application import Application
from appsync_local.authorization.identity import Authenticator, Credentials, Unauthorized
from appsync_local.authorization.sigv4 import Credential, SignatureVerifier
from appsync_local.authorization.tokens import TokenVerifier
from appsync_local.execution.executor import Answer, BadRequest, Executor
from appsync_local.functions import Functions
from appsync_local.realtime.broker import Broker
from appsync_local.realtime.connection import Close, Connection, Settings
from appsync_local.realtime.handshake import PROTOCOL, credential_headers

_log = logging.getLogger(__name__)
_access_log = logging.getLogger("appsync_local.access")

type Scope = Mapping[str, Any]
type Receive = Callable[[], Awaitable[Mapping[str, Any]]]
type Send = Callable[[dict[str, Any]], Awaitable[None]]
"""An application's three arguments, as the ASGI specification names and defines them."""

MAX_BODY_BYTES = 1_048_576
_CLOSE_TIMEOUT_SECONDS = 1
_REALTIME_PATHS = frozenset({"/graphql", "/graphql/realtime", "/realtime"})
_ALLOWED_ORIGIN = (b"access-control-allow-origin", b"*")
_COMMON_HEADERS = (
    _ALLOWED_ORIGIN,
    (
        b"access-control-expose-headers",
        b"x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent,"
        b"x-amzn-ErrorMessage,Date,x-amz-schema-version",
    ),
    (b"content-type", b"application/json;charset=UTF-8"),
    (b"x-amzn-appsync-tokensconsumed", b"1"),
)


class _TooLarge(Exception):
    """The body is longer than AppSync would read."""


class _ClientLeft(Exception):
    """The client left before its request was complete."""


@dataclass(frozen=True, slots=True)
class _Response:
    """A response without its length."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""


def create_app(
    application: Application,
    functions: Functions,
    *,
    jwks_url: str | None = None,
    credentials: Iterable[Credential] = (),
    settings: Settings | None = None,
    clock: Callable[[], float] = time.time,
) -> "Endpoints":
    """The application's API as an ASGI app.

    jwks_url: where <pool id>/.well-known/jwks.json lies, by default at Cognito itself.
    credentials: whose signatures are believed.  clock: seconds since the epoch.
    Raises SchemaError.
    """
    built = schema.build(application)
    authenticator = Authenticator(
        application.api,
        TokenVerifier(application.api.user_pools, jwks_url=jwks_url, clock=clock),
        SignatureVerifier(credentials, region=application.region, clock=clock),
    )
    api = LocalApi(authenticator, Executor(application, built, functions), Broker(built.listeners))
    return Endpoints(api, settings or Settings(), clock)


class Endpoints:
    """The ASGI app, without a framework: its two routes are asked thousands of times a second."""

    def __init__(self, api: LocalApi, settings: Settings, clock: Callable[[], float]) -> None:
        self._api = api
        self._settings = settings
        self._clock = clock
        self._connections: dict[Connection, asyncio.Task[None] | None] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or one WebSocket until it closes."""
        if scope["type"] == "http":
            response = await self._response(scope, receive)
            length = (b"content-length", b"%d" % len(response.body))
            headers = [*response.headers, length]
            status = response.status
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": response.body})
        elif scope["path"] in _REALTIME_PATHS:
            await self._realtime(scope, receive, send)
        else:
            await send({"type": "websocket.close"})

    async def disconnect_all(self) -> None:
        """Tell every real-time client that the server is stopping, and wait until they are told."""
        tasks = [task for task in self._connections.values() if task]
        for connection in self._connections:
            connection.shut_down()
        if tasks:
            await asyncio.wait(tasks, timeout=2 * _CLOSE_TIMEOUT_SECONDS)

    async def _response(self, scope: Scope, receive: Receive) -> _Response:
        if scope["path"] != "/graphql":
            message = f"There is nothing at {scope['path']}; the API is at /graphql."
            return _refusal(404, "NotFoundException", message)
        match scope["method"]:
            case "POST" | "GET" | "HEAD":
                return await self._graphql(scope, receive)
            case "OPTIONS":
                return _preflight(_headers(scope))
            case method:
                message = f"{method} is not answered here; POST the operation."
                return _refusal(405, "MethodNotAllowedException", message)

    async def _graphql(self, scope: Scope, receive: Receive) -> _Response:
        """Answer a request; the only place where a failure becomes a status."""
        began = time.perf_counter()
        response, operation = await self._answer(scope, receive)
        spent_ms = (time.perf_counter() - began) * 1000
        _access_log.info("%s %d %.1f ms", operation, response.status, spent_ms)
        return response

    async def _realtime(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a real-time client.

        Bad credentials are refused after the upgrade: before it, clients see a network failure.
        """
        headers = _headers(scope)
        source_ip = _source_ip(scope, headers)
        presented = credential_headers(
            headers, query=scope["query_string"].decode(), subprotocols=scope["subprotocols"]
        )
        shown = {
            name: value for name, value in headers.items() if not name.startswith("sec-websocket-")
        }
        door = self._api.door(presented, lambda: self._shown(shown, source_ip), source_ip)
        socket = _Socket(receive, send)
        await socket.accept(PROTOCOL if PROTOCOL in scope["subprotocols"] else None)
        connection = Connection(
            door,
            receive=socket.receive,
            send=socket.send,
            call_later=asyncio.get_running_loop().call_later,
            settings=self._settings,
        )
        self._connections[connection] = asyncio.current_task()
        try:
            close = await connection.run()
            _log.info("a real-time connection ends: %d %s", *close)
            await socket.close(close)
        finally:
            del self._connections[connection]

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[_Response, str]:
        try:
            answer = await self._post(scope, receive)
        except Unauthorized as error:
            return _refusal(401, error.error_type, str(error)), "-"
        except BadRequest as error:
            return _refusal(400, error.error_type, error.message), "-"
        except _TooLarge:
            message = f"The request body is larger than {MAX_BODY_BYTES} bytes."
            return _refusal(413, "RequestEntityTooLargeException", message), "-"
        except _ClientLeft:
            return _Response(499), "-"
        except Exception:
            _log.exception("a request failed")
            message = "The request failed; see the log of the local runtime."
            return _refusal(500, "InternalFailure", message), "-"
        return _json_response(200, answer.response), answer.operation

    async def _post(self, scope: Scope, receive: Receive) -> Answer:
        body = await _body(receive) if scope["method"] == "POST" else b""
        headers = _headers(scope)
        source_ip = _source_ip(scope, headers)
        presented = Credentials(headers, scope["path"], body, source_ip)
        return await self._api.post(presented, lambda: self._shown(headers, source_ip))

    def _shown(self, headers: dict[str, str], source_ip: tuple[str, ...]) -> dict[str, str]:
        """The headers as they would be behind AppSync's front: forwarded, and traced."""
        return {
            "x-forwarded-proto": "http",
            "x-forwarded-port": headers.get("host", "").partition(":")[2] or "80",
            "x-amzn-trace-id": f"Root=1-{int(self._clock()):08x}-{secrets.token_hex(12)}",
            **headers,
            "x-forwarded-for": ", ".join(source_ip),
        }


class _Socket:
    """An accepted WebSocket: texts instead of ASGI's messages."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._has_left = False

    async def accept(self, subprotocol: str | None) -> None:
        """Accept the client."""
        await self._receive()
        await self._send({"type": "websocket.accept", "subprotocol": subprotocol})

    async def receive(self) -> str | None:
        """The next text; binary frames are read as text, since nothing else can be meant."""
        message = await self._receive()
        if message["type"] == "websocket.disconnect":
            self._has_left = True
            return None
        text: str | None = message.get("text")
        return text if text is not None else message["bytes"].decode(errors="replace")

    async def send(self, text: str) -> None:
        """Send a text; raises OSError if the client has left."""
        await self._send({"type": "websocket.send", "text": text})

    async def close(self, close: Close) -> None:
        """Close the socket; a client that does not even read that is left to the server."""
        if self._has_left:
            return
        message = {"type": "websocket.close", "code": close.code, "reason": close.reason}
        try:
            async with asyncio.timeout(_CLOSE_TIMEOUT_SECONDS):
                await self._send(message)
        except OSError:
            _log.info("a close frame could not be sent")


def _headers(scope: Scope) -> dict[str, str]:
    """By lower-case name, repeated ones joined."""
    joined: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined


def _source_ip(scope: Scope, headers: Mapping[str, str]) -> tuple[str, ...]:
    forwarded = headers.get("x-forwarded-for", "")
    addresses = [address.strip() for address in forwarded.split(",") if address.strip()]
    if scope["client"]:
        addresses.append(scope["client"][0])
    return tuple(addresses)


async def _body(receive: Receive) -> bytes:
    parts = bytearray()
    is_complete = False
    while not is_complete:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _ClientLeft
        parts += message.get("body", b"")
        if len(parts) > MAX_BODY_BYTES:
            raise _TooLarge
        is_complete = not message.get("more_body", False)
    return bytes(parts)


def _preflight(headers: Mapping[str, str]) -> _Response:
    """The answer to a browser's CORS preflight request: always allowed."""
    asked = headers.get("access-control-request-headers", "*").encode("latin-1")
    return _Response(
        200,
        (
            _ALLOWED_ORIGIN,
            (b"access-control-allow-methods", b"POST, GET, OPTIONS"),
            (b"access-control-allow-headers", asked),
            (b"access-control-max-age", b"172800"),
        ),
    )


def _refusal(status: int, error_type: str, message: str) -> _Response:
    body = {"errors": [{"errorType": error_type, "message": message}]}
    return _json_response(status, body, (b"x-amzn-errortype", error_type.encode()))


def _json_response(status: int, body: object, *headers: tuple[bytes, bytes]) -> _Response:
    request_id = (b"x-amzn-requestid", secrets.token_hex(16).encode())
    return _Response(status, (*_COMMON_HEADERS, request_id, *headers), wire.encode_bytes(body))
