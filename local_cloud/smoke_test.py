"""A smoke test of a deployed stack: two test people talk to each other through its API.

Their rows and their one conversation stay, so that another run adds one message and nothing else.
Their passwords are generated at each run and known to nobody afterwards.
"""

import asyncio
import contextlib
import secrets
import time
from collections.abc import Mapping

import boto3

from chat_client import ChatError, Stack, connect
from local_cloud import template_outputs
from local_cloud.faults import Fault
from local_cloud.target import Target

_PEOPLE = ("smoke-alice", "smoke-bob")
_PATIENCE_SECONDS = 60


def delivery_ms(target: Target, stack: Stack) -> float:
    """Milliseconds from one person's call to the other's event, functions cold or not.

    The credentials need `AdminCreateUser` and `AdminSetUserPassword` on the stack's user pool.
    Raises Fault when the event does not come.
    """
    passwords = _let_in(target)
    try:
        return asyncio.run(_deliver(stack, passwords))
    except (TimeoutError, ChatError) as error:
        raise Fault(
            f"The smoke test of {target.stack} failed ({error or 'no event'}): "
            "`make logs` shows what the functions logged."
        ) from error


def _let_in(target: Target) -> Mapping[str, str]:
    """New passwords by username; whoever is not in the pool is added."""
    user_pool_id = template_outputs.read(target)["UserPoolId"]
    cognito = boto3.client("cognito-idp", **target.options)
    passwords = {name: secrets.token_urlsafe(32) for name in _PEOPLE}
    for name, password in passwords.items():
        with contextlib.suppress(cognito.exceptions.UsernameExistsException):
            cognito.admin_create_user(
                UserPoolId=user_pool_id,
                Username=name,
                UserAttributes=[
                    {"Name": "email", "Value": f"{name}@example.com"},
                    {"Name": "email_verified", "Value": "true"},
                ],
                MessageAction="SUPPRESS",
            )
        cognito.admin_set_user_password(
            UserPoolId=user_pool_id, Username=name, Password=password, Permanent=True
        )
    return passwords


async def _deliver(stack: Stack, passwords: Mapping[str, str]) -> float:
    one, other = passwords
    async with (
        asyncio.timeout(_PATIENCE_SECONDS),
        connect(stack, one, passwords[one]) as speaker,
        connect(stack, other, passwords[other]) as listener,
    ):
        opened = await speaker.call(
            "createConversation",
            input={
                "kind": "DIRECT",
                "clientConversationId": "smoke-test",
                "memberIds": [listener.user_id],
            },
        )
        conversation = await listener.conversation(opened["id"])
        async with listener.on_message(conversation) as events:
            started = time.perf_counter()
            sent = await speaker.send(opened["id"], "Is anybody there?")
            async for event in events:
                if event["seq"] == sent["seq"]:
                    return (time.perf_counter() - started) * 1000
    raise TimeoutError("the subscription ended before the message came")
