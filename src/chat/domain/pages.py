"""What queries return, where models.py has no type for it. Fields as in schema.graphql."""

from dataclasses import dataclass
from datetime import datetime

from chat.domain.models import (
    ChangeKind,
    ConversationKind,
    MemberRole,
    Membership,
    Message,
)
from chat.domain.reactions import Reactor


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxEntry:
    """One entry of a person's inbox."""

    conversation_id: str
    kind: ConversationKind
    title: str | None
    peer_id: str | None
    role: MemberRole
    member_count: int
    last_seq: int
    last_revision: int
    channel_version: int
    read_seq: int
    unread: int
    unread_mentions: int
    last_activity_at: datetime
    last_message: Message | None


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Entries of the inbox, latest activity first."""

    entries: tuple[InboxEntry, ...]
    next_token: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """A conversation's numbers."""

    conversation_id: str
    last_seq: int
    last_revision: int
    channel_version: int
    read_seq: int


@dataclass(frozen=True, slots=True)
class MemberPage:
    """People in a conversation, the longest-standing first."""

    members: tuple[Membership, ...]
    next_token: str | None


@dataclass(frozen=True, slots=True)
class Baseline:
    """The highest numbers up to which nothing is missing."""

    seq: int
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage:
    """Messages in order of seq, and where to go on in both directions."""

    messages: tuple[Message, ...]
    before: int | None
    after: int
    pending: bool
    retry_after_ms: int | None
    baseline: Baseline | None = None


@dataclass(frozen=True, slots=True)
class ReactionPage:
    """Who reacted to a message, emoji by emoji."""

    reactors: tuple[Reactor, ...]
    next_token: str | None


@dataclass(frozen=True, slots=True)
class MentionEntry:
    """Where somebody was mentioned, with the message as it is now."""

    conversation_id: str
    root_seq: int | None
    seq: int
    created_at: datetime
    message: Message


@dataclass(frozen=True, slots=True)
class MentionPage:
    """Where a person was mentioned, newest first."""

    mentions: tuple[MentionEntry, ...]
    next_token: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedThread:
    """A thread as somebody sees it who follows it, or could. root: what it hangs on."""

    conversation_id: str
    root_seq: int
    last_seq: int
    reply_count: int
    last_reply_at: datetime | None
    participant_ids: tuple[str, ...]
    is_followed: bool
    read_seq: int
    unread: int
    root: Message


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """The threads that a person follows, latest reply first."""

    threads: tuple[FollowedThread, ...]
    next_token: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeState:
    """A change, with the present state of what it points to."""

    revision: int
    kind: ChangeKind
    members: tuple[Membership, ...]
    title: str | None
    seq: int | None
    root_seq: int | None
    message: Message | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncPage:
    """What came after a seq and a revision."""

    reset: bool
    messages: tuple[Message, ...]
    changes: tuple[ChangeState, ...]
    seq: int
    revision: int
    more: bool
    pending: bool
    retry_after_ms: int | None
    channel_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A passing event: typing, or a read marker that moved. root_seq: in that thread."""

    conversation_id: str
    channel: str | None
    user_id: str
    typing: bool | None = None
    read_seq: int | None = None
    root_seq: int | None = None
