"""The endpoints: POST /graphql, and the WebSocket on /graphql, /graphql/realtime and /realtime.

Knows HTTP and sockets and nothing of GraphQL. Statuses, bodies and headers are those seen of
AppSync. Whatever nobody foresaw is logged here and answered with a neutral sentence.
"""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Iterable

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from appsync_local import schema, wire
from appsync_local.api import LocalApi
from appsync_local.application import Application
from appsync_local.broker import Broker
from appsync_local.execution import Answer, BadRequest, Executor
from appsync_local.functions import Functions
from appsync_local.handshake import PROTOCOL, credential_headers
from appsync_local.identity import Authenticator, Credentials, Unauthorized
from appsync_local.realtime import Close, Connection, Settings
from appsync_local.sigv4 import Credential, SignatureVerifier
from appsync_local.tokens import TokenVerifier

_log = logging.getLogger(__name__)
_access_log = logging.getLogger("appsync_local.access")

MAX_BODY_BYTES = 1_048_576
_CLOSE_TIMEOUT_SECONDS = 1
_ALLOWED_ORIGIN = {"access-control-allow-origin": "*"}
_COMMON_HEADERS = {
    **_ALLOWED_ORIGIN,
    "access-control-expose-headers": "x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent,"
    "x-amzn-ErrorMessage,Date,x-amz-schema-version",
    "content-type": "application/json;charset=UTF-8",
}


class _TooLarge(Exception):
    """The body is longer than AppSync would read."""


def create_app(
    application: Application,
    functions: Functions,
    *,
    jwks_url: str | None = None,
    credentials: Iterable[Credential] = (),
    settings: Settings | None = None,
    clock: Callable[[], float] = time.time,
) -> Starlette:
    """The application's API as an ASGI app; `app.state.endpoints` is its Endpoints.

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
    endpoints = Endpoints(api, settings or Settings(), clock)
    app = Starlette(
        routes=[
            Route("/graphql", endpoints.graphql, methods=["POST", "GET"]),
            Route("/graphql", endpoints.preflight, methods=["OPTIONS"]),
            *(
                WebSocketRoute(path, endpoints.realtime)
                for path in ("/graphql", "/graphql/realtime", "/realtime")
            ),
        ]
    )
    app.state.endpoints = endpoints
    return app


class Endpoints:
    """What each route does."""

    def __init__(self, api: LocalApi, settings: Settings, clock: Callable[[], float]) -> None:
        self._api = api
        self._settings = settings
        self._clock = clock
        self._connections: dict[Connection, asyncio.Task[None] | None] = {}

    async def disconnect_all(self) -> None:
        """Tell every real-time client that the server goes away, and see it told."""
        tasks = [task for task in self._connections.values() if task]
        for connection in self._connections:
            connection.shut_down()
        if tasks:
            await asyncio.wait(tasks, timeout=2 * _CLOSE_TIMEOUT_SECONDS)

    async def graphql(self, request: Request) -> Response:
        """Answer a request; the only place where a failure becomes a status."""
        began = time.perf_counter()
        response, operation = await self._answer(request)
        spent_ms = (time.perf_counter() - began) * 1000
        _access_log.info("%s %d %.1f ms", operation, response.status_code, spent_ms)
        return response

    async def preflight(self, request: Request) -> Response:
        """Answer a browser's question whether it may ask; it always may."""
        asked = request.headers.get("access-control-request-headers", "*")
        return Response(
            headers={
                **_ALLOWED_ORIGIN,
                "access-control-allow-methods": "POST, GET, OPTIONS",
                "access-control-allow-headers": asked,
                "access-control-max-age": "172800",
            }
        )

    async def realtime(self, socket: WebSocket) -> None:
        """Serve a real-time client.

        Bad credentials are refused after the upgrade: before it, clients see a network failure.
        """
        headers = _headers(socket.headers)
        source_ip = _source_ip(socket)
        presented = credential_headers(
            headers, query=socket.url.query, subprotocols=socket.scope["subprotocols"]
        )
        shown = {
            name: value for name, value in headers.items() if not name.startswith("sec-websocket-")
        }
        door = self._api.door(presented, lambda: self._shown(shown, source_ip), source_ip)
        offered = PROTOCOL in socket.scope["subprotocols"]
        await socket.accept(PROTOCOL if offered else None)
        connection = Connection(
            door,
            receive=lambda: _receive(socket),
            send=lambda text: _send(socket, text),
            call_later=asyncio.get_running_loop().call_later,
            settings=self._settings,
        )
        self._connections[connection] = asyncio.current_task()
        try:
            close = await connection.run()
            _log.info("a real-time connection ends: %d %s", *close)
            await _close(socket, close)
        finally:
            del self._connections[connection]

    async def _answer(self, request: Request) -> tuple[Response, str]:
        try:
            answer = await self._post(request)
        except Unauthorized as error:
            return _refusal(401, error.error_type, str(error)), "-"
        except BadRequest as error:
            return _refusal(400, error.error_type, error.message), "-"
        except _TooLarge:
            message = f"The request body is larger than {MAX_BODY_BYTES} bytes."
            return _refusal(413, "RequestEntityTooLargeException", message), "-"
        except ClientDisconnect:
            return Response(status_code=499), "-"
        except Exception:
            _log.exception("a request failed")
            message = "The request failed; see the log of the local runtime."
            return _refusal(500, "InternalFailure", message), "-"
        return _json_response(200, answer.response), answer.operation

    async def _post(self, request: Request) -> Answer:
        body = await _body(request) if request.method == "POST" else b""
        headers = _headers(request.headers)
        source_ip = _source_ip(request)
        presented = Credentials(headers, request.url.path, body, source_ip)
        return await self._api.post(presented, self._shown(headers, source_ip))

    def _shown(self, headers: dict[str, str], source_ip: tuple[str, ...]) -> dict[str, str]:
        """The headers as they would be behind AppSync's front: forwarded, and traced."""
        return {
            "x-forwarded-proto": "http",
            "x-forwarded-port": headers.get("host", "").partition(":")[2] or "80",
            "x-amzn-trace-id": f"Root=1-{int(self._clock()):08x}-{secrets.token_hex(12)}",
            **headers,
            "x-forwarded-for": ", ".join(source_ip),
        }


def _headers(headers: Headers) -> dict[str, str]:
    """By lower-case name, repeated ones joined."""
    joined: dict[str, str] = {}
    for name, value in headers.items():
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined


def _source_ip(connection: HTTPConnection) -> tuple[str, ...]:
    forwarded = connection.headers.get("x-forwarded-for", "")
    addresses = [address.strip() for address in forwarded.split(",") if address.strip()]
    if connection.client:
        addresses.append(connection.client.host)
    return tuple(addresses)


async def _body(request: Request) -> bytes:
    parts = bytearray()
    async for chunk in request.stream():
        parts += chunk
        if len(parts) > MAX_BODY_BYTES:
            raise _TooLarge
    return bytes(parts)


def _refusal(status: int, error_type: str, message: str) -> Response:
    response = _json_response(status, {"errors": [{"errorType": error_type, "message": message}]})
    response.headers["x-amzn-errortype"] = error_type
    return response


def _json_response(status: int, body: object) -> Response:
    return Response(
        wire.encode(body),
        status_code=status,
        headers={
            **_COMMON_HEADERS,
            "x-amzn-requestid": secrets.token_hex(16),
            "x-amzn-appsync-tokensconsumed": "1",
        },
    )


async def _receive(socket: WebSocket) -> str | None:
    """The next text; binary frames are read as text, as nothing else can be meant."""
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        return None
    text: str | None = message.get("text")
    return text if text is not None else message["bytes"].decode(errors="replace")


async def _send(socket: WebSocket, text: str) -> None:
    try:
        await socket.send({"type": "websocket.send", "text": text})
    except WebSocketDisconnect as error:
        raise ConnectionResetError(error.reason) from None


async def _close(socket: WebSocket, close: Close) -> None:
    """Close the socket; a client that does not even read that is left to the server."""
    if WebSocketState.DISCONNECTED in (socket.client_state, socket.application_state):
        return
    try:
        async with asyncio.timeout(_CLOSE_TIMEOUT_SECONDS):
            await socket.close(close.code, close.reason)
    except (TimeoutError, OSError, WebSocketDisconnect):
        _log.info("a client did not take its leave")
