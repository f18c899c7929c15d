"""What befalls the functions' calls of DynamoDB, drawn from the episode's seed."""

from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

BATCH = "BatchGetItem"


class Trouble(StrEnum):
    """What happens to one request."""

    LATE = "late"
    KILLED_BEFORE = "the function is killed before it"
    KILLED_AFTER = "the function is killed before its answer"
    CUT = "its answer is lost"
    PARTIAL = "a batch is answered in part"


_ODDS = {
    Trouble.LATE: 0.03,
    Trouble.KILLED_BEFORE: 0.002,
    Trouble.KILLED_AFTER: 0.002,
    Trouble.CUT: 0.004,
    Trouble.PARTIAL: 0.25,
}
_LONGEST_S = 0.6


@dataclass(slots=True)
class Weather:
    """The troubles of one conversation, request by request."""

    seed: str
    troubles: frozenset[Trouble]
    _chance: Random = field(init=False)

    def __post_init__(self) -> None:
        self._chance = Random(self.seed)  # noqa: S311 - choices that can be made again

    def next(self, operation: str) -> Trouble | None:
        """What befalls the next request, of this DynamoDB operation."""
        fate = self._chance.random()
        for trouble in Trouble:
            odds = 0 if (trouble is Trouble.PARTIAL) != (operation == BATCH) else _ODDS[trouble]
            if fate < odds:
                return trouble if trouble in self.troubles else None
            fate -= odds
        return None

    def delay(self) -> float:
        """Seconds that a late request is held."""
        return self._chance.uniform(0.02, _LONGEST_S)
