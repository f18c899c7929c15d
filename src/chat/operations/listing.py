"""A person's conversations, and a conversation's people."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from chat.domain.models import Change, Conversation, Membership, Message, Room, unread
from chat.domain.pages import Head, InboxEntry, InboxPage, MemberPage
from chat.operations.backend import Backend
from chat.operations.entering import look_in
from chat.operations.reading import changes_of
from chat.store import conversations, cursor, memberships, messages, rooms
from chat.store.attributes import from_time

_INDEX_LAG = timedelta(minutes=1)
"""How far GSI1 may be behind: newer changes are read from the log."""

_RECENT_CHANGES = 25


def inbox(backend: Backend, user_id: str, *, limit: int, next_token: str | None) -> InboxPage:
    """A page of the person's conversations, latest activity first.

    It reads all of the person's rows, those of what they left too, at most 500 conversations, and
    the last message of those on the page. Raises InvalidArguments for a token of another query.
    """
    rows = [row for row in memberships.of_user(backend.table, user_id) if row.is_active]
    ids = [row.conversation_id for row in rows]
    found = conversations.get_many(backend.table, ids, consistent=False)
    # A row is there, so its conversation is too: perhaps too new for the cheaper read.
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
    """The numbers of several conversations; None in the place of one the person is not in."""
    found = rooms.get_many(backend.table, user_id, conversation_ids)
    return tuple(
        _head(found[conversation_id]) if conversation_id in found else None
        for conversation_id in conversation_ids
    )


def members(
    backend: Backend, user_id: str, conversation_id: str, *, limit: int, next_token: str | None
) -> MemberPage:
    """A page of the people in a conversation, the longest-standing first.

    GSI1 gives the order, the rows themselves the state. Raises NotFound, and InvalidArguments for a
    token of another query.
    """
    room = look_in(backend, user_id, conversation_id)
    after = cursor.decode(next_token, "members", conversation_id, int) if next_token else None
    positions, recent = backend.table.both(
        lambda: memberships.by_joining(backend.table, conversation_id, limit=limit, after=after),
        lambda: _recently_changed(backend, room.conversation),
    )
    last = positions[-1] if len(positions) == limit else None
    people = dict.fromkeys([*(person for _, person in positions), *recent])
    rows = memberships.get_many(backend.table, ((person, conversation_id) for person in people))
    shown = sorted(
        (row for row in rows.values() if row.is_active and _within(row, after, last)),
        key=_place,
    )
    return MemberPage(
        members=tuple(shown),
        next_token=cursor.encode("members", conversation_id, last) if last else None,
    )


def _recently_changed(backend: Backend, conversation: Conversation) -> list[str]:
    """People whose membership changed so lately that GSI1 may not know yet."""
    since = backend.now() - _INDEX_LAG
    if conversation.last_revision == 0 or conversation.last_revision_at < since:
        return []
    view = changes_of(backend, conversation).down_from(
        conversation.last_revision, floor=1, limit=_RECENT_CHANGES
    )
    changes = (entry for entry in view.found.values() if isinstance(entry, Change))
    return [person for change in changes for person in change.member_ids]


def _within(row: Membership, after: tuple[int, str] | None, last: tuple[int, str] | None) -> bool:
    return (after is None or _place(row) > after) and (last is None or _place(row) <= last)


def _place(row: Membership) -> tuple[int, str]:
    return row.joined_seq, row.user_id


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


def _head(room: Room) -> Head:
    return Head(
        conversation_id=room.conversation.id,
        last_seq=room.conversation.last_seq,
        last_revision=room.conversation.last_revision,
        channel_version=room.conversation.channel_version,
        read_seq=room.membership.read_seq,
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
        last_activity_at=conversation.last_seq_at,
        last_message=last,
    )
