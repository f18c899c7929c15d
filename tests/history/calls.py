"""A device's calls over HTTP: with an unreliable network, and repeated until they are settled."""

import asyncio
from collections.abc import Mapping, Set
from typing import Any

import aiohttp

from chat_client import documents
from chat_client.documents import DOCUMENTS
from generation.documents import operation
from story.api import ROOT_TYPES, read, written
from tests.conftest import ROOT
from tests.history.programme import Network, Step
from tests.history.records import LOST, Call, Json
from tests.history.room import Seat

_ATTEMPTS = 8
_PAUSE_S = 0.1
_ANSWERED_WITHIN_S = 40
_IMPATIENCE_S = 0.03
"""A lost answer is one that the device did not wait for, longest."""

UNSETTLED = frozenset(
    {LOST, "TryAgain", "Runtime.ExitError", "Sandbox.Timedout", "Lambda:ExecutionTimeoutException"}
)
"""Errors after which a client repeats the call: its outcome is unknown."""


def _plain(coordinate: str) -> str:
    """A query without the names of people: a look-up less, which other tests are for."""
    fields = (coordinate.split(".") for coordinate in read().functions)
    looked_up = {name for kind, name in fields if kind not in ROOT_TYPES}
    selection = _without(looked_up, read().selected(coordinate, plain=False))
    return operation(coordinate, read(), written(selection, depth=1))


def _without(names: Set[str], selection: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _without(names, below) for name, below in selection.items() if name not in names}


_PLAIN_DOCUMENTS = DOCUMENTS | {
    field: _plain(f"Query.{field}")
    for field in ("inbox", "mentions", "message", "messages", "pins", "sync")
}
_RELEASE = ROOT / "releases" / "0.1.0" / "operations.graphql"
_OLDER_DOCUMENTS = _PLAIN_DOCUMENTS | {
    "sendMessage": documents.read(_RELEASE.read_text())["sendMessage"]
}


class Calls:
    """The calls of one device; each attempt is on record. older: as a client of 0.1.0 sends."""

    def __init__(self, seat: Seat, *, older: bool = False) -> None:
        self._seat = seat
        self._documents = _OLDER_DOCUMENTS if older else _PLAIN_DOCUMENTS

    async def ask(self, name: str, step: Step, **variables: Any) -> Call:
        """A call, repeated as a client would until it is settled. The last attempt."""
        call = await self._first_attempt(name, step, variables)
        for attempt in range(_ATTEMPTS):
            if call.error not in UNSETTLED:
                break
            await asyncio.sleep(_PAUSE_S * attempt)
            call = await self._attempt(name, variables)
        return call

    async def _first_attempt(self, name: str, step: Step, variables: Json) -> Call:
        match step.network:
            case Network.LOST:
                return await self._attempt(name, variables, patience=step.pick * _IMPATIENCE_S)
            case Network.TWICE:
                both = [self._attempt(name, variables) for _ in range(2)]
                _, call = await asyncio.gather(*both)
                return call
        return await self._attempt(name, variables)

    async def _attempt(
        self, name: str, variables: Json, *, patience: float = _ANSWERED_WITHIN_S
    ) -> Call:
        seat = self._seat
        began = seat.tick()
        answer, error = await self._request(name, variables, patience)
        if name == "inbox" and answer:
            answer = self._own_entry(answer)
        if name == "mentions" and answer:
            answer = self._own_mentions(answer)
        call = Call(seat.index, seat.number, name, variables, began, seat.tick(), answer, error)
        seat.record(call)
        return call

    async def _request(self, name: str, variables: Json, patience: float) -> tuple[Any, str | None]:
        room = self._seat.room
        try:
            async with (
                asyncio.timeout(patience),
                room.http.post(
                    room.service.stack.graphql_url,
                    json={"query": self._documents[name], "variables": variables},
                    headers={"Authorization": await self._seat.person.tokens.access()},
                ) as response,
            ):
                answer = await response.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError):
            return None, LOST
        if errors := answer.get("errors"):
            return None, errors[0].get("errorType") or errors[0]["message"]
        return answer["data"][name], None

    def _own_mentions(self, page: Json) -> Json:
        """Of a page of mentions those in this conversation."""
        here = self._seat.room.conversation_id
        return {"mentions": [each for each in page["mentions"] if each["conversationId"] == here]}

    def _own_entry(self, page: Json) -> Json:
        """Of an inbox only this conversation's line: people have others in other episodes."""
        here = self._seat.room.conversation_id
        entries = (entry for entry in page["entries"] if entry["conversationId"] == here)
        return {"entry": next(entries, None), "complete": page["nextToken"] is None}
