"""Proof that the chat works: alice sends a message, and bob, who has subscribed, receives it."""

import asyncio
import time

from chat_client import Chat, ChatError, Stack, Subscription, connect
from local_cloud import seed
from local_cloud.faults import Fault
from local_cloud.outputs import Outputs

_BODY = "Do you hear me?"
# The same message each time: it is delivered again, but stored once.
_CLIENT_MESSAGE_ID = "demo-proof"
_PATIENCE_SECONDS = 20


def delivery_ms(outputs: Outputs) -> float:
    """Milliseconds from alice's call to bob's event, functions warm.

    Raises Fault when the event does not come.
    """
    try:
        return asyncio.run(_deliver(Stack.from_outputs(outputs)))
    except (TimeoutError, ChatError) as error:
        raise Fault(
            f"The proof failed: bob did not receive alice's message ({error or 'no event'}). "
            "`make logs` shows what the functions logged; `make reset` starts over."
        ) from error


async def _deliver(stack: Stack) -> float:
    async with (
        asyncio.timeout(_PATIENCE_SECONDS),
        connect(stack, "alice", seed.password("alice")) as alice,
        connect(stack, "bob", seed.password("bob")) as bob,
    ):
        conversation_id = (await seed.direct({"alice": alice, "bob": bob}))["id"]
        async with bob.on_message(await bob.conversation(conversation_id)) as events:
            await _heard(alice, events, conversation_id)
            return await _heard(alice, events, conversation_id)


async def _heard(alice: Chat, events: Subscription, conversation_id: str) -> float:
    started = time.perf_counter()
    await alice.send(conversation_id, _BODY, client_message_id=_CLIENT_MESSAGE_ID)
    async for event in events:
        if event["clientMessageId"] == _CLIENT_MESSAGE_ID:
            break
    return (time.perf_counter() - started) * 1000
