"""The nouns of the chat, as they are stored."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from chat.domain.mentions import MentionNumbers
from chat.domain.reactions import Reactor
from chat.domain.remembered_sends import RememberedSends
from chat.domain.responses import Responses
from chat.domain.threads import Thread

DIRECT_SIZE = 2
AUDIENCE_LIMIT = 100
"""Above this many members, typing and read markers are not published."""


class ConversationKind(StrEnum):
    """Two people, or a group with an owner."""

    DIRECT = "DIRECT"
    GROUP = "GROUP"


class MemberRole(StrEnum):
    """What a member may do (domain/grants.py): each may more than those after it."""

    OWNER = "OWNER"
    ADMIN = "ADMIN"
    MODERATOR = "MODERATOR"
    MEMBER = "MEMBER"
    READER = "READER"


class MemberStatus(StrEnum):
    """Whether a person is in the conversation now. Rows of those who left are kept."""

    ACTIVE = "ACTIVE"
    LEFT = "LEFT"


class MessageKind(StrEnum):
    """Said by a person, or recorded by the chat."""

    TEXT = "TEXT"
    SYSTEM = "SYSTEM"


class MessageEvent(StrEnum):
    """What a system message records."""

    MEMBERS_ADDED = "MEMBERS_ADDED"
    MEMBER_REMOVED = "MEMBER_REMOVED"
    MEMBER_LEFT = "MEMBER_LEFT"
    CONVERSATION_RENAMED = "CONVERSATION_RENAMED"


class ChangeKind(StrEnum):
    """What a change points to."""

    MEMBERS = "MEMBERS"
    CONVERSATION = "CONVERSATION"
    MESSAGE = "MESSAGE"


class MessagePart(StrEnum):
    """What a message has besides the fields that the first release knew."""

    EDITED = "EDITED"
    DELETED = "DELETED"
    REACTIONS = "REACTIONS"
    PINNED = "PINNED"
    QUOTE = "QUOTE"
    FORWARD = "FORWARD"
    MENTIONS = "MENTIONS"
    THREAD = "THREAD"


class InboxEventKind(StrEnum):
    """How a membership, or what it counts, changed, as published to that person."""

    ADDED = "ADDED"
    REMOVED = "REMOVED"
    ROLE_CHANGED = "ROLE_CHANGED"
    MENTIONS_CHANGED = "MENTIONS_CHANGED"


@dataclass(frozen=True, slots=True)
class User:
    """A person who has signed in at least once. id: the subject of their tokens."""

    id: str
    username: str
    display_name: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A conversation, its counters, and the channel its events go out on.

    last_seq, last_revision: the last numbers handed out; 0 before the first.
    last_seq_at, last_revision_at: when that was, by the clock of the function that took them.
    absent: those who left a direct conversation; they are back in when either person writes.
    newcomers_from: the first number that everyone who ever joined may read, as far as is certain.
    mentioned_in: the last numbers that mention everyone.
    is_restricted: whether there may be somebody in who may not write.
    """

    id: str
    kind: ConversationKind
    title: str | None
    created_by: str
    created_at: datetime
    member_count: int
    last_seq: int
    last_seq_at: datetime
    last_revision: int
    last_revision_at: datetime
    channel: str
    channel_version: int
    history_for_newcomers: bool = True
    request_digest: bytes = b""
    absent: frozenset[str] = frozenset()
    newcomers_from: int = 1
    mentioned_in: MentionNumbers = field(default_factory=MentionNumbers)
    is_restricted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A person in a conversation: the table's UserConversation.

    joined_seq: the number of the message that added this person; 0 for the first members.
    read_seq: the last number the person has read.  from_seq: the first they may read.
    revision: that of the last change to this row.
    mentioned_in: the last numbers that mention the person by name.
    muted_until: when they may write again; None if they were never muted.
    """

    user_id: str
    conversation_id: str
    kind: ConversationKind
    role: MemberRole
    status: MemberStatus
    joined_seq: int
    joined_at: datetime
    read_seq: int = 0
    from_seq: int = 1
    revision: int = 0
    sends: RememberedSends = field(default_factory=RememberedSends)
    mentioned_in: MentionNumbers = field(default_factory=MentionNumbers)
    peer_id: str | None = None
    muted_until: datetime | None = None

    @property
    def is_active(self) -> bool:
        """Whether the person is in the conversation now."""
        return self.status is MemberStatus.ACTIVE

    def is_muted(self, now: datetime) -> bool:
        """Whether the person may not write for a while: it ends by itself."""
        return self.muted_until is not None and now < self.muted_until


def log_of(conversation_id: str, root_seq: int | None) -> str:
    """The name of a numbered log of messages: a conversation's own, or that of a thread in it."""
    return conversation_id if root_seq is None else f"{conversation_id}/{root_seq}"


class Place(NamedTuple):
    """Where a message stands. root_seq: the number on which its thread hangs, if it is in one."""

    conversation_id: str
    seq: int
    root_seq: int | None = None

    @property
    def log(self) -> str:
        """The numbered log in which seq counts."""
        return log_of(self.conversation_id, self.root_seq)

    @property
    def root(self) -> "Place | None":
        """Where the message stands that its thread hangs on, if it is in one."""
        return None if self.root_seq is None else Place(self.conversation_id, self.root_seq)

    @property
    def own_or_root_seq(self) -> int:
        """The number of the conversation that decides who may read it."""
        return self.seq if self.root_seq is None else self.root_seq


@dataclass(frozen=True, slots=True)
class ForwardedFrom:
    """Who said first what was forwarded, and when."""

    sender_id: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message, stored under one number of a conversation or of a thread, as it is now.

    revision: that of its last change; None if there was none.  edits: how often its body changed.
    channel, channel_version: what it is published on; None except in a mutation's answer.
    text_revision: that of its text, 0 if it never changed; None where it is that of the message.
    changes: how often its own row has changed.  is_open: whether anyone ever responded to it.
    responses: None where they were not read, though there may be some.
    reply_to: the number of the message that it answers.  quoted: that message as it is now, without
    its reactions; None where it was not read, or not for this reader.
    mentions: people by their ids.  mentions_everyone: all who are in, besides.
    root_seq: the number on which its thread hangs, if it is a reply.
    reply: what happened in its thread, where that is what is told.
    """

    conversation_id: str
    seq: int
    kind: MessageKind
    sender_id: str
    client_message_id: str
    created_at: datetime
    body: str | None = None
    event: MessageEvent | None = None
    member_ids: tuple[str, ...] | None = None
    revision: int | None = None
    channel: str | None = None
    channel_version: int | None = None
    changed_by: str | None = None
    edited_at: datetime | None = None
    edits: int = 0
    deleted_at: datetime | None = None
    deleted_by: str | None = None
    pinned_at: datetime | None = None
    pinned_by: str | None = None
    text_revision: int | None = None
    changes: int = 0
    is_open: bool = False
    responses: Responses | None = None
    reply_to: int | None = None
    quoted: "Message | None" = None
    forwarded_from: ForwardedFrom | None = None
    mentions: tuple[str, ...] = ()
    mentions_everyone: bool = False
    root_seq: int | None = None
    reply: "Message | None" = None

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.conversation_id, self.seq, self.root_seq)

    @property
    def log(self) -> str:
        """The numbered log in which it stands."""
        return self.place.log

    @property
    def thread(self) -> Thread | None:
        """What hangs on it; None if nobody has replied, or where that was not read."""
        if self.responses is None or not self.responses.replies.last_seq:
            return None
        return self.responses.replies.thread_of(self.seq)

    @property
    def version(self) -> int | None:
        """How often it has changed, with the responses to it; None where those were not read."""
        if self.responses is None:
            return None if self.is_open else self.changes
        return self.changes + self.responses.changes

    @property
    def reactors(self) -> frozenset[Reactor]:
        """Who reacts to it, as far as that was read."""
        return self.responses.reactors if self.responses else frozenset()

    def changed(self, *, by: str, revision: int) -> "Message":
        """The same after one more change of its own row."""
        return replace(self, changed_by=by, revision=revision, changes=self.changes + 1)

    def with_responses(self, found: Responses) -> "Message":
        """The same with the responses to it, which may have changed last.

        Of a deleted one, only the replies are left.
        """
        if not (found.changes or self.is_open):
            return self
        responses = replace(found, reactors=frozenset()) if self.deleted_at else found
        if (found.revision or 0) <= (self.revision or 0):
            return replace(self, responses=responses)
        return replace(
            self, responses=responses, revision=found.revision, changed_by=found.changed_by
        )

    @property
    def parts(self) -> tuple[MessagePart, ...]:
        """What it has besides the fields that the first release knew."""
        has = {
            MessagePart.EDITED: self.edited_at is not None,
            MessagePart.DELETED: self.deleted_at is not None,
            MessagePart.REACTIONS: self._has_reactions,
            MessagePart.PINNED: self.pinned_at is not None,
            MessagePart.QUOTE: self.reply_to is not None,
            MessagePart.FORWARD: self.forwarded_from is not None,
            MessagePart.MENTIONS: self.mentions_anyone,
            MessagePart.THREAD: self._has_thread,
        }
        return tuple(part for part, is_there in has.items() if is_there)

    @property
    def mentions_anyone(self) -> bool:
        """Whether it mentions people, by name or all of them."""
        return bool(self.mentions) or self.mentions_everyone

    @property
    def _has_thread(self) -> bool:
        if self.responses is None:
            return self.is_open and self.root_seq is None
        return self.thread is not None

    @property
    def _has_reactions(self) -> bool:
        if self.responses is None:
            return self.is_open and self.deleted_at is None
        return bool(self.responses.reactors)


@dataclass(frozen=True, slots=True)
class MessageVersion:
    """A text that a message has, or had: since when, and who wrote it."""

    body: str
    edited_at: datetime
    edited_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one revision of a conversation points to, people or a message. It holds no text.

    root_seq: the number on which the message's thread hangs, if it is a reply.
    """

    revision: int
    kind: ChangeKind
    created_at: datetime
    member_ids: tuple[str, ...] = ()
    seq: int | None = None
    root_seq: int | None = None


@dataclass(frozen=True, slots=True)
class Void:
    """A number that will never hold anything: its writer died, or gave it back."""

    number: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Room:
    """A conversation with the membership of the person who looks at it."""

    conversation: Conversation
    membership: Membership


def unread(conversation: Conversation, membership: Membership) -> int:
    """How many numbers a member has not read. The conversation may be the older of the two."""
    return max(0, conversation.last_seq - membership.read_seq)


def unread_mentions(conversation: Conversation, membership: Membership) -> int:
    """How many numbers that a member has not read mention them, of the last ones that are kept."""
    mentioned = {*membership.mentioned_in, *conversation.mentioned_in}
    return sum(number > membership.read_seq for number in mentioned)
