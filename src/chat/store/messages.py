"""Messages: the log that people read.

`follow` on a message's row names the work that follows from it: the stream's filter in
template.yaml looks for it, so that other messages invoke no function. It is set by a write that
leaves such work, and stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from chat.domain.models import ForwardedFrom, Message, MessageEvent, MessageKind, Place
from chat.store import keys
from chat.store.attributes import from_time, to_time, unmarshalled
from chat.store.log import Log
from chat.store.table import Action, Item, Table, Update

_ENTITY = "Message"

MENTIONS = "MENTIONS"
"""In `follow`: to record whom the message mentions."""

THREAD = "THREAD"
"""In `follow`: to record who follows the thread that the message is a reply in."""

REPLACES_CHANNEL = frozenset([MessageEvent.MEMBER_REMOVED, MessageEvent.MEMBER_LEFT])
"""The channel is stored only with a message that itself replaces it: once revoked it is no secret,
and a repeated call can reach those who still subscribe to it."""


def writing(message: Message) -> Action:
    """L4: fill the message's number, as part of a transaction."""
    replaces = message.event in REPLACES_CHANNEL
    first = message.forwarded_from
    return MESSAGES.entry(
        message.log,
        message.seq,
        {
            "entity": _ENTITY,
            "conversationId": message.conversation_id,
            "seq": message.seq,
            "rootSeq": message.root_seq,
            "kind": message.kind,
            "senderId": message.sender_id,
            "clientMessageId": message.client_message_id,
            "createdAt": from_time(message.created_at),
            "body": message.body,
            "event": message.event,
            "memberIds": list(message.member_ids) if message.member_ids else None,
            "revision": message.revision,
            "replyTo": message.reply_to,
            "forwardedFromId": first.sender_id if first else None,
            "forwardedFromAt": from_time(first.created_at) if first else None,
            "channel": message.channel if replaces else None,
            "channelVersion": message.channel_version if replaces else None,
            "mentions": list(message.mentions) or None,
            "mentionsEveryone": message.mentions_everyone or None,
            "follow": " ".join(_work_left_by(message)) or None,
        },
    )


def editing(before: Message, after: Message) -> Action:
    """L5: another body, if the message is still as it was read."""
    assert after.edited_at is not None, "an edit has a time"  # noqa: S101
    values: Item = {"body": after.body, "at": from_time(after.edited_at), "edits": after.edits}
    assignments, removed = "#body = :body, #editedAt = :at, #edits = :edits", "#textRevision"
    if after.mentions != before.mentions:
        assignments += ", #follow = :follow"
        values["follow"] = " ".join(_work_left_by(before) | {MENTIONS: None})
        if after.mentions:
            assignments += ", #mentions = :mentions"
            values["mentions"] = list(after.mentions)
        else:
            removed += ", #mentions"
    return _changing(before, after, f"{assignments} REMOVE {removed}", values)


def deleting(before: Message, after: Message) -> Action:
    """L5: no body any more, if the message is still as it was read.

    What it was followed for stays on its row: so whom it mentioned is found again.
    """
    assert after.deleted_at is not None, "a deletion has a time"  # noqa: S101
    return _changing(
        before,
        after,
        "#deletedAt = :at, #deletedBy = :by REMOVE #body, #editedAt, #edits, #textRevision, "
        "#pinnedAt, #pinnedBy, #replyTo, #forwardedFromId, #forwardedFromAt, #mentions, "
        "#mentionsEveryone",
        {"at": from_time(after.deleted_at)},
    )


def pinning(before: Message, after: Message) -> Action:
    """L5: it is pinned, if it is still as it was read."""
    assert after.pinned_at is not None, "a pin has a time"  # noqa: S101
    return _changing(
        before,
        after,
        "#pinnedAt = :at, #pinnedBy = :by, #textRevision = :text",
        {"at": from_time(after.pinned_at), "text": after.text_revision},
    )


def unpinning(before: Message, after: Message) -> Action:
    """L5: it is not pinned any more, if it is still as it was read."""
    return _changing(
        before,
        after,
        "#textRevision = :text REMOVE #pinnedAt, #pinnedBy",
        {"text": after.text_revision},
    )


def opening(message: Message) -> Update:
    """L5: people may react to it from now on, unless it is deleted."""
    return Update(
        keys.message(message.log, message.seq),
        "SET #isOpen = :open",
        "attribute_exists(#PK) AND attribute_not_exists(#deletedAt)",
        {"open": True},
    )


def _changing(before: Message, after: Message, expression: str, values: Item) -> Action:
    condition = "attribute_not_exists(#revision)"
    if before.revision is not None:
        condition, values = "#revision = :known", {**values, "known": before.revision}
    openness = "attribute_exists" if before.is_open else "attribute_not_exists"
    return Update(
        keys.message(before.log, before.seq),
        f"SET #revision = :revision, #changedBy = :by, #changes = :changes, {expression}",
        f"attribute_exists(#PK) AND {condition} AND {openness}(#isOpen)",
        {
            **values,
            "revision": after.revision,
            "by": after.changed_by,
            "changes": after.changes,
        },
    )


def as_published(table: Table, log: str, seq: int) -> Message | None:
    """L1: a message with the channel that it replaced, if it did."""
    item = table.get(keys.message(log, seq))
    message = from_entry(item) if item else None
    if not item or not message:
        return None
    return replace(
        message,
        channel=item.get("channel"),
        channel_version=int(item["channelVersion"]) if "channelVersion" in item else None,
    )


def get_many(table: Table, numbers: Iterable[tuple[str, int]]) -> dict[str, Message]:
    """L1: one message each of several conversations, by conversation id; those that exist."""
    items = table.batch_get(
        (keys.message(conversation_id, seq) for conversation_id, seq in numbers), consistent=False
    )
    found = filter(None, map(from_entry, items.values()))
    return {message.conversation_id: message for message in found}


def get_some(table: Table, places: Iterable[Place]) -> dict[Place, Message]:
    """L1: several messages as they are now, by where they stand; those that exist."""
    items = table.batch_get(keys.message(place.log, place.seq) for place in places)
    return {found.place: found for found in filter(None, map(from_entry, items.values()))}


def from_entry(item: Item) -> Message | None:
    """The message that a number holds; None where it is a void."""
    return from_item(item) if item["entity"] == _ENTITY else None


def from_image(image: Mapping[str, Any]) -> Message:
    """The message in a record of the table's stream, in DynamoDB's types."""
    return from_item({name: unmarshalled(value) for name, value in image.items()})


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
        changed_by=item.get("changedBy"),
        edited_at=to_time(item["editedAt"]) if "editedAt" in item else None,
        edits=int(item.get("edits", 0)),
        deleted_at=to_time(item["deletedAt"]) if "deletedAt" in item else None,
        deleted_by=item.get("deletedBy"),
        pinned_at=to_time(item["pinnedAt"]) if "pinnedAt" in item else None,
        pinned_by=item.get("pinnedBy"),
        text_revision=int(item["textRevision"]) if "textRevision" in item else None,
        reply_to=int(item["replyTo"]) if "replyTo" in item else None,
        forwarded_from=_forwarded_from(item),
        changes=int(item.get("changes", 0)),
        is_open=item.get("isOpen", False),
        mentions=tuple(item.get("mentions", ())),
        mentions_everyone=item.get("mentionsEveryone", False),
        root_seq=int(item["rootSeq"]) if "rootSeq" in item else None,
    )


def _work_left_by(message: Message) -> dict[str, None]:
    """In order, as the keys of a dict."""
    work = {} if message.root_seq is None else {THREAD: None}
    return work | ({MENTIONS: None} if message.mentions_anyone else {})


def _forwarded_from(item: Item) -> ForwardedFrom | None:
    if "forwardedFromId" not in item:
        return None
    return ForwardedFrom(item["forwardedFromId"], to_time(item["forwardedFromAt"]))


MESSAGES = Log(keys.message, from_item)
