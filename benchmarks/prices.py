"""List prices of what the chat uses, from `prices.toml`, which says where each was read."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict


class Price(BaseModel):
    """Dollars for so many of something.

    free: so many a month cost nothing.  date: of the copy of the source that was read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    dollars: float
    per: int
    date: date
    source: str
    free: float = 0

    @property
    def each(self) -> float:
        """Dollars for one."""
        return self.dollars / self.per

    def of(self, quantity: float) -> float:
        """Dollars for so many in a month."""
        return max(0.0, quantity - self.free) * self.each


def _read() -> dict[str, Price]:
    written: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text())
    return {name: Price.model_validate(price) for name, price in written.items()}


PRICES = _read()
"""By what is bought."""
