"""Demo people and what they have said, made through the API as anyone would.

Seeding again changes nothing: every call carries an id of its own, and conversations that are
complete are left alone (the chat remembers a person's last 20 sends, not all).
"""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any

import boto3
from botocore import UNSIGNED
from botocore.config import Config

from chat_client import Chat, Stack, connect
from chat_client.documents import Json
from local_cloud.outputs import DemoUser, Outputs

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

type Script = tuple[tuple[str, str], ...]

SIGN_UP_CODE = "123456"
RESET_CODE = "654321"
_PEOPLE = ("alice", "bob", "carol")
_GROUP: Script = (
    ("alice", "Shall we hike on Saturday? The forecast is good."),
    ("bob", "I am in. Which way up?"),
    ("carol", "The lake side, it has shade until noon."),
    ("alice", "Lake side it is. Meet at the station at eight."),
)
_DIRECT: Script = (
    ("alice", "Can you bring the map?"),
    ("bob", "Already in my bag."),
)


def seed(outputs: Outputs) -> list[DemoUser]:
    """Create the demo people and their conversations, unless they exist.

    Raises ChatError if the API refuses a call.
    """
    for name in _PEOPLE:
        sign_up(outputs, name, password(name))
    return asyncio.run(_converse(Stack.from_outputs(outputs)))


def password(name: str) -> str:
    """A demo person's password."""
    return f"{name}-demo-password"


def sign_up(outputs: Outputs, name: str, chosen: str) -> None:
    """Sign someone up with the password they chose, unless the name is taken."""
    cognito = user_pools(outputs)
    client_id = outputs["userPoolClientId"]
    try:
        cognito.sign_up(
            ClientId=client_id,
            Username=name,
            Password=chosen,
            UserAttributes=[{"Name": "email", "Value": f"{name}@example.com"}],
        )
    except cognito.exceptions.UsernameExistsException:
        return
    cognito.confirm_sign_up(ClientId=client_id, Username=name, ConfirmationCode=SIGN_UP_CODE)


def user_pools(outputs: Outputs) -> "CognitoIdentityProviderClient":
    """Cognito, as anybody may call it who is about to sign up or in."""
    return boto3.client(
        "cognito-idp",
        region_name=outputs["region"],
        endpoint_url=outputs["awsEndpoint"],
        config=Config(signature_version=UNSIGNED),
    )


async def _converse(stack: Stack) -> list[DemoUser]:
    async with AsyncExitStack() as signed_in:
        chats = {
            name: await signed_in.enter_async_context(connect(stack, name, password(name)))
            for name in _PEOPLE
        }
        for name, chat in chats.items():
            await chat.call("updateProfile", input={"displayName": name.capitalize()})
        for conversation, script in ((await group(chats), _GROUP), (await direct(chats), _DIRECT)):
            if conversation["lastSeq"] < len(script):
                await _recite(chats, conversation["id"], script)
        return [
            {"username": name, "password": password(name), "userId": chat.user_id}
            for name, chat in chats.items()
        ]


async def group(chats: Mapping[str, Chat]) -> Json:
    """The demo people's group, opened by alice if it is not there."""
    others = [chats[name].user_id for name in _PEOPLE[1:]]
    return await _open(chats["alice"], kind="GROUP", title="Saturday hike", memberIds=others)


async def direct(chats: Mapping[str, Chat]) -> Json:
    """The conversation of alice and bob."""
    return await _open(chats["alice"], kind="DIRECT", memberIds=[chats["bob"].user_id])


async def _open(chat: Chat, *, kind: str, **rest: Any) -> Json:
    identity = f"demo-{kind.lower()}"
    conversation: Json = await chat.call(
        "createConversation", input={"kind": kind, "clientConversationId": identity, **rest}
    )
    return conversation


async def _recite(chats: Mapping[str, Chat], conversation_id: str, script: Script) -> None:
    for number, (name, body) in enumerate(script, start=1):
        await chats[name].send(conversation_id, body, client_message_id=f"demo-line-{number}")
