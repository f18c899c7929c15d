"""The chat before each call of the matrix."""

import logging
from collections.abc import Iterator

import pytest

from chat.settings import logger
from tests.faults import chat
from tests.faults.matrix import Tally
from tests.faults.world import Saved, World, living


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    level = logger.log_level
    logger.setLevel(logging.CRITICAL)
    with living() as world:
        chat.happen(world)
        yield world
    logger.setLevel(level)


@pytest.fixture(scope="module")
def begun(world: World) -> Saved:
    return world.save()


@pytest.fixture(scope="module")
def tally() -> Tally:
    return Tally()
