"""AppSync's two doors without a client library: what is sent is what the test wrote.

They take the addresses of any stack, here or in AWS, and wait no longer than a test should.
"""

import base64
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPSConnection
from typing import Any, NamedTuple, Self
from urllib.parse import quote, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from chat_client import Stack

PATIENCE_S = 30

type Json = Any
type Body = bytes | str | Mapping[str, Json]


class Answer(NamedTuple):
    """What came back over HTTP. headers: by lower-case name.  body: parsed, None unless JSON."""

    status: int
    headers: Mapping[str, str]
    body: Json

    @property
    def errors(self) -> list[Json]:
        """The errors of the body, if any."""
        found: list[Json] = self.body.get("errors", [])
        return found


class Http:
    """The GraphQL endpoint, as whoever the authorization stands for."""

    def __init__(self, url: str, authorization: str = "") -> None:
        self._url = urlsplit(url)
        self.authorization = authorization

    def post(self, body: Body, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to a body. headers: instead of content type and authorization."""
        sent = body if isinstance(body, bytes | str) else json.dumps(body)
        if headers is None:
            headers = {"content-type": "application/json", "authorization": self.authorization}
        return self.request("POST", sent.encode() if isinstance(sent, str) else sent, headers)

    def query(self, document: str, variables: Mapping[str, Json] | None = None) -> Answer:
        """The answer to a document."""
        return self.post({"query": document, "variables": variables or {}})

    def request(self, method: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """The answer to a request, on a connection of its own."""
        kind = HTTPSConnection if self._url.scheme == "https" else HTTPConnection
        with closing(kind(self._url.netloc, timeout=PATIENCE_S)) as connection:
            connection.request(method, self._url.path, body, dict(headers))
            response = connection.getresponse()
            content = response.read()
        named = {name.lower(): value for name, value in response.getheaders()}
        try:
            parsed = json.loads(content)
        except ValueError:
            parsed = None
        return Answer(response.status, named, parsed)


class Socket:
    """The real-time endpoint: one connection, frames in and out."""

    def __init__(self, stack: Stack, connection: ClientConnection) -> None:
        self._stack = stack
        self._connection = connection

    @property
    def subprotocol(self) -> str | None:
        """The one that the server chose."""
        return self._connection.subprotocol

    def send(self, frame: Json) -> None:
        """Send a frame as JSON."""
        self._connection.send(json.dumps(frame))

    def send_raw(self, frame: str | bytes) -> None:
        """Send a text or binary frame as it is."""
        self._connection.send(frame)

    def receive(self, *, within: float = PATIENCE_S) -> Json:
        """The next frame that is no keep-alive. Raises TimeoutError, ConnectionClosed."""
        while True:
            frame = json.loads(self._connection.recv(timeout=within))
            if frame != {"type": "ka"}:
                return frame

    def receive_any(self) -> Json:
        """The next frame, keep-alives too."""
        return json.loads(self._connection.recv(timeout=PATIENCE_S))

    def closes(self) -> int:
        """The code that the server closes the socket with, once it does."""
        try:
            while True:
                self._connection.recv(timeout=PATIENCE_S)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006

    def acknowledged(self) -> Self:
        """Say connection_init and wait for the acknowledgement."""
        self.send({"type": "connection_init"})
        assert self.receive()["type"] == "connection_ack"
        return self

    def start(
        self,
        document: str,
        variables: Mapping[str, Json] | None = None,
        *,
        authorization: str,
        identity: str | None = None,
    ) -> str:
        """Ask for a subscription; the result is its id."""
        identity = identity or str(uuid.uuid4())
        data = json.dumps({"query": document, "variables": variables or {}})
        extensions = {"authorization": presented(self._stack, authorization)}
        payload = {"data": data, "extensions": extensions}
        self.send({"type": "start", "id": identity, "payload": payload})
        return identity

    def subscribed(
        self, document: str, variables: Mapping[str, Json], *, authorization: str
    ) -> str:
        """The id of a subscription that was acknowledged."""
        identity = self.start(document, variables, authorization=authorization)
        assert self.receive() == {"type": "start_ack", "id": identity}
        return identity


def presented(stack: Stack, authorization: str) -> dict[str, str]:
    """The credentials as the real-time protocol carries them."""
    return {"host": urlsplit(stack.graphql_url).netloc, "Authorization": authorization}


def as_subprotocol(headers: Mapping[str, str]) -> str:
    """The headers as the subprotocol that carries them."""
    encoded = base64.urlsafe_b64encode(json.dumps(headers).encode()).decode()
    return f"header-{encoded.rstrip('=')}"


def as_query(headers: Mapping[str, str]) -> str:
    """The headers as the query that carries them."""
    encoded = base64.b64encode(json.dumps(headers).encode()).decode()
    return f"header={quote(encoded)}&payload=e30="


@contextmanager
def socket(
    stack: Stack,
    authorization: str,
    *,
    subprotocols: Sequence[str] | None = None,
    query: str = "",
    headers: Mapping[str, str] | None = None,
) -> Iterator[Socket]:
    """A connection, by default with its credentials in a subprotocol.

    It sends no pings of its own: AppSync asks for none, and websockets draws their payload from
    `random` in its thread, which hypothesis takes for a strategy that is not its own.
    """
    if subprotocols is None:
        subprotocols = ("graphql-ws", as_subprotocol(presented(stack, authorization)))
    with connect(
        stack.realtime_url + (f"?{query}" if query else ""),
        subprotocols=[Subprotocol(each) for each in subprotocols],
        additional_headers=headers,
        compression=None,
        proxy=None,
        max_size=None,
        open_timeout=PATIENCE_S,
        close_timeout=1,
        ping_interval=None,
    ) as connection:
        yield Socket(stack, connection)
