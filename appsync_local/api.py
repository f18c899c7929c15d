"""The API behind the endpoints: checks credentials, runs operations, notifies subscribers."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from appsync_local import wire
from appsync_local.authorization.identity import Authenticator, Caller, Credentials, Unauthorized
from appsync_local.execution.executor import (
    Answer,
    BadRequest,
    Executor,
    Refused,
    Request,
    Subscription,
)
from appsync_local.realtime.broker import Broker
from appsync_local.realtime.connection import ProtocolFault, Rejected
from appsync_local.realtime.handshake import lower_names

_access_log = logging.getLogger("appsync_local.access")

_CONNECT_PATH = "/graphql/connect"
_CONNECT_BODY = b"{}"
_SUBSCRIBE_PATH = "/graphql"
_UNREADABLE = "Unable to parse GraphQL query."


class LocalApi:
    """One AppSync API."""

    def __init__(self, authenticator: Authenticator, executor: Executor, broker: Broker) -> None:
        self._authenticator = authenticator
        self._executor = executor
        self._broker = broker

    async def post(
        self, credentials: Credentials, headers: Callable[[], Mapping[str, str]]
    ) -> Answer:
        """Answer a POST, and publish what it mutated.

        headers: what functions see.  Raises Unauthorized, BadRequest.
        """
        caller = await self._authenticator.authenticate(credentials)
        answer = await self._executor.execute(_request(credentials.body, caller, headers))
        for publication in answer.publications:
            self._broker.publish(publication)
        return answer

    def door(
        self,
        credentials: Mapping[str, str],
        headers: Callable[[], Mapping[str, str]],
        source_ip: tuple[str, ...],
    ) -> "LocalDoor":
        """The API for one socket.

        credentials: headers of the handshake that carry them.
        headers: what functions see of the handshake, each time with a trace id of its own.
        """
        return LocalDoor(
            self._authenticator,
            self._executor,
            self._broker,
            handshake=Credentials(credentials, _CONNECT_PATH, _CONNECT_BODY, source_ip),
            headers=headers,
        )


class LocalDoor:
    """A realtime.Door: the same API, with refusals worded for frames."""

    def __init__(
        self,
        authenticator: Authenticator,
        executor: Executor,
        broker: Broker,
        *,
        handshake: Credentials,
        headers: Callable[[], Mapping[str, str]],
    ) -> None:
        self._authenticator = authenticator
        self._executor = executor
        self._broker = broker
        self._handshake = handshake
        self._headers = headers

    async def connect(self) -> None:
        """Check the credentials of the handshake; raises Rejected."""
        await self._caller(self._handshake)

    async def subscribe(
        self, data: str, authorization: object, deliver: Callable[[str], None]
    ) -> Callable[[], None]:
        """Register a subscription with its own credentials; the result ends it. Raises Rejected."""
        began = time.perf_counter()
        try:
            subscription = await self._admit(data, lower_names(authorization))
        except Rejected as rejected:
            _access_log.info("subscription refused: %s", rejected.errors[0]["message"])
            raise
        spent_ms = (time.perf_counter() - began) * 1000
        _access_log.info("subscription %s admitted %.1f ms", subscription.field, spent_ms)
        return self._broker.listen(subscription, deliver)

    async def _admit(self, data: str, authorization: Mapping[str, str]) -> Subscription:
        caller = await self._caller(
            replace(
                self._handshake,
                headers=authorization,
                path=_SUBSCRIBE_PATH,
                body=data.encode(errors="surrogatepass"),
            )
        )
        try:
            return await self._executor.subscribe(
                _request(data, caller, lambda: {**self._headers(), **authorization})
            )
        except BadRequest as bad:
            raise Rejected(_unsupported(bad)) from None
        except Refused as refused:
            raise Rejected(*(_fault(error) for error in refused.errors)) from None

    async def _caller(self, credentials: Credentials) -> Caller:
        try:
            return await self._authenticator.authenticate(credentials)
        except Unauthorized as unauthorized:
            raise Rejected(
                {
                    "errorType": unauthorized.error_type,
                    "message": str(unauthorized),
                    "errorCode": 401,
                }
            ) from None


def _request(
    body: str | bytes, caller: Caller, headers: Callable[[], Mapping[str, str]]
) -> Request:
    if not body.strip():
        raise BadRequest("MalformedHttpRequestException", "Request body is empty.")
    try:
        operation = wire.decode(body)
    except ValueError:
        raise BadRequest("MalformedHttpRequestException", _UNREADABLE) from None
    if not isinstance(operation, dict) or not isinstance(operation.get("query"), str):
        raise BadRequest("MalformedHttpRequestException", _UNREADABLE)
    name = operation.get("operationName")
    return Request(
        query=operation["query"],
        variables=_variables(operation),
        operation_name=name if isinstance(name, str) else None,
        caller=caller,
        headers=headers,
    )


def _variables(operation: Mapping[str, Any]) -> dict[str, Any]:
    variables = operation.get("variables") or {}
    if not isinstance(variables, dict):
        raise BadRequest("MalformedHttpRequestException", _UNREADABLE)
    return variables


def _unsupported(bad: BadRequest) -> ProtocolFault:
    if bad.error_type == "MalformedHttpRequestException":
        return {
            "errorType": "UnsupportedOperation",
            "message": "unknown not supported through the realtime channel",
        }
    return {"errorType": bad.error_type, "message": bad.message}


def _fault(error: Mapping[str, Any]) -> ProtocolFault:
    if "errorType" in error:
        return {"errorType": error["errorType"], "message": error["message"]}
    return {"message": error["message"], "errorCode": 400}
