"""Catching up: everything that came after a seq and a revision."""

from collections.abc import Mapping, Set
from dataclasses import replace

from chat.domain.models import Change, ChangeKind, Message, Place, Room
from chat.domain.pages import ChangeState, SyncPage
from chat.operations.access import enter
from chat.operations.backend import Backend
from chat.operations.messages.log_reader import Stretch, changes_of, messages_of
from chat.operations.messages.paging import RETRY_AFTER_MS, newest
from chat.operations.messages.quoting import shown_to
from chat.store import conversations, memberships, messages

PAGE_SIZE = 100
FAR_BEHIND = 1000
"""A client that is missing more numbers than this starts over from the newest page."""

PEOPLE = 500
"""Memberships on a page. AppSync may have to resolve a user for each, and it resolves 1,000 fields
of a request, while a hundred changes may be about 9,000 people."""


def sync(
    backend: Backend, user_id: str, conversation_id: str, *, seq: int, revision: int
) -> SyncPage:
    """One page of what a client is missing, in its present state. Raises NotFound."""
    room = enter(backend, user_id, conversation_id)
    conversation = room.conversation
    behind = (conversation.last_seq - seq, conversation.last_revision - revision)
    # A client can be ahead of the conversation if the table has been restored since.
    if max(behind) > FAR_BEHIND or min(behind) < 0:
        return _reset(backend, room)
    if behind == (0, 0):
        return _page(room, seq=seq, revision=revision)
    floor = room.membership.from_seq - 1
    reader = messages_of(backend, conversation, fresh=True)
    news, changes = backend.table.both(
        lambda: reader.after(max(seq, floor), limit=PAGE_SIZE),
        lambda: changes_of(backend, conversation).after(revision, limit=PAGE_SIZE),
    )
    changes = _bounded(changes)
    states, entries = backend.table.both(
        lambda: _states(backend, room, changes),
        lambda: shown_to(backend, room.membership, news.entries),
    )
    return _page(
        room,
        seq=news.last,
        revision=changes.last,
        messages=entries,
        changes=states,
        pending=news.pending or changes.pending,
        more=_goes_on(news, conversation.last_seq) or _goes_on(changes, conversation.last_revision),
    )


def _reset(backend: Backend, room: Room) -> SyncPage:
    page = newest(backend, room, limit=PAGE_SIZE)
    baseline = page.baseline
    assert baseline is not None, "the newest page has a baseline"  # noqa: S101
    return _page(
        room,
        reset=True,
        seq=baseline.seq,
        revision=baseline.revision,
        messages=page.messages,
        pending=page.pending,
    )


def _page(
    room: Room,
    *,
    seq: int,
    revision: int,
    messages: tuple[Message, ...] = (),
    changes: tuple[ChangeState, ...] = (),
    reset: bool = False,
    more: bool = False,
    pending: bool = False,
) -> SyncPage:
    return SyncPage(
        reset=reset,
        messages=messages,
        changes=changes,
        seq=seq,
        revision=revision,
        more=more,
        pending=pending,
        retry_after_ms=RETRY_AFTER_MS if pending else None,
        channel_version=room.conversation.channel_version,
    )


def _goes_on(stretch: Stretch[Message] | Stretch[Change], end: int) -> bool:
    return stretch.last < end and not stretch.pending


def _bounded(changes: Stretch[Change]) -> Stretch[Change]:
    """As many changes as are about 500 people at most; a single one is about fewer than 100."""
    people = 0
    for position, change in enumerate(changes.entries):
        people += len(change.member_ids)
        if people > PEOPLE:
            told = changes.entries[:position]
            return replace(changes, entries=told, last=change.revision - 1, pending=False)
    return changes


def _states(backend: Backend, room: Room, changes: Stretch[Change]) -> tuple[ChangeState, ...]:
    """The changes with what they point to, which is read after them and so is never older."""
    conversation_id, table = room.conversation.id, backend.table
    people = {person for change in changes.entries for person in change.member_ids}
    places = {change: _place(room, change) for change in changes.entries}
    readable = {place for place in places.values() if place}
    rows, present = table.both(
        lambda: memberships.get_many(table, ((person, conversation_id) for person in people)),
        lambda: _present(backend, room, readable),
    )
    renamed = any(change.kind is ChangeKind.CONVERSATION for change in changes.entries)
    conversation = conversations.get(backend.table, conversation_id) if renamed else None
    title = conversation.title if conversation else None
    return tuple(
        ChangeState(
            revision=change.revision,
            kind=change.kind,
            members=tuple(
                rows[person, conversation_id]
                for person in change.member_ids
                if (person, conversation_id) in rows
            ),
            title=title if change.kind is ChangeKind.CONVERSATION else None,
            seq=place.seq if place else None,
            root_seq=place.root_seq if place else None,
            message=_told(present, place) if place else None,
            created_at=change.created_at,
        )
        for change, place in places.items()
    )


def _place(room: Room, change: Change) -> Place | None:
    """Where the message stands that a change is about, if the reader may read it."""
    if change.seq is None:
        return None
    place = Place(room.conversation.id, change.seq, change.root_seq)
    return place if place.own_or_root_seq >= room.membership.from_seq else None


def _present(backend: Backend, room: Room, places: Set[Place]) -> Mapping[Place, Message]:
    """The messages there as they are now, and those that the threads of replies hang on."""
    roots = {place.root for place in places if place.root}
    found = messages.get_some(backend.table, places | roots)
    return {each.place: each for each in shown_to(backend, room.membership, [*found.values()])}


def _told(present: Mapping[Place, Message], place: Place) -> Message | None:
    """A message, or of a reply the one that its thread hangs on, with the reply."""
    if place.root is None:
        return present.get(place)
    root = present.get(place.root)
    return replace(root, reply=present.get(place)) if root else None
