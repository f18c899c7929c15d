"""What the devices of an episode share, and a device's seat in it."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import aiohttp

from tests.history.crowd import Person
from tests.history.programme import Programme
from tests.history.records import History, Json, Record
from tests.history.service import Service


@dataclass(slots=True)
class Room:
    """An episode while it is played.

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
        people = self.history.people
        return {
            "kind": "GROUP",
            "title": "Opened",
            "memberIds": [*people[1 : self.programme.members], people[-1]],
            "clientConversationId": self.identity,
            "historyForNewcomers": self.programme.shows_history,
        }


@dataclass(frozen=True, slots=True)
class Seat:
    """Device `number` of this room, and its person, who is number `index`."""

    room: Room
    index: int
    number: int
    person: Person

    @property
    def here(self) -> Json:
        """The argument that names the conversation."""
        return {"conversationId": self.room.conversation_id}

    def tick(self) -> int:
        """The time."""
        return next(self.room.ticks)

    def record(self, record: Record) -> None:
        """Put something on record."""
        self.room.history.records.append(record)
