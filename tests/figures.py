"""A pytest plugin: ends the run with what was measured, for reading, not for judging.

A worker of pytest-xdist hands its figures over to the process that prints them.
"""

from collections.abc import Callable
from typing import Any

import pytest

_FIGURES = pytest.StashKey[list[str]]()
_HANDED_OVER = "figures"


type Figure = Callable[[str], None]


@pytest.fixture(scope="session")
def figure(pytestconfig: pytest.Config) -> Figure:
    """Takes a sentence with a figure in it."""
    return _figures(pytestconfig).append


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """What a worker measured leaves it with its results."""
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        output[_HANDED_OVER] = _figures(session.config)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what a worker hands over; one that crashed hands over nothing."""
    _figures(node.config).extend(getattr(node, "workeroutput", {}).get(_HANDED_OVER, []))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """One line each, as in MEASURED: 100 messages: median 30 ms."""
    for line in _figures(config):
        terminalreporter.write_line(f"MEASURED: {line}")


def _figures(config: pytest.Config) -> list[str]:
    return config.stash.setdefault(_FIGURES, [])
