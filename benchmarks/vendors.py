"""What others charge, from `vendors.toml`, which says where each price was read."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from benchmarks.activity import Activity
from benchmarks.prices import Basis


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Plan(_Data):
    """A flat price for more than `above` and up to `users` monthly users."""

    users: int
    dollars: float
    above: int = 0


class Step(_Data):
    """The price of each user above so many."""

    above: int
    dollars: float


class Base(_Data):
    """A flat price for up to so many connections at one time."""

    connections: int
    dollars: float


class Vendor(_Data):
    """A price list, as far as it is public.

    quote_above: monthly users from which the price is a matter of negotiation.
    """

    name: str
    note: str
    basis: Basis
    source: str
    read_on: date | None = None
    quote_above: int | None = None
    plans: tuple[Plan, ...] = ()
    per_user: tuple[Step, ...] = ()
    message_sent: float = 0
    message_delivered: float = 0
    connection_minute: float = 0
    channel_minute: float = 0
    base: tuple[Base, ...] = ()

    def monthly(self, users: int, activity: Activity) -> float | None:
        """Dollars for so many monthly users; None where the size is in no list."""
        if self.is_by_quote(users):
            return None
        if self.plans:
            fitting = [plan for plan in self.plans if plan.above < users <= plan.users]
            return fitting[0].dollars if fitting else None
        if self.per_user:
            return self._by_user(users)
        return self._by_use(users, activity)

    def is_by_quote(self, users: int) -> bool:
        """Whether so many users have to ask for a price."""
        return self.quote_above is not None and users > self.quote_above

    def _by_user(self, users: int) -> float:
        ends = [step.above for step in self.per_user[1:]] + [users]
        return sum(
            max(0, min(users, end) - step.above) * step.dollars
            for step, end in zip(self.per_user, ends, strict=True)
        )

    def _by_use(self, users: int, activity: Activity) -> float | None:
        connections = users * activity.peak
        fitting = [each.dollars for each in self.base if connections <= each.connections]
        if self.base and not fitting:
            return None
        messages = users * activity.monthly_messages
        events = messages * (1 + activity.typing + activity.marks)
        delivered = messages * (
            activity.listeners + (activity.typing + activity.marks) * activity.viewers
        )
        minutes = users * activity.monthly_minutes
        return (
            (fitting[0] if fitting else 0)
            + events * self.message_sent
            + delivered * self.message_delivered
            + minutes * self.connection_minute
            # A channel is active while one of those who listen to it is there.
            + minutes * activity.conversations / activity.listeners * self.channel_minute
        )


def _read() -> tuple[Vendor, ...]:
    written: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text())
    return tuple(Vendor.model_validate(each) for each in written["vendor"])


VENDORS = _read()
