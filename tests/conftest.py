"""A whole stack, once for all tests that need one, on ports and with a state of its own.

CHAT_OUTPUTS names the outputs of a stack that is up already: then that one is used.
"""

import json
import os
from collections.abc import Callable, Iterator
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


@pytest.fixture(scope="session")
def outputs() -> Iterator[Outputs]:
    """The addresses of the stack, as make up writes them."""
    if given := os.environ.get("CHAT_OUTPUTS"):
        yield cast(Outputs, json.loads(Path(given).read_text()))
        return
    with running_stack(INSTANCE, root=ROOT) as outputs:
        yield outputs


@pytest.fixture(scope="session")
def stack(outputs: Outputs) -> Stack:
    """The stack as clients see it."""
    return Stack.from_outputs(outputs)


FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Says what was measured, at the end of the run: for reading, not for judging."""
    return request.config.stash.setdefault(FIGURES, []).append


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: Playwright leaves a running event loop behind in this thread."""
    items.sort(key=lambda item: "browser" in item.path.parts)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for line in config.stash.get(FIGURES, []):
        terminalreporter.write_line(f"MEASURED: {line}")
