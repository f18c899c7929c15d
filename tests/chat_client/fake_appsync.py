"""Just enough of AppSync and Cognito for the client's calls. It knows nothing of the chat."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import jwt
from aiohttp import web
from graphql import FieldNode, OperationDefinitionNode, parse

from chat_client import Stack

ALICE = "11111111-1111-4111-8111-111111111111"
PASSWORD = "Correct-horse-1"
_KEY = "a key of thirty-two bytes or more"

type Json = dict[str, Any]


class Refusal(Exception):
    """Raised by an answer: the errorType and the message the client gets."""

    def __init__(self, code: str, message: str = "No.") -> None:
        self.entry = {"errorType": code, "message": message}


@dataclass(frozen=True)
class Listener:
    """A subscription that somebody has started."""

    socket: web.WebSocketResponse
    id: str
    field: str


@dataclass
class FakeAppSync:
    """answers: by field; each takes the variables and gives the value, or raises Refusal.

    A subscription is refused where its field's answer raises.  acknowledges: whether start is
    answered at all.  token_life_s: of the tokens that sign-in gives.
    """

    answers: dict[str, Callable[[Json], Any]] = field(default_factory=dict)
    acknowledges: bool = True
    refuses_connections: bool = False
    token_life_s: int = 3600
    cognito_calls: list[str] = field(default_factory=list)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    tokens_seen: list[str] = field(default_factory=list)
    listeners: list[Listener] = field(default_factory=list)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    def __post_init__(self) -> None:
        self.answers.setdefault("me", lambda _: {"id": ALICE, "username": "alice"})

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Stack]:
        app = web.Application()
        app.router.add_post("/", self._cognito)
        app.router.add_post("/graphql", self._graphql)
        app.router.add_get("/graphql/realtime", self._realtime)
        runner = web.AppRunner(app, shutdown_timeout=1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host = f"127.0.0.1:{runner.addresses[0][1]}"
        yield Stack(
            graphql_url=f"http://{host}/graphql",
            realtime_url=f"ws://{host}/graphql/realtime",
            region="us-east-1",
            user_pool_client_id="client",
            aws_endpoint=f"http://{host}",
        )
        await runner.cleanup()

    async def publish(self, name: str, payload: Json) -> None:
        """Sends an event to everyone who listens to that field."""
        for listener in self.listeners:
            if listener.field == name:
                event = {"id": listener.id, "type": "data", "payload": {"data": {name: payload}}}
                await listener.socket.send_json(event)

    async def acknowledge(self) -> None:
        """Sends the start_ack that was held back."""
        for listener in self.listeners:
            await listener.socket.send_json({"id": listener.id, "type": "start_ack"})

    async def listening(self, count: int = 1) -> None:
        """Returns once exactly as many subscriptions are open."""
        async with self.changed:
            await self.changed.wait_for(lambda: len(self.listeners) == count)

    async def drop_connections(self) -> None:
        """Ends every WebSocket, as AppSync does after 24 hours."""
        for listener in list(self.listeners):
            await listener.socket.close(code=1001)

    async def _cognito(self, request: web.Request) -> web.Response:
        operation = request.headers["x-amz-target"].split(".")[1]
        self.cognito_calls.append(operation)
        asked = json.loads(await request.text())
        if asked.get("AuthParameters", {}).get("PASSWORD", PASSWORD) != PASSWORD:
            refusal = {"__type": "NotAuthorizedException", "message": "Incorrect."}
            return web.json_response(refusal, status=400)
        claims = {"sub": ALICE, "n": len(self.cognito_calls), "iat": int(time.time())}
        result = {
            "AccessToken": jwt.encode(claims, _KEY),
            "RefreshToken": "refresh",
            "ExpiresIn": self.token_life_s,
        }
        return web.json_response({"AuthenticationResult": result})

    async def _graphql(self, request: web.Request) -> web.Response:
        self.tokens_seen.append(request.headers["Authorization"])
        asked = await request.json()
        name = _root_field(asked["query"])
        answer: Json
        try:
            answer = {"data": {name: self._answer(name, asked.get("variables", {}))}}
        except Refusal as refusal:
            answer = {"data": {name: None}, "errors": [refusal.entry | {"path": [name]}]}
        return web.json_response(answer)

    def _answer(self, name: str, variables: Json) -> Any:
        self.calls.append((name, variables))
        return self.answers[name](variables)

    async def _realtime(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(protocols=["graphql-ws"])
        await socket.prepare(request)
        async for message in socket:
            await self._frame(socket, message.json())
        await self._forget(lambda listener: listener.socket is socket)
        return socket

    async def _frame(self, socket: web.WebSocketResponse, frame: Json) -> None:
        match frame["type"]:
            case "connection_init" if self.refuses_connections:
                entry = {"errorType": "UnauthorizedException", "errorCode": 401}
                await socket.send_json({"type": "connection_error", "payload": {"errors": [entry]}})
            case "connection_init":
                ack = {"type": "connection_ack", "payload": {"connectionTimeoutMs": 300000}}
                await socket.send_json(ack)
                await socket.send_json({"type": "ka"})
            case "start":
                await self._start(socket, frame)
            case "stop":
                await self._forget(
                    lambda listener: (listener.socket, listener.id) == (socket, frame["id"])
                )

    async def _start(self, socket: web.WebSocketResponse, frame: Json) -> None:
        asked = json.loads(frame["payload"]["data"])
        name = _root_field(asked["query"])
        self.tokens_seen.append(frame["payload"]["extensions"]["authorization"]["Authorization"])
        self.calls.append((name, asked.get("variables", {})))
        try:
            if name in self.answers:
                self.answers[name](asked["variables"])
        except Refusal as refusal:
            payload = {"errors": [refusal.entry]}
            await socket.send_json({"id": frame["id"], "type": "error", "payload": payload})
            return
        if self.acknowledges:
            await socket.send_json({"id": frame["id"], "type": "start_ack"})
        async with self.changed:
            self.listeners.append(Listener(socket, frame["id"], name))
            self.changed.notify_all()

    async def _forget(self, is_gone: Callable[[Listener], bool]) -> None:
        async with self.changed:
            self.listeners = [one for one in self.listeners if not is_gone(one)]
            self.changed.notify_all()


def _root_field(document: str) -> str:
    definitions = parse(document).definitions
    (operation,) = (each for each in definitions if isinstance(each, OperationDefinitionNode))
    field = operation.selection_set.selections[0]
    assert isinstance(field, FieldNode)
    return field.name.value
