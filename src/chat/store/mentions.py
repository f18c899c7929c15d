"""Mentions: where a person was mentioned, kept for 90 days. Access patterns N1 and N2."""

from datetime import datetime

from chat.domain.mentions import KEPT_FOR, Mention
from chat.domain.models import Message, log_of
from chat.store import keys
from chat.store.attributes import from_time, to_time
from chat.store.table import Action, Delete, Item, Query, Table, setting

type Position = tuple[str, str]
"""Where a list goes on: a time as it is stored, and the rest of the sort key."""


def recording(user_id: str, mention: Mention) -> Action:
    """N2: a person was mentioned there. Once more, it changes nothing."""
    values: Item = {
        "entity": "Mention",
        "conversationId": mention.conversation_id,
        "seq": mention.seq,
        "rootSeq": mention.root_seq,
        "createdAt": from_time(mention.created_at),
        "expiresAt": int(mention.expires_at.timestamp()),
    }
    condition = "attribute_not_exists(#PK) OR #seq = :seq"
    return setting(key(user_id, mention), values, condition)


def forgetting(user_id: str, mention: Mention) -> Action:
    """N2: a person is not mentioned there any more."""
    return Delete(key(user_id, mention))


def newest(
    table: Table, user_id: str, *, now: datetime, limit: int, before: Position | None = None
) -> list[Mention]:
    """N1: where a person was mentioned, newest first. before: such a position, exclusive.

    Without what has expired: DynamoDB takes its time to remove that.
    """
    of_user, since = keys.mentions_of(user_id), from_time(now - KEPT_FOR)
    start = keys.Key(of_user, "#".join(before)) if before else None
    if start and start.sk <= since:
        return []  # nothing is left below it, and DynamoDB refuses to begin outside of the range
    items = table.query(
        Query(
            "#PK = :pk AND #SK > :since",
            {"pk": of_user, "since": since},
            limit=limit,
            forward=False,
            start_after=start.attributes() if start else None,
        )
    )
    return [from_item(item) for item in items]


def position(mention: Mention) -> Position:
    """Where a list goes on after this one."""
    time, _, rest = key("", mention).sk.partition("#")
    return time, rest


def key(user_id: str, mention: Mention) -> keys.Key:
    """Where it is stored."""
    return keys.mention(user_id, *_place(mention))


def from_item(item: Item) -> Mention:
    """The mention that an item holds."""
    return Mention(
        item["conversationId"],
        int(item["seq"]),
        to_time(item["createdAt"]),
        int(item["rootSeq"]) if "rootSeq" in item else None,
    )


def of_message(message: Message) -> Mention:
    """The pointer to a message."""
    return Mention(message.conversation_id, message.seq, message.created_at, message.root_seq)


def _place(mention: Mention) -> tuple[str, str, int]:
    log = log_of(mention.conversation_id, mention.root_seq)
    return from_time(mention.created_at), log, mention.seq
