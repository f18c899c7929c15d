"""A table on an engine that counts as DynamoDB does, with rooms of several sizes in it."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import boto3
import pytest

from chat.domain.holes import Patience
from chat.operations.backend import Backend
from chat.store.table import Table
from tests import tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture(scope="session")
def dynamodb_endpoint(request: pytest.FixtureRequest) -> str:
    """DYNAMODB_ENDPOINT names an exact engine, where there is one; else the emulator's."""
    given = os.environ.get("DYNAMODB_ENDPOINT")
    return given or str(request.getfixturevalue("outputs")["awsEndpoint"])


def connect(endpoint: str) -> "DynamoDBClient":
    return boto3.client(
        "dynamodb",
        endpoint_url=endpoint,
        region_name="eu-west-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


@pytest.fixture(scope="session")
def client(dynamodb_endpoint: str) -> "DynamoDBClient":
    """The client that is recorded."""
    return connect(dynamodb_endpoint)


@pytest.fixture(scope="session")
def plain(dynamodb_endpoint: str) -> "DynamoDBClient":
    """Another one, to look at items."""
    return connect(dynamodb_endpoint)


@pytest.fixture(scope="session")
def backend(client: "DynamoDBClient") -> Iterator[Backend]:
    name = f"budgets-{uuid4().hex[:8]}"
    client.create_table(TableName=name, **tables.definition())
    client.get_waiter("table_exists").wait(TableName=name)
    table = Table(client, name, remaining=lambda: 10.0)
    yield Backend(table, lambda: datetime.now(UTC), Patience(timedelta(seconds=10)))
    client.delete_table(TableName=name)
