"""Signing in, calling, and the codes of refusals."""

from typing import Any

import pytest

from chat_client import Chat, ChatError, Stack, connect
from tests.chat_client.fake_appsync import ALICE, PASSWORD, FakeAppSync, Refusal

ROOM = {"id": "room", "channel": "channel-1", "channelVersion": 1}


def refuse(_: dict[str, Any]) -> None:
    raise Refusal("NotFound", "There is no such conversation.")


async def test_connecting_signs_in_and_asks_for_the_profile(
    appsync: FakeAppSync, chat: Chat
) -> None:
    assert appsync.cognito_calls == ["InitiateAuth"]
    assert appsync.calls == [("me", {})]
    assert chat.user_id == ALICE


async def test_a_wrong_password_is_refused_with_cognitos_code(stack: Stack) -> None:
    with pytest.raises(ChatError) as refusal:
        async with connect(stack, "alice", "wrong"):
            pass

    assert refusal.value.code == "NotAuthorizedException"


async def test_a_refusal_carries_its_code_and_its_sentence(
    appsync: FakeAppSync, chat: Chat
) -> None:
    appsync.answers["conversation"] = refuse

    with pytest.raises(ChatError) as refusal:
        await chat.conversation("elsewhere")

    assert refusal.value.code == "NotFound"
    assert refusal.value.message == "There is no such conversation."


async def test_what_is_not_given_is_absent_from_the_variables(
    appsync: FakeAppSync, chat: Chat
) -> None:
    appsync.answers["messages"] = lambda _: {}

    await chat.messages("room", after=4)

    assert appsync.calls[-1] == ("messages", {"conversationId": "room", "after": 4})


async def test_two_sends_have_different_ids_unless_one_is_given(
    appsync: FakeAppSync, chat: Chat
) -> None:
    appsync.answers["sendMessage"] = lambda variables: variables["input"]

    one = await chat.send("room", "hello")
    other = await chat.send("room", "hello")
    given = await chat.send("room", "hello", client_message_id="given-id")

    assert one["clientMessageId"] != other["clientMessageId"]
    assert given["clientMessageId"] == "given-id"


async def test_an_expiring_token_is_renewed_before_the_next_call(
    appsync: FakeAppSync, stack: Stack
) -> None:
    appsync.token_life_s = 30

    async with connect(stack, "alice", PASSWORD) as chat:
        await chat.call("me")
        async with chat.on_message(ROOM):
            pass

    assert set(appsync.cognito_calls[1:]) == {"GetTokensFromRefreshToken"}
    assert len(set(appsync.tokens_seen)) == len(appsync.tokens_seen)


async def test_a_server_that_is_not_there_is_told_from_a_refusal(appsync: FakeAppSync) -> None:
    async with appsync.running() as stack:
        gone = stack

    with pytest.raises(ChatError) as failure:
        async with connect(gone, "alice", PASSWORD):
            pass

    assert failure.value.code == "Disconnected"
