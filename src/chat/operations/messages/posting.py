"""Writing a message under the next number: once, in order, whatever crashes in between.

Three round trips (docs/table.md has the argument):

1. Read the sender's row: are they in, and is this client id among the sends it remembers?
2. Take the next number from the conversation's counter, an atomic addition that never conflicts.
   The same write returns the channel that the message is published on.
3. Write the message under its number and remember the send on the sender's row, in one transaction
   of items that no other sender touches.

Whoever knows the channel of that moment is a member, so the first two may go side by side.

A function that dies after 2 leaves a hole, which readers fill (messages/log_reader.py). One that
lives but cannot use its numbers gives them back as voids before it answers.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from chat.domain.errors import (
    ClientMessageIdReused,
    Conflict,
    NotFound,
    TryAgain,
    no_such_conversation,
    no_such_message,
)
from chat.domain.models import Conversation, Membership, Message, MessageEvent, log_of
from chat.domain.remembered_sends import Fingerprint, RememberedSend
from chat.operations.access import enter
from chat.operations.backend import Backend
from chat.operations.messages.publishing import published
from chat.operations.messages.taking import taken_beside
from chat.store import memberships, messages
from chat.store.changes import CHANGES
from chat.store.messages import MESSAGES
from chat.store.table import Action, Item, Refused

_NUMBERS_TRIED = 5
"""A number is lost only to a reader's void or a later change; five in a row means trouble."""

_WRITES_TRIED = 50
"""Each refusal means that another call of the same person went through."""

AUTHOR, MESSAGE, CHANGE = 0, 1, 2
"""Positions in every posting's transaction; CHANGE only where a revision was taken."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What was taken: a seq, a revision (0: none), and the conversation as that write left it.

    root_seq: where seq is a number of the thread that hangs there.
    """

    conversation: Conversation
    seq: int
    revision: int = 0
    root_seq: int | None = None

    @property
    def log(self) -> str:
        """Where seq counts."""
        return log_of(self.conversation.id, self.root_seq)


class NumbersLost(Exception):
    """A number that was taken has become a void, or is too low: take others."""


class Posting(Protocol):
    """Something to be written under a number: a text, or the record of a change."""

    @property
    def client_message_id(self) -> str:
        """The sender's own id for it."""

    @property
    def fingerprint(self) -> Fingerprint:
        """What a repeated call is recognised by."""

    def allow(self, author: Membership, *, now: datetime) -> None:
        """Raise a ChatError unless this member may do it."""

    def take(self, backend: Backend, author: Membership) -> tuple["Posting", Numbers] | None:
        """Take the numbers that it needs, and say what to write under them.

        None where there is no such conversation. Raises the ChatError of what cannot be done as
        things are, before a number is taken.
        """

    def transaction(
        self, backend: Backend, author: Membership, numbers: Numbers
    ) -> tuple[Message, Sequence[Action]]:
        """The message under its number, and all that is written with it, in the fixed positions."""

    def mended(
        self, backend: Backend, numbers: Numbers, found: Mapping[int, Item | None]
    ) -> tuple["Posting", Numbers]:
        """After a refusal at a position after CHANGE: what to try with the same numbers.

        Raises NumbersLost, or the ChatError that the refusal means.
        """


class _AlreadySent(Exception):
    """Another call with the same client id has written it meanwhile."""

    def __init__(self, author: Membership, send: RememberedSend) -> None:
        self.author, self.send = author, send


def post_at_once(
    backend: Backend,
    *,
    read: Callable[[], tuple[Membership | None, Posting]],
    numbers: Callable[[], Numbers | None],
) -> Message:
    """The same as post, with the author's row and the posting read while numbers are taken.

    numbers: hands out a seq to nobody but members. It goes back where it is not needed: the message
    is there already, or its author may not write it after all.
    """

    def is_needed(found: tuple[Membership | None, Posting]) -> bool:
        row, posting = found
        if row is None or row.sends.find(posting.fingerprint):
            return False
        posting.allow(row, now=backend.now())
        return True

    (row, posting), taken = taken_beside(
        backend,
        read=read,
        take=numbers,
        is_needed=is_needed,
        give_back=partial(_give_back_unused, backend),
    )
    return post(backend, row, posting, numbers=taken)


def post(
    backend: Backend,
    author: Membership | None,
    posting: Posting,
    *,
    numbers: Numbers | None = None,
    root_seq: int | None = None,
) -> Message:
    """Write it, or answer with the message that an earlier call with the same client id wrote.

    author: the caller's row as it was read, if there is one.  numbers: what was taken for it.
    root_seq: the number on which the thread hangs that it is for.
    Raises NotFound, Forbidden, Conflict, ClientMessageIdReused, TryAgain.
    """
    if author is None:
        raise no_such_conversation()
    if send := author.sends.find(posting.fingerprint):
        return _repeated(backend, author, posting, send, root_seq)
    posting.allow(author, now=backend.now())
    for _ in range(_NUMBERS_TRIED):
        try:
            taken = (posting, numbers) if numbers else posting.take(backend, author)
        except (NotFound, Conflict):
            # It may be done already, by the same call from another device.
            if message := _sent_meanwhile(backend, author, posting, root_seq):
                return message
            raise
        if taken is None:
            raise no_such_conversation()
        if message := _attempt(backend, author, *taken):
            return message
        numbers = None
    raise TryAgain("The chat is busy here right now. Try again.")


def _sent_meanwhile(
    backend: Backend, author: Membership, posting: Posting, root_seq: int | None
) -> Message | None:
    current = memberships.get(backend.table, author.user_id, author.conversation_id)
    send = current.sends.find(posting.fingerprint) if current else None
    return _repeated(backend, current, posting, send, root_seq) if current and send else None


def _attempt(
    backend: Backend, author: Membership, posting: Posting, numbers: Numbers
) -> Message | None:
    """Write it under these numbers, or give them back. None where they were lost."""
    try:
        return _write(backend, author, posting, numbers)
    except _AlreadySent as already:
        if (already.send.seq, already.send.fingerprint) != (numbers.seq, posting.fingerprint):
            _give_back(backend, author, posting, numbers)
        return _repeated(backend, already.author, posting, already.send, numbers.root_seq)
    except NumbersLost:
        return _give_back(backend, author, posting, numbers)
    except Exception:
        # Only the answer may have been lost: then the message is stored, whatever failed since.
        with suppress(Exception):
            if stored := _give_back(backend, author, posting, numbers):
                return stored
        raise


def _write(backend: Backend, author: Membership, posting: Posting, numbers: Numbers) -> Message:
    for _ in range(_WRITES_TRIED):
        message, actions = posting.transaction(backend, author, numbers)
        try:
            backend.table.transact(actions)
        except Refused as refused:
            found = refused.found
        else:
            return message
        if AUTHOR in found:
            author = _reread(found[AUTHOR])
            if send := author.sends.find(posting.fingerprint):
                raise _AlreadySent(author, send)
            posting.allow(author, now=backend.now())
            if numbers.revision and author.revision >= numbers.revision:
                raise NumbersLost
        elif MESSAGE in found or (numbers.revision and CHANGE in found):
            raise NumbersLost
        else:
            posting, numbers = posting.mended(backend, numbers, found)
    raise TryAgain("The chat is busy here right now. Try again.")


def _reread(item: Item | None) -> Membership:
    if item is None:
        raise no_such_conversation()
    return memberships.from_item(item)


def _give_back_unused(backend: Backend, numbers: Numbers | None) -> None:
    """Make a seq under which nothing was written a void."""
    if numbers:
        MESSAGES.void(backend.table, numbers.log, numbers.seq, now=backend.now())


def _give_back(
    backend: Backend, author: Membership, posting: Posting, numbers: Numbers
) -> Message | None:
    """Make the numbers voids. Returns our own message where it was stored after all."""
    table, now = backend.table, backend.now()
    if not MESSAGES.void(table, numbers.log, numbers.seq, now=now):
        stored = messages.as_published(table, numbers.log, numbers.seq)
        if stored and (stored.sender_id, stored.client_message_id) == (
            author.user_id,
            posting.client_message_id,
        ):
            return published(stored, numbers.conversation)
    if numbers.revision:
        CHANGES.void(table, numbers.conversation.id, numbers.revision, now=now)
    return None


def _repeated(
    backend: Backend,
    author: Membership,
    posting: Posting,
    send: RememberedSend,
    root_seq: int | None,
) -> Message:
    """The message of the first call, published again for those who missed it."""
    if send.fingerprint.content != posting.fingerprint.content:
        raise ClientMessageIdReused(
            "This client id was used before, with different content. Use a new one."
        )
    if root_seq is not None and root_seq < author.from_seq:
        # They have left since, and come back where they may not read what it is a reply to.
        raise no_such_message()
    log = log_of(author.conversation_id, root_seq)
    message = messages.as_published(backend.table, log, send.seq)
    if message is None:
        raise NotFound("The message was sent, but no longer exists.")
    if message.event is MessageEvent.MEMBER_LEFT:
        return message
    conversation = enter(backend, author.user_id, author.conversation_id).conversation
    return published(message, conversation)
