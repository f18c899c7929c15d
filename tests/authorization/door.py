"""The API's two doors, and what came of knocking in one word.

The words are those of docs/authorization.md: 401 at the door itself; else the errorType as it is on
the wire; else yes, or null where that is all the answer.
"""

import json
from dataclasses import dataclass
from typing import Any

from botocore.awsrequest import AWSRequest
from botocore.httpsession import URLLib3Session
from gql.transport.appsync_auth import AppSyncAuthentication
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from chat_client import Stack
from chat_client.documents import Json

TURNED_AWAY = "401"
LET_IN = "yes"
_ANSWERED_WITHIN_S = 30


class NoCredentials(AppSyncAuthentication):
    """What someone shows who has nothing."""

    def __init__(self, host: str) -> None:
        self._host = host

    def get_headers(self, data: str | None = None, headers: Json | None = None) -> Json:
        """The host, which every client names."""
        return {"host": self._host}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it. message: of the refusal.  value: of the field, where it was let in."""

    outcome: str
    message: str = ""
    value: Any = None


class Door:
    """A stack's API, whoever knocks."""

    def __init__(self, stack: Stack) -> None:
        self._graphql_url = stack.graphql_url
        self._realtime_url = stack.realtime_url
        self._http = URLLib3Session(timeout=_ANSWERED_WITHIN_S)

    def ask(self, auth: AppSyncAuthentication, document: str, variables: Json) -> Answer:
        """A query or mutation of one field, over HTTP."""
        body = json.dumps({"query": document, "variables": variables})
        headers = auth.get_headers(body, {"content-type": "application/json"})
        request = AWSRequest("POST", self._graphql_url, headers, body)
        response = self._http.send(request.prepare())
        answer = json.loads(response.content)
        if "errors" in answer:
            return _refusal(answer["errors"], status=response.status_code)
        (value,) = answer["data"].values()
        is_nothing = isinstance(value, list) and value and not any(value)
        return Answer("null" if is_nothing else LET_IN, value=value)

    def listen(
        self,
        document: str,
        variables: Json,
        *,
        connecting: AppSyncAuthentication,
        starting: AppSyncAuthentication,
    ) -> Answer:
        """A subscription, over a WebSocket of its own that ends with the answer.

        connecting, starting: AppSync checks credentials twice, and they need not be the same.
        """
        data = json.dumps({"query": document, "variables": variables})
        with connect(
            connecting.get_auth_url(self._realtime_url),
            subprotocols=[Subprotocol("graphql-ws")],
            open_timeout=_ANSWERED_WITHIN_S,
        ) as socket:
            socket.send(json.dumps({"type": "connection_init"}))
            greeting = _next(socket)
            if greeting["type"] == "connection_error":
                return _refusal(greeting["payload"]["errors"])
            extensions = {"authorization": starting.get_headers(data)}
            payload = {"data": data, "extensions": extensions}
            socket.send(json.dumps({"type": "start", "id": "1", "payload": payload}))
            reply = _next(socket)
            if reply["type"] == "error":
                return _refusal(reply["payload"]["errors"])
            return Answer(LET_IN if reply["type"] == "start_ack" else reply["type"])


def _next(socket: ClientConnection) -> Json:
    """The next frame that says something."""
    while True:
        frame: Json = json.loads(socket.recv(timeout=_ANSWERED_WITHIN_S))
        if frame["type"] != "ka":
            return frame


def _refusal(errors: list[Json], *, status: int = 200) -> Answer:
    """status: of HTTP; a frame has an errorCode of the same meaning."""
    kinds = {error["errorType"] for error in errors}
    codes = {status, *(error.get("errorCode") for error in errors)}
    at_the_door = kinds == {"UnauthorizedException"} and 401 in codes
    outcome = TURNED_AWAY if at_the_door else " ".join(sorted(kinds))
    return Answer(outcome, message=errors[0]["message"])
