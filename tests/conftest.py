"""A whole stack, once for all tests that need one, on ports and with a state of its own.

CHAT_OUTPUTS names the outputs of a stack that is up already: then that one is used.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from hypothesis import settings

from chat_client import Stack
from local_cloud.outputs import Outputs
from local_cloud.stack import running_stack

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

ROOT = Path(__file__).parent.parent
INSTANCE = f"tests-{os.getpid()}"
PARAMETERS = {"SendsPerMinute": "6000"}
"""People in tests do in seconds what people do in minutes."""


@pytest.fixture(scope="session")
def outputs() -> Iterator[Outputs]:
    """The addresses of the stack, as make up writes them."""
    if given := os.environ.get("CHAT_OUTPUTS"):
        yield cast(Outputs, json.loads(Path(given).read_text()))
        return
    with running_stack(INSTANCE, root=ROOT, parameters=PARAMETERS) as outputs:
        yield outputs


@pytest.fixture(scope="session")
def stack(outputs: Outputs) -> Stack:
    """The stack as clients see it."""
    return Stack.from_outputs(outputs)


_LONGEST = ("history", "faults", "local_cloud", "browser", "authorization", "e2e")
"""Folders whose modules take longest, the longest module first: so none of them ends alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first."""

    def place(item: pytest.Item) -> int:
        folder = item.path.parent.name
        return _LONGEST.index(folder) if folder in _LONGEST else len(_LONGEST)

    items.sort(key=place)
