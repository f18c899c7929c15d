"""The unmodified Amplify client in a Node process: what it is told to say, and what it tells."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from chat_client.documents import DOCUMENTS, Json
from local_cloud.outputs import Outputs

_SCRIPT = Path(__file__).parents[3] / "web" / "tests" / "amplify" / "talk.mjs"
_PATIENCE_S = 30


class Amplify:
    """The client at the other end of the pipe."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def say(self, body: str) -> Json:
        """Sends a message; gives the answer that Amplify got."""
        self.write({"send": body})
        answer: Json = await self.tells("sent")
        return answer

    async def hears(self) -> Json:
        """The next message that the subscription brings."""
        message: Json = await self.tells("received")
        return message

    async def becomes(self, state: str) -> None:
        """Waits for one of Amplify's connection states."""
        while await self.tells("state") != state:
            pass

    async def tells(self, what: str) -> Any:
        """The next line of that kind. Lines of other kinds before it are passed over."""
        assert self._process.stdout
        async with asyncio.timeout(_PATIENCE_S):
            async for line in self._process.stdout:
                told = json.loads(line)
                assert "failed" not in told, told
                if what in told:
                    return told[what]
        raise AssertionError("Amplify's process has ended.")

    def write(self, line: Json) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(line).encode() + b"\n")


@asynccontextmanager
async def amplify(
    outputs: Outputs, *, endpoint: str, username: str, conversation: Json
) -> AsyncIterator[Amplify]:
    """Amplify, signed in and subscribed to onMessage of a conversation as conversation gave it."""
    [password] = [u["password"] for u in outputs["users"] if u["username"] == username]
    channel = {"conversationId": conversation["id"], "channel": conversation["channel"]}
    settings = {
        "cognito": {
            "userPoolId": outputs["userPoolId"],
            "userPoolClientId": outputs["userPoolClientId"],
            "userPoolEndpoint": outputs["awsEndpoint"],
        },
        "graphql": {
            "endpoint": endpoint,
            "region": outputs["region"],
            "defaultAuthMode": "userPool",
        },
        "username": username,
        "password": password,
        "onMessage": {"query": DOCUMENTS["onMessage"], "variables": channel},
        "sendMessage": {
            "query": DOCUMENTS["sendMessage"],
            "variables": {"input": {"conversationId": conversation["id"]}},
        },
    }
    process = await asyncio.create_subprocess_exec(
        *("node", str(_SCRIPT)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        client = Amplify(process)
        client.write(settings)
        yield client
    finally:
        process.kill()
        await process.wait()
