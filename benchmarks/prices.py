"""List prices of what the chat uses, from `prices.toml`, which says where each was read."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

type Basis = Literal["page", "quoted", "secondary", "memory"]
"""How near to the seller's own page a price was read; `prices.toml` explains the words."""


class Price(BaseModel):
    """Dollars for so many of something.

    free: so many a month cost nothing.  read_on: the day, where it is known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    dollars: float
    per: int
    basis: Basis
    source: str
    read_on: date | None = None
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
