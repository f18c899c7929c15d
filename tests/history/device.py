"""A device of a person: it takes steps, and keeps the conversation as a client does."""

import asyncio
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from chat_client.timeline import Timeline
from tests.history.calls import Calls
from tests.history.listening import Listening
from tests.history.logs import REPLYING
from tests.history.mentions import mentions, place_of
from tests.history.programme import Action, Network, Step
from tests.history.records import Call, Json, View
from tests.history.replies import Threads
from tests.history.room import Seat
from tests.history.states import States

_PLAIN = Step(Action.NEWEST, pick=0.5)
_LAST_LOOKS = 20
_STREAM_PAUSE_S = 1.0
_APPOINTED = ("MODERATOR", "ADMIN", "MEMBER", "MODERATOR", "MEMBER", "READER", "ADMIN", "OWNER")
_FOR_GOOD = "2099-12-31T00:00:00Z"
_EMOJI = ("👍", "❤️", "🎉")
_RECENT = 5
"""So many of the latest texts are edited and deleted, the last one mostly."""
_THREAD_EVERY = 8
"""Threads hang on texts with multiples of this number: a few, with many replies each."""


class Device:
    """first: the lowest number that it has looked at; timeline: what it knows from there on."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._calls = Calls(seat)
        self._older_calls = Calls(seat, older=True)
        self._listening = Listening(seat, self._hear)
        self._sent = itertools.count(1)
        self._client_message_id = f"{seat.number}-0-of-this-device"
        self._last_sent: tuple[str, Json] | None = None
        self._states = States()
        self._threads = Threads()
        self._timeline: Timeline | None = None
        self._channel = ""
        self._first = 1

    async def take(self, step: Step) -> None:
        """One step of the programme."""
        here, ask = self._seat.here, self._calls.ask
        match step.action:
            case Action.SEND:
                await self._post("sendMessage", step, body=f"{step.pick:.3f}", **self._named(step))
            case Action.REPEAT:
                await self._repeat(step)
            case Action.EDIT:
                await self._edit(step)
            case Action.DELETE:
                await self._delete(step)
            case Action.REACT:
                await self._react(step)
            case Action.PIN:
                await self._pin(step)
            case Action.ANSWER:
                original = self._target(step)
                await self._post("sendMessage", step, body=f"{step.pick:.3f}", replyTo=original)
            case Action.FORWARD:
                place = {**here, "seq": self._target(step)}
                await self._post("sendMessage", step, forward=place)
            case Action.REPLY:
                await self._reply(step)
            case Action.THREAD:
                await self._look_into(self._root(step), step)
            case Action.PINS:
                await ask("pins", step, **here)
            case Action.MESSAGE:
                place = self._reply_among(step) or {"seq": self._anything(step)}
                await self._look_at(place, step)
            case Action.VERSIONS:
                await ask("messageVersions", step, **here, **self._place(step, edited=True))
            case Action.NEWEST:
                await self._newest(step)
            case Action.OLDER:
                await self._older(step)
            case Action.NEWER:
                await self._newer(step)
            case Action.SYNC:
                await self.sync(step.network)
            case Action.HEADS:
                await ask("heads", step, conversationIds=[here["conversationId"]])
            case Action.MARK_READ:
                await self._mark_read(step)
            case Action.MARK_UNREAD:
                await self._mark_unread(step)
            case Action.INBOX:
                await ask("inbox", step, limit=100)
            case Action.MEMBERS:
                await ask("members", step, **here)
            case Action.TYPING:
                await ask("setTyping", step, input={**here, "typing": step.pick < 0.7})
            case Action.SUBSCRIBE:
                await self._subscribe(step)
            case Action.DISCONNECT:
                await self._listening.drop()
            case Action.OPEN if self._seat.index == 0:
                await ask("createConversation", step, input=self._seat.room.creation)
            case Action.OPEN | Action.CONVERSATION:
                await ask("conversation", step, **here)
            case Action.RENAME:
                await self._post("updateConversation", step, title=f"Title {step.pick:.3f}")
            case Action.ADD:
                await self._post("addMembers", step, memberIds=self._some(step))
            case Action.REMOVE:
                await self._post("removeMember", step, memberId=self._somebody(step))
            case Action.LEAVE:
                await self._post("removeMember", step, memberId=self._seat.person.id)
            case Action.APPOINT:
                role = _APPOINTED[int(step.pick * 100) % len(_APPOINTED)]
                member = {"memberId": self._somebody(step), "role": role}
                await ask("updateMember", step, input={**here, **member})
            case Action.MUTE:
                until = _FOR_GOOD if step.pick * 100 % 1 < 0.5 else None
                who = self._somebody(step)
                await ask(
                    "updateMember", step, input={**here, "memberId": who, "mutedUntil": until}
                )

    async def create(self) -> str:
        """Open the conversation; its id."""
        call = await self.read("createConversation", input=self._seat.room.creation)
        if call.error:
            raise RuntimeError(f"The conversation could not be opened: {call.error}.")
        return str(call.answer["id"])

    async def read(self, name: str, **variables: Any) -> Call:
        """A call on a good network."""
        return await self._calls.ask(name, _PLAIN, **variables)

    async def listen_to_inbox(self) -> None:
        """Hear of the person's own memberships."""
        await self._listening.to_inbox()

    async def leave(self) -> None:
        """Close whatever is open."""
        await self._listening.end()

    async def sync(self, network: Network = Network.GOOD) -> Json | None:
        """Ask for what is missing, page by page; the last page, None where it was refused."""
        if self._timeline is None:
            await self._newest(_PLAIN)
        step = replace(_PLAIN, network=network)
        while timeline := self._timeline:
            position = {"seq": timeline.seq, "revision": timeline.revision}
            call = await self._calls.ask("sync", step, **self._seat.here, **position)
            if call.error:
                return None
            page: Json = call.answer
            # Events may have come in meanwhile: fold into what is there now.
            self._timeline = (self._timeline or timeline).synced(page)
            changed = (change["message"] for change in page["changes"])
            self._fold([*page["messages"], *filter(None, changed)])
            if page["reset"]:
                self._threads.begin(page["seq"])
                self._first = min((m["seq"] for m in page["messages"]), default=page["seq"] + 1)
            if not page["more"]:
                await self._complete()
                return page
        return None

    async def finish(self) -> None:
        """Catch up, read to the end, and show what there is; nothing for who is not in."""
        for _ in range(_LAST_LOOKS):
            page = await self.sync()
            if page is None or not page["pending"]:
                break
            # A call that its device gave up may still be under way on a busy machine.
            await asyncio.sleep(page["retryAfterMs"] / 1000)
        timeline = self._timeline
        if page is None or timeline is None:
            return
        seat = self._seat
        await self.read("markRead", input={**seat.here, "seq": timeline.seq})
        await self.read("heads", conversationIds=[seat.room.conversation_id])
        await self.read("inbox", limit=100)
        await self.read("pins", **seat.here)
        shown = self._states.of({n: m for n, m in timeline.known.items() if n >= self._first})
        replies = self._threads.shown()
        await self._find_mentions(
            [*shown, *(each for held in replies for each in held["messages"])]
        )
        at, last = seat.tick(), timeline.seq
        seat.record(View(seat.index, seat.number, at, self._first, last, shown, replies))

    async def read_threads(self, roots: Iterable[int]) -> list[Json] | None:
        """All of these threads; None where something is on its way."""
        threads = []
        for root in roots:
            replies: list[Json] = []
            after, page = 0, None
            while page is None or page["messages"]:
                where = {"rootSeq": root, "after": after, "limit": 100}
                call = await self.read("messages", **self._seat.here, **where)
                page = call.answer
                if not page or page["pending"]:
                    return None
                replies += page["messages"]
                after = page["after"]
            threads.append({"rootSeq": root, "messages": replies})
        return threads

    async def _find_mentions(self, shown: list[Json]) -> None:
        """Ask for mentions until those are listed that are shown: the stream takes its time."""
        me = self._seat.person.id
        expected = {place_of(message) for message in shown if mentions(message, me)}
        for _ in range(_LAST_LOOKS):
            call = await self.read("mentions", limit=100)
            listed = {place_of(each) for each in call.answer["mentions"]} if call.answer else set()
            if expected <= listed:
                break
            await asyncio.sleep(_STREAM_PAUSE_S)

    async def _post(self, name: str, step: Step, **what: Any) -> None:
        # Now and then a client errs: it takes an id again that it has used.
        says = name in {"sendMessage", REPLYING}
        if not (says and step.pick < 0.02):
            self._client_message_id = f"{self._seat.number}-{next(self._sent)}-of-this-device"
        identity = {"clientMessageId": self._client_message_id}
        if says and self._channel and step.pick * 1000 % 2 < 1:
            # The one it has heard of, which may have been replaced since.
            identity["channel"] = self._channel
        given = {**self._seat.here, **identity, **what}
        if says:
            again = {key: value for key, value in given.items() if key != "channel"}
            self._last_sent = name, again
        call = await self._calls.ask(name, step, input=given)
        if call.answer:
            self._hear(call.answer)

    async def _repeat(self, step: Step) -> None:
        """The last send again; half of the time as a client that knows nothing of changes."""
        if self._last_sent:
            calls = self._older_calls if step.pick < 0.5 else self._calls
            name, given = self._last_sent
            call = await calls.ask(name, step, input=given)
            if call.answer:
                self._hear({"version": None, **call.answer})

    async def _reply(self, step: Step) -> None:
        """Say something in a thread, now and then as an answer to what was said there."""
        if self._timeline is None:
            await self._newest(_PLAIN)
        given: Json = {"rootSeq": self._root(step), **self._named(step)}
        said = self._said_there(given["rootSeq"])
        if said and step.pick * 1000 % 1 < 0.3:
            given["replyTo"] = said[-1]["seq"]
        await self._post(REPLYING, step, body=f"{step.pick:.3f}", **given)

    async def _look_into(self, root: int, step: Step) -> None:
        """The newest page of a thread, or the one before what was looked at."""
        thread = self._threads.at(root)
        where: Json = {"rootSeq": root, "limit": 1 + int(step.pick * 4)}
        if thread.before:
            where["before"] = thread.before
        call = await self._calls.ask("messages", step, **self._seat.here, **where)
        # It may have been forgotten meanwhile.
        if call.answer and thread is self._threads.at(root):
            thread.add(call.answer)

    def _said_there(self, root: int) -> list[Json]:
        replies = self._threads.at(root).states.all()
        return [message for message in replies if message["body"] is not None]

    async def _edit(self, step: Step) -> None:
        """Another body, now and then only if the message is still as this device shows it.

        Often something else is done to the message in another window of the device at once.
        """
        if self._timeline is None:
            await self._newest(_PLAIN)
        place = self._place(step, own=step.pick < 0.95)
        message = {**self._seat.here, **place}
        edit, other = (
            {**message, "body": f"{self._seat.number}-{next(self._sent)} at last"} for _ in range(2)
        )
        if step.pick * 1000 % 3 < 1:
            edit["ifRevision"] = self._states_at(place).revision(place["seq"])
        changes = [self._amend("editMessage", step, edit)]
        if step.pick * 10 % 1 < 0.2:
            changes.append(self._amend("deleteMessage", step, message))
        elif step.pick * 10 % 1 < 0.5:
            changes.append(self._amend("editMessage", step, other))
        await asyncio.gather(*changes)

    async def _delete(self, step: Step) -> None:
        if self._timeline is None:
            await self._newest(_PLAIN)
        # The owner of a group deletes anybody's.
        own = self._seat.index > 0 and step.pick < 0.95
        given = {**self._seat.here, **self._place(step, own=own)}
        await self._amend("deleteMessage", step, given)

    async def _react(self, step: Step) -> None:
        """Add a reaction or take one back, often with another one in another window at once."""
        if self._timeline is None:
            await self._newest(_PLAIN)
        emoji = _EMOJI[int(step.pick * 100) % len(_EMOJI)]
        reaction = {**self._seat.here, **self._place(step, reacted=True), "emoji": emoji}
        if self._channel and step.pick * 1000 % 2 < 1:
            reaction["channel"] = self._channel
        is_added = step.pick * 10 % 1 < 0.65
        changes = [self._amend("addReaction" if is_added else "removeReaction", step, reaction)]
        if step.pick * 1000 % 1 < 0.4:
            changes.append(self._amend("addReaction", step, {**reaction, "emoji": _EMOJI[0]}))
        await asyncio.gather(*changes)

    async def _pin(self, step: Step) -> None:
        """Pin a message or unpin it, often with the contrary in another window at once."""
        if self._timeline is None:
            await self._newest(_PLAIN)
        message = {**self._seat.here, "seq": self._target(step)}
        names = ["pinMessage", "unpinMessage"]
        if step.pick * 10 % 1 < 0.4:
            names.reverse()
        at_once = names if step.pick * 1000 % 1 < 0.3 else names[:1]
        await asyncio.gather(*(self._amend(name, step, message) for name in at_once))

    async def _amend(self, name: str, step: Step, given: Json) -> None:
        call = await self._calls.ask(name, step, input=given)
        if call.answer:
            self._hear(call.answer)

    async def _complete(self) -> None:
        """Ask for what older clients have published without saying all of it."""
        for seq in self._states.incomplete():
            await self._look_at({"seq": seq}, _PLAIN)
        for root, thread in self._threads:
            for seq in thread.states.incomplete():
                await self._look_at({"rootSeq": root, "seq": seq}, _PLAIN)

    async def _look_at(self, place: Json, step: Step) -> None:
        call = await self._calls.ask("message", step, **self._seat.here, **place)
        if call.answer:
            self._states_at(place).told(call.answer)

    def _states_at(self, place: Json) -> States:
        """Those of the messages among which this one is numbered."""
        root = place.get("rootSeq")
        return self._states if root is None else self._threads.at(root).states

    def _place(self, step: Step, **wanted: bool) -> Json:
        """A recent text, or now and then a reply."""
        return self._reply_among(step, **wanted) or {"seq": self._target(step, **wanted)}

    def _reply_among(self, step: Step, **wanted: bool) -> Json | None:
        """Half of the time a reply, the last one mostly, in the last thread that has any."""
        if step.pick * 10_000 % 1 < 0.5:
            return None
        threads = (
            (root, self._fitting(self._said_there(root), **wanted)) for root, _ in [*self._threads]
        )
        there = [(root, replies) for root, replies in threads if replies]
        if not there:
            return None
        root, replies = there[-1]
        return {"rootSeq": root, "seq": self._recent(step, replies)}

    def _root(self, step: Step) -> int:
        """Where a thread is, or may be: so that a few have many replies, not at every text."""
        if step.pick < 0.05:
            return self._anything(step)
        texts = self._fitting(self._texts(), reacted=True)
        roots = [seq for seq in texts if seq % _THREAD_EVERY == 0]
        return self._recent(step, roots[-2:] or texts[:1])

    def _anything(self, step: Step) -> int:
        """Half of the time a recent text, else any number, even one that may not be read."""
        end = self._timeline.seq if self._timeline else 0
        is_recent = step.pick * 100 % 1 < 0.5
        return self._target(step) if is_recent else max(1, int(end * step.pick))

    def _target(self, step: Step, **wanted: bool) -> int:
        """The number of a recent text that is not deleted; where there is none, 1."""
        return self._recent(step, self._fitting(self._texts(), **wanted))

    def _texts(self) -> list[Json]:
        return self._states.of(self._timeline.known if self._timeline else {})

    def _fitting(
        self,
        messages: Iterable[Json],
        *,
        own: bool = False,
        edited: bool = False,
        reacted: bool = False,
    ) -> list[int]:
        """The numbers of those that are texts, and not deleted.

        reacted: only such as people react to, which are those with an even number.
        """
        me = self._seat.person.id
        return [
            message["seq"]
            for message in messages
            if message["kind"] == "TEXT"
            and message["body"] is not None
            and (not own or message["senderId"] == me)
            and (not edited or message["revision"])
            and not (reacted and message["seq"] % 2)
        ]

    @staticmethod
    def _recent(step: Step, numbers: Sequence[int]) -> int:
        recent = numbers[-_RECENT:]
        place = max(0, int((step.pick * 100 % 1 - 0.5) * 2 * len(recent)))
        return recent[-1 - place] if recent else 1

    async def _newest(self, step: Step) -> None:
        page = await self._page(step)
        if page and self._timeline is None:
            self._timeline = Timeline.opened(page)
            self._threads.begin(self._timeline.seq)
            self._first = page["before"] or 1

    async def _older(self, step: Step) -> None:
        if self._timeline is None or self._first == 1:
            await self._newest(step)
        elif page := await self._page(step, before=self._first):
            older = {message["seq"]: message for message in page["messages"]}
            self._timeline = replace(self._timeline, known={**older, **self._timeline.known})
            self._first = page["before"] or 1

    async def _newer(self, step: Step) -> None:
        if self._timeline is None:
            await self._newest(step)
        elif page := await self._page(step, after=self._timeline.seq):
            nothing = {"reset": False, "revision": 0, "channelVersion": 0}
            self._timeline = self._timeline.synced(nothing | page | {"seq": page["after"]})

    async def _page(self, step: Step, **where: int) -> Json | None:
        limit = 5 + int(step.pick * 45)
        call = await self._calls.ask("messages", step, **self._seat.here, **where, limit=limit)
        page: Json | None = call.answer
        if page:
            # It may have been read before what an event has told since.
            self._fold(page["messages"])
        return page

    async def _mark_read(self, step: Step) -> None:
        end = self._timeline.seq if self._timeline else 0
        seq = end if step.pick < 0.7 else int(end * step.pick)
        await self._calls.ask("markRead", step, input={**self._seat.here, "seq": seq})

    async def _mark_unread(self, step: Step) -> None:
        end = self._timeline.seq if self._timeline else 0
        seq = max(1, int(end * step.pick))
        await self._calls.ask("markUnread", step, input={**self._seat.here, "seq": seq})

    async def _subscribe(self, step: Step) -> None:
        call = await self._calls.ask("conversation", step, **self._seat.here)
        if call.answer:
            self._channel = call.answer["channel"]
            fields = ("onMessage", "onActivity")[: 1 + (step.pick < 0.3)]
            await self._listening.to_channel(call.answer["channel"], fields)
            await self.sync()

    def _somebody(self, step: Step) -> str:
        # The last one of the history's people stays in to the end.
        there = self._seat.room.history.people[:-1]
        return there[int(step.pick * len(there))]

    def _some(self, step: Step) -> list[str]:
        there = self._seat.room.history.people[:-1]
        first = int(step.pick * len(there))
        others = (there[first:] + there[:first])[: 1 + len(there) // 2]
        return [other for other in others if other != self._seat.person.id]

    def _named(self, step: Step) -> Json:
        """Whom a text mentions, if anybody."""
        return {"mentions": [self._somebody(step)]} if step.pick * 100 % 1 < 0.2 else {}

    def _fold(self, told: Sequence[Json]) -> None:
        self._states.fold(told)
        self._threads.fold(told)

    def _hear(self, message: Json) -> None:
        self._fold([message])
        if self._timeline:
            self._timeline = self._timeline.heard(message)
