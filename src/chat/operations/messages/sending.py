"""Sending a text to a conversation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from chat.domain.errors import no_such_conversation
from chat.domain.grants import Permission, require
from chat.domain.models import ConversationKind, Membership, Message, MessageKind, Place
from chat.domain.remembered_sends import Fingerprint
from chat.operations.backend import Backend
from chat.operations.members.rejoining import bring_back
from chat.operations.mentions.eligibility import require_members
from chat.operations.messages.forwarding import Forward
from chat.operations.messages.posting import Numbers, NumbersLost, Posting, post, post_at_once
from chat.operations.messages.quoting import require_answerable
from chat.store import conversations, memberships, messages, rooms
from chat.store.table import Action, Item


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be sent: a body of one's own, or what somebody said elsewhere.

    reply_to: the number that it answers.  original: the message there, as it was read.
    mentions: people by their ids.  mentioned: their rows, as they were read.
    """

    said: str | Forward
    client_message_id: str
    reply_to: int | None = None
    original: Message | None = None
    mentions: tuple[str, ...] = ()
    mentions_everyone: bool = False
    mentioned: Mapping[str, Membership] = field(default_factory=dict)

    @property
    def fingerprint(self) -> Fingerprint:
        """Recognised by the client's id, compared by what was asked for."""
        said = ("TEXT", self.said) if isinstance(self.said, str) else self.said.asked_for
        answering = () if self.reply_to is None else ("REPLY", str(self.reply_to))
        mentions = ("MENTIONS", *self.mentions) if self.mentions else ()
        everyone = ("EVERYONE",) if self.mentions_everyone else ()
        content = (*said, *answering, *mentions, *everyone)
        return Fingerprint.of(self.client_message_id, *content)

    def allow(self, author: Membership, *, now: datetime) -> None:
        """Members may send; whoever left a direct conversation comes back by sending.

        What is answered or forwarded must be a text that they may read.
        """
        if not author.is_active and author.kind is not ConversationKind.DIRECT:
            raise no_such_conversation()
        require(author, Permission.SEND_MESSAGES, now=now)
        if self.reply_to is not None:
            original = self.original
            is_readable = original is not None and original.seq >= author.from_seq
            require_answerable(original if is_readable else None)
        if isinstance(self.said, Forward):
            self.said.text()
        if self.mentions_everyone:
            require(author, Permission.MENTION_EVERYONE, now=now)
        require_members(self.mentions, self.mentioned)

    def take(self, backend: Backend, author: Membership) -> tuple[Posting, Numbers] | None:
        """One seq."""
        numbers = _one_seq(backend, author.conversation_id)
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
        body, first = (self.said, None) if isinstance(self.said, str) else self.said.text()
        message = Message(
            conversation_id=conversation.id,
            seq=numbers.seq,
            kind=MessageKind.TEXT,
            sender_id=author.user_id,
            client_message_id=self.client_message_id,
            created_at=backend.now(),
            body=body,
            reply_to=self.reply_to,
            forwarded_from=first,
            channel=conversation.channel,
            channel_version=conversation.channel_version,
            mentions=self.mentions,
            mentions_everyone=self.mentions_everyone,
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
    body: str | Place,
    client_message_id: str,
    channel: str | None = None,
    reply_to: int | None = None,
    mentions: Sequence[str] = (),
    mentions_everyone: bool = False,
) -> Message:
    """Store a text under the next number, once for each client id.

    body: what is said, or the place of a text that is forwarded.
    reply_to: the number of the text that it answers.  mentions: members by their ids. All of that
    is read with the sender's row.  mentions_everyone: all who are in, by those who may.
    channel: what the sender takes for the current one. Only members know it, so whoever does gets
    a number while it is read whether they are one: a round trip less.
    Raises NotFound, Forbidden, InvalidArguments, Conflict, ClientMessageIdReused, TryAgain.
    """
    text = Text(
        body if isinstance(body, str) else Forward(body),
        client_message_id,
        reply_to,
        mentions=tuple(mentions),
        mentions_everyone=mentions_everyone,
    )

    def read() -> tuple[Membership | None, Text]:
        return _read(backend, sender_id, conversation_id, text)

    if channel is None:
        return post(backend, *read())
    return post_at_once(
        backend, read=read, numbers=lambda: _one_seq(backend, conversation_id, channel)
    )


def _read(
    backend: Backend, sender_id: str, conversation_id: str, text: Text
) -> tuple[Membership | None, Text]:
    """The sender's row, and the text with what it answers, sends on and mentions, in one read."""
    answered = None if text.reply_to is None else Place(conversation_id, text.reply_to)
    forward = text.said if isinstance(text.said, Forward) else None
    places = [place for place in (answered, forward.place if forward else None) if place]
    if not (places or text.mentions):
        return memberships.get(backend.table, sender_id, conversation_id), text
    here = dict.fromkeys([conversation_id, *(place.conversation_id for place in places)])
    people = ((user_id, conversation_id) for user_id in text.mentions)
    rows, found = rooms.get_with_messages(
        backend.table, [*((sender_id, each) for each in here), *people], places
    )
    own = {each: rows[sender_id, each] for each in here if (sender_id, each) in rows}
    return own.get(conversation_id), replace(
        text,
        said=forward.found(own, found) if forward else text.said,
        original=found.get(answered) if answered else None,
        mentioned={who: row for (who, where), row in rows.items() if where == conversation_id},
    )


def _one_seq(backend: Backend, conversation_id: str, channel: str | None = None) -> Numbers | None:
    """channel: only if it is the current one."""
    now = backend.now()
    taken = conversations.take_seq(backend.table, conversation_id, now=now, channel=channel)
    return Numbers(taken, seq=taken.last_seq) if taken else None
