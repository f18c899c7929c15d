"""A person's conversations with their own rows in them: access pattern R1."""

from collections.abc import Sequence

from chat.domain.models import Room
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
