"""The people of a conversation, in the order in which they joined."""

from datetime import timedelta

from chat.domain.models import Change, Conversation, Membership
from chat.domain.pages import MemberPage
from chat.operations.access import look_in
from chat.operations.backend import Backend
from chat.operations.messages.log_reader import changes_of
from chat.store import cursor, memberships

_INDEX_LAG = timedelta(minutes=1)
"""How far GSI1 may lag: newer changes are read from the log."""

_RECENT_CHANGES = 25


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
    """People whose membership changed so recently that GSI1 may not show it yet."""
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
