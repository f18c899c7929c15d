"""Pins: the numbers of the messages that are pinned in a conversation, one list for each."""

from chat.store import keys
from chat.store.table import Action, Item, Update

MOST = 50
"""Messages that are pinned in a conversation at once."""

_ENTITY = "Pins"


def adding(conversation_id: str, seq: int) -> Action:
    """L10: one more, unless there are as many as there may be."""
    return Update(
        keys.pins(conversation_id),
        "SET #entity = :entity ADD #numbers :number",
        "attribute_not_exists(#numbers) OR size(#numbers) < :most",
        {"entity": _ENTITY, "number": {keys.number(seq)}, "most": MOST},
    )


def removing(conversation_id: str, seq: int) -> Action:
    """L10: one fewer."""
    return Update(
        keys.pins(conversation_id),
        "DELETE #numbers :number",
        "attribute_exists(#PK)",
        {"number": {keys.number(seq)}},
    )


def from_item(item: Item) -> frozenset[int]:
    """The numbers that an item holds."""
    return frozenset(map(int, item.get("numbers", ())))
