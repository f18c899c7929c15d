"""Changing a message that is there: numbered, and never over a later change.

Three round trips, and a fourth where it has reactions (docs/table.md has the argument):

1. Read the caller's row and the message: may they, and is there anything to do?
2. Take the next revision, an atomic addition that never conflicts. The same write returns the
   channel that the message is published on. Whoever knows the channel is a member, so for them
   it is taken while the first step is under way.
3. Write the message, or the part of it that changes, on condition that it is in a state for that;
   the pointer under the revision; and what belongs to the change, on condition that the caller is
   still who they were. Before that, a message that nobody has reacted to is opened for reactions:
   in the transaction, a crowd that reacts first would meet in that one row.
4. Read the message as it is then, where others may have changed another part of it meanwhile.

Whoever finds that the message has changed tries again under the same revision, unless a later
change has passed that one. A revision that cannot be used becomes a void before the answer.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import ClassVar

from chat.domain.errors import Conflict, TryAgain, no_such_conversation, no_such_message
from chat.domain.models import Change, ChangeKind, Conversation, Membership, Message, Place
from chat.domain.responses import Responses
from chat.operations.access import enter, look_at_among
from chat.operations.backend import Backend
from chat.operations.messages.present_state import completed, joined, present
from chat.operations.messages.publishing import published
from chat.operations.messages.taking import give_back_revision, taken_beside
from chat.operations.messages.telling import root_of, told
from chat.store import changes, conversations, memberships, responses
from chat.store.table import Action, Item, Refused

_REVISIONS_TRIED = 5
"""A revision is lost only to a later change of the same message, or to a reader's void."""

_WRITES_TRIED = 50
"""Each refusal means that another change of the same message went through."""

_CHANGE, _OWN = 1, 2
"""Positions in the transaction: the pointer's, and the first of the amendment's own actions."""


class Amendment(ABC):
    """A change to one message: who may make it, when there is nothing to do, and what it writes.

    concerns_reactions: whether it is judged by them, and changes nothing else.
    changes_root: whether, of a reply, it also changes the message that the thread hangs on.
    """

    __slots__ = ()

    concerns_reactions: ClassVar[bool] = False
    changes_root: ClassVar[bool] = False

    @property
    def people(self) -> Sequence[str]:
        """Ids of those whose membership it is judged by, besides the caller's."""
        return ()

    @abstractmethod
    def allow(self, caller: Membership, message: Message, *, now: datetime) -> None:
        """Raise Forbidden unless this member may do it, whatever state the message is in."""

    def require_members(self, rows: Mapping[str, Membership]) -> None:  # noqa: B027 - few need it
        """Raise InvalidArguments unless these people are in. rows: those found, by user id."""

    @abstractmethod
    def is_done(self, caller: Membership, message: Message) -> bool:
        """Whether the message is already as it would be."""

    def require_possible(self, caller: Membership, message: Message) -> None:
        """Raise Conflict where the message is in no state for it: by default, where it is gone."""
        require_there(message)

    def prepare(self, message: Message, backend: Backend) -> None:  # noqa: B027 - few need it
        """Write what must be there before, and does no harm without the rest. Raises Refused."""

    @abstractmethod
    def change(
        self, caller: Membership, message: Message, *, revision: int, backend: Backend
    ) -> tuple[Message | None, Sequence[Action]]:
        """The message afterwards, None where this does not tell; and what to write."""

    def explain(self, refused: Mapping[int, Item | None]) -> None:  # noqa: B027 - few need it
        """Raise the ChatError of a condition that does not hold, whatever is tried again.

        refused: the items that did not meet theirs, by position among what `change` writes.
        """


@dataclass(frozen=True, slots=True)
class _Attempt:
    """An amendment by a member to a message as it was read.

    others: the rows of the amendment's people, by their ids.  now: when they were read.
    root: what the thread hangs on, where the message is a reply.
    """

    amendment: Amendment
    caller: Membership
    message: Message
    others: Mapping[str, Membership]
    root: Message | None
    now: datetime

    def has_nothing_to_do(self) -> bool:
        """Whether it is done. Raises Forbidden, InvalidArguments, Conflict."""
        self.amendment.allow(self.caller, self.message, now=self.now)
        if self.amendment.is_done(self.caller, self.message):
            return True
        self.amendment.require_members(self.others)
        self.amendment.require_possible(self.caller, self.message)
        return False

    def is_passed(self, revision: int) -> bool:
        """Whether a later change stands where this one would be written."""
        return not self.amendment.concerns_reactions and (self.message.revision or 0) > revision


class _Outrun(Exception):
    """The revision is of no use: a later change has passed it, it is void, or nothing is to do."""

    def __init__(self, attempt: _Attempt) -> None:
        self.attempt = attempt


def require_there(message: Message) -> None:
    """Raise Conflict where nothing but the number is left of it."""
    if message.deleted_at:
        raise Conflict("This message was deleted.")


def text_revision(message: Message) -> int:
    """The number of the change that gave it its text, 0 for the first; read without reactions."""
    if message.text_revision is None:
        return message.revision or 0
    return message.text_revision


def amend(
    backend: Backend,
    caller_id: str,
    place: Place,
    amendment: Amendment,
    *,
    channel: str | None = None,
) -> Message:
    """Change a message, or answer with its present state where there is nothing to change.

    Of a reply, with that of the message that its thread hangs on, and the reply in it.
    channel: what the caller takes for the current one.
    Raises NotFound, Forbidden, InvalidArguments, Conflict, TryAgain.
    """
    taken: Conversation | None = None
    if channel is None:
        attempt = _read(backend, caller_id, place, amendment)
    else:
        attempt, taken = _read_and_take(backend, caller_id, place, amendment, channel)
    for _ in range(_REVISIONS_TRIED):
        if attempt.has_nothing_to_do():
            return told(_again(backend, attempt), _root(backend, attempt))
        taken = taken or _take(backend, place.conversation_id)
        if taken is None:
            raise no_such_conversation()
        try:
            changed = published(_under(backend, attempt, taken), taken)
        except _Outrun as outrun:
            attempt, taken = outrun.attempt, None
        else:
            return told(changed, _root(backend, attempt))
    raise TryAgain("The chat is busy here right now. Try again.")


def _read(backend: Backend, caller_id: str, place: Place, amendment: Amendment) -> _Attempt:
    def look() -> tuple[Membership, Message | None, Mapping[str, Membership]]:
        return look_at_among(backend, caller_id, place, amendment.people)

    if amendment.concerns_reactions or place.root:
        (caller, message, others), (found, root) = backend.table.both(
            look, lambda: _read_beside(backend, place, amendment)
        )
    else:
        (caller, message, others), found, root = look(), None, None
    if message is None:
        raise no_such_message()
    whole = message if found is None else joined(backend, message, found)
    return _Attempt(amendment, caller, whole, others, root, backend.now())


def _read_beside(
    backend: Backend, place: Place, amendment: Amendment
) -> tuple[Responses | None, Message | None]:
    """What was responded to a message, where that matters, and of a reply what it hangs on."""
    root, table = place.root, backend.table
    if root is None:
        return responses.of_message(table, place.log, place.seq), None
    if not amendment.concerns_reactions:
        return None, present(backend, root.log, root.seq)
    return table.both(
        lambda: responses.of_message(table, place.log, place.seq),
        lambda: present(backend, root.log, root.seq),
    )


def _root(backend: Backend, attempt: _Attempt) -> Message | None:
    """What the thread hangs on: as it was read, unless the amendment changes it."""
    return (
        root_of(backend, attempt.message.place) if attempt.amendment.changes_root else attempt.root
    )


def _take(
    backend: Backend, conversation_id: str, channel: str | None = None
) -> Conversation | None:
    now = backend.now()
    return conversations.take_revision(backend.table, conversation_id, now=now, channel=channel)


def _read_and_take(
    backend: Backend,
    caller_id: str,
    place: Place,
    amendment: Amendment,
    channel: str,
) -> tuple[_Attempt, Conversation | None]:
    """Both at once. A revision that is not needed after all goes back."""
    return taken_beside(
        backend,
        read=lambda: _read(backend, caller_id, place, amendment),
        take=lambda: _take(backend, place.conversation_id, channel),
        is_needed=lambda attempt: not attempt.has_nothing_to_do(),
        give_back=partial(_give_back_unused, backend),
    )


def _again(backend: Backend, attempt: _Attempt) -> Message:
    """Published again for those who missed it."""
    caller, message = attempt.caller, attempt.message
    room, (whole,) = backend.table.both(
        lambda: enter(backend, caller.user_id, caller.conversation_id),
        lambda: completed(backend, [message]),
    )
    if whole.responses and whole.responses.reactors:
        # Whose reactions are `mine` in what others receive.
        whole = replace(whole, changed_by=caller.user_id)
    return published(whole, room.conversation)


def _under(backend: Backend, attempt: _Attempt, taken: Conversation) -> Message:
    """Write it under this revision, or give the revision back.

    Where it cannot be given back, an attempt whose answer was lost has been stored under it.
    """
    try:
        return _write(backend, attempt, taken.last_revision)
    except _Outrun:
        if not give_back_revision(backend, taken):
            return _changed(backend, attempt, taken.last_revision)
        raise
    except Exception:
        # Only the answer may have been lost, whatever failed since.
        with suppress(Exception):
            if not give_back_revision(backend, taken):
                return _changed(backend, attempt, taken.last_revision)
        raise


def _write(backend: Backend, attempt: _Attempt, revision: int) -> Message:
    for _ in range(_WRITES_TRIED):
        caller, message = attempt.caller, attempt.message
        after, actions = attempt.amendment.change(
            caller, message, revision=revision, backend=backend
        )
        pointer = Change(
            revision=revision,
            kind=ChangeKind.MESSAGE,
            seq=message.seq,
            root_seq=message.root_seq,
            created_at=backend.now(),
        )
        writing = changes.writing(message.conversation_id, pointer)
        try:
            attempt.amendment.prepare(message, backend)
            backend.table.transact([memberships.staying(caller), writing, *actions])
        except Refused as refused:
            found = refused.found
        else:
            if after and not after.is_open:
                return after
            return _changed(backend, attempt, revision)
        attempt = _read(backend, caller.user_id, message.place, attempt.amendment)
        if _CHANGE in found or attempt.is_passed(revision) or attempt.has_nothing_to_do():
            raise _Outrun(attempt)
        attempt.amendment.explain(
            {position - _OWN: item for position, item in found.items() if position >= _OWN}
        )
    raise TryAgain("The chat is busy here right now. Try again.")


def _give_back_unused(backend: Backend, taken: Conversation | None) -> None:
    """Make a revision under which nothing was written a void."""
    if taken:
        give_back_revision(backend, taken)


def _changed(backend: Backend, attempt: _Attempt, revision: int) -> Message:
    """The message as this change and others have left it, told under this change's number."""
    message = attempt.message
    current = present(backend, message.log, message.seq)
    if current is None:
        raise no_such_message()
    return replace(current, revision=revision, changed_by=attempt.caller.user_id)
