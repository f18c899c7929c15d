"""Changing a message that is there: numbered, and never over a later change.

Three round trips (docs/table.md has the argument):

1. Read the caller's row and the message: may they, and is there anything to do?
2. Take the next revision, an atomic addition that never conflicts. The same write returns the
   channel that the message is published on.
3. Write the message, on condition that it is still as it was read; the pointer under the revision;
   and what belongs to the change, on condition that the caller is still who they were.

Whoever finds that the message has changed tries again under the same revision while that is the
higher one, and takes another if not: so the revisions of a message rise in the order in which its
states follow each other. A revision that cannot be used becomes a void before the answer.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

from chat.domain.errors import TryAgain, no_such_conversation, no_such_message
from chat.domain.models import Change, ChangeKind, Conversation, Membership, Message
from chat.operations.access import enter, look_at, may_read
from chat.operations.backend import Backend
from chat.operations.messages.publishing import published
from chat.store import changes, conversations, memberships, messages
from chat.store.changes import CHANGES
from chat.store.table import Action, Refused

_REVISIONS_TRIED = 5
"""A revision is lost only to a later change of the same message, or to a reader's void."""

_WRITES_TRIED = 50
"""Each refusal means that another change of the same message went through."""

_CALLER, _MESSAGE, _CHANGE = 0, 1, 2
"""Positions in the transaction."""


class Amendment(Protocol):
    """A change to one message."""

    def allow(self, caller: Membership, message: Message) -> None:
        """Raise Forbidden unless this member may do it, whatever state the message is in."""

    def is_done(self, message: Message) -> bool:
        """Whether the message is already as it would be."""

    def require_possible(self, message: Message) -> None:
        """Raise Conflict where the message is in no state for it."""

    def change(
        self, caller: Membership, message: Message, *, revision: int, backend: Backend
    ) -> tuple[Message, Sequence[Action]]:
        """The message afterwards, and what to write: the message first."""


class _Outrun(Exception):
    """The revision is of no use: a later change has passed it, it is void, or nothing is to do."""

    def __init__(self, caller: Membership, message: Message) -> None:
        self.caller, self.message = caller, message


def amend(
    backend: Backend, caller_id: str, conversation_id: str, seq: int, amendment: Amendment
) -> Message:
    """Change a message, or answer with its present state where there is nothing to change.

    Raises NotFound, Forbidden, Conflict, TryAgain.
    """
    caller, message = look_at(backend, caller_id, conversation_id, seq)
    if message is None:
        raise no_such_message()
    for _ in range(_REVISIONS_TRIED):
        if _nothing_to_do(amendment, caller, message):
            # Published again for those who missed it.
            return published(message, enter(backend, caller_id, conversation_id).conversation)
        now = backend.now()
        taken = conversations.take_revision(backend.table, conversation_id, now=now)
        if taken is None:
            raise no_such_conversation()
        try:
            return published(_attempt(backend, amendment, caller, message, taken), taken)
        except _Outrun as outrun:
            caller, message = outrun.caller, outrun.message
    raise TryAgain("The chat is busy here right now. Try again.")


def _nothing_to_do(amendment: Amendment, caller: Membership, message: Message) -> bool:
    amendment.allow(caller, message)
    if amendment.is_done(message):
        return True
    amendment.require_possible(message)
    return False


def _attempt(
    backend: Backend,
    amendment: Amendment,
    caller: Membership,
    message: Message,
    taken: Conversation,
) -> Message:
    """Write it under this revision, or give the revision back.

    Where it cannot be given back, an attempt whose answer was lost has been stored under it.
    """
    try:
        return _write(backend, amendment, caller, message, taken.last_revision)
    except _Outrun as outrun:
        if not _give_back(backend, taken):
            return outrun.message
        raise
    except Exception:
        # Only the answer may have been lost, whatever failed since.
        with suppress(Exception):
            if not _give_back(backend, taken):
                return _changed(backend, message)
        raise


def _write(
    backend: Backend, amendment: Amendment, caller: Membership, message: Message, revision: int
) -> Message:
    for _ in range(_WRITES_TRIED):
        after, actions = amendment.change(caller, message, revision=revision, backend=backend)
        pointer = Change(
            revision=revision,
            kind=ChangeKind.MESSAGE,
            seq=message.seq,
            created_at=backend.now(),
        )
        change, *further = actions
        try:
            backend.table.transact(
                [
                    memberships.staying(caller),
                    change,
                    changes.writing(message.conversation_id, pointer),
                    *further,
                ]
            )
        except Refused as refused:
            found = refused.found
        else:
            return after
        if row := found.get(_CALLER):
            caller = memberships.from_item(row)
            if not may_read(caller, message):
                raise no_such_conversation()
        if item := found.get(_MESSAGE):
            message = messages.from_item(item)
        is_passed = message.revision is not None and message.revision > revision
        is_void = _CHANGE in found
        if is_passed or is_void or _nothing_to_do(amendment, caller, message):
            raise _Outrun(caller, message)
    raise TryAgain("The chat is busy here right now. Try again.")


def _give_back(backend: Backend, taken: Conversation) -> bool:
    """Make the revision a void. False where a change is stored under it after all."""
    table, revision = backend.table, taken.last_revision
    if CHANGES.void(table, taken.id, revision, now=backend.now()):
        return True
    return not isinstance(CHANGES.get(table, taken.id, revision), Change)


def _changed(backend: Backend, message: Message) -> Message:
    current = messages.as_published(backend.table, message.conversation_id, message.seq)
    if current is None:
        raise no_such_message()
    return current
