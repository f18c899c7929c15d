"""What we assume that people do: the ground of every monthly price in docs/cost.md."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Activity:
    """An average monthly user. Change a number here, and `make bench` computes the docs anew."""

    active_days: int = 12
    """In a month: 40 % of the monthly users are there on an average day."""
    sessions: int = 4
    """An active day: each connects, subscribes and catches up."""
    minutes: int = 40
    """Connected on an active day, in all."""
    conversations: int = 20
    """That a person is in: each is subscribed to."""
    messages: int = 10
    """Sent on an active day, of one kilobyte at most."""
    listeners: int = 3
    """Who are connected when a message arrives, its sender included."""
    viewers: int = 2
    """Of those, who have the conversation open: they see typing and read markers."""
    typing: int = 2
    """Calls of setTyping a message: it begins, and it is renewed after 4 s."""
    marks: int = 1
    """Calls of markRead a message, over all its readers: they come in bundles."""
    in_sight: float = 0.25
    """The share of that time in which the window is in sight, with a conversation open."""
    quiet: float = 0.5
    """The share of the half minutes in sight in which the open conversation gets no message."""
    peak: float = 0.1
    """The share of the monthly users that is connected at the busiest moment."""

    @property
    def monthly_messages(self) -> int:
        """Sent by one person in a month."""
        return self.active_days * self.messages

    @property
    def monthly_sessions(self) -> int:
        """Of one person in a month."""
        return self.active_days * self.sessions

    @property
    def monthly_minutes(self) -> int:
        """Connected in a month, for one person."""
        return self.active_days * self.minutes

    @property
    def looks_at_all(self) -> float:
        """Calls of heads for all conversations in a month: at once, and every five minutes."""
        return max(self.monthly_sessions, self.monthly_minutes / 5)

    @property
    def looks_at_one(self) -> float:
        """Calls of heads for the open conversation: after half a minute without a message.

        Every tenth is made for all of them, and counted there.
        """
        return (2 - 1 / 5) * self.monthly_minutes * self.in_sight * self.quiet


@dataclass(frozen=True, slots=True)
class Running:
    """What we assume of the functions' lives.

    memory: GB, as in template.yaml.  wave, own: seconds of a call for each wave of requests to
    DynamoDB, and beside them.  cold, start: the share of calls that begin with a cold start, and
    its seconds.  log: bytes that a call logs, Lambda's own lines included.  traced: the share of
    calls that X-Ray records; it takes 5 % and one a second.
    """

    memory: float = 1.0
    wave: float = 0.006
    own: float = 0.003
    cold: float = 0.01
    start: float = 0.6
    log: int = 1000
    traced: float = 0.05
