"""Sending a text to a conversation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from chat.domain.errors import Conflict, Forbidden, no_such_conversation, no_such_message
from chat.domain.models import ConversationKind, Membership, Message, MessageKind
from chat.domain.remembered_sends import Fingerprint
from chat.operations.backend import Backend
from chat.operations.members.rejoining import bring_back
from chat.operations.messages.posting import Numbers, NumbersLost, Posting, post, post_at_once
from chat.store import conversations, memberships, messages, rooms
from chat.store.table import Action, Item


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be sent.

    reply_to: the number that it answers.  original: the message there, as it was read.
    """

    body: str
    client_message_id: str
    reply_to: int | None = None
    original: Message | None = None

    @property
    def fingerprint(self) -> Fingerprint:
        """Recognised by the client's id, compared by the body and what it answers."""
        answering = () if self.reply_to is None else ("REPLY", str(self.reply_to))
        return Fingerprint.of(self.client_message_id, "TEXT", self.body, *answering)

    def allow(self, author: Membership) -> None:
        """Members may send; whoever left a direct conversation comes back by sending.

        What is answered must be a text that they may read.
        """
        if not author.is_active and author.kind is not ConversationKind.DIRECT:
            raise no_such_conversation()
        if self.reply_to is not None:
            _require_answerable(self.original, author)

    def take(self, backend: Backend, conversation_id: str) -> tuple[Posting, Numbers] | None:
        """One seq."""
        numbers = _one_seq(backend, conversation_id)
        return (self, numbers) if numbers else None

    def transaction(
        self, backend: Backend, author: Membership, numbers: Numbers
    ) -> tuple[Message, Sequence[Action]]:
        """The sender's row and the message: no item that another sender writes.

        In a direct conversation, both people are brought back in first. A number below that of what
        it answers was taken before that was written: an answer comes after.
        """
        if self.reply_to and self.reply_to >= numbers.seq:
            raise NumbersLost
        conversation = numbers.conversation
        # A sender who has just left is not among the absent yet.
        leaver = () if author.is_active else (author.user_id,)
        bring_back(backend, conversation.id, conversation.absent.union(leaver))
        message = Message(
            conversation_id=conversation.id,
            seq=numbers.seq,
            kind=MessageKind.TEXT,
            sender_id=author.user_id,
            client_message_id=self.client_message_id,
            created_at=backend.now(),
            body=self.body,
            reply_to=self.reply_to,
            channel=conversation.channel,
            channel_version=conversation.channel_version,
        )
        sends = author.sends.remember(self.fingerprint, seq=numbers.seq)
        return message, [
            memberships.remembering(author, sends, seq=numbers.seq),
            messages.writing(message),
        ]

    def mended(
        self, backend: Backend, numbers: Numbers, found: Mapping[int, Item | None]
    ) -> tuple[Posting, Numbers]:
        """Nothing is written after the fixed positions."""
        raise NumbersLost


def send_message(
    backend: Backend,
    sender_id: str,
    conversation_id: str,
    *,
    body: str,
    client_message_id: str,
    channel: str | None = None,
    reply_to: int | None = None,
) -> Message:
    """Store a text under the next number, once for each client id.

    reply_to: the number of the text that it answers, which is read with the sender's row.
    channel: what the sender takes for the current one. Only members know it, so whoever does gets
    a number while it is read whether they are one: a round trip less.
    Raises NotFound, Forbidden, Conflict, ClientMessageIdReused, TryAgain.
    """
    text = Text(body, client_message_id, reply_to)

    def read() -> tuple[Membership | None, Text]:
        table = backend.table
        if reply_to is None:
            return memberships.get(table, sender_id, conversation_id), text
        row, original = rooms.get_with_message(table, sender_id, conversation_id, reply_to)
        return row, replace(text, original=original)

    if channel is None:
        return post(backend, *read())
    return post_at_once(
        backend, read=read, numbers=lambda: _one_seq(backend, conversation_id, channel)
    )


def _require_answerable(original: Message | None, author: Membership) -> None:
    if original is None or original.seq < author.from_seq:
        raise no_such_message()
    if original.kind is not MessageKind.TEXT:
        raise Forbidden("Only what people write can be answered.")
    if original.deleted_at:
        raise Conflict("The message that you answer was deleted.")


def _one_seq(backend: Backend, conversation_id: str, channel: str | None = None) -> Numbers | None:
    """channel: only if it is the current one."""
    now = backend.now()
    taken = conversations.take_seq(backend.table, conversation_id, now=now, channel=channel)
    return Numbers(taken, seq=taken.last_seq) if taken else None
