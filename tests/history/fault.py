"""A promise that a history breaks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.history.facts import Facts


@dataclass(frozen=True, slots=True)
class Fault:
    """at: the tick at which it shows."""

    promise: str
    at: int
    text: str


type Promise = Callable[[Facts], Iterator[Fault]]
