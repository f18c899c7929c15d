"""Replying to a message, in the thread that hangs on it.

A reply is written as a text is (operations/messages/posting.py), under the next number of its
thread, and it is a change of the conversation: it takes a revision. Four round trips, five for the
first reply:

1. Read the sender's row, and the message with what others have responded.
2. Take a revision and a number of the thread, side by side. Before that, a message that nobody has
   responded to is opened for responses, as before a first reaction.
3. Write the reply, the pointer, and the sender's share of the message's responses.
4. Read the message again: others may have replied meanwhile.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from chat.domain.errors import Conflict, Forbidden, no_such_conversation, no_such_message
from chat.domain.grants import Permission, require
from chat.domain.models import (
    Change,
    ChangeKind,
    Conversation,
    ConversationKind,
    Membership,
    Message,
    MessageKind,
    Place,
    log_of,
)
from chat.domain.remembered_sends import Fingerprint
from chat.domain.threads import NAMED, ThreadCounter
from chat.operations.backend import Backend
from chat.operations.members.rejoining import bring_back
from chat.operations.mentions.eligibility import require_members
from chat.operations.messages.posting import Numbers, NumbersLost, Posting, post
from chat.operations.messages.publishing import published
from chat.operations.messages.quoting import require_answerable
from chat.operations.messages.telling import root_of, told
from chat.store import changes, conversations, memberships, messages, responses, rooms, threads
from chat.store.changes import CHANGES
from chat.store.messages import MESSAGES
from chat.store.table import Action, Item, Refused

_SHARE = 3
"""The position in the transaction of the sender's share of the root's responses."""


def send_reply(
    backend: Backend,
    sender_id: str,
    conversation_id: str,
    root_seq: int,
    *,
    body: str,
    client_message_id: str,
    reply_to: int | None = None,
    mentions: Sequence[str] = (),
) -> Message:
    """Store a text under the next number of a thread, once for each client id.

    Returns the message that the thread hangs on, as it is then, with the new one as its reply.
    reply_to: a number of the thread.  mentions: members by their ids.
    Raises NotFound, Forbidden, InvalidArguments, Conflict, ClientMessageIdReused, TryAgain.
    """
    reply = _Reply(body, client_message_id, root_seq, reply_to, tuple(mentions))
    author, whole = _read(backend, sender_id, conversation_id, reply)
    stored = post(backend, author, whole, root_seq=root_seq)
    return told(stored, root_of(backend, stored.place))


@dataclass(frozen=True, slots=True)
class _Reply:
    """A text to be sent in a thread.

    root: the message that it hangs on, with its responses.  original: what it answers.
    mentioned: the rows of those it mentions.  All three as they were read.
    is_last: whether no later reply is known of in the sender's share of the responses.
    """

    body: str
    client_message_id: str
    root_seq: int
    reply_to: int | None
    mentions: tuple[str, ...]
    root: Message | None = None
    original: Message | None = None
    mentioned: Mapping[str, Membership] = field(default_factory=dict)
    is_last: bool = True

    @property
    def fingerprint(self) -> Fingerprint:
        answering = () if self.reply_to is None else ("REPLY", str(self.reply_to))
        mentions = ("MENTIONS", *self.mentions) if self.mentions else ()
        content = ("THREAD", str(self.root_seq), self.body, *answering, *mentions)
        return Fingerprint.of(self.client_message_id, *content)

    def allow(self, author: Membership, *, now: datetime) -> None:
        if not author.is_active and author.kind is not ConversationKind.DIRECT:
            raise no_such_conversation()
        require(author, Permission.SEND_MESSAGES, now=now)
        self._require_root(author)
        if self.reply_to is not None:
            require_answerable(self.original)
        require_members(self.mentions, self.mentioned)

    def take(self, backend: Backend, author: Membership) -> tuple[Posting, Numbers] | None:
        """A revision and a number of the thread, which only members are given."""
        if self.root and not self.root.is_open:
            _open(backend, self.root)
        numbers = _take(backend, author.conversation_id, self.root_seq)
        return (self, numbers) if numbers else None

    def transaction(
        self, backend: Backend, author: Membership, numbers: Numbers
    ) -> tuple[Message, Sequence[Action]]:
        """The sender's row and share, the reply and its pointer: nothing another sender writes."""
        if self.reply_to and self.reply_to >= numbers.seq:
            raise NumbersLost
        conversation, root = numbers.conversation, self._require_root(author)
        leaver = () if author.is_active else (author.user_id,)
        bring_back(backend, conversation.id, conversation.absent.union(leaver))
        message = Message(
            conversation_id=conversation.id,
            root_seq=self.root_seq,
            seq=numbers.seq,
            kind=MessageKind.TEXT,
            sender_id=author.user_id,
            client_message_id=self.client_message_id,
            created_at=backend.now(),
            body=self.body,
            revision=numbers.revision,
            reply_to=self.reply_to,
            mentions=self.mentions,
        )
        pointer = Change(
            revision=numbers.revision,
            kind=ChangeKind.MESSAGE,
            seq=message.seq,
            root_seq=message.root_seq,
            created_at=message.created_at,
        )
        known = root.responses.replies.people if root.responses else frozenset[str]()
        sends = author.sends.remember(self.fingerprint, seq=numbers.seq)
        return published(message, conversation), [
            memberships.remembering(author, sends),
            messages.writing(message),
            changes.writing(conversation.id, pointer),
            responses.replying(
                root,
                message,
                is_named=author.user_id not in known and len(known) < NAMED,
                is_last=self.is_last,
            ),
        ]

    def mended(
        self, backend: Backend, numbers: Numbers, found: Mapping[int, Item | None]
    ) -> tuple[Posting, Numbers]:
        """A later reply is there already, or the message that the thread hangs on is deleted."""
        share = found.get(_SHARE)
        if share and responses.is_closed(share):
            raise _deleted()
        return replace(self, is_last=False), numbers

    def _require_root(self, author: Membership) -> Message:
        root = self.root
        if root is None or root.seq < author.from_seq:
            raise no_such_message()
        if root.kind is not MessageKind.TEXT:
            raise Forbidden("Only to what people write one can reply.")
        if root.deleted_at:
            raise _deleted()
        return root


def _read(
    backend: Backend, sender_id: str, conversation_id: str, reply: _Reply
) -> tuple[Membership | None, _Reply]:
    root = Place(conversation_id, reply.root_seq)
    answered = Place(conversation_id, reply.reply_to or 0, reply.root_seq)
    people = [(each, conversation_id) for each in (sender_id, *reply.mentions)]
    places = [root] if reply.reply_to is None else [root, answered]
    (rows, found), responded = backend.table.both(
        lambda: rooms.get_with_messages(backend.table, people, places),
        lambda: responses.of_message(backend.table, root.log, root.seq),
    )
    message = found.get(root)
    return rows.get((sender_id, conversation_id)), replace(
        reply,
        root=message.with_responses(responded) if message else None,
        original=found.get(answered),
        mentioned={who: row for (who, _), row in rows.items()},
    )


def _take(backend: Backend, conversation_id: str, root_seq: int) -> Numbers | None:
    """Both numbers, side by side. Where one is not to be had, the other goes back."""
    table, now, log = backend.table, backend.now(), log_of(conversation_id, root_seq)
    conversation: Conversation | None = None
    thread: ThreadCounter | None = None

    def take_revision() -> None:
        nonlocal conversation
        conversation = conversations.take_revision(table, conversation_id, now=now)

    def take_seq() -> None:
        nonlocal thread
        thread = threads.take_seq(table, conversation_id, root_seq, now=now)

    try:
        table.both(take_revision, take_seq)
    except Exception:
        with suppress(Exception):
            if conversation:
                CHANGES.void(table, conversation_id, conversation.last_revision, now=now)
            if thread:
                MESSAGES.void(table, log, thread.last_seq, now=now)
        raise
    if conversation is None or thread is None:
        return None
    return Numbers(conversation, thread.last_seq, conversation.last_revision, root_seq)


def _open(backend: Backend, root: Message) -> None:
    try:
        backend.table.update(messages.opening(root))
    except Refused:
        raise _deleted() from None


def _deleted() -> Conflict:
    return Conflict("The message that you reply to was deleted.")
