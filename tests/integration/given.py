"""What people do in the tests, with the client ids made up."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count

from chat.domain.models import MemberRole, Membership, Message, Room
from chat.operations.backend import Backend
from chat.operations.members import membership, standing
from chat.operations.messages import deletion, editing, pinning, reacting, sending
from chat.operations.threads import replying
from chat.store import memberships

_ids = (f"client-id-{n}" for n in count())


def said(
    backend: Backend,
    room: Room,
    who: str,
    body: str = "hello",
    *,
    to: int | None = None,
    mentions: Sequence[str] = (),
    mentions_everyone: bool = False,
    channel: str | None = None,
) -> Message:
    return sending.send_message(
        backend,
        who,
        room.conversation.id,
        body=body,
        client_message_id=next(_ids),
        reply_to=to,
        mentions=mentions,
        mentions_everyone=mentions_everyone,
        channel=channel,
    )


def replied(
    backend: Backend,
    root: Message,
    who: str,
    body: str = "hello",
    *,
    to: int | None = None,
    mentions: Sequence[str] = (),
    client_id: str | None = None,
) -> Message:
    """The message that the thread hangs on, with the reply in it."""
    return replying.send_reply(
        backend,
        who,
        root.conversation_id,
        root.seq,
        body=body,
        client_message_id=client_id or next(_ids),
        reply_to=to,
        mentions=mentions,
    )


def reply_of(told: Message) -> Message:
    assert told.reply is not None
    return told.reply


def edited(
    backend: Backend,
    message: Message,
    body: str,
    *,
    by: str | None = None,
    known: int | None = None,
) -> Message:
    return editing.edit_message(
        backend,
        by or message.sender_id,
        message.place,
        body=body,
        if_revision=known,
    )


def deleted(backend: Backend, message: Message, *, by: str | None = None) -> Message:
    return deletion.delete_message(backend, by or message.sender_id, message.place)


def reacted(
    backend: Backend, message: Message, emoji: str, *, by: str, channel: str | None = None
) -> Message:
    return reacting.add_reaction(backend, by, message.place, emoji=emoji, channel=channel)


def unreacted(backend: Backend, message: Message, emoji: str, *, by: str) -> Message:
    return reacting.remove_reaction(backend, by, message.place, emoji=emoji)


def pinned(backend: Backend, message: Message, *, by: str) -> Message:
    return pinning.pin_message(backend, by, message.place)


def unpinned(backend: Backend, message: Message, *, by: str) -> Message:
    return pinning.unpin_message(backend, by, message.place)


def added(
    backend: Backend, room: Room, *who: str, by: str, client_id: str | None = None
) -> Message:
    return membership.add_members(
        backend,
        by,
        room.conversation.id,
        member_ids=who,
        client_message_id=client_id or next(_ids),
    )


def removed(
    backend: Backend, room: Room, who: str, *, by: str, client_id: str | None = None
) -> Message:
    return membership.remove_member(
        backend,
        by,
        room.conversation.id,
        member_id=who,
        client_message_id=client_id or next(_ids),
    )


def regraded(
    backend: Backend,
    room: Room,
    who: str,
    role: MemberRole,
    *,
    by: str,
) -> Membership:
    wanted = standing.Standing(role)
    return standing.update_member(backend, by, room.conversation.id, member_id=who, wanted=wanted)


def muted(backend: Backend, room: Room, who: str, until: datetime | None, *, by: str) -> Membership:
    wanted = standing.Standing(mutes=True, muted_until=until)
    return standing.update_member(backend, by, room.conversation.id, member_id=who, wanted=wanted)


def row_of(backend: Backend, room: Room, who: str) -> Membership:
    row = memberships.get(backend.table, who, room.conversation.id)
    assert row is not None
    return row
