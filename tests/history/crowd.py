"""People who have signed up, lent to one episode after another: signing up is slow."""

import asyncio
import uuid
from dataclasses import dataclass

import aiohttp

from chat_client import Stack
from chat_client.documents import DOCUMENTS
from chat_client.tokens import Tokens
from local_cloud.outputs import Outputs
from local_cloud.seed import sign_up

_PASSWORD = "correct horse battery"
_CONVERSATIONS = 60
"""After so many a person retires: an inbox is read whole, and holds 500 at most."""


@dataclass(slots=True)
class Person:
    """Someone signed in. conversations: how many they were lent for."""

    id: str
    tokens: Tokens
    conversations: int = 0


class Crowd:
    """Lends people, the least busy first; newcomers sign up as they are needed."""

    def __init__(self, outputs: Outputs, http: aiohttp.ClientSession, *, size: int) -> None:
        self._outputs = outputs
        self._stack = Stack.from_outputs(outputs)
        self._http = http
        self._size = size
        self._present: list[Person] = []
        self._one_at_a_time = asyncio.Lock()

    async def lend(self, count: int) -> list[Person]:
        """So many people; several episodes may have the same ones."""
        async with self._one_at_a_time:
            self._present = [each for each in self._present if each.conversations < _CONVERSATIONS]
            missing = max(self._size, count) - len(self._present)
            self._present += await asyncio.gather(*(self._newcomer() for _ in range(missing)))
            self._present.sort(key=lambda person: person.conversations)
            lent = self._present[:count]
            for person in lent:
                person.conversations += 1
            return lent

    async def _newcomer(self) -> Person:
        name = f"h{uuid.uuid4().hex[:12]}"
        await asyncio.to_thread(sign_up, self._outputs, name, _PASSWORD)
        tokens = await Tokens.signed_in(self._stack, username=name, password=_PASSWORD)
        async with self._http.post(
            self._stack.graphql_url,
            json={"query": DOCUMENTS["me"]},
            headers={"Authorization": await tokens.access()},
        ) as response:
            answer = await response.json()
        return Person(answer["data"]["me"]["id"], tokens)
