"""The HTTP endpoint and the upgrade to the real-time one, on a real server."""

import asyncio
import base64
import io
import json
import logging
import socket as socketlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from appsync_local.asgi import MAX_BODY_BYTES
from appsync_local.functions import FunctionError
from appsync_local.realtime.connection import Settings
from tests.runtime.applications import KEY, Event, InProcessFunctions, application
from tests.runtime.serving import Served, serving

SCHEMA = """
type Query { echo(text: String): String  fail: String  crash: String }
type Mutation { send(room: ID!, body: String): Message }
type Subscription { on(room: ID!): Message @aws_subscribe(mutations: ["send"]) }
type Message { room: ID! body: String }
"""


def fail(_: Event) -> None:
    raise FunctionError("Oops", "no")


def crash(_: Event) -> None:
    raise RuntimeError("secret")


@pytest.fixture
def functions() -> InProcessFunctions:
    return InProcessFunctions(
        Query__echo=lambda event: event["arguments"].get("text"),
        Query__fail=fail,
        Query__crash=crash,
        Mutation__send=lambda event: event["arguments"],
        Subscription__on=lambda _: None,
    )


@pytest.fixture
async def served(functions: InProcessFunctions) -> AsyncIterator[Served]:
    app = application(SCHEMA, resolvers=("Subscription.on",))
    async with serving(app, functions, settings=Settings(max_waiting=20)) as running:
        yield running


async def test_a_query_is_answered_with_data_alone(served: Served) -> None:
    answer = await served.post({"query": 'query Q { echo(text: "é") }', "operationName": "Q"})

    assert (answer.status, answer.body) == (200, {"data": {"echo": "é"}})
    assert answer.headers["content-type"] == "application/json;charset=UTF-8"
    assert answer.headers["x-amzn-requestid"]


async def test_a_failed_field_is_still_a_success_of_http(served: Served) -> None:
    answer = await served.post({"query": "{ fail }"})

    assert answer.status == 200
    assert answer.body["data"] == {"fail": None}
    assert answer.body["errors"][0]["errorType"] == "Oops"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "Request body is empty."),
        (b"  ", "Request body is empty."),
        (b"query", "Unable to parse GraphQL query."),
        (b"{}", "Unable to parse GraphQL query."),
        (b"[]", "Unable to parse GraphQL query."),
        (b'{"query": 5}', "Unable to parse GraphQL query."),
        (b'{"query": "{ echo }", "variables": "x"}', "Unable to parse GraphQL query."),
        (b'{"query": "{ echo"}', "Unable to parse GraphQL query."),
        (b'{"query": "{ }"}', "Unable to parse GraphQL query."),
        (b'{"query": "{ echo }", "variables": {"a": NaN}}', "Unable to parse GraphQL query."),
        (b"[" * 100_000, "Unable to parse GraphQL query."),
    ],
)
async def test_a_malformed_request_is_a_client_error(
    served: Served, body: bytes, message: str
) -> None:
    answer = await served.post(body)

    assert answer.status == 400
    assert answer.body == {
        "errors": [{"message": message, "errorType": "MalformedHttpRequestException"}]
    }


@pytest.mark.parametrize("variables", [None, [], 0, False])
async def test_what_is_empty_counts_as_no_variables(served: Served, variables: object) -> None:
    answer = await served.post({"query": "{ echo }", "variables": variables})

    assert (answer.status, answer.body) == (200, {"data": {"echo": None}})


@pytest.mark.parametrize(
    ("query", "error_type", "message"),
    [
        ("query A { echo } query B { echo }", "BadRequestException", "Missing operation name."),
        ("subscription { on(room: 1) { body } }", "UnsupportedOperation", None),
    ],
)
async def test_what_cannot_be_run_over_http_is_a_client_error(
    served: Served, query: str, error_type: str, message: str | None
) -> None:
    answer = await served.post({"query": query})

    assert answer.status == 400
    assert answer.body["errors"][0]["errorType"] == error_type
    assert message in (None, answer.body["errors"][0]["message"])


async def test_an_invalid_document_is_a_success_of_http(served: Served) -> None:
    answer = await served.post({"query": "{ nothing }"})

    assert answer.status == 200
    assert answer.body["data"] is None


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({}, "Valid authorization header not provided."),
        ({"x-api-key": "no"}, "You are not authorized to make this call."),
    ],
)
async def test_without_valid_credentials_nothing_is_run(
    served: Served, headers: dict[str, str], message: str
) -> None:
    answer = await served.post({"query": "{ echo }"}, headers)

    assert answer.status == 401
    assert answer.body == {"errors": [{"errorType": "UnauthorizedException", "message": message}]}
    assert answer.headers["access-control-allow-origin"] == "*"


async def test_a_body_over_one_megabyte_is_refused_by_its_size(served: Served) -> None:
    body = io.BytesIO(b"x" * (MAX_BODY_BYTES + 1))

    async with served.http.post(served.url, data=body, headers={"x-api-key": KEY}) as response:
        answer = await response.json()

    assert response.status == 413
    assert "larger than 1048576 bytes" in answer["errors"][0]["message"]


async def test_a_fault_of_the_runtime_is_logged_and_not_shown(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await served.post({"query": "{ crash }"})

    assert answer.status == 500
    assert "secret" not in json.dumps(answer.body)
    assert "secret" in caplog.text


async def test_a_get_is_answered_as_an_empty_request(served: Served) -> None:
    async with served.http.get(served.url, headers={"x-api-key": KEY}) as response:
        body = await response.json()

    assert response.status == 400
    assert body["errors"][0]["message"] == "Request body is empty."


async def test_another_path_is_told_where_the_api_is(served: Served) -> None:
    async with served.http.post(f"http://{served.host}/grahpql", data=b"{}") as response:
        body = await response.json()

    assert response.status == 404
    assert body["errors"][0]["message"] == "There is nothing at /grahpql; the API is at /graphql."


async def test_another_method_is_told_which_one_to_use(served: Served) -> None:
    async with served.http.put(served.url, data=b"{}") as response:
        body = await response.json()

    assert response.status == 405
    assert body["errors"][0]["message"] == "PUT is not answered here; POST the operation."


async def test_a_client_that_leaves_within_its_request_is_no_failure(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "appsync_local.access")
    _, writer = await asyncio.open_connection(*served.host.split(":"))
    writer.write(b"POST /graphql HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nhalf")
    await writer.drain()
    await served.query("{ echo }")
    writer.close()

    async with asyncio.timeout(30):
        while "- 499" not in caplog.text:
            await served.query("{ echo }")

    assert all(record.levelno == logging.INFO for record in caplog.records)


async def test_a_browser_may_always_ask(served: Served) -> None:
    asked = {
        "Origin": "http://localhost:5173",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,x-amz-user-agent",
    }

    async with served.http.options(served.url, headers=asked) as response:
        headers = response.headers

    assert response.status == 200
    assert headers["access-control-allow-origin"] == "*"
    assert headers["access-control-allow-headers"] == "authorization,x-amz-user-agent"
    assert "POST" in headers["access-control-allow-methods"]
    assert headers["access-control-max-age"] == "172800"


async def test_functions_see_the_headers_in_lower_case_and_who_forwarded(
    served: Served, functions: InProcessFunctions
) -> None:
    headers = {"x-api-key": KEY, "X-Custom": "1", "Cookie": "a=b", "X-Forwarded-For": "10.0.0.9"}

    await served.post({"query": "{ echo }"}, headers)

    shown = functions.events["Query.echo"][0]["request"]["headers"]
    assert shown["x-custom"] == "1"
    assert shown["host"] == served.host
    assert shown["x-forwarded-for"] == "10.0.0.9, 127.0.0.1"
    assert shown["x-amzn-trace-id"].startswith("Root=1-")
    assert "cookie" not in shown


async def test_operations_are_logged_with_their_name_and_time(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "appsync_local.access")

    await served.query("query Greeting { echo }")

    assert any("query Greeting 200 " in line and line.endswith(" ms") for line in caplog.messages)


def encoded(headers: dict[str, str], *, urlsafe: bool) -> str:
    text = json.dumps(headers).encode()
    if urlsafe:
        return base64.urlsafe_b64encode(text).decode().rstrip("=")
    return base64.b64encode(text).decode()


async def receive(socket: aiohttp.ClientWebSocketResponse) -> Any:
    async with asyncio.timeout(30):
        return await socket.receive_json()


async def connected(socket: aiohttp.ClientWebSocketResponse) -> str:
    """The type of the answer to connection_init."""
    await socket.send_json({"type": "connection_init"})
    kind: str = (await receive(socket))["type"]
    return kind


@pytest.mark.parametrize("path", ["/graphql", "/graphql/realtime", "/realtime"])
async def test_credentials_come_in_a_subprotocol_on_any_path(served: Served, path: str) -> None:
    header = encoded({"host": served.host, "x-api-key": KEY}, urlsafe=True)

    async with served.http.ws_connect(
        f"ws://{served.host}{path}", protocols=("graphql-ws", f"header-{header}")
    ) as socket:
        assert socket.protocol == "graphql-ws"
        assert await connected(socket) == "connection_ack"


async def test_credentials_come_in_the_query(served: Served) -> None:
    header = encoded({"host": served.host, "x-api-key": KEY, "x-fill": "~~??>>"}, urlsafe=False)

    async with served.http.ws_connect(
        f"{served.ws_url}?header={header}&payload=e30=", protocols=("graphql-ws",)
    ) as socket:
        assert await connected(socket) == "connection_ack"


async def test_credentials_come_in_plain_headers(served: Served) -> None:
    async with served.http.ws_connect(
        served.ws_url, protocols=("graphql-ws",), headers={"x-api-key": KEY}
    ) as socket:
        assert await connected(socket) == "connection_ack"


async def test_there_is_no_socket_on_another_path(served: Served) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        await served.http.ws_connect(f"ws://{served.host}/grahpql", protocols=("graphql-ws",))


@pytest.mark.parametrize("header", ["!!!", "e30", encoded({"x-api-key": "no"}, urlsafe=True)])
async def test_bad_credentials_upgrade_and_are_refused_in_a_frame(
    served: Served, header: str
) -> None:
    async with served.http.ws_connect(
        served.ws_url, protocols=("graphql-ws", f"header-{header}")
    ) as socket:
        await socket.send_json({"type": "connection_init"})
        frame = await receive(socket)
        end = await socket.receive()

    assert frame["type"] == "connection_error"
    assert frame["payload"]["errors"][0]["errorType"] == "UnauthorizedException"
    assert frame["payload"]["errors"][0]["errorCode"] == 401
    assert (end.type, end.data) == (aiohttp.WSMsgType.CLOSE, 1000)


async def start(
    served: Served, socket: aiohttp.ClientWebSocketResponse, query: str, key: str = KEY
) -> Any:
    """The answer to a start frame."""
    return await start_with(
        served, socket, json.dumps({"query": query, "variables": {"room": "1"}}), key
    )


async def start_with(
    served: Served, socket: aiohttp.ClientWebSocketResponse, data: str, key: str = KEY
) -> Any:
    """The answer to a start frame with that data, keep-alives left out."""
    extensions = {"authorization": {"host": served.host, "X-Api-Key": key}}
    await socket.send_json(
        {"type": "start", "id": "7", "payload": {"data": data, "extensions": extensions}}
    )
    while (frame := await receive(socket))["type"] == "ka":
        pass
    return frame


ON = "subscription ($room: ID!) { on(room: $room) { room body } }"


@pytest.fixture
async def socket(served: Served) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    async with served.http.ws_connect(
        served.ws_url, protocols=("graphql-ws",), headers={"x-api-key": KEY, "x-page": "1"}
    ) as opened:
        assert await connected(opened) == "connection_ack"
        yield opened


async def test_a_mutation_over_http_reaches_a_subscriber(
    served: Served, socket: aiohttp.ClientWebSocketResponse
) -> None:
    assert await start(served, socket, ON) == {"type": "start_ack", "id": "7"}

    for room in ("2", "1"):
        await served.query(
            'mutation ($room: ID!) { send(room: $room, body: "hi") { room body } }', room=room
        )

    assert await receive(socket) == {
        "id": "7",
        "type": "data",
        "payload": {"data": {"on": {"room": "1", "body": "hi"}}},
    }


async def test_the_gate_sees_handshake_and_start_headers(
    served: Served, socket: aiohttp.ClientWebSocketResponse, functions: InProcessFunctions
) -> None:
    await start(served, socket, ON)

    headers = functions.events["Subscription.on"][0]["request"]["headers"]
    assert headers["x-page"] == "1"
    assert headers["x-api-key"] == KEY
    assert not any(name.startswith("sec-websocket") for name in headers)


@pytest.mark.parametrize(
    ("query", "key", "fault"),
    [
        (
            ON,
            "no",
            {
                "errorType": "UnauthorizedException",
                "message": "You are not authorized to make this call.",
                "errorCode": 401,
            },
        ),
        (
            "{ echo }",
            KEY,
            {
                "errorType": "UnsupportedOperation",
                "message": "query not supported through the realtime channel",
            },
        ),
        (
            "subscription {",
            KEY,
            {
                "errorType": "UnsupportedOperation",
                "message": "unknown not supported through the realtime channel",
            },
        ),
        (
            "subscription { on(room: 1) { colour } }",
            KEY,
            {
                "message": "Validation error of type FieldUndefined: "
                "Field 'colour' in type 'Message' is undefined @ 'on/colour'",
                "errorCode": 400,
            },
        ),
    ],
)
async def test_a_start_that_cannot_be_served_is_refused_in_its_frame(
    served: Served,
    socket: aiohttp.ClientWebSocketResponse,
    query: str,
    key: str,
    fault: dict[str, Any],
) -> None:
    frame = await start(served, socket, query, key)

    assert frame == {"type": "error", "id": "7", "payload": {"errors": [fault]}}


@pytest.mark.parametrize("data", ["", "{", "[]", "\ud800"])
async def test_a_start_that_holds_no_operation_is_unsupported(
    served: Served, socket: aiohttp.ClientWebSocketResponse, data: str
) -> None:
    frame = await start_with(served, socket, data)

    message = "unknown not supported through the realtime channel"
    fault = {"errorType": "UnsupportedOperation", "message": message}
    assert frame == {"type": "error", "id": "7", "payload": {"errors": [fault]}}


async def test_when_the_server_ends_its_clients_are_told_to_go_away(
    served: Served, socket: aiohttp.ClientWebSocketResponse
) -> None:
    served.server.should_exit = True

    message = await socket.receive()
    while message.type is aiohttp.WSMsgType.TEXT:
        message = await socket.receive()

    assert (message.type, message.data) == (aiohttp.WSMsgType.CLOSE, 1001)


async def test_a_subscriber_that_does_not_read_harms_nobody_else(
    served: Served, socket: aiohttp.ClientWebSocketResponse, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "appsync_local.asgi")
    await start(served, socket, ON)
    host, port = served.host.split(":")
    narrow = socketlib.socket()
    narrow.setsockopt(socketlib.SOL_SOCKET, socketlib.SO_RCVBUF, 4096)
    narrow.connect((host, int(port)))
    reader, writer = await asyncio.open_connection(sock=narrow, limit=1024)
    handshake = (
        "GET /graphql HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        f"Sec-WebSocket-Protocol: graphql-ws\r\nx-api-key: {KEY}\r\n\r\n"
    )
    writer.write(handshake.encode())
    await reader.readuntil(b"\r\n\r\n")
    subscribe = {
        "type": "start",
        "id": "1",
        "payload": {
            "data": json.dumps({"query": ON, "variables": {"room": "1"}}),
            "extensions": {"authorization": {"x-api-key": KEY}},
        },
    }
    for frame in ({"type": "connection_init"}, subscribe):
        writer.write(masked(json.dumps(frame).encode()))
    await reader.readuntil(b"start_ack")

    for number in range(60):
        await served.query(
            "mutation ($room: ID!, $body: String) { send(room: $room, body: $body) { room body } }",
            room="1",
            body=f"{number}" + "x" * 200_000,
        )
        frame = await receive(socket)
        assert frame["payload"]["data"]["on"]["body"].startswith(str(number))

    assert "1013 The client is too slow" in caplog.text
    writer.transport.abort()


def masked(text: bytes) -> bytes:
    """A client's text frame, masked with zeros."""
    return b"\x81" + bytes([0x80 | 126]) + len(text).to_bytes(2) + b"\0\0\0\0" + text
