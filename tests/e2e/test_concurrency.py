"""Many people at once, over HTTP, against workers that are killed in between."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from chat_client import Chat, ChatError
from chat_client.documents import Json
from local_cloud.outputs import Outputs
from tests.e2e.conftest import People, group
from tests.e2e.rows import stored
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


async def test_the_edits_of_a_message_follow_each_other_in_the_order_of_their_revisions(
    people: People,
) -> None:
    sender, other = await people(2)
    room = await group(sender, other)
    await sender.send(room["id"], "first")

    edits = await asyncio.gather(*(edit(sender, room, f"text {n}") for n in range(MEMBERS)))
    latest_first = sorted(edits, key=lambda message: message["revision"], reverse=True)
    versions = await other.call("messageVersions", conversationId=room["id"], seq=1)
    present = await other.message(room["id"], 1)

    assert present
    assert len({message["revision"] for message in edits}) == MEMBERS
    assert [each["body"] for each in versions] == [each["body"] for each in latest_first] + [
        "first"
    ]
    assert (present["body"], present["revision"]) == (
        latest_first[0]["body"],
        latest_first[0]["revision"],
    )


async def test_no_edit_outlives_a_deletion_at_the_same_time(
    people: People, outputs: Outputs
) -> None:
    owner, sender = await people(2)
    room = await group(owner, sender)
    await sender.send(room["id"], "first")
    await edit(sender, room, "second")
    assert [row["body"]["S"] for row in stored(outputs) if is_version(row, room)] == ["first"]

    outcomes = await asyncio.gather(
        *(edit(sender, room, f"text {n}") for n in range(MEMBERS // 2)),
        known(lambda: owner.delete(room["id"], 1)),
        *(edit(sender, room, f"late text {n}") for n in range(MEMBERS // 2)),
        return_exceptions=True,
    )
    answered = [each for each in outcomes if isinstance(each, dict)]
    refused = [each for each in outcomes if not isinstance(each, dict)]
    present = await sender.message(room["id"], 1)

    assert present
    revisions = [message["revision"] for message in answered]
    assert len(set(revisions)) == len(revisions)
    assert all(isinstance(each, ChatError) and each.code == "Conflict" for each in refused)
    assert (present["body"], present["parts"]) == (None, ["DELETED"])
    assert (present["deletedBy"], present["revision"]) == (owner.user_id, max(revisions))
    assert [row for row in stored(outputs) if is_version(row, room)] == []


async def test_of_two_edits_of_the_same_state_one_is_refused(people: People) -> None:
    sender, other = await people(2)
    room = await group(sender, other)
    await sender.send(room["id"], "first")

    outcomes = await asyncio.gather(
        *(sender.edit(room["id"], 1, f"text {n}", if_revision=0) for n in range(2)),
        return_exceptions=True,
    )
    (edited,) = (each for each in outcomes if isinstance(each, dict))
    (refused,) = (each for each in outcomes if not isinstance(each, dict))
    present = await other.message(room["id"], 1)

    assert isinstance(refused, ChatError)
    assert refused.code == "Conflict"
    assert present
    assert present["body"] == edited["body"]


def is_version(row: Mapping[str, Any], room: Json) -> bool:
    """Whether it is a former text of a message in that room."""
    return bool(row["PK"]["S"].startswith(f"VERSIONS#{room['id']}#"))


async def edit(sender: Chat, room: Json, text: str) -> Json:
    """The first message with another text."""
    return await known(lambda: sender.edit(room["id"], 1, text))


async def send(members: list[Chat], room: Json, n: int, prefix: str) -> Json:
    """The nth message."""
    who = members[n % len(members)]
    return await known(
        lambda: who.send(room["id"], f"{prefix} {n}", client_message_id=f"{prefix}-{n}")
    )


async def known(call: Callable[[], Awaitable[Json]]) -> Json:
    """What comes of a call, which is repeated while its outcome is unknown."""
    while True:
        try:
            return await call()
        except ChatError as error:
            if error.code not in OUTCOME_UNKNOWN:
                raise
