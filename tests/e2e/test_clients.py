"""Unmodified clients talk to the running stack: gql, the terminal, and Amplify."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import jwt
import pytest

from chat_client import Chat, ChatError, Follower, Stack, connect
from chat_client.documents import Json
from chat_client.tokens import Tokens
from local_cloud import web
from local_cloud.outputs import Outputs
from tests.conftest import ROOT
from tests.e2e.amplify.talking import amplify
from tests.e2e.amplify.wire import wire_to
from tests.e2e.conftest import group, remove


@pytest.fixture
async def alice(stack: Stack) -> AsyncIterator[Chat]:
    async with connect(stack, "alice", stack.passwords["alice"]) as chat:
        yield chat


@pytest.fixture
async def bob(stack: Stack) -> AsyncIterator[Chat]:
    async with connect(stack, "bob", stack.passwords["bob"]) as chat:
        yield chat


@pytest.fixture
async def carol(stack: Stack) -> AsyncIterator[Chat]:
    async with connect(stack, "carol", stack.passwords["carol"]) as chat:
        yield chat


@pytest.fixture
async def conversation(alice: Chat, bob: Chat) -> Json:
    return await group(alice, bob)


class Screen:
    """What has been shown to someone."""

    def __init__(self) -> None:
        self.messages: list[Json] = []
        self._changed = asyncio.Condition()

    async def show(self, messages: list[Json]) -> None:
        async with self._changed:
            self.messages += messages
            self._changed.notify_all()

    async def holds(self, count: int) -> list[Json]:
        async with asyncio.timeout(30), self._changed:
            await self._changed.wait_for(lambda: len(self.messages) >= count)
        return self.messages


@asynccontextmanager
async def following(chat: Chat, conversation: Json, screen: Screen) -> AsyncIterator[None]:
    follower = Follower(chat, conversation["id"], screen.show)
    await follower.open()
    running = asyncio.create_task(follower.run())
    yield
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def test_a_subscriber_receives_exactly_what_the_sender_got_as_answer(
    alice: Chat, bob: Chat, conversation: Json
) -> None:
    async with bob.on_message(await bob.conversation(conversation["id"])) as events:
        answer = await alice.send(conversation["id"], "hello")
        event = await asyncio.wait_for(anext(events), timeout=30)

    assert event == answer


async def test_a_refused_subscription_gives_the_reason(bob: Chat, conversation: Json) -> None:
    with pytest.raises(ChatError) as refusal:
        async with bob.on_message(conversation | {"channel": "not-the-channel"}):
            pass

    assert refusal.value.code == "ChannelReplaced"


async def test_a_follower_shows_every_message_once_and_in_order(
    alice: Chat, bob: Chat, conversation: Json
) -> None:
    screen = Screen()
    async with following(bob, conversation, screen):
        await asyncio.gather(*[alice.send(conversation["id"], f"{n}") for n in range(20)])
        shown = await screen.holds(20)

    assert [message["seq"] for message in shown] == list(range(1, 21))
    assert {message["body"] for message in shown} == {f"{n}" for n in range(20)}


async def test_a_follower_goes_on_after_its_channel_was_replaced(
    alice: Chat, bob: Chat, carol: Chat
) -> None:
    conversation = await group(alice, bob, carol)
    screen = Screen()
    async with following(bob, conversation, screen):
        await remove(alice, conversation, carol)
        await screen.holds(1)
        await alice.send(conversation["id"], "just the two of us")
        shown = await screen.holds(2)

    assert [message["event"] for message in shown] == ["MEMBER_REMOVED", None]


async def test_an_expired_token_is_renewed(stack: Stack) -> None:
    hours_ahead = 0

    def clock() -> float:
        return time.time() + hours_ahead * 3600

    password = stack.passwords["alice"]
    tokens = await Tokens.signed_in(stack, username="alice", password=password, clock=clock)
    first = await tokens.access()
    hours_ahead = 2
    second = await tokens.access()

    assert first != second
    assert _subject(first) == _subject(second)


async def test_the_terminal_says_what_is_typed_and_shows_what_is_said(
    outputs: Outputs, bob: Chat, conversation: Json, tmp_path: Path
) -> None:
    file = tmp_path / "outputs.json"
    file.write_text(json.dumps(outputs))
    await bob.send(conversation["id"], "is anybody there?")
    terminal = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "chat_client", "--as", "alice", "--outputs", str(file)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert terminal.stdin
    assert terminal.stdout

    async with bob.on_message(await bob.conversation(conversation["id"])) as events:
        terminal.stdin.write(b"/open 1\n")
        await reads(terminal.stdout, "Bob: is anybody there?")
        terminal.stdin.write(b"I am\n")
        event = await asyncio.wait_for(anext(events), timeout=30)
        await bob.send(conversation["id"], "good")
        await reads(terminal.stdout, "Bob: good")
    terminal.stdin.write_eof()

    assert event["body"] == "I am"
    assert await asyncio.wait_for(terminal.wait(), timeout=30) == 0


@pytest.fixture(scope="session")
def node() -> None:
    if reason := web.lacking():
        pytest.skip(reason)
    web.install(ROOT)


@pytest.mark.usefixtures("node")
async def test_amplify_opens_a_plain_socket_for_an_endpoint_in_capitals(
    outputs: Outputs, conversation: Json
) -> None:
    endpoint = _in_capitals(outputs["graphqlUrl"])

    async with amplify(
        outputs, endpoint=endpoint, username="alice", conversation=conversation
    ) as client:
        opened = await client.tells("opened")

    assert opened == outputs["realtimeUrl"]


@pytest.mark.usefixtures("node")
async def test_amplify_and_gql_hear_each_other(
    outputs: Outputs, bob: Chat, conversation: Json
) -> None:
    endpoint = _in_capitals(outputs["graphqlUrl"])

    async with (
        amplify(outputs, endpoint=endpoint, username="alice", conversation=conversation) as client,
        bob.on_message(await bob.conversation(conversation["id"])) as events,
    ):
        await client.becomes("Connected")
        said_by_bob = await bob.send(conversation["id"], "hello from gql")
        heard_by_alice = await client.hears()
        await asyncio.wait_for(anext(events), timeout=30)
        said_by_alice = await client.say("hello from Amplify")
        heard_by_bob = await asyncio.wait_for(anext(events), timeout=30)

    assert heard_by_alice == said_by_bob
    assert heard_by_bob == said_by_alice


@pytest.mark.usefixtures("node")
async def test_amplify_reconnects_by_itself(
    outputs: Outputs, bob: Chat, conversation: Json
) -> None:
    server = urlsplit(outputs["graphqlUrl"])
    assert server.port

    async with wire_to(server.port) as wire:
        endpoint = _in_capitals(f"http://localhost:{wire.port}/graphql")
        async with amplify(
            outputs, endpoint=endpoint, username="alice", conversation=conversation
        ) as client:
            await client.becomes("Connected")
            wire.cut()
            await client.becomes("ConnectionDisrupted")
            await client.becomes("Connected")
            said = await bob.send(conversation["id"], "are you back?")

            assert await client.hears() == said


async def reads(output: asyncio.StreamReader, text: str) -> None:
    async with asyncio.timeout(30):
        while text not in (line := (await output.readline()).decode()):
            assert line, f"the output ended without {text!r}"


def _in_capitals(url: str) -> str:
    """Amplify opens wss:// for http://, and ws:// for HTTP://."""
    return url.replace("http://", "HTTP://")


def _subject(token: str) -> str:
    claims: Json = jwt.decode(token, options={"verify_signature": False})
    return str(claims["sub"])
