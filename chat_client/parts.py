"""What a message has besides the fields that every client knows, and whether an event tells it.

Subscribers receive what the mutation's caller selected. A client of an earlier release selects no
parts, and anyone may leave them out, or what they stand for: so what is not told is asked for.
Source: schema.graphql, Message and MessagePart.
"""

from chat_client.documents import Json

_TOLD_BY = {
    "EDITED": ("editedAt",),
    "DELETED": ("deletedAt", "deletedBy"),
    "REACTIONS": ("reactions",),
    "MENTIONS": ("mentions", "mentionsEveryone"),
    "PINNED": ("pinnedAt", "pinnedBy"),
    "QUOTE": ("replyTo",),
    "FORWARD": ("forwardedFrom",),
    "THREAD": ("thread",),
}
"""The fields that a part stands for. Parts of later releases stand for none that is known here."""


def is_whole(message: Json) -> bool:
    """Whether nothing is left out of a message, and it says which of its states it is in."""
    parts = message.get("parts")
    if parts is None or message.get("version") is None:
        return False
    return all(message.get(name) is not None for part in parts for name in _TOLD_BY.get(part, ()))
