"""The terminal: lines in, lines out."""

import asyncio
import contextlib
import json
import os
import pty
import select
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from chat_client import Chat, Stack
from chat_client.terminal import Terminal
from tests.chat_client.fake_appsync import ALICE, PASSWORD, FakeAppSync, Refusal

type Json = dict[str, Any]

BOB = "22222222-2222-4222-8222-222222222222"


def said(seq: int, sender: str, body: str) -> Json:
    return {
        "seq": seq,
        "revision": None,
        "channelVersion": 1,
        "kind": "TEXT",
        "senderId": sender,
        "body": body,
    }


def entry(title: str | None, *, unread: int = 0) -> Json:
    return {
        "conversationId": "room",
        "title": title,
        "peerId": None if title else BOB,
        "peer": None if title else person(BOB, "Bob"),
        "unread": unread,
    }


def person(user_id: str, name: str) -> Json:
    return {"id": user_id, "username": name.lower(), "displayName": name}


@pytest.fixture
def messages(appsync: FakeAppSync) -> list[Json]:
    """The messages of the only conversation; alice's sends are added."""
    messages = [said(1, BOB, "hello")]
    people = [(ALICE, "Alice"), (BOB, "Bob")]

    def send(variables: Json) -> Json:
        messages.append(said(len(messages) + 1, ALICE, variables["input"]["body"]))
        return messages[-1]

    def sync(variables: Json) -> Json:
        return {
            "messages": messages[variables["seq"] :],
            "seq": len(messages),
            "revision": 0,
            "reset": False,
            "more": False,
            "pending": False,
            "channelVersion": 1,
        }

    appsync.answers |= {
        "inbox": lambda _: {"entries": [entry("Rowing", unread=1), entry(None)]},
        "conversation": lambda _: {"id": "room", "channel": "c", "channelVersion": 1},
        "members": lambda _: {
            "members": [
                {"userId": user_id, "user": person(user_id, name)} for user_id, name in people
            ]
        },
        "messages": lambda _: {
            "messages": list(messages),
            "baseline": {"seq": len(messages), "revision": 0},
        },
        "sync": sync,
        "sendMessage": send,
        "markRead": lambda _: {},
    }
    return messages


class Screen:
    """What the terminal has written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._changed = asyncio.Event()

    def write(self, line: str) -> None:
        self.lines.append(line)
        self._changed.set()

    async def shows(self, line: str) -> None:
        async with asyncio.timeout(30):
            while line not in self.lines:
                self._changed.clear()
                await self._changed.wait()


async def typed(*lines: str) -> AsyncIterator[str]:
    for line in lines:
        yield line


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.mark.usefixtures("messages")
async def test_it_begins_with_the_inbox(chat: Chat, screen: Screen) -> None:
    await Terminal(chat, screen.write).run(typed())

    assert screen.lines == ["1. Rowing (1 unread)", "2. Bob (0 unread)"]


async def test_an_opened_conversation_shows_what_was_said_and_is_read(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    await Terminal(chat, screen.write).run(typed("/open 1"))

    assert screen.lines[2:] == ["Bob: hello"]
    assert ("markRead", {"input": {"conversationId": "room", "seq": 1}}) in appsync.calls


async def test_a_line_is_said_and_shown_once(
    chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    await Terminal(chat, screen.write).run(typed("/open 1", "hi there", "/quit", "not this"))

    assert [m["body"] for m in messages] == ["hello", "hi there"]
    assert screen.lines[2:] == ["Bob: hello", "Alice: hi there"]


async def test_what_others_say_appears_while_nothing_is_typed(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    async def waiting() -> AsyncIterator[str]:
        yield "/open 1"
        await appsync.listening(2)
        messages.append(said(2, BOB, "are you there?"))
        await appsync.publish("onMessage", messages[-1])
        await screen.shows("Bob: are you there?")

    await Terminal(chat, screen.write).run(waiting())


async def test_changes_of_membership_are_told_in_words(
    chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    change = {"kind": "SYSTEM", "event": "MEMBER_REMOVED", "memberIds": [BOB]}
    messages.append(said(2, ALICE, "") | change)

    await Terminal(chat, screen.write).run(typed("/open 1"))

    assert screen.lines[-1] == "* Alice removed Bob"


async def test_a_new_title_is_told_in_words(
    chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    change = {"kind": "SYSTEM", "event": "CONVERSATION_RENAMED", "memberIds": None}
    messages.append(said(2, ALICE, "Sculling") | change)

    await Terminal(chat, screen.write).run(typed("/open 1"))

    assert screen.lines[-1] == "* Alice renamed the conversation to Sculling"


async def test_what_others_wrote_does_nothing_to_the_terminal(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    inbox = {"entries": [entry("\x1b]0;Owned\x07\x1b[2JRowing")]}
    appsync.answers["inbox"] = lambda _: inbox
    messages[:] = [said(1, BOB, "bell\x07\rAlice: I agree\nAlice: yes\x9b31m \u202egnp.exe")]

    await Terminal(chat, screen.write).run(typed("/open 1"))

    assert screen.lines == [
        "1. \ufffd]0;Owned\ufffd\ufffd[2JRowing (0 unread)",
        "Bob: bell\ufffd\n    Alice: I agree\n    Alice: yes\ufffd31m gnp.exe",
    ]


async def test_what_is_written_from_right_to_left_leaves_the_rest_of_the_line_alone(
    chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    messages[:] = [said(1, BOB, "שבת 1\nhello")]

    await Terminal(chat, screen.write).run(typed("/open 1"))

    assert screen.lines[-1] == "Bob: \u2068שבת 1\u2069\n    hello"


async def test_people_of_one_name_are_told_apart_by_their_usernames(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    alike = [person(ALICE, "Alice"), {**person(BOB, "alice"), "username": "bob"}]
    page = {"members": [{"userId": each["id"], "user": each} for each in alike]}
    appsync.answers["members"] = lambda _: page

    await Terminal(chat, screen.write).run(typed("/open 1", "/members"))

    assert screen.lines[-2:] == ["alice (@bob): hello", "Alice (@alice), alice (@bob)"]


@pytest.mark.usefixtures("messages")
@pytest.mark.parametrize("line", ["/open 3", "/open", "/members", "/dance", "/help"])
async def test_what_cannot_be_done_is_answered_with_what_can(
    chat: Chat, screen: Screen, line: str
) -> None:
    await Terminal(chat, screen.write).run(typed(line))

    assert "/open N" in screen.lines[-1]


async def test_nothing_is_said_before_a_conversation_is_open(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    await Terminal(chat, screen.write).run(typed("hello?"))

    assert len(messages) == 1
    assert screen.lines[-1].startswith("Open a conversation first")


@pytest.mark.usefixtures("messages")
async def test_a_refusal_is_shown_and_the_terminal_goes_on(
    appsync: FakeAppSync, chat: Chat, screen: Screen
) -> None:
    def refuse(_: Json) -> None:
        raise Refusal("TryAgain", "Try again in a moment.")

    appsync.answers["sendMessage"] = refuse

    await Terminal(chat, screen.write).run(typed("/open 1", "hello", "/members"))

    assert screen.lines[-2:] == ["! Try again in a moment.", "Alice, Bob"]


async def test_whoever_is_removed_is_told_once(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    asked_again = asyncio.Event()

    def refuse(_: Json) -> None:
        raise Refusal("NotFound", "You are not in it.")

    def refuse_to_tell(_: Json) -> None:
        asked_again.set()
        refuse(_)

    async def removed() -> AsyncIterator[str]:
        yield "/open 1"
        await appsync.listening(2)
        appsync.answers |= {"markRead": refuse, "conversation": refuse_to_tell}
        change = {"kind": "SYSTEM", "event": "MEMBER_REMOVED", "memberIds": [ALICE]}
        numbers = {"revision": 1, "channelVersion": 2}
        await appsync.publish("onMessage", said(2, BOB, "") | change | numbers)
        await asked_again.wait()
        await screen.shows("! You are not in it.")
        yield "/inbox"

    await Terminal(chat, screen.write).run(removed())

    assert screen.lines.count("! You are not in it.") == 1


async def test_after_an_open_that_failed_nothing_is_said_anywhere(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    def refuse(_: Json) -> None:
        raise Refusal("TryAgain", "Try again in a moment.")

    async def lines() -> AsyncIterator[str]:
        yield "/open 1"
        appsync.answers["members"] = refuse
        yield "/open 2"
        yield "is this the right room?"

    await Terminal(chat, screen.write).run(lines())

    assert [m["body"] for m in messages] == ["hello"]
    assert screen.lines[-1].startswith("Open a conversation first")


@pytest.fixture
def outputs(stack: Stack, tmp_path: Path) -> Path:
    path = tmp_path / "outputs.json"
    described = {
        "graphqlUrl": stack.graphql_url,
        "realtimeUrl": stack.realtime_url,
        "awsEndpoint": stack.aws_endpoint,
        "region": stack.region,
        "userPoolClientId": stack.user_pool_client_id,
        "users": [{"username": "alice", "password": PASSWORD, "userId": ALICE}],
    }
    path.write_text(json.dumps(described))
    return path


@pytest.mark.usefixtures("messages")
async def test_it_works_in_a_pipe(outputs: Path) -> None:
    written, failed = await run_client("--outputs", str(outputs), piped="/open 1\nhi there\n")

    assert failed == ""
    assert written.splitlines()[-1] == "Alice: hi there"


async def leave(client: asyncio.subprocess.Process, terminal: int) -> int:
    """Press Ctrl-D until it is heard: between two prompts nobody listens to the keyboard."""
    async with asyncio.timeout(30):
        while True:
            os.write(terminal, b"\x04")
            with contextlib.suppress(TimeoutError):
                return await asyncio.wait_for(asyncio.shield(client.wait()), timeout=0.5)


@pytest.mark.usefixtures("messages")
async def test_it_works_at_a_terminal_until_control_d(outputs: Path) -> None:
    ours, its_own = pty.openpty()
    client = await asyncio.create_subprocess_exec(
        *client_command("--outputs", str(outputs)), stdin=its_own, stdout=its_own, stderr=its_own
    )
    os.close(its_own)

    await asyncio.to_thread(read_until, ours, b"Rowing (1 unread)")
    await asyncio.to_thread(read_until, ours, b">")
    os.write(ours, b"/open 1\r")
    await asyncio.to_thread(read_until, ours, b"Bob: hello")
    status = await leave(client, ours)
    os.close(ours)

    assert status == 0


async def test_without_a_stack_it_says_how_to_get_one(tmp_path: Path) -> None:
    missing = tmp_path / "outputs.json"

    _, failed = await run_client("--outputs", str(missing))

    assert failed == f"There is no {missing}: run make up, or name a stack with --stack.\n"


async def test_a_stack_without_a_region_is_asked_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    for name in ("AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)

    _, failed = await run_client("--stack", "serverless-chat-dev")

    assert failed.startswith("Set the region of serverless-chat-dev")


def client_command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "chat_client", "--as", "alice", *arguments]


async def run_client(*arguments: str, piped: str = "") -> tuple[str, str]:
    client = await asyncio.create_subprocess_exec(
        *client_command(*arguments),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    written, failed = await asyncio.wait_for(client.communicate(piped.encode()), timeout=30)
    return written.decode(), failed.decode()


def read_until(terminal: int, text: bytes) -> None:
    shown = b""
    while text not in shown:
        assert select.select([terminal], [], [], 30)[0], shown
        shown += os.read(terminal, 4096)
