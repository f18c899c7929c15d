"""Reacting to a text with an emoji, and taking the reaction back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from chat.domain.errors import Conflict, Forbidden, no_such_message
from chat.domain.grants import Permission, require
from chat.domain.models import Membership, Message, MessageKind, Place
from chat.domain.pages import ReactionPage
from chat.domain.reactions import MOST_EMOJI, MOST_PEOPLE, Reactor
from chat.domain.responses import Responses
from chat.operations.access import look_at
from chat.operations.backend import Backend
from chat.operations.messages.amending import Amendment, amend, require_there
from chat.store import cursor, messages, responses
from chat.store.table import Action


def add_reaction(
    backend: Backend,
    caller_id: str,
    place: Place,
    *,
    emoji: str,
    channel: str | None = None,
) -> Message:
    """Add one of the caller's. Raises NotFound, Forbidden, Conflict, TryAgain."""
    addition = _Addition(Reactor(emoji, caller_id))
    return amend(backend, caller_id, place, addition, channel=channel)


def remove_reaction(
    backend: Backend,
    caller_id: str,
    place: Place,
    *,
    emoji: str,
    channel: str | None = None,
) -> Message:
    """Take one of the caller's away. Raises NotFound, Forbidden, TryAgain."""
    removal = _Removal(Reactor(emoji, caller_id))
    return amend(backend, caller_id, place, removal, channel=channel)


def page(
    backend: Backend,
    user_id: str,
    place: Place,
    *,
    emoji: str | None,
    limit: int,
    next_token: str | None,
) -> ReactionPage:
    """A page of who reacted to a message, emoji by emoji. Raises NotFound, InvalidArguments."""
    scope = f"{place.log} {place.seq} {emoji or ''}"
    after = _position(next_token, scope) if next_token else None
    (_, message), found = backend.table.both(
        lambda: look_at(backend, user_id, place),
        lambda: responses.of_message(backend.table, place.log, place.seq),
    )
    if message is None:
        raise no_such_message()
    wanted = sorted(
        each
        for each in message.with_responses(found).reactors
        if (emoji is None or each.emoji == emoji) and (after is None or each > after)
    )
    shown = wanted[:limit]
    return ReactionPage(
        reactors=tuple(shown),
        next_token=_token(shown[-1], scope) if len(wanted) > limit else None,
    )


def _token(last: Reactor, scope: str) -> str:
    return cursor.encode("reactions", scope, (last.emoji, last.user_id))


def _position(token: str, scope: str) -> Reactor:
    return Reactor(*cursor.decode(token, "reactions", scope, str))


@dataclass(frozen=True, slots=True)
class _Reacting(Amendment):
    """What adding and removing have in common."""

    concerns_reactions: ClassVar[bool] = True

    reactor: Reactor

    def allow(self, caller: Membership, message: Message, *, now: datetime) -> None:
        if message.kind is not MessageKind.TEXT:
            raise Forbidden("Only to what people write can one react.")

    def _is_there(self, message: Message) -> bool:
        return self.reactor in message.reactors


@dataclass(frozen=True, slots=True)
class _Addition(_Reacting):
    """One reaction more."""

    def allow(self, caller: Membership, message: Message, *, now: datetime) -> None:
        _Reacting.allow(self, caller, message, now=now)
        require(caller, Permission.REACT, now=now)

    def is_done(self, caller: Membership, message: Message) -> bool:
        return self._is_there(message)

    def require_possible(self, caller: Membership, message: Message) -> None:
        require_there(message)
        if (message.responses or Responses()).is_full_for(self.reactor):
            raise Conflict(
                f"A message takes {MOST_EMOJI} different emoji and {MOST_PEOPLE:,} people. Choose "
                "one that is there."
            )

    def prepare(self, message: Message, backend: Backend) -> None:
        """Open the message: a deletion after this closes its reactions, one before refuses it."""
        if not message.is_open:
            backend.table.update(messages.opening(message))

    def change(
        self, caller: Membership, message: Message, *, revision: int, backend: Backend
    ) -> tuple[Message | None, Sequence[Action]]:
        adding = responses.adding(message.log, message.seq, self.reactor, revision=revision)
        return None, [adding]


@dataclass(frozen=True, slots=True)
class _Removal(_Reacting):
    """One reaction fewer."""

    def is_done(self, caller: Membership, message: Message) -> bool:
        return not self._is_there(message)

    def change(
        self, caller: Membership, message: Message, *, revision: int, backend: Backend
    ) -> tuple[Message | None, Sequence[Action]]:
        removing = responses.removing(message.log, message.seq, self.reactor, revision=revision)
        return None, [removing]
