"""A device of a person: it takes steps over the real API, and everything is put on record."""

import asyncio
import itertools
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import aiohttp

from chat_client.documents import DOCUMENTS, MESSAGE
from chat_client.timeline import Timeline
from tests.history.crowd import Person
from tests.history.programme import Action, Network, Programme, Step
from tests.history.realtime import Refused, Socket
from tests.history.records import LOST, Call, Delivery, History, Json, Record, View
from tests.history.service import Service

_ATTEMPTS = 8
_PAUSE_S = 0.1
_ANSWERED_WITHIN_S = 40
_IMPATIENCE_S = 0.03
"""A lost answer is one that the device did not wait for, longest."""

UNSETTLED = frozenset(
    {LOST, "TryAgain", "Runtime.ExitError", "Sandbox.Timedout", "Lambda:ExecutionTimeoutException"}
)
"""Errors after which a client repeats the call: its outcome is unknown."""

_PAGE = f"messages {{ {MESSAGE} }}"
_PLAIN_DOCUMENTS = DOCUMENTS | {
    # Without the senders' names: a look-up less, which other tests are for.
    "messages": (
        "query messages($conversationId: ID!, $before: Int, $after: Int, $limit: Int) { messages("
        "conversationId: $conversationId, before: $before, after: $after, limit: $limit) "
        f"{{ {_PAGE} before after pending baseline {{ seq revision }} }} }}"
    ),
    "sync": (
        "query sync($conversationId: ID!, $seq: Int!, $revision: Int!) { sync("
        "conversationId: $conversationId, seq: $seq, revision: $revision) "
        f"{{ reset {_PAGE} changes {{ revision kind members {{ userId status }} title }} "
        "seq revision more pending channelVersion } }"
    ),
}


@dataclass(slots=True)
class Room:
    """What the devices of an episode share.

    identity: makes the client ids of this run its own, so that a seed can be played again.
    """

    programme: Programme
    history: History
    http: aiohttp.ClientSession
    service: Service
    identity: str
    conversation_id: str = ""
    ticks: Iterator[int] = field(default_factory=itertools.count)

    @property
    def creation(self) -> Json:
        """What createConversation is called with, each time."""
        return {
            "kind": "GROUP",
            "title": "Opened",
            "memberIds": [
                *self.history.people[1 : self.programme.members],
                self.history.people[-1],
            ],
            "clientConversationId": self.identity,
            "historyForNewcomers": self.programme.shows_history,
        }


class Device:
    """Number `index` in its room, of this person."""

    def __init__(self, room: Room, index: int, *, number: int, person: Person) -> None:
        self._room = room
        self._index = index
        self._number = number
        self._person = person
        self._sent = itertools.count(1)
        self._client_message_id = f"{number}-0-of-this-device"
        self._subscriptions = itertools.count(1)
        self._channels: dict[str, tuple[str, str]] = {}
        self._socket: Socket | None = None
        self._inbox: Socket | None = None
        self._timeline: Timeline | None = None
        self._first = 1

    async def take(self, step: Step) -> None:
        """One step of the programme."""
        match step.action:
            case Action.SEND:
                await self._send(step)
            case Action.NEWEST:
                await self._newest(step)
            case Action.OLDER:
                await self._older(step)
            case Action.NEWER:
                await self._newer(step)
            case Action.SYNC:
                await self.sync(step.network)
            case Action.HEADS:
                await self.ask("heads", step, conversationIds=[self._room.conversation_id])
            case Action.MARK_READ:
                await self._mark_read(step)
            case Action.INBOX:
                await self.ask("inbox", step, limit=100)
            case Action.MEMBERS:
                await self.ask("members", step, **self._here)
            case Action.CONVERSATION:
                await self.ask("conversation", step, **self._here)
            case Action.TYPING:
                await self.ask("setTyping", step, input={**self._here, "typing": step.pick < 0.7})
            case Action.SUBSCRIBE:
                await self._subscribe(step)
            case Action.DISCONNECT:
                await self.disconnect()
            case Action.OPEN if self._index == 0:
                await self.ask("createConversation", step, input=self._room.creation)
            case Action.OPEN:
                await self.ask("conversation", step, **self._here)
            case Action.RENAME:
                await self._post("updateConversation", step, title=f"Title {step.pick:.3f}")
            case Action.ADD:
                await self._post("addMembers", step, memberIds=self._some(step))
            case Action.REMOVE:
                await self._post("removeMember", step, memberId=self._somebody(step))
            case Action.LEAVE:
                await self._post("removeMember", step, memberId=self._person.id)

    async def create(self) -> str:
        """Open the conversation; its id."""
        call = await self.ask("createConversation", _FIRST, input=self._room.creation)
        if call.error:
            raise RuntimeError(f"The conversation could not be opened: {call.error}.")
        return str(call.answer["id"])

    async def finish(self) -> None:
        """Catch up, read to the end, and show what there is; nothing for who is not in."""
        if not self._timeline:
            await self._newest(_FIRST)
        for _ in range(20):
            page = await self.sync()
            if page is None:
                return
            if not page["pending"]:
                break
        timeline = self._timeline
        assert timeline is not None
        await self.ask("markRead", _FIRST, input={**self._here, "seq": timeline.seq})
        await self.ask("heads", _FIRST, conversationIds=[self._room.conversation_id])
        await self.ask("inbox", _FIRST, limit=100)
        shown = [timeline.known[n] for n in sorted(timeline.known) if n >= self._first]
        self._record(
            View(self._index, self._number, self._tick(), self._first, timeline.seq, shown)
        )

    async def listen_to_inbox(self) -> None:
        """Hear of the person's own memberships, as the stack's stream function publishes them."""
        token = await self._person.tokens.access()
        self._inbox = await Socket.opened(
            self._room.http, self._room.service.inbox_url, token, self._inbox_changed
        )
        await self._inbox.subscribe("inbox", "onInbox", {"userId": self._person.id})

    async def leave(self) -> None:
        """Close what is open."""
        await self.disconnect()
        if self._inbox:
            await self._inbox.close()

    async def disconnect(self) -> None:
        """Drop the socket; what comes meanwhile is not heard."""
        if self._socket:
            await self._socket.close()
        self._socket = None
        self._channels.clear()

    async def sync(self, network: Network = Network.GOOD) -> Json | None:
        """Ask for what is missing, page by page; the last page, None where it was refused."""
        if self._timeline is None:
            await self._newest(_FIRST)
        while timeline := self._timeline:
            step = replace(_FIRST, network=network)
            position = {"seq": timeline.seq, "revision": timeline.revision}
            call = await self.ask("sync", step, **self._here, **position)
            if call.error:
                return None
            page: Json = call.answer
            # Events may have come in meanwhile: fold into what is there now.
            self._timeline = (self._timeline or timeline).synced(page)
            if page["reset"]:
                self._first = min((m["seq"] for m in page["messages"]), default=page["seq"] + 1)
            if not page["more"]:
                return page
        return None

    async def ask(self, name: str, step: Step, **variables: Any) -> Call:
        """A call, repeated as a client would until it is settled. The last attempt."""
        call = await self._first_attempt(name, step, variables)
        for attempt in range(_ATTEMPTS):
            if call.error not in UNSETTLED:
                break
            await asyncio.sleep(_PAUSE_S * attempt)
            call = await self._attempt(name, variables)
        return call

    async def read(self, name: str, **variables: Any) -> Call:
        """A call on a good network."""
        return await self.ask(name, _FIRST, **variables)

    @property
    def _here(self) -> Json:
        return {"conversationId": self._room.conversation_id}

    def _record(self, record: Record) -> None:
        self._room.history.records.append(record)

    def _tick(self) -> int:
        return next(self._room.ticks)

    def _somebody(self, step: Step) -> str:
        # The last one of the history's people stays in to the end.
        return self._room.history.people[int(step.pick * self._room.programme.people)]

    def _some(self, step: Step) -> list[str]:
        there = self._room.history.people[: self._room.programme.people]
        first = int(step.pick * len(there))
        others = (there[first:] + there[:first])[: 1 + len(there) // 2]
        return [other for other in others if other != self._person.id]

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
        began = self._tick()
        answer, error = await self._request(name, variables, patience)
        if name == "inbox" and answer:
            answer = self._own_entry(answer)
        call = Call(self._index, self._number, name, variables, began, self._tick(), answer, error)
        self._record(call)
        return call

    async def _request(self, name: str, variables: Json, patience: float) -> tuple[Any, str | None]:
        try:
            async with (
                asyncio.timeout(patience),
                self._room.http.post(
                    self._room.service.stack.graphql_url,
                    json={"query": _PLAIN_DOCUMENTS[name], "variables": variables},
                    headers={"Authorization": await self._person.tokens.access()},
                ) as response,
            ):
                answer = await response.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError):
            return None, LOST
        if errors := answer.get("errors"):
            return None, errors[0].get("errorType") or errors[0]["message"]
        return answer["data"][name], None

    def _own_entry(self, page: Json) -> Json:
        """Of an inbox only this conversation's line: people have others in other episodes."""
        here = self._room.conversation_id
        entries = (entry for entry in page["entries"] if entry["conversationId"] == here)
        return {"entry": next(entries, None), "complete": page["nextToken"] is None}

    async def _send(self, step: Step) -> None:
        await self._post("sendMessage", step, body=f"{step.pick:.3f}")

    async def _post(self, name: str, step: Step, **what: str | list[str]) -> None:
        # Now and then a client errs: it takes an id again that it has used.
        if not (name == "sendMessage" and step.pick < 0.02):
            self._client_message_id = f"{self._number}-{next(self._sent)}-of-this-device"
        identity = {"clientMessageId": self._client_message_id}
        call = await self.ask(name, step, input={**self._here, **identity, **what})
        if call.answer:
            self._hear(call.answer)

    async def _newest(self, step: Step) -> None:
        call = await self.ask("messages", step, **self._here, limit=_limit(step))
        if self._timeline is None and call.answer:
            self._timeline = Timeline.opened(call.answer)
            self._first = call.answer["before"] or 1

    async def _older(self, step: Step) -> None:
        if self._timeline is None or self._first == 1:
            return await self._newest(step)
        call = await self.ask(
            "messages", step, **self._here, before=self._first, limit=_limit(step)
        )
        if call.answer:
            older = {message["seq"]: message for message in call.answer["messages"]}
            self._timeline = replace(self._timeline, known={**older, **self._timeline.known})
            self._first = call.answer["before"] or 1
        return None

    async def _newer(self, step: Step) -> None:
        if self._timeline is None:
            return await self._newest(step)
        call = await self.ask(
            "messages", step, **self._here, after=self._timeline.seq, limit=_limit(step)
        )
        if page := call.answer:
            nothing = {"reset": False, "revision": 0, "channelVersion": 0}
            self._timeline = self._timeline.synced(nothing | page | {"seq": page["after"]})
        return None

    async def _mark_read(self, step: Step) -> None:
        end = self._timeline.seq if self._timeline else 0
        seq = end if step.pick < 0.7 else int(end * step.pick)
        await self.ask("markRead", step, input={**self._here, "seq": seq})

    async def _subscribe(self, step: Step) -> None:
        call = await self.ask("conversation", step, **self._here)
        if not call.answer or not await self._connected():
            return
        for old in self._channels:
            await self._stop(old)
        for name in ("onMessage", "onActivity")[: 1 + (step.pick < 0.3)]:
            await self._start(name, call.answer["channel"])
        await self.sync()

    async def _connected(self) -> bool:
        if self._socket and self._socket.is_open:
            return True
        self._channels.clear()
        with suppress(aiohttp.ClientError, TimeoutError):
            self._socket = await Socket.opened(
                self._room.http,
                self._room.service.stack.realtime_url,
                await self._person.tokens.access(),
                self._arrived,
            )
            return True
        return False

    async def _start(self, name: str, channel: str) -> None:
        if not self._socket:
            return
        began, error = self._tick(), None
        subscription = f"{next(self._subscriptions)}"
        self._channels[subscription] = (name, channel)
        variables = {**self._here, "channel": channel}
        try:
            await self._socket.subscribe(subscription, name, variables)
        except Refused as refused:
            error = refused.code
        self._record(
            Call(self._index, self._number, name, variables, began, self._tick(), not error, error)
        )

    async def _stop(self, subscription: str) -> None:
        if self._socket:
            with suppress(aiohttp.ClientError, ConnectionError):
                await self._socket.unsubscribe(subscription)

    def _arrived(self, subscription: str, payload: Json) -> None:
        name, channel = self._channels.get(subscription, ("", ""))
        if not name:
            return
        self._record(Delivery(self._index, self._number, name, channel, self._tick(), payload))
        if name == "onMessage":
            self._hear(payload)

    def _inbox_changed(self, _: str, payload: Json) -> None:
        if payload["conversationId"] == self._room.conversation_id:
            self._record(Delivery(self._index, self._number, "onInbox", "", self._tick(), payload))

    def _hear(self, message: Json) -> None:
        if self._timeline:
            self._timeline = self._timeline.heard(message)


_FIRST = Step(Action.NEWEST, pick=0.5)


def _limit(step: Step) -> int:
    return 5 + int(step.pick * 45)
