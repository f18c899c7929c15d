"""Pages of a conversation's messages, and of the replies in a thread."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from chat.domain.errors import no_such_conversation, no_such_message
from chat.domain.models import Membership, Message, Room
from chat.domain.pages import Baseline, MessagePage
from chat.domain.responses import Responses
from chat.operations.access import look_in
from chat.operations.backend import Backend
from chat.operations.messages.log_reader import (
    Reader,
    Stretch,
    messages_of,
    replies_of,
    settled_revision,
)
from chat.operations.messages.quoting import shown_to
from chat.store import responses, rooms

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
    if before is None and after is None:
        return newest(backend, room, limit=limit)
    pages = _of_conversation(backend, room)
    return _page(pages.beside(before=before, after=after, limit=limit), pages.floor)


def newest(backend: Backend, room: Room, *, limit: int) -> MessagePage:
    """The newest page, with the baseline that sync goes on from."""
    pages = _of_conversation(backend, room)
    revision, stretch = backend.table.both(
        lambda: settled_revision(backend, room.conversation),
        lambda: pages.newest(limit=limit),
    )
    return _page(stretch, pages.floor, Baseline(stretch.last, revision))


def page_of_thread(
    backend: Backend,
    user_id: str,
    conversation_id: str,
    root_seq: int,
    *,
    before: int | None,
    after: int | None,
    limit: int,
) -> MessagePage:
    """One page of the replies to a message, read with strong consistency. Raises NotFound.

    It has no baseline: what happens afterwards is told by the conversation's changes.
    """
    row, thread = rooms.get_with_thread(backend.table, user_id, conversation_id, root_seq)
    if row is None or not row.is_active:
        raise no_such_conversation()
    if root_seq < row.from_seq:
        raise no_such_message()
    if thread is None:
        return _page(Stretch((), first=1, last=0, pending=False), floor=1)
    pages = _Pages(backend, row, replies_of(backend, thread), floor=1)
    if before is None and after is None:
        return _page(pages.newest(limit=limit), pages.floor)
    return _page(pages.beside(before=before, after=after, limit=limit), pages.floor)


@dataclass(frozen=True, slots=True)
class _Pages:
    """A log that somebody reads. floor: the first number that they may read."""

    backend: Backend
    reader: Membership
    log: Reader[Message]
    floor: int

    def newest(self, *, limit: int) -> Stretch[Message]:
        """The last page."""
        top = self.log.end + 1
        read = partial(self.log.newest, floor=self.floor, limit=limit)
        return self._whole(range(max(top - limit, self.floor), top), read)

    def beside(self, *, before: int | None, after: int | None, limit: int) -> Stretch[Message]:
        """What follows a number, or what precedes one."""
        if after is not None:
            first = max(after + 1, self.floor)
            likely = range(first, min(first + limit, self.log.end + 1))
            return self._whole(likely, partial(self.log.after, first - 1, limit=limit))
        assert before is not None, "one of them is given"  # noqa: S101
        top = min(before, self.log.end + 1)
        likely = range(max(top - limit, self.floor), top)
        return self._whole(likely, partial(self.log.before, before, floor=self.floor, limit=limit))

    def _whole(self, likely: range, read: Callable[[], Stretch[Message]]) -> Stretch[Message]:
        """What is read, with the responses to the numbers that it will probably hold beside it.

        The messages' own rows tell which others have any, since a page with holes reaches further,
        and what they answer.
        """
        stretch, responded = self.backend.table.both(
            read,
            lambda: responses.between(
                self.backend.table,
                self.log.name,
                likely.start,
                likely.stop - 1,
                fresh=self.log.fresh,
            ),
        )
        known = {
            message.place: responded.get(message.seq, Responses())
            for message in stretch.entries
            if message.seq in likely
        }
        shown = shown_to(self.backend, self.reader, stretch.entries, known)
        return replace(stretch, entries=shown)


def _of_conversation(backend: Backend, room: Room) -> _Pages:
    log = messages_of(backend, room.conversation)
    return _Pages(backend, room.membership, log, room.membership.from_seq)


def _page(stretch: Stretch[Message], floor: int, baseline: Baseline | None = None) -> MessagePage:
    return MessagePage(
        messages=stretch.entries,
        before=stretch.first if stretch.first > floor else None,
        after=stretch.last,
        pending=stretch.pending,
        retry_after_ms=RETRY_AFTER_MS if stretch.pending else None,
        baseline=baseline,
    )
