"""A person's conversations: as a list, or only their numbers."""

from collections.abc import Iterable, Sequence

from chat.domain.models import Conversation, Membership, Message, unread, unread_mentions
from chat.domain.pages import Head, InboxEntry, InboxPage
from chat.operations.backend import Backend
from chat.store import conversations, cursor, memberships, messages
from chat.store.attributes import from_time

_MANY = 10
"""From so many on, all of a person's rows in one query cost less than each by itself: a read unit
is for four kilobytes of a query, and for one item of a batch."""


def inbox(backend: Backend, user_id: str, *, limit: int, next_token: str | None) -> InboxPage:
    """A page of the person's conversations, latest activity first.

    It reads all of the person's rows, even those of conversations they left, at most 500
    conversations, and the last message of each on the page. Raises InvalidArguments for a token of
    another query.
    """
    rows = [row for row in memberships.of_user(backend.table, user_id) if row.is_active]
    ids = [row.conversation_id for row in rows]
    found = conversations.get_many(backend.table, ids, consistent=False)
    # Every row has a conversation; one not found may be too new for the cheaper read.
    unseen = [conversation_id for conversation_id in ids if conversation_id not in found]
    found |= conversations.get_many(backend.table, unseen, consistent=True)
    pairs = [(found[row.conversation_id], row) for row in rows if row.conversation_id in found]
    pairs.sort(key=_activity, reverse=True)
    if next_token:
        after = cursor.decode(next_token, "inbox", user_id, str)
        pairs = [pair for pair in pairs if _activity(pair) < after]
    shown = pairs[:limit]
    last = _last_messages(backend, shown)
    return InboxPage(
        entries=tuple(_entry(*pair, last.get(pair[0].id)) for pair in shown),
        next_token=(
            cursor.encode("inbox", user_id, _activity(shown[-1])) if len(pairs) > limit else None
        ),
    )


def heads(
    backend: Backend, user_id: str, conversation_ids: Sequence[str]
) -> tuple[Head | None, ...]:
    """The numbers of several conversations; None for one the person is not in.

    They may be a moment old, and so may be whether somebody is in: clients ask again.
    """
    found, rows = backend.table.both(
        lambda: conversations.get_many(backend.table, conversation_ids, consistent=False),
        lambda: _own_rows(backend, user_id, conversation_ids),
    )
    return tuple(
        _head(found[conversation_id], rows[conversation_id])
        if conversation_id in found and conversation_id in rows
        else None
        for conversation_id in conversation_ids
    )


def _own_rows(
    backend: Backend, user_id: str, conversation_ids: Sequence[str]
) -> dict[str, Membership]:
    """The person's rows in conversations that they are in, at the lower price."""
    if len(conversation_ids) < _MANY:
        pairs = ((user_id, conversation_id) for conversation_id in conversation_ids)
        rows = [*memberships.get_many(backend.table, pairs, consistent=False).values()]
    else:
        rows = memberships.of_user(backend.table, user_id, consistent=False)
    return {row.conversation_id: row for row in rows if row.is_active}


def _activity(pair: tuple[Conversation, Membership]) -> tuple[str, str]:
    conversation, _ = pair
    return from_time(conversation.last_seq_at), conversation.id


def _last_messages(
    backend: Backend, pairs: Iterable[tuple[Conversation, Membership]]
) -> dict[str, Message]:
    return messages.get_many(
        backend.table,
        (
            (conversation.id, conversation.last_seq)
            for conversation, row in pairs
            if conversation.last_seq >= row.from_seq
        ),
    )


def _head(conversation: Conversation, row: Membership) -> Head:
    return Head(
        conversation_id=conversation.id,
        last_seq=conversation.last_seq,
        last_revision=conversation.last_revision,
        channel_version=conversation.channel_version,
        read_seq=row.read_seq,
    )


def _entry(conversation: Conversation, row: Membership, last: Message | None) -> InboxEntry:
    return InboxEntry(
        conversation_id=conversation.id,
        kind=conversation.kind,
        title=conversation.title,
        peer_id=row.peer_id,
        role=row.role,
        member_count=conversation.member_count,
        last_seq=conversation.last_seq,
        last_revision=conversation.last_revision,
        channel_version=conversation.channel_version,
        read_seq=row.read_seq,
        unread=unread(conversation, row),
        unread_mentions=unread_mentions(conversation, row),
        last_activity_at=conversation.last_seq_at,
        last_message=last,
    )
