"""Clients as they are published, unchanged, against a real server."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from typing import Any

import pytest
from botocore.credentials import Credentials as Keys
from botocore.session import Session
from gql import Client, GraphQLRequest, gql
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.appsync_auth import (
    AppSyncApiKeyAuthentication,
    AppSyncAuthentication,
    AppSyncIAMAuthentication,
    AppSyncJWTAuthentication,
)
from gql.transport.appsync_websockets import AppSyncWebsocketsTransport
from gql.transport.exceptions import TransportQueryError, TransportServerError

from appsync_local.application import AuthMode
from appsync_local.authorization.sigv4 import Credential
from appsync_local.functions import FunctionError
from tests.runtime.applications import KEY, Event, InProcessFunctions, application
from tests.runtime.key_server import KeyServer
from tests.runtime.serving import Served, serving

SCHEMA = """
type Query @aws_api_key @aws_cognito_user_pools { whoami: String }
type Mutation @aws_api_key @aws_cognito_user_pools { send(room: ID!, body: String!): Message }
type Subscription @aws_api_key @aws_cognito_user_pools @aws_iam {
  on(room: ID!): Message @aws_subscribe(mutations: ["send"])
}
type Message @aws_api_key @aws_cognito_user_pools @aws_iam { room: ID! body: String! by: String }
"""
SIGNER = Credential("AKID", "secret", "123456789012", "AROA:me", "arn:aws:sts::1:assumed/me")
SEND = (
    "mutation Send($room: ID!, $body: String!) { send(room: $room, body: $body) { room body by } }"
)
ON = "subscription On($room: ID!) { on(room: $room) { body by } }"


def send(event: Event) -> Any:
    identity = event["identity"] or {"username": "a key"}
    return {**event["arguments"], "by": identity["username"]}


class Gate:
    """Admits to every room but a private one; says when it did."""

    def __init__(self) -> None:
        self.admitted = asyncio.Event()

    def __call__(self, event: Event) -> None:
        if event["arguments"]["room"] == "private":
            raise FunctionError("RoomForbidden", "no")
        self.admitted.set()


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def keys() -> Iterator[KeyServer]:
    server = KeyServer()
    server.add("one")
    yield server
    server.close()


@pytest.fixture
async def served(keys: KeyServer, gate: Gate) -> AsyncIterator[Served]:
    app = application(
        SCHEMA,
        default=AuthMode.COGNITO,
        additional=(AuthMode.API_KEY, AuthMode.AWS_IAM),
        resolvers=("Subscription.on",),
    )
    functions = InProcessFunctions(
        Query__whoami=lambda event: event["identity"]["sub"],
        Mutation__send=send,
        Subscription__on=gate,
    )
    async with serving(app, functions, jwks_url=keys.url, credentials=[SIGNER]) as running:
        yield running


def subscriber(served: Served, auth: AppSyncAuthentication) -> Client:
    return Client(transport=AppSyncWebsocketsTransport(url=served.ws_url, auth=auth))


def publisher(served: Served, **headers: str) -> Client:
    return Client(transport=AIOHTTPTransport(url=served.url, headers=headers))


async def test_gql_queries_with_a_cognito_token(served: Served, keys: KeyServer) -> None:
    async with publisher(served, Authorization=keys.token()) as session:
        assert await session.execute(gql("{ whoami }")) == {"whoami": "user-1"}


async def first_event(served: Served, auth: AppSyncAuthentication, by: Client, gate: Gate) -> Any:
    """What a subscriber gets of one message."""
    async with (
        asyncio.timeout(30),
        by as sending,
        subscriber(served, auth) as listening,
        aclosing(listening.subscribe(asking(ON, room="1"))) as events,
    ):
        event = asyncio.ensure_future(anext(events))
        await gate.admitted.wait()
        await sending.execute(asking(SEND, room="1", body="hi"))
        return await event


def asking(query: str, **variables: str) -> GraphQLRequest:
    return GraphQLRequest(query, variable_values=variables)


async def test_gql_subscribes_with_an_api_key(served: Served, gate: Gate) -> None:
    auth = AppSyncApiKeyAuthentication(host=served.host, api_key=KEY)

    event = await first_event(served, auth, publisher(served, **{"x-api-key": KEY}), gate)

    assert event == {"on": {"body": "hi", "by": "a key"}}


async def test_gql_subscribes_with_a_cognito_token(
    served: Served, keys: KeyServer, gate: Gate
) -> None:
    auth = AppSyncJWTAuthentication(host=served.host, jwt=keys.token())

    event = await first_event(served, auth, publisher(served, Authorization=keys.token()), gate)

    assert event == {"on": {"body": "hi", "by": "ann"}}


async def test_gql_subscribes_with_a_signature(served: Served, gate: Gate) -> None:
    auth = AppSyncIAMAuthentication(
        host=served.host,
        region_name="eu-west-1",
        credentials=Keys(SIGNER.access_key, SIGNER.secret_key),
        session=Session(),
    )

    event = await first_event(served, auth, publisher(served, **{"x-api-key": KEY}), gate)

    assert event == {"on": {"body": "hi", "by": "a key"}}


async def test_gql_is_told_of_a_refused_subscription(served: Served) -> None:
    auth = AppSyncApiKeyAuthentication(host=served.host, api_key=KEY)
    async with subscriber(served, auth) as listening:
        with pytest.raises(TransportQueryError) as caught:
            await anext(listening.subscribe(asking(ON, room="private")))

    assert caught.value.errors == [{"errors": [{"errorType": "RoomForbidden", "message": "no"}]}]


async def test_gql_is_told_of_bad_credentials(served: Served) -> None:
    auth = AppSyncJWTAuthentication(host=served.host, jwt="garbage")

    with pytest.raises(TransportServerError, match="Unable to parse JWT token"):
        async with subscriber(served, auth):
            pass
