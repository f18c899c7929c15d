"""The table's stream, delivered once more: its batches repeated, and in another order.

The functions' own mappings go on delivering as they should; what this adds are the faults that
Lambda's documentation allows. Inbox events are published to the stack's own AppSync.
"""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from random import Random
from typing import Any

import boto3

from local_cloud import environment
from local_cloud.outputs import Outputs

_EVERY_S = 3
_BATCH = 25
_FOLLOWING = {"inboxEvent": "publish-inbox-events", "follow": "follow-messages"}
"""The functions that follow the stream, by the attribute that wakes them."""


class Redelivery:
    """invocations: how many batches were delivered."""

    def __init__(self, outputs: Outputs, *, seed: int) -> None:
        self.invocations = 0
        self._functions = {
            attribute: f"{outputs['stackName']}-{name}" for attribute, name in _FOLLOWING.items()
        }
        self._chance = Random(f"{seed}/stream")  # noqa: S311 - choices that can be made again
        options = environment.options_at(outputs["awsEndpoint"])
        self._lambda = boto3.client("lambda", **options)
        self._streams = boto3.client("dynamodbstreams", **options)
        [stream] = self._streams.list_streams(TableName=outputs["tableName"])["Streams"]
        description = self._streams.describe_stream(StreamArn=stream["StreamArn"])
        self._shard = {
            "StreamArn": stream["StreamArn"],
            "ShardId": description["StreamDescription"]["Shards"][-1]["ShardId"],
        }

    async def run(self) -> None:
        """Until cancelled, every few seconds what has come since."""
        while True:
            start: Any = self._shard | {"ShardIteratorType": "LATEST"}
            iterator = await asyncio.to_thread(self._streams.get_shard_iterator, **start)
            await asyncio.sleep(_EVERY_S)
            await asyncio.to_thread(self._deliver, iterator["ShardIterator"])

    def _deliver(self, iterator: str) -> None:
        read = self._streams.get_records(ShardIterator=iterator, Limit=20 * _BATCH)
        for attribute, function in self._functions.items():
            changes = [each for each in read["Records"] if _has(each, attribute)][:_BATCH]
            for _ in range(2):
                self._chance.shuffle(changes)
                if changes:
                    event = json.dumps({"Records": changes}, default=_as_in_an_event)
                    self._lambda.invoke(FunctionName=function, Payload=event.encode())
                    self.invocations += 1


@asynccontextmanager
async def redelivering(outputs: Outputs, *, seed: int) -> AsyncIterator[Redelivery]:
    """Redelivers as long as it is entered."""
    redelivery = await asyncio.to_thread(lambda: Redelivery(outputs, seed=seed))
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(redelivery.run())
        yield redelivery
        running.cancel()


def _has(record: Any, attribute: str) -> bool:
    """As template.yaml filters the stream."""
    return attribute in record["dynamodb"].get("NewImage", {})


def _as_in_an_event(value: object) -> str | float:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime):
        return value.timestamp()
    raise TypeError(f"A stream record holds a {type(value).__name__}.")
