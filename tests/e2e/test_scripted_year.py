"""A year of a conversation, drawn from a seed: whoever was away for it ends with what there is."""

import json
from collections.abc import Awaitable, Callable, Iterable
from itertools import count
from random import Random

from chat_client import Chat, Timeline
from chat_client.documents import Json
from tests.e2e.conftest import People, group, remove
from tests.figures import Figure

EMOJI = ["👍", "❤️", "😂", "🎉"]
DAYS, A_DAY, KNOWN_BEFORE = 365, 2, 40
"""What happens twice a day, after so many messages that everybody holds."""


class Year:
    """What owner, member and guest do to a conversation; the guest comes and goes."""

    def __init__(self, room: Json, owner: Chat, member: Chat, guest: Chat) -> None:
        self._here: str = room["id"]
        self._room, self._owner, self._member, self._guest = room, owner, member, guest
        self._chance = Random("a year")  # noqa: S311 - a story that can be told again
        self._texts: dict[int, Chat] = {}
        self._reactions: set[tuple[int, str, str]] = set()
        self._guest_is_in = True
        self._numbers = count(1)
        self.happened: dict[str, int] = {}

    async def say(self) -> None:
        """One of those who are in says something."""
        who = self._somebody()
        message = await who.send(self._here, f"text {next(self._numbers)}")
        self._texts[message["seq"]] = who

    async def go_on(self) -> None:
        """Something else happens, of whatever kind."""
        kinds: dict[str, tuple[int, Callable[[], Awaitable[None]]]] = {
            "said": (35, self.say),
            "edited": (25, self._edit),
            "deleted": (10, self._delete),
            "reacted": (25, self._react),
            "took a reaction back": (10, self._unreact),
            "renamed": (5, self._rename),
            "came or went": (10, self._come_or_go),
        }
        weights = [weight for weight, _ in kinds.values()]
        [name] = self._chance.choices([*kinds], weights)
        await kinds[name][1]()
        self.happened[name] = self.happened.get(name, 0) + 1

    def reactions_in(self, messages: Iterable[Json]) -> bool:
        """Whether these are the reactions that were not taken back, of texts that are there."""
        told = {
            (message["seq"], user_id, reaction["emoji"])
            for message in messages
            for reaction in message["reactions"]
            for user_id in reaction["userIds"]
        }
        return told == self._reactions

    async def _edit(self) -> None:
        seq, who = self._some_text()
        if who is not self._guest or self._guest_is_in:
            await who.edit(self._here, seq, f"text {next(self._numbers)}")

    async def _delete(self) -> None:
        seq, _ = self._some_text()
        await self._owner.delete(self._here, seq)
        del self._texts[seq]
        self._reactions = {each for each in self._reactions if each[0] != seq}

    async def _react(self) -> None:
        (seq, _), who, emoji = self._some_text(), self._somebody(), self._chance.choice(EMOJI)
        await who.react(self._here, seq, emoji)
        self._reactions.add((seq, who.user_id, emoji))

    async def _unreact(self) -> None:
        who = self._somebody()
        own = sorted(each for each in self._reactions if each[1] == who.user_id)
        if own:
            seq, _, emoji = reaction = self._chance.choice(own)
            await who.unreact(self._here, seq, emoji)
            self._reactions.remove(reaction)

    async def _rename(self) -> None:
        number = next(self._numbers)
        what = {"title": f"Title {number}", "clientMessageId": f"renaming-{number}"}
        await self._owner.call("updateConversation", input={"conversationId": self._here, **what})

    async def _come_or_go(self) -> None:
        if self._guest_is_in:
            await remove(self._owner, self._room, self._guest)
        else:
            number = next(self._numbers)
            what = {"memberIds": [self._guest.user_id], "clientMessageId": f"addition-{number}"}
            await self._owner.call("addMembers", input={"conversationId": self._here, **what})
        self._guest_is_in = not self._guest_is_in

    def _somebody(self) -> Chat:
        """One of those who are in."""
        there = [self._owner, self._member, *([self._guest] if self._guest_is_in else [])]
        return self._chance.choice(there)

    def _some_text(self) -> tuple[int, Chat]:
        seq = self._chance.choice([*self._texts])
        return seq, self._texts[seq]


async def test_after_a_year_away_and_from_nothing_a_client_has_what_the_server_has(
    people: People, figure: Figure
) -> None:
    owner, member, guest = await people(3)
    room = await group(owner, member, guest)
    year = Year(room, owner, member, guest)
    for _ in range(KNOWN_BEFORE):
        await year.say()
    away = Timeline.opened(await member.messages(room["id"], limit=100))
    for _ in range(DAYS * A_DAY):
        await year.go_on()

    away, calls = await caught_up(member, room, away)
    anew, pages = await read_backwards(member, room)
    stored = await read_forwards(member, room)

    assert as_bytes(away.known.values()) == as_bytes(stored)
    assert as_bytes(anew) == as_bytes(stored)
    assert year.reactions_in(stored)
    assert min(year.happened.values()) > DAYS * A_DAY // 40
    told = ", ".join(f"{number} {name}" for name, number in sorted(year.happened.items()))
    figure(
        f"a year of {told}: {len(stored)} messages, the same bytes after {calls} calls of sync"
        f" and from {pages} pages"
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


async def read_backwards(chat: Chat, room: Json) -> tuple[list[Json], int]:
    """All messages from the newest page on, and how many pages there are."""
    page = await chat.messages(room["id"], limit=100)
    found, pages = page["messages"], 1
    while page["before"]:
        page = await chat.messages(room["id"], before=page["before"], limit=100)
        found, pages = page["messages"] + found, pages + 1
    return found, pages


async def read_forwards(chat: Chat, room: Json) -> list[Json]:
    """All messages one by one, as `message` gives them."""
    last = (await chat.conversation(room["id"]))["lastSeq"]
    found = [await chat.message(room["id"], seq) for seq in range(1, last + 1)]
    return [message for message in found if message]


def as_bytes(messages: Iterable[Json]) -> bytes:
    """Messages as they would be sent, in the order of their numbers."""
    in_order = sorted(messages, key=lambda message: message["seq"])
    return json.dumps(in_order, sort_keys=True).encode()
