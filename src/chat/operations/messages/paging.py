"""Pages of a conversation's messages."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from chat.domain.models import Message, Room
from chat.domain.pages import Baseline, MessagePage
from chat.domain.responses import Responses
from chat.operations.access import look_in
from chat.operations.backend import Backend
from chat.operations.messages.log_reader import Stretch, messages_of, settled_revision
from chat.operations.messages.quoting import shown_to
from chat.store import responses

RETRY_AFTER_MS = 500
"""When to ask again while a number is still to be filled: writers need milliseconds."""


def page(
    backend: Backend,
    user_id: str,
    conversation_id: str,
    *,
    before: int | None,
    after: int | None,
    limit: int,
) -> MessagePage:
    """One page; the newest where neither before nor after is given. Raises NotFound.

    No cursor goes past a young hole, in either direction.
    """
    room = look_in(backend, user_id, conversation_id)
    conversation, floor = room.conversation, room.membership.from_seq
    reader = messages_of(backend, conversation)
    if after is not None:
        first = max(after + 1, floor)
        likely = range(first, min(first + limit, conversation.last_seq + 1))
        read = partial(reader.after, first - 1, limit=limit)
        return _page(_whole(backend, room, likely, read), floor)
    if before is not None:
        top = min(before, conversation.last_seq + 1)
        likely = range(max(top - limit, floor), top)
        read = partial(reader.before, before, floor=floor, limit=limit)
        return _page(_whole(backend, room, likely, read), floor)
    return newest(backend, room, limit=limit)


def newest(backend: Backend, room: Room, *, limit: int) -> MessagePage:
    """The newest page, with the baseline that sync goes on from."""
    conversation, floor = room.conversation, room.membership.from_seq
    top = conversation.last_seq + 1
    read = partial(messages_of(backend, conversation).newest, floor=floor, limit=limit)
    likely = range(max(top - limit, floor), top)
    revision, stretch = backend.table.both(
        lambda: settled_revision(backend, conversation),
        lambda: _whole(backend, room, likely, read),
    )
    return _page(stretch, floor, Baseline(stretch.last, revision))


def _whole(
    backend: Backend, room: Room, likely: range, read: Callable[[], Stretch[Message]]
) -> Stretch[Message]:
    """What is read, with the reactions to the numbers that it will probably hold read beside it.

    The messages' own rows tell which others have any, since a page with holes reaches further, and
    what they answer.
    """
    stretch, reacted = backend.table.both(
        read,
        lambda: responses.between(
            backend.table, room.conversation.id, likely.start, likely.stop - 1, fresh=False
        ),
    )
    known = tuple(
        message.with_responses(reacted.get(message.seq, Responses()))
        if message.seq in likely
        else message
        for message in stretch.entries
    )
    return replace(stretch, entries=shown_to(backend, room.membership, known))


def _page(stretch: Stretch[Message], floor: int, baseline: Baseline | None = None) -> MessagePage:
    return MessagePage(
        messages=stretch.entries,
        before=stretch.first if stretch.first > floor else None,
        after=stretch.last,
        pending=stretch.pending,
        retry_after_ms=RETRY_AFTER_MS if stretch.pending else None,
        baseline=baseline,
    )
