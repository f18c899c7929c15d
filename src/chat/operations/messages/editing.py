"""Giving a text another body."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chat.domain.errors import Conflict, Forbidden
from chat.domain.models import Membership, Message, MessageKind
from chat.operations.backend import Backend
from chat.operations.messages.amending import Amendment, amend, require_there, text_revision
from chat.store import messages, versions
from chat.store.table import Action


def edit_message(
    backend: Backend,
    caller_id: str,
    conversation_id: str,
    seq: int,
    *,
    body: str,
    if_revision: int | None,
) -> Message:
    """Set the body, and keep the former one. Raises NotFound, Forbidden, Conflict, TryAgain.

    if_revision: only if its text has not changed after this; 0 if it has never changed.
    """
    return amend(backend, caller_id, conversation_id, seq, _Edit(body, if_revision))


@dataclass(frozen=True, slots=True)
class _Edit(Amendment):
    """Another body."""

    body: str
    if_revision: int | None

    def allow(self, caller: Membership, message: Message) -> None:
        if message.kind is not MessageKind.TEXT or message.sender_id != caller.user_id:
            raise Forbidden("Only a text of your own can be edited.")
        if message.forwarded_from:
            raise Forbidden("What was forwarded stays as it was said.")

    def is_done(self, caller: Membership, message: Message) -> bool:
        return message.body == self.body

    def require_possible(self, caller: Membership, message: Message) -> None:
        require_there(message)
        if self.if_revision is not None and text_revision(message) > self.if_revision:
            raise Conflict("This message has changed meanwhile. Look at it, then edit it again.")

    def change(
        self, caller: Membership, message: Message, *, revision: int, backend: Backend
    ) -> tuple[Message | None, Sequence[Action]]:
        after = replace(
            message,
            body=self.body,
            edited_at=backend.now(),
            edits=message.edits + 1,
            text_revision=None,
            revision=revision,
            changed_by=caller.user_id,
            changes=message.changes + 1,
        )
        actions = [messages.editing(message, after), versions.keeping(message)]
        return None if message.is_open else after, actions
