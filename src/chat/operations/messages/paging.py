"""Pages of a conversation's messages."""

from chat.domain.models import Conversation, Message
from chat.domain.pages import Baseline, MessagePage
from chat.operations.access import look_in
from chat.operations.backend import Backend
from chat.operations.messages.log_reader import Stretch, messages_of, settled_revision

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
    reader, floor = messages_of(backend, room.conversation), room.membership.from_seq
    if after is not None:
        return _page(reader.after(max(after, floor - 1), limit=limit), floor)
    if before is not None:
        return _page(reader.before(before, floor=floor, limit=limit), floor)
    return newest(backend, room.conversation, floor=floor, limit=limit)


def newest(backend: Backend, conversation: Conversation, *, floor: int, limit: int) -> MessagePage:
    """The newest page, with the baseline that sync goes on from."""
    reader = messages_of(backend, conversation)
    revision, stretch = backend.table.both(
        lambda: settled_revision(backend, conversation),
        lambda: reader.newest(floor=floor, limit=limit),
    )
    return _page(stretch, floor, Baseline(stretch.last, revision))


def _page(stretch: Stretch[Message], floor: int, baseline: Baseline | None = None) -> MessagePage:
    return MessagePage(
        messages=stretch.entries,
        before=stretch.first if stretch.first > floor else None,
        after=stretch.last,
        pending=stretch.pending,
        retry_after_ms=RETRY_AFTER_MS if stretch.pending else None,
        baseline=baseline,
    )
