"""What the gate does to the functions' calls reaches them as DynamoDB itself would let it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ConnectionClosedError, EndpointConnectionError

from local_cloud import environment
from local_cloud.outputs import Outputs
from tests.history.gate import Gate, gate
from tests.history.weather import BATCH, Trouble, Weather

CONVERSATION = "a" * 26


@dataclass(slots=True)
class Forecast(Weather):
    """The same trouble, always. met: the operations that it befell."""

    always: Trouble = Trouble.LATE
    met: list[str] = field(default_factory=list)

    def next(self, operation: str) -> Trouble | None:
        self.met.append(operation)
        return self.always


def client(endpoint: str) -> Any:
    return boto3.client(
        "dynamodb",
        **environment.options_at(endpoint),
        config=Config(retries={"total_max_attempts": 1}),
    )


async def through(
    outputs: Outputs, weather: Weather | None, call: Callable[[Any], Any]
) -> tuple[Any, Gate]:
    async with gate(outputs["awsEndpoint"]) as (passing, endpoint):
        if weather:
            passing.weathers[CONVERSATION] = weather
        return await asyncio.to_thread(call, client(endpoint)), passing


def key(number: int) -> dict[str, Any]:
    return {"PK": {"S": f"CONVERSATION#{CONVERSATION}"}, "SK": {"S": f"NUMBER{number}"}}


async def test_a_batch_that_is_answered_in_part_names_what_is_left(outputs: Outputs) -> None:
    table = outputs["tableName"]
    keys = [key(number) for number in range(5)]
    forecast = Forecast("seed", frozenset(), always=Trouble.PARTIAL)

    answer, _ = await through(
        outputs,
        forecast,
        lambda dynamodb: dynamodb.batch_get_item(RequestItems={table: {"Keys": keys}}),
    )

    assert answer["UnprocessedKeys"][table]["Keys"] == keys[2:]
    assert forecast.met == [BATCH]


async def test_an_answer_that_is_lost_was_given_all_the_same(outputs: Outputs) -> None:
    table = outputs["tableName"]
    forecast = Forecast("seed", frozenset(), always=Trouble.CUT)

    with pytest.raises((ConnectionClosedError, EndpointConnectionError)):
        await through(
            outputs, forecast, lambda dynamodb: dynamodb.put_item(TableName=table, Item=key(1))
        )
    deleted, _ = await through(
        outputs,
        None,
        lambda dynamodb: dynamodb.delete_item(TableName=table, Key=key(1), ReturnValues="ALL_OLD"),
    )

    assert deleted["Attributes"] == key(1)


async def test_conversations_without_a_weather_are_left_alone(outputs: Outputs) -> None:
    table = outputs["tableName"]
    other = {"PK": {"S": f"CONVERSATION#{'b' * 26}"}, "SK": {"S": "DETAILS"}}
    forecast = Forecast("seed", frozenset(), always=Trouble.CUT)

    answer, passing = await through(
        outputs, forecast, lambda dynamodb: dynamodb.get_item(TableName=table, Key=other)
    )

    assert "Item" not in answer
    assert not any(passing.befell.values())
