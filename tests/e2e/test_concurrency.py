"""Many people at once, over HTTP, against workers that are killed in between."""

import asyncio
import time

from chat_client import Chat, ChatError
from chat_client.documents import Json
from local_cloud.outputs import Outputs
from tests.e2e.conftest import People, group
from tests.e2e.workers import kill_workers, serving
from tests.figures import Figure

MEMBERS, SENDS = 20, 100
OUTCOME_UNKNOWN = {"TryAgain", "Runtime.ExitError", "Sandbox.Timedout"}


async def test_a_hundred_sends_at_once_are_numbered_once_each(
    people: People, outputs: Outputs, figure: Figure
) -> None:
    members = await people(MEMBERS)
    room = await group(*members)
    await asyncio.gather(*(send(members, room, n, "warming-up") for n in range(MEMBERS)))

    began = time.perf_counter()
    first = await asyncio.gather(*(send(members, room, n, "client-id") for n in range(SENDS)))
    figure(f"{SENDS} sends at once by {MEMBERS} members: {time.perf_counter() - began:.2f} s")
    again = await asyncio.gather(*(send(members, room, n, "client-id") for n in range(SENDS)))
    kill_workers(serving(outputs["graphqlUrl"]).pid)
    afresh = await asyncio.gather(*(send(members, room, n, "client-id") for n in range(SENDS)))

    numbers = range(MEMBERS + 1, MEMBERS + SENDS + 1)
    assert sorted(message["seq"] for message in first) == list(numbers)
    assert again == afresh == first
    assert (await members[0].conversation(room["id"]))["lastSeq"] == MEMBERS + SENDS


async def send(members: list[Chat], room: Json, n: int, prefix: str) -> Json:
    """The nth message, repeated while its outcome is unknown."""
    who = members[n % len(members)]
    while True:
        try:
            return await who.send(room["id"], f"{prefix} {n}", client_message_id=f"{prefix}-{n}")
        except ChatError as error:
            if error.code not in OUTCOME_UNKNOWN:
                raise
