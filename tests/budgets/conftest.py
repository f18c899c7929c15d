"""A table on an engine that counts as DynamoDB does, with rooms of several sizes in it."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from benchmarks import engine
from chat.operations.backend import Backend

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture(scope="session")
def dynamodb_endpoint(request: pytest.FixtureRequest) -> str:
    """DYNAMODB_ENDPOINT names an exact engine, where there is one; else the emulator's."""
    given = os.environ.get("DYNAMODB_ENDPOINT")
    return given or str(request.getfixturevalue("outputs")["awsEndpoint"])


@pytest.fixture(scope="session")
def client(dynamodb_endpoint: str) -> "DynamoDBClient":
    """The client that is recorded."""
    return engine.connect(dynamodb_endpoint)


@pytest.fixture(scope="session")
def plain(dynamodb_endpoint: str) -> "DynamoDBClient":
    """Another one, to look at items."""
    return engine.connect(dynamodb_endpoint)


@pytest.fixture(scope="session")
def backend(client: "DynamoDBClient") -> Iterator[Backend]:
    with engine.backend(client) as backend:
        yield backend
