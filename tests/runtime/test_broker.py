"""The broker: whom a published payload reaches, and with what."""

import asyncio
import json
from typing import Any

import pytest

from appsync_local import schema
from appsync_local.application import AuthMode
from appsync_local.authorization.identity import Caller
from appsync_local.execution.executor import Executor, Publication, Request, Subscription
from appsync_local.realtime.broker import MAX_PAYLOAD_BYTES, Broker
from tests.runtime.applications import InProcessFunctions, application

SCHEMA = """
type Query { ping: Int }
type Mutation { send(body: String): Message  edit: Message  other: Message }
type Subscription {
  on(room: ID, urgent: Boolean): Message @aws_subscribe(mutations: ["send", "edit"])
  onOther: Message @aws_subscribe(mutations: ["other"])
}
type Message { room: ID urgent: Boolean body: String }
"""


class Listening:
    """A broker, and what each of its listeners got."""

    def __init__(self) -> None:
        served = application(SCHEMA)
        built = schema.build(served)
        self._executor = Executor(served, built, InProcessFunctions())
        self.broker = Broker(built.listeners)

    async def subscription(
        self, query: str, variables: dict[str, Any] | None = None
    ) -> Subscription:
        caller = Caller(AuthMode.API_KEY, None)
        return await self._executor.subscribe(Request(query, variables or {}, None, caller, dict))

    async def listener(self, query: str, variables: dict[str, Any] | None = None) -> list[Any]:
        got: list[Any] = []
        self.broker.listen(
            await self.subscription(query, variables), lambda text: got.append(json.loads(text))
        )
        return got

    async def publish(self, mutation: str = "send", **payload: Any) -> None:
        self.broker.publish(Publication(mutation, payload))
        await asyncio.sleep(0)


@pytest.fixture
def listening() -> Listening:
    return Listening()


ALL = "subscription { on { body } }"
FILTERED = (
    "subscription ($room: ID, $urgent: Boolean) { on(room: $room, urgent: $urgent) { body } }"
)


async def test_each_named_mutation_reaches_the_subscription_and_no_other(
    listening: Listening,
) -> None:
    got = await listening.listener(ALL)

    await listening.publish("send", body="a")
    await listening.publish("edit", body="b")
    await listening.publish("other", body="c")

    assert [each["data"]["on"]["body"] for each in got] == ["a", "b"]


@pytest.mark.parametrize(
    ("arguments", "matches"),
    [
        ({}, True),
        ({"room": "1"}, True),
        ({"room": "2"}, False),
        ({"room": "1", "urgent": True}, True),
        ({"room": "1", "urgent": False}, False),
        ({"room": None}, False),
    ],
)
async def test_every_supplied_argument_must_equal_the_payloads_field(
    listening: Listening, arguments: dict[str, Any], matches: bool
) -> None:
    got = await listening.listener(FILTERED, arguments)

    await listening.publish(room="1", urgent=True, body="x")

    assert bool(got) is matches


@pytest.mark.parametrize("payload", [{"body": "x"}, {"body": "x", "room": None}])
async def test_a_null_argument_matches_what_is_null_or_absent(
    listening: Listening, payload: dict[str, Any]
) -> None:
    got = await listening.listener(FILTERED, {"room": None})

    await listening.publish(**payload)

    assert got == [{"data": {"on": {"body": "x"}}}]


async def test_each_listener_gets_its_own_selection(listening: Listening) -> None:
    one = await listening.listener("subscription { on { body } }")
    other = await listening.listener("subscription { it: on { room urgent } }")

    await listening.publish(room="1", body="x")

    assert one == [{"data": {"on": {"body": "x"}}}]
    assert other == [{"data": {"it": {"room": "1", "urgent": None}}}]


async def test_listeners_of_one_document_share_a_projection(listening: Listening) -> None:
    first = await listening.subscription(FILTERED, {"room": "1"})
    second = await listening.subscription(FILTERED, {"room": "1", "urgent": True})

    assert first.likeness == second.likeness


async def test_deliveries_keep_the_order_of_publishing(listening: Listening) -> None:
    got = await listening.listener(ALL)

    for number in range(5):
        listening.broker.publish(Publication("send", {"body": str(number)}))
    assert got == []
    await listening.publish(body="5")

    assert [each["data"]["on"]["body"] for each in got] == list("012345")


async def test_who_stopped_listening_gets_nothing(listening: Listening) -> None:
    got: list[str] = []
    end = listening.broker.listen(await listening.subscription(ALL), got.append)

    end()
    end()
    await listening.publish(body="x")

    assert got == []


async def test_a_payload_over_240_kb_is_dropped_and_logged(
    listening: Listening, caplog: pytest.LogCaptureFixture
) -> None:
    got = await listening.listener(ALL)
    frame = len('{"body":""}')

    await listening.publish(body="x" * (MAX_PAYLOAD_BYTES - frame))
    await listening.publish(body="x" * (MAX_PAYLOAD_BYTES - frame + 1))

    assert len(got) == 1
    assert "send is not delivered: its payload has 245761 bytes" in caplog.text
