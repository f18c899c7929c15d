"""A person's conversations with their own rows in them: access pattern R1."""

from collections.abc import Sequence, Set

from chat.domain.models import Conversation, Room
from chat.store import conversations, keys, memberships
from chat.store.table import Table


def get_many(table: Table, user_id: str, conversation_ids: Sequence[str]) -> dict[str, Room]:
    """R1: the conversations that this person is in, by id, in one round trip, as they are now."""
    items = table.batch_get(
        key
        for conversation_id in conversation_ids
        for key in (keys.conversation(conversation_id), keys.membership(user_id, conversation_id))
    )
    found = {}
    for conversation_id in conversation_ids:
        details = items.get(keys.conversation(conversation_id))
        row = items.get(keys.membership(user_id, conversation_id))
        if details and row:
            found[conversation_id] = Room(
                conversations.from_item(details), memberships.from_item(row)
            )
    return {id_: room for id_, room in found.items() if room.membership.is_active}


def get_with_members(
    table: Table, conversation_id: str, user_ids: Sequence[str]
) -> tuple[Conversation | None, Set[str]]:
    """R2: a conversation, and who of these people is in it, in one round trip, as they are now.

    The rows are read one by one: whether somebody came or went meanwhile, the conversation's
    channel version and number of members tell when it is written.
    """
    details = keys.conversation(conversation_id)
    rows = {user_id: keys.membership(user_id, conversation_id) for user_id in user_ids}
    items = table.batch_get([details, *rows.values()])
    active = {
        user_id
        for user_id, key in rows.items()
        if (item := items.get(key)) and memberships.from_item(item).is_active
    }
    found = items.get(details)
    return conversations.from_item(found) if found else None, active
