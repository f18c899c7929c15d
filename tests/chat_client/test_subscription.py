"""A subscription counts from AppSync's acknowledgement on, and says when it ends."""

import asyncio
from typing import Any

import pytest
from gql.transport.exceptions import TransportQueryError

from chat_client import Chat, ChatError
from tests.chat_client.fake_appsync import FakeAppSync, Refusal

ROOM = {"id": "room", "channel": "channel-1", "channelVersion": 1}


async def test_entering_waits_for_the_acknowledgement(appsync: FakeAppSync, chat: Chat) -> None:
    appsync.acknowledges = False
    entered = asyncio.Event()

    async def enter() -> None:
        async with chat.on_message(ROOM):
            entered.set()

    entering = asyncio.create_task(enter())
    await appsync.listening()
    await chat.call("me")
    was_early = entered.is_set()
    await appsync.acknowledge()
    await asyncio.wait_for(entering, timeout=30)

    assert not was_early


async def test_events_arrive_in_order_with_the_payload_alone(
    appsync: FakeAppSync, chat: Chat
) -> None:
    async with chat.on_message(ROOM) as events:
        for seq in (1, 2, 3):
            await appsync.publish("onMessage", {"seq": seq})
        arrived = [await anext(events) for _ in range(3)]

    assert arrived == [{"seq": 1}, {"seq": 2}, {"seq": 3}]
    assert ("onMessage", {"conversationId": "room", "channel": "channel-1"}) in appsync.calls


async def test_giving_up_waiting_loses_no_event(appsync: FakeAppSync, chat: Chat) -> None:
    async with chat.on_message(ROOM) as events:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(events), timeout=0.01)
        await appsync.publish("onMessage", {"seq": 1})

        assert await anext(events) == {"seq": 1}


async def test_leaving_ends_the_subscription_at_the_server(
    appsync: FakeAppSync, chat: Chat
) -> None:
    async with chat.on_message(ROOM):
        await appsync.listening(1)

    await asyncio.wait_for(appsync.listening(0), timeout=30)


async def test_a_subscription_that_the_gate_refuses_raises_its_code(
    appsync: FakeAppSync, chat: Chat
) -> None:
    def refuse(_: dict[str, Any]) -> None:
        raise Refusal("ChannelReplaced")

    appsync.answers["onMessage"] = refuse

    with pytest.raises(ChatError) as refusal:
        async with chat.on_message(ROOM):
            pass

    assert refusal.value.code == "ChannelReplaced"


async def test_a_refused_connection_raises_its_code(appsync: FakeAppSync, chat: Chat) -> None:
    appsync.refuses_connections = True

    with pytest.raises(ChatError) as refusal:
        async with chat.on_inbox():
            pass

    assert refusal.value.code == "UnauthorizedException"


async def test_the_end_of_the_connection_comes_after_the_last_event(
    appsync: FakeAppSync, chat: Chat
) -> None:
    async with chat.on_message(ROOM) as events:
        await appsync.publish("onMessage", {"seq": 1})
        await appsync.drop_connections()

        assert await anext(events) == {"seq": 1}
        with pytest.raises(ChatError) as end:
            await anext(events)

    assert end.value.code == "Disconnected"


def test_an_error_frame_without_a_list_is_understood() -> None:
    frame = {"errors": {"errorType": "MaxSubscriptionsReachedError", "message": "Max 100"}}

    error = ChatError.of(TransportQueryError("", errors=[frame]))

    assert (error.code, error.message) == ("MaxSubscriptionsReachedError", "Max 100")
