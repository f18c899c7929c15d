"""Deleting a text: its number stays, and what was said goes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from chat.domain.errors import Forbidden
from chat.domain.grants import Permission, require
from chat.domain.models import Membership, Message, MessageKind, Place
from chat.operations.backend import Backend
from chat.operations.messages.amending import Amendment, amend
from chat.store import messages, pins, responses, versions
from chat.store.table import Action


def delete_message(backend: Backend, caller_id: str, place: Place) -> Message:
    """Remove the body and all former ones, and unpin it. Raises NotFound, Forbidden, TryAgain."""
    return amend(backend, caller_id, place, _Deletion())


@dataclass(frozen=True, slots=True)
class _Deletion(Amendment):
    """Nothing but the number left. A deleted reply counts no more."""

    changes_root: ClassVar[bool] = True

    def allow(self, caller: Membership, message: Message, *, now: datetime) -> None:
        if message.kind is not MessageKind.TEXT:
            raise Forbidden("The chat's own records cannot be deleted.")
        if message.sender_id != caller.user_id:
            require(caller, Permission.DELETE_MESSAGES_OF_OTHERS, now=now)

    def is_done(self, caller: Membership, message: Message) -> bool:
        return message.deleted_at is not None

    def change(
        self, caller: Membership, message: Message, *, revision: int, backend: Backend
    ) -> tuple[Message | None, Sequence[Action]]:
        after = replace(
            message.changed(by=caller.user_id, revision=revision),
            body=None,
            edited_at=None,
            edits=0,
            text_revision=None,
            pinned_at=None,
            pinned_by=None,
            reply_to=None,
            forwarded_from=None,
            mentions=(),
            mentions_everyone=False,
            deleted_at=backend.now(),
            deleted_by=caller.user_id,
        )
        actions = [messages.deleting(message, after), *versions.erasing(message)]
        if message.pinned_at:
            actions.append(pins.removing(message.conversation_id, message.seq))
        if message.root_seq is not None:
            actions.append(responses.unreplying(message))
        if message.is_open:
            actions.extend(responses.closing(message.log, message.seq))
        return after, actions
