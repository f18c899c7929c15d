"""What every operation works on, and how often it may be asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chat.domain.holes import Patience
from chat.domain.pace import Pace
from chat.store.table import Table


@dataclass(frozen=True, slots=True)
class Limits:
    """How often a person may do something. sends: texts to one conversation."""

    sends: Pace


@dataclass(frozen=True, slots=True)
class Backend:
    """The table, the clock (UTC), how long readers wait for writers, and what limits people."""

    table: Table
    now: Callable[[], datetime]
    patience: Patience
    limits: Limits
