"""Pinning a text for everyone in a conversation, and what is pinned there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chat.domain.errors import Conflict, Forbidden, no_such_conversation
from chat.domain.grants import Permission, require
from chat.domain.models import Membership, Message, MessageKind, Place
from chat.operations.backend import Backend
from chat.operations.messages.amending import Amendment, amend, text_revision
from chat.operations.messages.quoting import shown_to
from chat.store import messages, pins, rooms
from chat.store.table import Action, Item

_LIST = 1
"""The position of the list of pins among what a pin writes."""


def pin_message(backend: Backend, caller_id: str, place: Place) -> Message:
    """Pin it. Raises NotFound, Forbidden, Conflict, TryAgain."""
    return amend(backend, caller_id, place, _Pin())


def unpin_message(backend: Backend, caller_id: str, place: Place) -> Message:
    """Unpin it, whoever pinned it. Raises NotFound, Forbidden, TryAgain."""
    return amend(backend, caller_id, place, _Unpin())


def pinned(backend: Backend, user_id: str, conversation_id: str) -> tuple[Message, ...]:
    """What is pinned and the person may read, the last pinned first. Raises NotFound."""
    row, numbers = rooms.get_with_pins(backend.table, user_id, conversation_id)
    if row is None or not row.is_active:
        raise no_such_conversation()
    readable = (Place(conversation_id, each) for each in numbers if each >= row.from_seq)
    found = messages.get_some(backend.table, readable)
    # What was unpinned since the list was read is none any more.
    still = (message for message in found.values() if message.pinned_at)
    return shown_to(backend, row, sorted(still, key=_pinned_when, reverse=True))


def _pinned_when(message: Message) -> tuple[datetime, int]:
    return message.pinned_at or message.created_at, message.seq


@dataclass(frozen=True, slots=True)
class _Pinning(Amendment):
    """What both have in common. The text is the same, and so is its revision."""

    def allow(self, caller: Membership, message: Message, *, now: datetime) -> None:
        if message.kind is not MessageKind.TEXT:
            raise Forbidden("Only what people write can be pinned.")
        require(caller, Permission.PIN_MESSAGES, now=now)

    def _after(
        self, message: Message, *, by: str, revision: int, pinned_at: datetime | None
    ) -> Message:
        return replace(
            message.changed(by=by, revision=revision),
            pinned_at=pinned_at,
            pinned_by=by if pinned_at else None,
            text_revision=text_revision(message),
        )


@dataclass(frozen=True, slots=True)
class _Pin(_Pinning):
    """One pin more."""

    def is_done(self, caller: Membership, message: Message) -> bool:
        return message.pinned_at is not None

    def change(
        self, caller: Membership, message: Message, *, revision: int, backend: Backend
    ) -> tuple[Message | None, Sequence[Action]]:
        after = self._after(message, by=caller.user_id, revision=revision, pinned_at=backend.now())
        adding = pins.adding(message.conversation_id, message.seq)
        return after, [messages.pinning(message, after), adding]

    def explain(self, refused: Mapping[int, Item | None]) -> None:
        if _LIST in refused:
            raise Conflict(f"{pins.MOST} messages are pinned here. Unpin one of them first.")


@dataclass(frozen=True, slots=True)
class _Unpin(_Pinning):
    """One pin fewer."""

    def is_done(self, caller: Membership, message: Message) -> bool:
        return message.pinned_at is None

    def change(
        self, caller: Membership, message: Message, *, revision: int, backend: Backend
    ) -> tuple[Message | None, Sequence[Action]]:
        after = self._after(message, by=caller.user_id, revision=revision, pinned_at=None)
        removing = pins.removing(message.conversation_id, message.seq)
        return after, [messages.unpinning(message, after), removing]
