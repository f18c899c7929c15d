"""A person's own row with what it opens, read at once: access patterns R1 to R6."""

from collections.abc import Iterable, Mapping, Sequence, Set

from chat.domain.mentions import Mention
from chat.domain.models import Conversation, Membership, Message, Place, Room
from chat.domain.threads import ThreadCounter
from chat.store import conversations, keys, memberships, mentions, messages, pins, threads
from chat.store.table import Table


def get(table: Table, user_id: str, conversation_id: str) -> Room | None:
    """R1: a conversation that this person is in, in one round trip, as it is now."""
    details = keys.conversation(conversation_id)
    row = keys.membership(user_id, conversation_id)
    items = table.batch_get([details, row])
    if details not in items or row not in items:
        return None
    room = Room(conversations.from_item(items[details]), memberships.from_item(items[row]))
    return room if room.membership.is_active else None


def get_with_members(
    table: Table, conversation_id: str, user_ids: Sequence[str]
) -> tuple[Conversation | None, Mapping[str, Membership]]:
    """R2: a conversation, and the rows of those of these people who are in it, by their ids.

    In one round trip, as they are now.

    The rows are read one by one: whether somebody came or went meanwhile, the conversation's
    channel version and number of members tell when it is written.
    """
    details = keys.conversation(conversation_id)
    rows = {user_id: keys.membership(user_id, conversation_id) for user_id in user_ids}
    items = table.batch_get([details, *rows.values()])
    read = {
        user_id: memberships.from_item(items[key]) for user_id, key in rows.items() if key in items
    }
    found = items.get(details)
    return (
        conversations.from_item(found) if found else None,
        {user_id: row for user_id, row in read.items() if row.is_active},
    )


def get_with_messages(
    table: Table, people: Iterable[tuple[str, str]], places: Iterable[Place]
) -> tuple[Mapping[tuple[str, str], Membership], Mapping[Place, Message]]:
    """R3: rows by (user id, conversation id), and messages, as they are now; what there is."""
    rows = {(user_id, each): keys.membership(user_id, each) for user_id, each in people}
    numbers = {place: keys.message(place.log, place.seq) for place in places}
    items = table.batch_get([*rows.values(), *numbers.values()])
    found = {
        place: messages.from_entry(items[key]) for place, key in numbers.items() if key in items
    }
    return (
        {pair: memberships.from_item(items[key]) for pair, key in rows.items() if key in items},
        {place: message for place, message in found.items() if message},
    )


def get_with_thread(
    table: Table, user_id: str, conversation_id: str, root_seq: int
) -> tuple[Membership | None, ThreadCounter | None]:
    """R6: a person's row in a conversation, and the counter of a thread there, as they are now."""
    row, thread = keys.membership(user_id, conversation_id), keys.thread(conversation_id, root_seq)
    items = table.batch_get([row, thread])
    return (
        memberships.from_item(items[row]) if row in items else None,
        threads.from_item(items[thread]) if thread in items else None,
    )


def get_with_pins(
    table: Table, user_id: str, conversation_id: str
) -> tuple[Membership | None, Set[int]]:
    """R4: a person's row in a conversation, and the numbers that are pinned there, as they are."""
    row, pinned = keys.membership(user_id, conversation_id), keys.pins(conversation_id)
    items = table.batch_get([row, pinned])
    return (
        memberships.from_item(items[row]) if row in items else None,
        pins.from_item(items.get(pinned, {})),
    )


def get_with_mentions(
    table: Table, mention: Mention, user_ids: Sequence[str]
) -> tuple[Message | None, Mapping[str, Membership], Set[str]]:
    """R5: a message, people's rows in its conversation, and for whom of them it is recorded.

    All of it as it is now, if not at the same instant.
    """
    place = Place(mention.conversation_id, mention.seq, mention.root_seq)
    number = keys.message(place.log, place.seq)
    rows = {user_id: keys.membership(user_id, mention.conversation_id) for user_id in user_ids}
    records = {user_id: mentions.key(user_id, mention) for user_id in user_ids}
    items = table.batch_get([number, *rows.values(), *records.values()])
    return (
        messages.from_entry(items[number]) if number in items else None,
        {
            user_id: memberships.from_item(items[row])
            for user_id, row in rows.items()
            if row in items
        },
        {user_id for user_id, record in records.items() if record in items},
    )
