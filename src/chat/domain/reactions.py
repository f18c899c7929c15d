"""What people react to a message with: any number of emoji each, and each of them once."""

from dataclasses import dataclass
from typing import NamedTuple

MOST_EMOJI = 20
"""Different ones on a message."""
MOST_PEOPLE = 1000
"""Who react to a message."""
NAMED = 10
"""Of each emoji, so many people are named with the message; the rest are asked for."""


class Reactor(NamedTuple):
    """A person with one emoji."""

    emoji: str
    user_id: str


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji with the people who reacted so. user_ids: the first ten.  mine: the viewer's too."""

    emoji: str
    count: int
    user_ids: tuple[str, ...]
    mine: bool
