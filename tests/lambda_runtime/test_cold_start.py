"""How soon a function is ready, in the real Lambda runtime client. `make bench` has the figures."""

from collections.abc import Iterator

import pytest

from benchmarks import cold_start
from benchmarks.lambda_disk import Disk
from benchmarks.lambda_start import Starter, starter
from tests.conftest import ROOT
from tests.figures import Figure
from tests.lambda_runtime.test_bundle import run

HANDLERS = sorted(
    f"chat.handlers.{file.parent.name}.{file.stem}"
    for file in (ROOT / "src/chat/handlers").glob("*/*.py")
    if file.stem != "__init__"
)


@pytest.fixture(scope="module")
def starts(disk: Disk) -> Iterator[Starter]:
    cold_start.add_bare_handler(disk)
    with starter(disk) as starts:
        yield starts


@pytest.mark.parametrize(
    "operation",
    [
        "messages.send_message",
        "messages.add_reaction",
        "conversations.create_conversation",
        "people.resolve_users",
    ],
)
def test_a_function_is_ready_in_one_and_a_half_times_what_a_bare_handler_takes(
    operation: str, starts: Starter, figure: Figure
) -> None:
    handler = f"chat.handlers.{operation}.lambda_handler"

    # Of each the fastest: whatever else the machine does can only add to it.
    ours, bare = zip(*cold_start.pairs(starts.initialise, handler, rounds=5), strict=True)
    ratio = min(each.processor for each in ours) / min(each.processor for each in bare)

    figure(f"{operation}: cold start {ratio:.2f} times a bare handler's")
    assert ratio <= cold_start.BUDGET


@pytest.mark.parametrize("module", ["asyncio", "xmlrpc"])
def test_no_handler_imports_what_none_needs(module: str, disk: Disk) -> None:
    imports = ", ".join(HANDLERS)

    imported = run(f"import sys, {imports}; print({module!r} in sys.modules)", disk)

    assert imported == "False"


def test_the_client_is_made_before_the_first_event(disk: Disk) -> None:
    made = run(
        "import chat.handlers.messages.send_message\n"
        "from chat.store.client import client\n"
        "print(client.cache_info().currsize)",
        disk,
        AWS_ACCESS_KEY_ID="example",
        AWS_SECRET_ACCESS_KEY="example",
        AWS_DEFAULT_REGION="us-east-1",
        AWS_LAMBDA_INITIALIZATION_TYPE="on-demand",
    )

    assert made == "1"
