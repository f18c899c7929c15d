"""How fast, how large and how up to date the chat on this machine is.

The bounds on time are wide: on a machine that has other things to do they must hold, too.
"""

import asyncio
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from chat_client import Chat, ChatError, Stack, connect
from chat_client.documents import Json
from local_cloud import environment, processes
from local_cloud.instance import is_free, on_free_ports
from local_cloud.outputs import Outputs
from local_cloud.processes import Service
from tests.conftest import ROOT
from tests.e2e.conftest import People, group, told
from tests.e2e.workers import kill_workers, serving
from tests.figures import Figure

SENDS = 200
LONGEST_MEDIAN_MS = 100
LARGEST_MB = 2048
LIVE_WITHIN_S = 20
TEXTS = 10
"""So many texts of the caller's are there before the story's calls, which change the last four."""

SUBSCRIPTIONS = {"onMessage", "onActivity", "onInbox"}
BEFORE, AFTER = "a group needs one", "groups have titles"
"""What create_conversation.py says of a missing title, and what it is changed to."""


async def test_a_warm_send_takes_milliseconds(people: People, figure: Figure) -> None:
    person, other = await people(2)
    room = await group(person, other)
    for n in range(10):
        await person.send(room["id"], f"warming up {n}")

    took = [await milliseconds_to_send(person, room) for _ in range(SENDS)]

    median, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    figure(f"warm sendMessage over HTTP, {SENDS} times: median {median:.1f} ms, p95 {p95:.1f} ms")
    assert median <= LONGEST_MEDIAN_MS


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how memory is shared")
async def test_the_whole_stack_fits_a_small_laptop(
    people: People, outputs: Outputs, figure: Figure
) -> None:
    kill_workers(serving(outputs["graphqlUrl"]).pid)
    owner, member, newcomer = await people(3)
    room = await group(owner, member)
    for number in range(TEXTS):
        await owner.send(room["id"], f"{number}")
    async with owner.on_message(room), owner.on_activity(room), newcomer.on_inbox() as inbox:
        for field, variables in told(lunch=room["id"], bob=member.user_id, carol=newcomer.user_id):
            await owner.call(field, **variables)
        # It speaks through the stream's function and publishInbox.
        await asyncio.wait_for(anext(inbox), timeout=30)

    memory = [*memory_of(outputs["graphqlUrl"]), *memory_of(outputs["awsEndpoint"])]

    # What processes share counts once: RSS counts it for each of them.
    pss, rss = sum(each.pss for each in memory) >> 20, sum(each.rss for each in memory) >> 20
    figure(f"the stack after every operation: {pss} MB in {len(memory)} processes (RSS {rss} MB)")
    assert pss <= LARGEST_MB


async def test_a_changed_handler_is_live_at_the_next_call(
    stack: Stack, outputs: Outputs, tmp_path: Path, figure: Figure
) -> None:
    with copy_served(outputs, tmp_path) as url:
        there = replace(stack, graphql_url=url)
        async with connect(there, "alice", stack.passwords["alice"]) as alice:
            before = await complaint(alice)

            handler = tmp_path / "src/chat/handlers/conversations/create_conversation.py"
            handler.write_text(handler.read_text().replace(BEFORE, AFTER))
            began = time.perf_counter()
            async with asyncio.timeout(LIVE_WITHIN_S):
                while (after := await complaint(alice)) == before:
                    pass
            figure(f"a changed handler is live after {time.perf_counter() - began:.2f} s")

    assert BEFORE in before
    assert AFTER in after


async def milliseconds_to_send(person: Chat, room: Json) -> float:
    began = time.perf_counter()
    await person.send(room["id"], "hello")
    return (time.perf_counter() - began) * 1000


def memory_of(url: str) -> Iterator[Any]:
    """What the process that listens there holds, and all it started."""
    main = serving(url)
    for process in (main, *main.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):  # it may end while the others are looked at
            yield process.memory_full_info()


@contextmanager
def copy_served(outputs: Outputs, folder: Path) -> Iterator[str]:
    """A copy of the project's code, to be edited; the URL of a second AppSync that runs it."""
    for name in ("template.yaml", "schema.graphql"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    beside = on_free_ports("copy", folder)
    service = Service(
        name="appsync",
        title="AppSync for the copy",
        command=[
            *(sys.executable, "-m", "appsync_local", "--template", str(folder / "template.yaml")),
            *("--stack", outputs["stackName"], "--port", str(beside.port)),
        ],
        environment={
            **environment.for_clients(beside),
            "AWS_ENDPOINT_URL": outputs["awsEndpoint"],
            "PYTHONPATH": str(ROOT),
        },
        ready=lambda: not is_free(beside.port),
    )
    processes.start(service, beside, timeout=30)
    try:
        yield beside.graphql_url
    finally:
        processes.stop(beside, service.name, patience=10)


async def complaint(chat: Chat) -> str:
    """What a group without a title is refused with."""
    with pytest.raises(ChatError) as refused:
        await chat.call(
            "createConversation",
            input={
                "kind": "GROUP",
                "memberIds": [chat.user_id],
                "clientConversationId": "untitled",
            },
        )
    return refused.value.message
