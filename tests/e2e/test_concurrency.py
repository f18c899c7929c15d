"""Many people at once, over HTTP, against workers that are killed in between."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any

from chat_client import Chat, ChatError, Subscription
from chat_client.documents import Json
from chat_client.timeline import version_of
from local_cloud.outputs import Outputs
from tests.e2e.conftest import People, group
from tests.e2e.rows import stored
from tests.e2e.workers import kill_workers, serving
from tests.figures import Figure

MEMBERS, SENDS = 20, 100
MOST_PINS, MOST_NAMED = 50, 5
CROWD, EDITS, LISTENERS = 50, 10, 8
EMOJI = ["👍", "❤️", "😂"]
OUTCOME_UNKNOWN = {"TryAgain", "Runtime.ExitError", "Sandbox.Timedout", "Disconnected"}


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


async def test_a_crowd_reacts_to_a_message_while_it_is_edited_and_all_is_counted(
    people: People, outputs: Outputs, figure: Figure
) -> None:
    author, *crowd = await people(CROWD + 1)
    room = await known(lambda: group(author, *crowd))
    await send([author], room, 0, "first-text")

    async def edit_often() -> None:
        for n in range(EDITS):
            await edit(author, room, f"text {n}")

    async with listening(crowd[:LISTENERS], room) as listeners:
        began = time.perf_counter()
        await asyncio.gather(
            edit_often(), *(react(who, room, EMOJI[n % 3]) for n, who in enumerate(crowd))
        )
        seconds = time.perf_counter() - began
        present = await author.message(room["id"], 1)
        assert present
        heard = [await latest(events, version_of(present)) for events in listeners]
    changes = [row for row in stored(outputs) if is_change_of_first(row, room)]

    counts = {each["emoji"]: each["count"] for each in present["reactions"]}
    assert counts == {emoji: len(crowd[n::3]) for n, emoji in enumerate(EMOJI)}
    assert present["body"] == f"text {EDITS - 1}"
    assert present["version"] == len(changes) == CROWD + EDITS
    assert [state(each) for each in heard] == [state(present)] * LISTENERS
    figure(f"{CROWD} people react to a message while it is edited {EDITS} times: {seconds:.2f} s")


async def test_reactions_come_and_go_at_once_and_those_that_stay_are_counted(
    people: People, outputs: Outputs
) -> None:
    author, *crowd = await people(MEMBERS)
    room = await known(lambda: group(author, *crowd))
    await send([author], room, 0, "first-text")

    async def waver(who: Chat) -> None:
        await asyncio.gather(*(react(who, room, emoji) for emoji in EMOJI))
        await known(lambda: who.unreact(room["id"], 1, EMOJI[0]))

    await asyncio.gather(*map(waver, crowd))
    present = await author.message(room["id"], 1)
    changes = [row for row in stored(outputs) if is_change_of_first(row, room)]

    assert present
    counts = {each["emoji"]: each["count"] for each in present["reactions"]}
    assert counts == dict.fromkeys(EMOJI[1:], len(crowd))
    assert present["version"] == len(changes) == 4 * len(crowd)


async def test_a_crowd_replies_reacts_and_edits_around_one_message_and_all_is_counted(
    people: People, outputs: Outputs, figure: Figure
) -> None:
    author, *crowd = await people(MEMBERS + 1)
    room = await known(lambda: group(author, *crowd))
    await send([author], room, 0, "first-text")

    async def edit_often() -> None:
        for n in range(EDITS):
            await edit(author, room, f"text {n}")

    async def join_in(n: int, who: Chat) -> None:
        told = await known(
            lambda: who.reply(room["id"], 1, "yse", client_message_id=f"reply-of-{n}")
        )
        seq = told["reply"]["seq"]
        await known(lambda: who.edit(room["id"], seq, f"yes {n}", root_seq=1))
        await known(lambda: who.react(room["id"], seq, EMOJI[0], root_seq=1))

    async with listening(crowd[:LISTENERS], room) as listeners:
        began = time.perf_counter()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(edit_often())
            for n, who in enumerate(crowd):
                tasks.create_task(join_in(n, who))
                tasks.create_task(react(who, room, EMOJI[n % 3]))
        seconds = time.perf_counter() - began
        present = await author.message(room["id"], 1)
        assert present
        heard = [await latest(events, version_of(present)) for events in listeners]
    replies = (await author.messages(room["id"], root_seq=1, limit=100))["messages"]
    rows = stored(outputs)
    changes = [row for row in rows if is_change_of_first(row, room)]
    changes_of_replies = [row for row in rows if is_change_in_thread_of_first(row, room)]

    counts = {each["emoji"]: each["count"] for each in present["reactions"]}
    assert counts == {emoji: len(crowd[n::3]) for n, emoji in enumerate(EMOJI)}
    assert present["body"] == f"text {EDITS - 1}"
    assert len(changes) == MEMBERS + EDITS
    assert len(changes_of_replies) == 3 * MEMBERS
    assert present["version"] == len(changes) + MEMBERS
    assert present["thread"]["replyCount"] == len(replies) == MEMBERS
    assert present["thread"]["lastSeq"] == replies[-1]["seq"]
    assert len(present["thread"]["participantIds"]) == MOST_NAMED
    assert sorted(each["body"] for each in replies) == sorted(f"yes {n}" for n in range(MEMBERS))
    assert [(each["version"], len(each["reactions"])) for each in replies] == [(2, 1)] * MEMBERS
    assert [state(each) for each in heard] == [state(present)] * LISTENERS
    figure(
        f"{MEMBERS} people reply to a message, react to it and edit their replies, while it is"
        f" edited {EDITS} times: {seconds:.2f} s"
    )


@asynccontextmanager
async def listening(chats: Sequence[Chat], room: Json) -> AsyncIterator[list[Subscription]]:
    async with AsyncExitStack() as open_until:
        yield [await open_until.enter_async_context(chat.on_message(room)) for chat in chats]


async def latest(events: Subscription, version: int) -> Json:
    """The latest state among the events, once it is that version."""
    async with asyncio.timeout(30):
        held = await anext(events)
        while version_of(held) < version:
            held = max(held, await anext(events), key=version_of)
    return held


def state(message: Json) -> Json:
    """A message without what is said of one change of it, or of one reader."""
    apart = {"channel", "channelVersion", "sender", "quoted", "revision", "changedBy", "reactions"}
    apart |= {"reply"}
    reactions = [
        {name: each[name] for name in ("emoji", "count", "userIds")}
        for each in message["reactions"]
    ]
    return {name: message[name] for name in message.keys() - apart} | {"reactions": reactions}


def is_change_of_first(row: Mapping[str, Any], room: Json) -> bool:
    """Whether it points to the first message of that room."""
    is_change = row["PK"]["S"].startswith(f"CHANGES#{room['id']}#")
    return bool(is_change and row.get("seq") == {"N": "1"} and "rootSeq" not in row)


def is_change_in_thread_of_first(row: Mapping[str, Any], room: Json) -> bool:
    """Whether it points to a reply to that message."""
    is_change = row["PK"]["S"].startswith(f"CHANGES#{room['id']}#")
    return bool(is_change and row.get("rootSeq") == {"N": "1"})


def is_version(row: Mapping[str, Any], room: Json) -> bool:
    """Whether it is a former text of a message in that room."""
    return bool(row["PK"]["S"].startswith(f"VERSIONS#{room['id']}#"))


async def test_of_several_pins_at_once_no_more_succeed_than_there_is_room_for(
    people: People,
) -> None:
    members = await people(4)
    room = await group(*members)
    await asyncio.gather(*(send(members, room, n, "to-be-pinned") for n in range(MOST_PINS + 2)))
    for seq in range(1, MOST_PINS):
        await known(partial(members[0].pin, room["id"], seq))

    outcomes = await asyncio.gather(
        *(
            known(partial(members[n].pin, room["id"], MOST_PINS + n))
            for n in range(len(members) - 1)
        ),
        return_exceptions=True,
    )
    refused = [each for each in outcomes if isinstance(each, ChatError)]
    pins = await members[-1].call("pins", conversationId=room["id"])

    assert [each.code for each in refused] == ["Conflict"] * 2
    assert len(pins) == MOST_PINS
    assert {each["seq"] for each in outcomes if isinstance(each, dict)} <= {
        each["seq"] for each in pins
    }


async def test_a_message_that_is_pinned_while_it_is_deleted_is_listed_nowhere(
    people: People,
) -> None:
    sender, other = await people(2)
    room = await group(sender, other)
    numbers = range(1, EDITS + 1)
    for n in numbers:
        await send([sender], room, n, "to-be-deleted")

    await asyncio.gather(
        *(known(partial(other.pin, room["id"], n)) for n in numbers),
        *(known(partial(sender.delete, room["id"], n)) for n in numbers),
        return_exceptions=True,
    )
    page = await other.messages(room["id"])

    assert await other.call("pins", conversationId=room["id"]) == []
    assert [message["parts"] for message in page["messages"]] == [["DELETED"]] * EDITS


async def test_of_several_transfers_at_once_one_makes_an_owner(people: People) -> None:
    owner, *others = await people(6)
    room = await group(owner, *others)

    outcomes = await asyncio.gather(
        *(known(partial(appoint, owner, room, each, role="OWNER")) for each in others),
        return_exceptions=True,
    )
    page = await owner.call("members", conversationId=room["id"], limit=100)

    won = [each["userId"] for each in outcomes if isinstance(each, dict)]
    roles = {member["userId"]: member["role"] for member in page["members"]}
    assert len(won) == 1
    assert [who for who, role in roles.items() if role == "OWNER"] == won
    assert roles[owner.user_id] == "ADMIN"
    assert {each.code for each in outcomes if isinstance(each, ChatError)} == {"Forbidden"}


async def test_a_send_and_a_mute_at_once_leave_no_message_after_the_mute(people: People) -> None:
    owner, sender = await people(2)
    room = await group(owner, sender)

    *sent, _ = await asyncio.gather(
        *(send([sender], room, n, "before-or-never") for n in range(MEMBERS)),
        known(partial(appoint, owner, room, sender, mutedUntil="2099-12-31T00:00:00Z")),
        return_exceptions=True,
    )
    page = await owner.messages(room["id"])
    late = await asyncio.gather(
        *(send([sender], room, n, "too-late") for n in range(MEMBERS)), return_exceptions=True
    )

    stored = {message["seq"] for message in page["messages"]}
    assert {each["seq"] for each in sent if isinstance(each, dict)} == stored
    assert [each.code for each in late if isinstance(each, ChatError)] == ["Forbidden"] * MEMBERS
    assert (await owner.messages(room["id"]))["messages"] == page["messages"]


async def appoint(who: Chat, room: Json, member: Chat, **standing: str) -> Json:
    """A member in another role, or muted."""
    wanted = {"conversationId": room["id"], "memberId": member.user_id, **standing}
    answer: Json = await who.call("updateMember", input=wanted)
    return answer


async def edit(sender: Chat, room: Json, text: str) -> Json:
    """The first message with another text."""
    return await known(lambda: sender.edit(room["id"], 1, text))


async def react(who: Chat, room: Json, emoji: str) -> Json:
    """The first message with one more reaction."""
    return await known(lambda: who.react(room["id"], 1, emoji, channel=room["channel"]))


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
