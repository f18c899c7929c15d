"""Messages: the log that people read."""

from collections.abc import Iterable
from dataclasses import replace

from chat.domain.models import Message, MessageEvent, MessageKind
from chat.store import keys
from chat.store.attributes import from_time, to_time
from chat.store.log import Log
from chat.store.table import Action, Item, Table

_ENTITY = "Message"

REPLACES_CHANNEL = frozenset([MessageEvent.MEMBER_REMOVED, MessageEvent.MEMBER_LEFT])
"""The channel is stored only with a message that itself replaces it: once revoked it is no secret,
and a repeated call can reach those who still subscribe to it."""


def writing(message: Message) -> Action:
    """L4: fill the message's number, as part of a transaction."""
    replaces = message.event in REPLACES_CHANNEL
    return MESSAGES.entry(
        message.conversation_id,
        message.seq,
        {
            "entity": _ENTITY,
            "conversationId": message.conversation_id,
            "seq": message.seq,
            "kind": message.kind,
            "senderId": message.sender_id,
            "clientMessageId": message.client_message_id,
            "createdAt": from_time(message.created_at),
            "body": message.body,
            "event": message.event,
            "memberIds": list(message.member_ids) if message.member_ids else None,
            "revision": message.revision,
            "channel": message.channel if replaces else None,
            "channelVersion": message.channel_version if replaces else None,
        },
    )


def as_published(table: Table, conversation_id: str, seq: int) -> Message | None:
    """L1: a message with the channel that it replaced, if it did."""
    item = table.get(keys.message(conversation_id, seq))
    if not item or item["entity"] != _ENTITY:
        return None
    return replace(
        from_item(item),
        channel=item.get("channel"),
        channel_version=int(item["channelVersion"]) if "channelVersion" in item else None,
    )


def get_many(table: Table, numbers: Iterable[tuple[str, int]]) -> dict[str, Message]:
    """L1: one message each of several conversations, by conversation id; those that exist."""
    items = table.batch_get(
        (keys.message(conversation_id, seq) for conversation_id, seq in numbers), consistent=False
    )
    found = (from_item(item) for item in items.values() if item["entity"] == _ENTITY)
    return {message.conversation_id: message for message in found}


def from_item(item: Item) -> Message:
    """The message that an item holds, as readers see it: without a channel."""
    return Message(
        conversation_id=item["conversationId"],
        seq=int(item["seq"]),
        kind=MessageKind(item["kind"]),
        sender_id=item["senderId"],
        client_message_id=item["clientMessageId"],
        created_at=to_time(item["createdAt"]),
        body=item.get("body"),
        event=MessageEvent(item["event"]) if "event" in item else None,
        member_ids=tuple(item["memberIds"]) if "memberIds" in item else None,
        revision=int(item["revision"]) if "revision" in item else None,
    )


MESSAGES = Log(keys.message, from_item)
