"""A table to measure on: on an emulator of its own, or on the engine at DYNAMODB_ENDPOINT."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import boto3
from botocore.config import Config

from appsync_local.template import document
from benchmarks.result import ROOT
from chat.domain.holes import Patience
from chat.domain.pace import Pace
from chat.operations.backend import Backend, Limits
from chat.store.table import Table
from local_cloud import emulator, processes
from local_cloud.instance import on_free_ports
from local_cloud.progress import Progress

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PATIENCE = 10.0
"""Seconds that a function which writes may live, as in template.yaml."""

_DECLARED = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")
_CONNECTIONS = 256


@contextmanager
def endpoint(progress: Progress) -> Iterator[str]:
    """Where DynamoDB answers."""
    if given := os.environ.get("DYNAMODB_ENDPOINT"):
        progress.say(f"The engine is the one at {given}.")
        yield given
        return
    instance = on_free_ports(f"bench-{os.getpid()}", ROOT)
    try:
        with progress.step("Starting the embedded AWS"):
            emulator.start(instance)
        yield instance.aws_endpoint
    finally:
        # Killed rather than asked to end: it would write down everything that was loaded.
        processes.stop(instance, emulator.NAME, patience=0)
        shutil.rmtree(instance.folder, ignore_errors=True)


def connect(address: str) -> "DynamoDBClient":
    """A client with a connection for every thread, and the functions' time-outs.

    An emulator is one process, so many callers at once may wait for it longer than for DynamoDB.
    """
    return boto3.client(
        "dynamodb",
        endpoint_url=address,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 - engines at home look at none
        config=Config(
            max_pool_connections=_CONNECTIONS,
            connect_timeout=5,
            read_timeout=60,
            retries={"mode": "standard", "total_max_attempts": 3},
        ),
    )


@contextmanager
def backend(client: "DynamoDBClient") -> Iterator[Backend]:
    """The operations' backend, on a table as template.yaml declares it. It is deleted again."""
    name = f"bench-{uuid4().hex[:8]}"
    client.create_table(TableName=name, **definition())
    client.get_waiter("table_exists").wait(TableName=name)
    table = Table(client, name, remaining=lambda: 60.0)
    try:
        yield Backend(
            table,
            lambda: datetime.now(UTC),
            Patience(timedelta(seconds=10)),
            Limits(sends=Pace(1_000_000, timedelta(minutes=1))),
        )
    finally:
        client.delete_table(TableName=name)


def invocation(backend: Backend) -> Backend:
    """The same for one call, which is tried again only as long as its function lives."""
    end = time.monotonic() + PATIENCE
    table = replace(backend.table, remaining=lambda: end - time.monotonic())
    return replace(backend, table=table)


def definition() -> dict[str, Any]:
    """The table's properties in template.yaml, as CreateTable takes them."""
    resources: Any = document.read(ROOT / "template.yaml")["Resources"]
    properties = resources["ChatTable"]["Properties"]
    return {name: properties[name] for name in _DECLARED}
