"""What the people of an episode do: drawn from a seed, so that it can be drawn again.

An episode is a conversation of its own. Its lanes are devices; a lane's steps follow each other,
the lanes run side by side.
"""

from dataclasses import dataclass
from enum import StrEnum
from random import Random

from tests.history.weather import Trouble


class Action(StrEnum):
    """What a device does in one step."""

    SEND = "send"
    REPEAT = "repeat"
    EDIT = "edit"
    DELETE = "delete"
    REACT = "react"
    PIN = "pin"
    ANSWER = "answer"
    FORWARD = "forward"
    REPLY = "reply"
    THREAD = "thread"
    PINS = "pins"
    MESSAGE = "message"
    VERSIONS = "versions"
    NEWEST = "newest page"
    OLDER = "older page"
    NEWER = "newer page"
    SYNC = "sync"
    HEADS = "heads"
    MARK_READ = "mark read"
    MARK_UNREAD = "mark unread"
    INBOX = "inbox"
    MEMBERS = "members"
    CONVERSATION = "conversation"
    TYPING = "typing"
    SUBSCRIBE = "subscribe"
    DISCONNECT = "disconnect"
    OPEN = "open again"
    RENAME = "rename"
    ADD = "add"
    REMOVE = "remove"
    LEAVE = "leave"
    APPOINT = "appoint"
    MUTE = "mute"


class Network(StrEnum):
    """What happens to a step's first request."""

    GOOD = "good"
    LOST = "answer lost"
    TWICE = "sent twice"


@dataclass(frozen=True, slots=True)
class Step:
    """pick: from 0 up to 1, chooses whatever the action leaves open."""

    action: Action
    pick: float
    network: Network = Network.GOOD


@dataclass(frozen=True, slots=True)
class Lane:
    """One device of a person."""

    person: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """An episode.

    members: how many open the conversation, person 0 as its owner.  people: they and those who may
    be added later.  shows_history: whether newcomers may read what was said before them.
    troubles: what befalls the functions' calls of DynamoDB.
    """

    seed: int
    episode: int
    people: int
    members: int
    shows_history: bool
    lanes: tuple[Lane, ...]
    troubles: frozenset[Trouble]

    @property
    def steps(self) -> int:
        """How many steps all lanes have."""
        return sum(len(lane.steps) for lane in self.lanes)


_WEIGHTS = {
    Action.SEND: 30,
    Action.REPEAT: 3,
    Action.EDIT: 14,
    Action.DELETE: 5,
    Action.REACT: 12,
    Action.PIN: 5,
    Action.ANSWER: 5,
    Action.FORWARD: 3,
    Action.REPLY: 14,
    Action.THREAD: 4,
    Action.PINS: 2,
    Action.MESSAGE: 3,
    Action.VERSIONS: 4,
    Action.NEWEST: 5,
    Action.OLDER: 5,
    Action.NEWER: 5,
    Action.SYNC: 12,
    Action.HEADS: 5,
    Action.MARK_READ: 7,
    Action.MARK_UNREAD: 2,
    Action.INBOX: 2,
    Action.MEMBERS: 2,
    Action.CONVERSATION: 2,
    Action.TYPING: 4,
    Action.SUBSCRIBE: 5,
    Action.DISCONNECT: 2,
    Action.OPEN: 1,
    Action.RENAME: 1,
    Action.ADD: 2,
    Action.REMOVE: 1,
    Action.LEAVE: 0.5,
    Action.APPOINT: 1,
    Action.MUTE: 1,
}
_OWNERS_WEIGHTS = _WEIGHTS | {
    **{Action.RENAME: 3, Action.ADD: 8, Action.REMOVE: 4},
    **{Action.APPOINT: 4, Action.MUTE: 3},
}


_OFTEN = 5
"""So many times as often as otherwise."""


def draw(seed: int, episode: int, *, often: Action | None = None) -> Programme:
    """The programme of an episode: 3 to 6 people, 60 to 200 steps.

    often: what they do more often than in other programmes.
    """
    chance = Random(f"{seed}/{episode}")  # noqa: S311 - choices that can be made again
    people = chance.randint(3, 6)
    owners = [person for person in range(people) for _ in range(chance.randint(1, 3))]
    each = -(-chance.randint(60, 183) // len(owners))
    lanes = tuple(
        Lane(person, tuple(_step(chance, person, often) for _ in range(each))) for person in owners
    )
    return Programme(
        seed=seed,
        episode=episode,
        people=people,
        members=chance.randint(2, people),
        shows_history=chance.random() < 0.7,
        lanes=lanes,
        troubles=frozenset(trouble for trouble in Trouble if chance.random() < 0.6),
    )


def _step(chance: Random, person: int, often: Action | None) -> Step:
    weights = _OWNERS_WEIGHTS if person == 0 else _WEIGHTS
    if often:
        weights = weights | {often: weights[often] * _OFTEN}
    [action] = chance.choices(list(weights), list(weights.values()))
    [network] = chance.choices(list(Network), [85, 10, 5])
    return Step(action, chance.random(), network)
