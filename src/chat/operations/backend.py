"""What every operation works on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chat.domain.holes import Patience
from chat.store.table import Table


@dataclass(frozen=True, slots=True)
class Backend:
    """The table, the clock (UTC), and how long readers wait for writers."""

    table: Table
    now: Callable[[], datetime]
    patience: Patience
