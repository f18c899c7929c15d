"""A table on an engine that counts as DynamoDB does, with rooms of several sizes in it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from benchmarks import engine
from chat.operations.backend import Backend
from local_cloud.progress import Progress

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture(scope="session")
def dynamodb_endpoint() -> Iterator[str]:
    """DYNAMODB_ENDPOINT names an exact engine, where there is one; else an emulator's."""
    with engine.endpoint(Progress(Console(stderr=True))) as endpoint:
        yield endpoint


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
