"""Who follows a thread, and how far they have read it.

A person follows by their own will, or because the thread concerns them: they reply, they wrote the
message that it hangs on, or they are mentioned. The table's stream tells of the latter
(handlers/subscriptions/follow_messages.py), perhaps more than once.
"""

from chat.domain.errors import Forbidden, no_such_conversation, no_such_message
from chat.domain.models import Message, MessageKind, Place
from chat.domain.pages import Activity, FollowedThread
from chat.domain.threads import Follow, Replies
from chat.operations.access import look_at
from chat.operations.backend import Backend
from chat.operations.messages.present_state import joined
from chat.store import follows, memberships, responses, rooms


def follow(
    backend: Backend, user_id: str, conversation_id: str, root_seq: int, *, is_followed: bool
) -> FollowedThread:
    """Follow the thread of a text from now on, or no more. Raises NotFound, Forbidden."""
    place = Place(conversation_id, root_seq)
    (_, message), responded = backend.table.both(
        lambda: look_at(backend, user_id, place),
        lambda: responses.of_message(backend.table, place.log, place.seq),
    )
    if message is None:
        raise no_such_message()
    if message.kind is not MessageKind.TEXT:
        raise Forbidden("Only what people write has a thread.")
    root = joined(backend, message, responded)
    decision = Follow(
        user_id, conversation_id, root_seq, is_followed, read_seq=responded.replies.last_seq
    )
    return seen(root, follows.decide(backend.table, decision, now=backend.now()))


def seen(root: Message, follow: Follow) -> FollowedThread:
    """A thread with what is known of it to one person. root: with its responses."""
    replies = root.responses.replies if root.responses else Replies()
    thread = replies.thread_of(root.seq)
    return FollowedThread(
        conversation_id=root.conversation_id,
        root_seq=thread.root_seq,
        last_seq=thread.last_seq,
        reply_count=thread.reply_count,
        last_reply_at=thread.last_reply_at,
        participant_ids=thread.participant_ids,
        is_followed=follow.is_followed,
        read_seq=follow.read_seq,
        unread=max(0, thread.last_seq - follow.read_seq),
        root=root,
    )


def mark_read(
    backend: Backend, user_id: str, conversation_id: str, root_seq: int, *, seq: int
) -> Activity:
    """Move the person's read marker in a thread to seq. Raises NotFound. Nobody else is told."""
    marker = _marker(backend, user_id, conversation_id, root_seq, seq)
    if marker.read_seq:
        marker = follows.mark_read(backend.table, marker, now=backend.now())
    return _told(marker)


def mark_unread(
    backend: Backend, user_id: str, conversation_id: str, root_seq: int, *, seq: int
) -> Activity:
    """Move it back to before seq, if it is at seq or beyond. As mark_read otherwise."""
    marker = _marker(backend, user_id, conversation_id, root_seq, seq - 1)
    return _told(follows.mark_unread(backend.table, marker, now=backend.now()))


def _marker(
    backend: Backend, user_id: str, conversation_id: str, root_seq: int, seq: int
) -> Follow:
    """Where the marker is to stand, at the last reply at most, of one who follows nothing yet."""
    row, thread = rooms.get_with_thread(backend.table, user_id, conversation_id, root_seq)
    if row is None or not row.is_active:
        raise no_such_conversation()
    if root_seq < row.from_seq:
        raise no_such_message()
    end = thread.last_seq if thread else 0
    return Follow(user_id, conversation_id, root_seq, is_followed=False, read_seq=min(seq, end))


def _told(marker: Follow) -> Activity:
    return Activity(
        conversation_id=marker.conversation_id,
        channel=None,
        user_id=marker.user_id,
        read_seq=marker.read_seq,
        root_seq=marker.root_seq,
    )


def record(backend: Backend, before: Message | None, reply: Message) -> None:
    """Record whom a reply concerns, as a write left it. Once more, it changes nothing.

    before: as it was; None where it was sent by that write.
    """
    root_place = reply.place.root
    if root_place is None or reply.deleted_at:
        return
    known = before.mentions if before else ()
    mentioned = {each for each in reply.mentions if each not in known} - {reply.sender_id}
    people = mentioned if before else {*mentioned, reply.sender_id}
    rows, found = rooms.get_with_messages(
        backend.table, ((each, reply.conversation_id) for each in people), [root_place]
    )
    root = found.get(root_place)
    if root is None:
        return
    if before is None and root.sender_id not in people:
        author = memberships.get_many(backend.table, [(root.sender_id, reply.conversation_id)])
        rows = {**rows, **author}
    at, now = reply.edited_at or reply.created_at, backend.now()
    for (user_id, _), row in rows.items():
        if not row.is_active:
            continue
        concerned = Follow(
            user_id,
            reply.conversation_id,
            root.seq,
            is_followed=True,
            read_seq=reply.seq - (user_id != reply.sender_id),
        )
        follows.concern(backend.table, concerned, at=at, now=now)
        if user_id == reply.sender_id:
            follows.mark_read(backend.table, concerned, now=now)
