"""The page, the people on it, and the API that is asked."""

from collections.abc import Iterator
from typing import Any

import pytest

from chat_client import Stack
from local_cloud import environment
from local_cloud.outputs import Outputs
from tests.authorization.callers import Callers, gathered
from tests.authorization.door import Door
from tests.authorization.world import World
from tests.contract.project import ROOT, Project


@pytest.fixture(scope="session")
def project() -> Project:
    return Project(ROOT)


@pytest.fixture(scope="session")
def options(outputs: Outputs) -> dict[str, Any]:
    """What makes boto3 a client of the embedded AWS."""
    return environment.options_at(outputs["awsEndpoint"])


@pytest.fixture(scope="session")
def callers(outputs: Outputs, options: dict[str, Any]) -> Iterator[Callers]:
    with gathered(outputs, options) as callers:
        yield callers


@pytest.fixture(scope="session")
def door(stack: Stack) -> Door:
    return Door(stack)


@pytest.fixture(scope="session")
def world(door: Door, callers: Callers, outputs: Outputs, options: dict[str, Any]) -> World:
    return World(door, callers.by_name, outputs, options)
