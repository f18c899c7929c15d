"""A second AppSync beside the stack's, which serves any copy of the chat, through a gate."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from chat_client import Stack
from local_cloud.outputs import Outputs
from tests.conftest import ROOT
from tests.history.gate import Gate, gate
from tests.second_appsync import second_appsync

WRITER_TIMEOUT_S = 6
"""Short, yet with time for the store's retries: a hole is given up 11 s after a later number."""


@dataclass(frozen=True, slots=True)
class Service:
    """stack: how clients reach it.  gate: what is between its functions and DynamoDB.

    inbox_url: the socket of the stack's own AppSync, where its stream function publishes.
    """

    stack: Stack
    inbox_url: str
    gate: Gate


@asynccontextmanager
async def serving(
    outputs: Outputs, *, root: Path = ROOT, writer_timeout_s: int = WRITER_TIMEOUT_S
) -> AsyncIterator[Service]:
    """Serve the template and the code in root on the stack's table."""
    own = Stack.from_outputs(outputs)
    async with gate(outputs["awsEndpoint"]) as (passing, endpoint):
        environment = _environment(outputs, dynamodb=endpoint)
        command = [
            *("--template", str(root / "template.yaml"), "--stack", outputs["stackName"]),
            *("--parameter", f"WriterTimeout={writer_timeout_s}", "--parameter", "LogLevel=ERROR"),
            *("--jwks-url", outputs["awsEndpoint"], "--no-reload"),
        ]
        async with second_appsync(*command, environment=environment) as (_, port):
            stack = Stack(
                graphql_url=f"http://127.0.0.1:{port}/graphql",
                realtime_url=f"ws://127.0.0.1:{port}/graphql/realtime",
                region=own.region,
                user_pool_client_id=own.user_pool_client_id,
                aws_endpoint=own.aws_endpoint,
            )
            yield Service(stack, own.realtime_url, passing)


def _environment(outputs: Outputs, *, dynamodb: str) -> dict[str, str]:
    """Only DynamoDB is reached through the gate; without a place for logs they are printed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return kept | {
        "AWS_ENDPOINT_URL_DYNAMODB": dynamodb,
        "AWS_ENDPOINT_URL_CLOUDFORMATION": outputs["awsEndpoint"],
        "AWS_REGION": outputs["region"],
        "AWS_DEFAULT_REGION": outputs["region"],
        "AWS_ACCESS_KEY_ID": "000000000000",
        "AWS_SECRET_ACCESS_KEY": "test",
    }
