"""Requests made to be expensive: each is answered, and soon."""

import http.client
import json
import socket as socketlib
from collections.abc import Iterator
from itertools import chain
from urllib.parse import urlsplit

import pytest

from tests.fuzzing.conftest import World
from tests.raw_client import PATIENCE_S, Body

pytestmark = pytest.mark.usefixtures("unharmed")

MANY = 3_000
TYPES = "types { fields { type { fields { name } } } }"
VARIABLES = "query($a: [ID!]!) { heads(conversationIds: $a) { lastSeq } }"
INPUT = "mutation($a: SetTypingInput!) { setTyping(input: $a) { userId } }"


def numbered(template: str, count: int) -> str:
    """The template as often as asked, with 0, 1, 2 … for its N."""
    return " ".join(template.replace("N", str(number)) for number in range(count))


DOCUMENTS: dict[str, str] = {
    "aliases of a meta field": f"{{ {numbered('aN: __typename', MANY)} }}",
    "the same field": f"{{ {'me { id } ' * MANY} }}",
    "the same leaf": f"{{ me {{ {'id ' * 14_000} }} }}",
    "a megabyte of fields": f"{{ {'__typename ' * 80_000} }}",
    "unknown fields": f"{{ {numbered('xN', 14_000)} }}",
    "deep selections": "{ me " * 5_000 + "}" * 5_000,
    "deep selections that can be parsed": "{ me " * 100 + "{ id " + "}" * 101,
    "deep values": f"{{ heads(conversationIds: {'[' * 5_000}{']' * 5_000}) {{ lastSeq }} }}",
    "long lists": f"{{ heads(conversationIds: [{'"x" ' * 50_000}]) {{ lastSeq }} }}",
    "directives": f"{{ me {'@include(if: true) ' * 2_000} {{ id }} }}",
    "unknown directives": f"{{ me {'@a ' * 7_000} {{ id }} }}",
    "inline fragments": f"{{ {'... { me { id } } ' * 1_800} }}",
    "fragments": f"{{ {numbered('...fN', 1_000)} }} "
    + numbered("fragment fN on Query { me { id } }", 1_000),
    "a chain of fragments": "{ ...f0 } "
    + " ".join(f"fragment f{n} on Query {{ ...f{n + 1} }}" for n in range(1_000))
    + " fragment f1000 on Query { me { id } }",
    "fragments in a circle": "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }",
    "a fragment in itself": "{ __schema { types { ...t } } } "
    "fragment t on __Type { ofType { ...t } }",
    "doubling fragments": "{ __schema { types { ...f0 } } } "
    + " ".join(
        f"fragment f{n} on __Type {{ x: ofType {{ ...f{n + 1} }} y: ofType {{ ...f{n + 1} }} }}"
        for n in range(40)
    )
    + " fragment f40 on __Type { name }",
    "unfolded introspection": "{ __schema { types "
    + "{ fields { type " * 12
    + "{ name }"
    + " } }" * 12
    + " } }",
    "aliases of introspection": f"{{ {numbered(f'aN: __schema {{ {TYPES} }}', 800)} }}",
    "declared variables": f"query({numbered('$vN: Int', MANY)}) {{ me {{ id }} }}",
    "arguments": f"{{ inbox({numbered('aN: 1', MANY)}) {{ nextToken }} }}",
    "input fields": "mutation { setTyping(input: "
    f"{{ {numbered('aN: 1', MANY)} }}) {{ typing }} }}",
    "operations": numbered("query aN { me { id } }", 1_500),
    "comments": "#\n" * 300_000 + "{ me { id } }",
    "a comment": "#" * 900_000 + "\n{ me { id } }",
    "a long string": f'{{ searchUsers(prefix: "{"a" * 900_000}") {{ id }} }}',
    "a long block string": f'{{ searchUsers(prefix: """{"a\n" * 300_000}""") {{ id }} }}',
    "a long name": f"{{ {'a' * 900_000} }}",
    "a long number": f"{{ inbox(limit: {'9' * 100_000}) {{ nextToken }} }}",
    "nothing but braces": "{" * 900_000,
}


def variables(document: str, value: str) -> str:
    """A body whose variable is written out."""
    return f'{{"query": {json.dumps(document)}, "variables": {{"a": {value}}}}}'


BODIES: dict[str, Body] = {
    **{name: {"query": document} for name, document in DOCUMENTS.items()},
    "many variables": {"query": "{ me { id } }", "variables": {f"v{n}": n for n in range(20_000)}},
    "a list of variables": variables(VARIABLES, json.dumps(["x"] * 100_000)),
    "a long number in a variable": variables(VARIABLES, "9" * 100_000),
    "NaN": variables(VARIABLES, "[NaN]"),
    **{
        f"variables {depth} deep": variables(VARIABLES, "[" * depth + "]" * depth)
        for depth in (900, 5_000, 100_000)
    },
    **{
        f"an input {depth} deep": variables(INPUT, '{"a":' * depth + "1" + "}" * depth)
        for depth in (900, 5_000, 100_000)
    },
    "half a character": variables(VARIABLES, '["\\ud800"]'),
    "a nul": variables(VARIABLES, '["\\u0000"]'),
    "no UTF-8": b'{"query": "\xff"}',
    "UTF-16": json.dumps({"query": "{ me { id } }"}).encode("utf-16"),
    "two megabytes": b"x" * 2_000_000,
    "an operation name of a megabyte": {"query": "{ me { id } }", "operationName": "a" * 900_000},
}


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_bomb_is_answered_soon(world: World, body: Body) -> None:
    try:
        answer = world.mallory.http.post(body)
    except ConnectionError:  # the server stopped reading what is too large, before it was all sent
        assert len(body) > 1_048_576
        return

    assert answer.status in {200, 400, 413}
    assert answer.status == 200 or answer.errors
    assert "InternalError" not in json.dumps(answer.body)


def test_functions_are_called_as_often_as_the_api_allows(world: World) -> None:
    answer = world.mallory.http.query(f"{{ {numbered('aN: me { id }', 1_200)} }}")

    assert answer.status == 200
    assert {error["errorType"] for error in answer.errors} == {"ResolverExecutionLimitReached"}
    assert len(answer.errors) == 1


def headers() -> Iterator[tuple[str, dict[str, str]]]:
    """Headers too large, too many, or not what they seem."""
    yield "large", {"x-large": "a" * 500_000}
    yield "many", {f"x-{number}": "a" for number in range(90)}
    yield "very many", {f"x-{number}": "a" for number in range(5_000)}
    yield "no text", {"x-bytes": "\xff\xfe"}
    yield "a large token", {"authorization": "a." + "b" * 200_000 + ".c"}
    yield "another host", {"host": "example.com:99999"}
    yield "forwarded from everywhere", {"x-forwarded-for": "1.1.1.1, " * 2_000}


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize(("name", "sent"), list(headers()), ids=[name for name, _ in headers()])
def test_unusual_headers_are_answered_or_refused(
    world: World, name: str, sent: dict[str, str]
) -> None:
    authorization = {"authorization": world.mallory.authorization}
    try:
        answer = world.mallory.http.post({"query": "{ me { id } }"}, {**authorization, **sent})
    except (ConnectionError, http.client.HTTPException):
        return  # uvicorn hangs up on what it cannot read

    assert answer.status in {200, 400, 401, 431}


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize(
    "fired",
    [
        b"\x00\xff" * 500,
        b"GET",
        b"POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n",
        b"POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999999\r\n\r\n{}",
        b"POST /graphql HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\n{}",
        b"GET /graphql HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
        b"BREW /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n",
        b"POST /%ff%00 HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n",
        b"POST /" + b"a" * 100_000 + b" HTTP/1.1\r\nhost: a\r\n\r\n",
    ],
    ids=lambda fired: repr(fired[:24]),
)
def test_what_is_no_http_harms_nobody(world: World, fired: bytes) -> None:
    address = urlsplit(world.stack.graphql_url)
    with socketlib.create_connection((address.hostname, address.port), PATIENCE_S) as raw:
        raw.sendall(fired)
        raw.shutdown(socketlib.SHUT_WR)
        try:
            answer = b"".join(chain.from_iterable([iter(lambda: raw.recv(65_536), b"")]))
        except ConnectionError:
            return

    assert not answer.startswith(b"HTTP/1.1 5")
