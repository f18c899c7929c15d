"""Who may enter a conversation: the check that everything else begins with."""

from collections.abc import Mapping, Sequence

from chat.domain.errors import no_such_conversation
from chat.domain.models import Membership, Message, Place, Room
from chat.operations.backend import Backend
from chat.store import conversations, memberships, rooms


def enter(backend: Backend, user_id: str, conversation_id: str) -> Room:
    """The conversation as a member sees it, including its channel. Raises NotFound.

    The conversation is read first and the membership second, both with strong consistency: whoever
    is still a member then was one when the channel was read, so nobody gets a channel that was
    replaced because they left.
    """
    conversation = conversations.get(backend.table, conversation_id)
    # Read even where there is no conversation: the time of a refusal must not show which it was.
    membership = memberships.get(backend.table, user_id, conversation_id)
    if conversation is None or membership is None or not membership.is_active:
        raise no_such_conversation()
    return Room(conversation, membership)


def look_in(backend: Backend, user_id: str, conversation_id: str) -> Room:
    """The same in one round trip, for queries. Raises NotFound.

    The channel in it may be newer than the membership: never hand it out.
    """
    room = rooms.get(backend.table, user_id, conversation_id)
    if room is None:
        raise no_such_conversation()
    return room


def look_at(backend: Backend, user_id: str, place: Place) -> tuple[Membership, Message | None]:
    """One message and its reader's row, in one round trip. Raises NotFound.

    None in place of a message that does not exist, or that the person may not read.
    """
    row, message, _ = look_at_among(backend, user_id, place, ())
    return row, message


def look_at_among(
    backend: Backend, user_id: str, place: Place, others: Sequence[str]
) -> tuple[Membership, Message | None, Mapping[str, Membership]]:
    """The same, with the rows of others in the same round trip, by their ids. Raises NotFound."""
    people = ((each, place.conversation_id) for each in (user_id, *others))
    found, messages = rooms.get_with_messages(backend.table, people, [place])
    rows = {each: row for (each, _), row in found.items()}
    row, message = rows.get(user_id), messages.get(place)
    if row is None or not row.is_active:
        raise no_such_conversation()
    return row, message if message and may_read(row, message) else None, rows


def may_read(row: Membership, message: Message) -> bool:
    """Whether a member may: those who joined where history is hidden see nothing before that."""
    return row.is_active and message.place.own_or_root_seq >= row.from_seq
