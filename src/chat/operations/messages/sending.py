"""Sending a text to a conversation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chat.domain.errors import no_such_conversation
from chat.domain.models import ConversationKind, Membership, Message, MessageKind
from chat.domain.remembered_sends import Fingerprint
from chat.operations.backend import Backend
from chat.operations.members.rejoining import bring_back
from chat.operations.messages.posting import Numbers, NumbersLost, Posting, post, post_at_once
from chat.store import conversations, memberships, messages
from chat.store.table import Action, Item


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be sent."""

    body: str
    client_message_id: str

    @property
    def fingerprint(self) -> Fingerprint:
        """Recognised by the client's id, compared by the body."""
        return Fingerprint.of(self.client_message_id, "TEXT", self.body)

    def allow(self, author: Membership) -> None:
        """Members may send; whoever left a direct conversation comes back by sending."""
        if not author.is_active and author.kind is not ConversationKind.DIRECT:
            raise no_such_conversation()

    def take(self, backend: Backend, conversation_id: str) -> tuple[Posting, Numbers] | None:
        """One seq."""
        numbers = _one_seq(backend, conversation_id)
        return (self, numbers) if numbers else None

    def transaction(
        self, backend: Backend, author: Membership, numbers: Numbers
    ) -> tuple[Message, Sequence[Action]]:
        """The sender's row and the message: no item that another sender writes.

        In a direct conversation, both people are brought back in first.
        """
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
) -> Message:
    """Store a text under the next number, once for each client id.

    channel: what the sender takes for the current one. Only members know it, so whoever does gets
    a number while it is read whether they are one: a round trip less.
    Raises NotFound, ClientMessageIdReused, TryAgain.
    """
    text = Text(body, client_message_id)

    def author() -> Membership | None:
        return memberships.get(backend.table, sender_id, conversation_id)

    if channel is None:
        return post(backend, author(), text)
    return post_at_once(
        backend, text, author=author, numbers=lambda: _one_seq(backend, conversation_id, channel)
    )


def _one_seq(backend: Backend, conversation_id: str, channel: str | None = None) -> Numbers | None:
    """channel: only if it is the current one."""
    now = backend.now()
    taken = conversations.take_seq(backend.table, conversation_id, now=now, channel=channel)
    return Numbers(taken, seq=taken.last_seq) if taken else None
