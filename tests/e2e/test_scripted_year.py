"""A year of a conversation, drawn from a seed: whoever was away for it ends with what there is."""

import json
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any

from chat_client import Chat, Timeline
from chat_client.documents import Json
from chat_client.places import Place
from tests.e2e.conftest import People, group, remove
from tests.figures import Figure

EMOJI = ["👍", "❤️", "😂", "🎉"]
HAPPENS, KNOWN_BEFORE = 400, 40
"""So many things, after so many messages that everybody holds."""
MOST_PINS = 50


@dataclass(frozen=True, slots=True)
class Text:
    """Something that was said, and is not deleted."""

    who: Chat
    is_own: bool = True


class Year:
    """What owner, member and guest do to a conversation; the guest comes and goes."""

    def __init__(self, room: Json, owner: Chat, member: Chat, guest: Chat) -> None:
        self._here: str = room["id"]
        self._room, self._owner, self._member, self._guest = room, owner, member, guest
        self._chance = Random("a year")  # noqa: S311 - a story that can be told again
        self._texts: dict[Place, Text] = {}
        self._reactions: set[tuple[Place, str, str]] = set()
        self._mentions: dict[Place, frozenset[str]] = {}
        self._pinned: set[Place] = set()
        self._guest_is_in = True
        self._numbers = count(1)
        self.happened: dict[str, int] = {}

    async def say(self) -> None:
        """One of those who are in says something."""
        await self._send({})

    async def go_on(self) -> None:
        """Something else happens, of whatever kind."""
        kinds: dict[str, tuple[int, Callable[[], Awaitable[None]]]] = {
            "said": (15, self.say),
            "answered": (6, self._answer),
            "forwarded": (6, self._forward),
            "mentioned": (6, self._mention),
            "replied": (25, self._reply),
            "edited": (20, self._edit),
            "deleted": (10, self._delete),
            "reacted": (20, self._react),
            "took a reaction back": (8, self._unreact),
            "pinned": (8, self._pin),
            "unpinned": (5, self._unpin),
            "renamed": (5, self._rename),
            "came or went": (8, self._come_or_go),
        }
        weights = [weight for weight, _ in kinds.values()]
        [name] = self._chance.choices([*kinds], weights)
        await kinds[name][1]()
        self.happened[name] = self.happened.get(name, 0) + 1

    def reactions_in(self, messages: Iterable[Json]) -> bool:
        """Whether these are the reactions that were not taken back, of texts that are there."""
        told = {
            (Place.of(message), user_id, reaction["emoji"])
            for message in messages
            for reaction in message["reactions"]
            for user_id in reaction["userIds"]
        }
        return told == self._reactions

    def mentions_in(self, messages: Iterable[Json]) -> bool:
        """Whether these mention whom they should."""
        told = {Place.of(each): frozenset(each["mentions"]) for each in messages}
        there = {place: people for place, people in told.items() if place in self._texts}
        expected = {place: self._mentions.get(place, frozenset()) for place in self._texts}
        return there == expected

    def pins_in(self, messages: Iterable[Json]) -> bool:
        """Whether these are the texts that are pinned."""
        return {Place.of(each) for each in messages if each["pinnedAt"]} == self._pinned

    def replies_counted_in(self, messages: Iterable[Json]) -> bool:
        """Whether these count the replies that are there."""
        told = {each["seq"]: each["thread"]["replyCount"] for each in messages if each["thread"]}
        there = Counter(place.root_seq for place in self._texts if place.root_seq)
        return there == Counter(told)

    async def _send(self, what: Json, *, is_own: bool = True) -> None:
        who, number = self._somebody(), self._number()
        text = {"body": f"text {number}"} if is_own else {}
        new = {"conversationId": self._here, "clientMessageId": f"message-{number}"}
        message = await who.call("sendMessage", input=new | text | what)
        self._take(message, Text(who, is_own), what)

    async def _answer(self) -> None:
        place, _ = self._some_text(in_threads=False)
        await self._send({"replyTo": place.seq})

    async def _forward(self) -> None:
        place, _ = self._some_text()
        source = {"conversationId": self._here, **where(place)}
        await self._send({"forward": source}, is_own=False)

    async def _mention(self) -> None:
        await self._send({"mentions": [self._somebody().user_id]})

    async def _reply(self) -> None:
        (root, _), who, number = self._some_text(in_threads=False), self._somebody(), self._number()
        within = [place.seq for place in self._texts if place.root_seq == root.seq]
        what: Json = {"replyTo": self._chance.choice(within)} if within and number % 2 else {}
        what |= {"mentions": [self._somebody().user_id]} if number % 3 == 0 else {}
        reply = {"conversationId": self._here, "rootSeq": root.seq, "body": f"text {number}"}
        told = await who.call(
            "sendReply", input=reply | {"clientMessageId": f"message-{number}"} | what
        )
        self._take(told["reply"], Text(who), what)

    def _take(self, message: Json, text: Text, what: Json) -> None:
        self._texts[Place.of(message)] = text
        if mentions := what.get("mentions"):
            self._mentions[Place.of(message)] = frozenset(mentions)

    async def _edit(self) -> None:
        place, text = self._some_text()
        if text.is_own and (text.who is not self._guest or self._guest_is_in):
            await text.who.edit(self._here, body=f"text {self._number()}", **named(place))

    async def _delete(self) -> None:
        place, _ = self._some_text()
        await self._owner.delete(self._here, **named(place))
        del self._texts[place]
        self._pinned.discard(place)
        self._reactions = {each for each in self._reactions if each[0] != place}

    async def _react(self) -> None:
        (place, _), who, emoji = self._some_text(), self._somebody(), self._chance.choice(EMOJI)
        await who.react(self._here, emoji=emoji, **named(place))
        self._reactions.add((place, who.user_id, emoji))

    async def _unreact(self) -> None:
        who = self._somebody()
        own = [each for each in self._reactions if each[1] == who.user_id]
        if own:
            reaction = self._chance.choice(sorted(own, key=str))
            place, _, emoji = reaction
            await who.unreact(self._here, emoji=emoji, **named(place))
            self._reactions.remove(reaction)

    async def _pin(self) -> None:
        place, _ = self._some_text(in_threads=False)
        if len(self._pinned) < MOST_PINS:
            await self._somebody().pin(self._here, place.seq)
            self._pinned.add(place)

    async def _unpin(self) -> None:
        if self._pinned:
            place = self._chance.choice(sorted(self._pinned, key=str))
            await self._somebody().unpin(self._here, place.seq)
            self._pinned.remove(place)

    async def _rename(self) -> None:
        number = self._number()
        what = {"title": f"Title {number}", "clientMessageId": f"renaming-{number}"}
        await self._owner.call("updateConversation", input={"conversationId": self._here, **what})

    async def _come_or_go(self) -> None:
        if self._guest_is_in:
            await remove(self._owner, self._room, self._guest)
        else:
            what = {
                "memberIds": [self._guest.user_id],
                "clientMessageId": f"addition-{self._number()}",
            }
            await self._owner.call("addMembers", input={"conversationId": self._here, **what})
        self._guest_is_in = not self._guest_is_in

    def _number(self) -> int:
        return next(self._numbers)

    def _somebody(self) -> Chat:
        """One of those who are in."""
        there = [self._owner, self._member, *([self._guest] if self._guest_is_in else [])]
        return self._chance.choice(there)

    def _some_text(self, *, in_threads: bool = True) -> tuple[Place, Text]:
        among = [place for place in self._texts if in_threads or place.root_seq is None]
        place = self._chance.choice(among)
        return place, self._texts[place]


def where(place: Place) -> Json:
    """A place as inputs name it."""
    in_thread = {} if place.root_seq is None else {"rootSeq": place.root_seq}
    return {"seq": place.seq, **in_thread}


def named(place: Place) -> dict[str, Any]:
    """A place as the client's calls name it."""
    return {"seq": place.seq, "root_seq": place.root_seq}


async def test_after_a_year_away_and_from_nothing_a_client_has_what_the_server_has(
    people: People, figure: Figure
) -> None:
    owner, member, guest = await people(3)
    room = await group(owner, member, guest)
    year = Year(room, owner, member, guest)
    for _ in range(KNOWN_BEFORE):
        await year.say()
    away = Timeline.opened(await member.messages(room["id"], limit=100))
    for _ in range(HAPPENS):
        await year.go_on()

    away, calls = await caught_up(member, room, away)
    anew, pages = await read_backwards(member, room)
    stored = await read_forwards(member, room)
    threads = {each["seq"]: each["thread"]["lastSeq"] for each in stored if each["thread"]}
    replies, replies_anew = list[Json](), list[Json]()
    for root_seq, last in threads.items():
        replies += await read_one_by_one(member, room, last, root_seq=root_seq)
        replies_anew += (await read_backwards(member, room, root_seq=root_seq, limit=5))[0]

    assert as_bytes(away.known.values()) == as_bytes(stored)
    assert as_bytes(anew) == as_bytes(stored)
    assert as_bytes(away.replies_beyond({})) == as_bytes(as_told(replies))
    assert as_bytes(replies_anew) == as_bytes(replies)
    assert year.reactions_in([*stored, *replies])
    assert year.mentions_in([*stored, *replies])
    assert year.pins_in(await member.call("pins", conversationId=room["id"]))
    assert year.pins_in(stored)
    assert year.replies_counted_in(stored)
    assert min(year.happened.values()) > HAPPENS // 50
    told = ", ".join(f"{number} {name}" for name, number in sorted(year.happened.items()))
    figure(
        f"a year of {told}: {len(stored)} messages and {len(replies)} replies, the same bytes after"
        f" {calls} calls of sync and from {pages} pages"
    )


async def caught_up(chat: Chat, room: Json, timeline: Timeline) -> tuple[Timeline, int]:
    """What a client that was away knows, and how often it asked."""
    for calls in count(1):
        position = {"seq": timeline.seq, "revision": timeline.revision}
        page = await chat.call("sync", conversationId=room["id"], **position)
        assert not page["reset"]
        timeline = timeline.synced(page)
        if not page["more"]:
            return timeline, calls
    raise AssertionError("unreachable: count is endless")


async def read_backwards(
    chat: Chat, room: Json, *, root_seq: int | None = None, limit: int = 100
) -> tuple[list[Json], int]:
    """All messages, or replies, from the newest page on, and how many pages there are."""
    page = await chat.messages(room["id"], root_seq=root_seq, limit=limit)
    found, pages = page["messages"], 1
    while page["before"]:
        page = await chat.messages(
            room["id"], root_seq=root_seq, before=page["before"], limit=limit
        )
        found, pages = page["messages"] + found, pages + 1
    return found, pages


async def read_forwards(chat: Chat, room: Json) -> list[Json]:
    """All messages one by one."""
    last = (await chat.conversation(room["id"]))["lastSeq"]
    return await read_one_by_one(chat, room, last)


async def read_one_by_one(
    chat: Chat, room: Json, last: int, *, root_seq: int | None = None
) -> list[Json]:
    """As `message` gives them."""
    numbers = range(1, last + 1)
    found = [await chat.message(room["id"], seq, root_seq=root_seq) for seq in numbers]
    return [message for message in found if message]


def as_told(replies: Iterable[Json]) -> list[Json]:
    """Replies as they are told inside of their messages: without what only queries look up."""
    return [
        {name: reply[name] for name in reply.keys() - {"sender", "quoted", "reply"}}
        for reply in replies
    ]


def as_bytes(messages: Iterable[Json]) -> bytes:
    """Messages as they would be sent, in the order of their numbers."""
    in_order = sorted(messages, key=lambda each: (each["rootSeq"] or 0, each["seq"]))
    return json.dumps(in_order, sort_keys=True).encode()
