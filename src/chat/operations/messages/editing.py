"""Giving a text another body."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chat.domain.errors import Conflict, Forbidden
from chat.domain.grants import Permission, require
from chat.domain.models import Membership, Message, MessageKind, Place
from chat.operations.backend import Backend
from chat.operations.mentions.eligibility import require_members
from chat.operations.messages.amending import Amendment, amend, require_there, text_revision
from chat.store import messages, versions
from chat.store.table import Action


def edit_message(
    backend: Backend,
    caller_id: str,
    place: Place,
    *,
    body: str,
    if_revision: int | None,
    mentions: Sequence[str] | None = None,
) -> Message:
    """Set the body, and keep the former one.

    if_revision: only if its text has not changed after this; 0 if it has never changed.
    mentions: members by their ids; None for those that it has.
    Raises NotFound, Forbidden, InvalidArguments, Conflict, TryAgain.
    """
    named = None if mentions is None else tuple(mentions)
    return amend(backend, caller_id, place, _Edit(body, if_revision, named))


@dataclass(frozen=True, slots=True)
class _Edit(Amendment):
    """Another body, and perhaps other mentions."""

    body: str
    if_revision: int | None
    mentions: tuple[str, ...] | None

    @property
    def people(self) -> tuple[str, ...]:
        return self.mentions or ()

    def allow(self, caller: Membership, message: Message, *, now: datetime) -> None:
        if message.kind is not MessageKind.TEXT or message.sender_id != caller.user_id:
            raise Forbidden("Only a text of your own can be edited.")
        require(caller, Permission.SEND_MESSAGES, now=now)
        if message.forwarded_from:
            raise Forbidden("What was forwarded stays as it was said.")

    def require_members(self, rows: Mapping[str, Membership]) -> None:
        require_members(self.people, rows)

    def is_done(self, caller: Membership, message: Message) -> bool:
        return message.body == self.body and {*self._mentions(message)} == {*message.mentions}

    def require_possible(self, caller: Membership, message: Message) -> None:
        require_there(message)
        if self.if_revision is not None and text_revision(message) > self.if_revision:
            raise Conflict("This message has changed meanwhile. Look at it, then edit it again.")

    def change(
        self, caller: Membership, message: Message, *, revision: int, backend: Backend
    ) -> tuple[Message | None, Sequence[Action]]:
        after = replace(
            message.changed(by=caller.user_id, revision=revision),
            body=self.body,
            mentions=self._mentions(message),
            edited_at=backend.now(),
            edits=message.edits + 1,
            text_revision=None,
        )
        return after, [messages.editing(message, after), versions.keeping(message)]

    def _mentions(self, message: Message) -> tuple[str, ...]:
        return message.mentions if self.mentions is None else self.mentions
