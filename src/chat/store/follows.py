"""Who follows which thread, and how far they have read it: access patterns T3 to T5.

A row expires 90 days after the person last had to do with the thread.
"""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from chat.domain.threads import KEPT_FOR, Follow
from chat.store import keys
from chat.store.attributes import from_time, to_time
from chat.store.table import Item, Query, Refused, Table, Update

_ROW = (
    "#entity = :entity, #userId = :user, #conversationId = :conversation, #rootSeq = :root, "
    "#expiresAt = :expires"
)
_DECIDES = (
    f"SET {_ROW}, #isFollowed = :followed, #since = :since, "
    "#readSeq = if_not_exists(#readSeq, :read)"
)


def of_user(table: Table, user_id: str, *, now: datetime) -> list[Follow]:
    """T3: what a person follows, in no order of use.

    Without what has expired: DynamoDB takes its time to remove that.
    """
    query = Query(
        "#PK = :pk",
        {"pk": keys.follows_of(user_id), "followed": True, "now": int(now.timestamp())},
        filter="#isFollowed = :followed AND #expiresAt > :now",
    )
    return [from_item(item) for item in table.query(query)]


def decide(table: Table, follow: Follow, *, now: datetime) -> Follow:
    """T4: a person follows a thread, or does no more, by their own will. Their marker stays.

    Returns the row as it is then.
    """
    return from_item(table.update(_update(follow, _DECIDES, "", now)))


def concern(table: Table, follow: Follow, *, at: datetime, now: datetime) -> None:
    """T4: a thread concerns a person: they follow, and what came before is none of their news.

    at: when it did. Changes nothing if they have decided since.
    """
    condition = "attribute_not_exists(#since) OR #since < :since"
    with suppress(Refused):
        table.update(_update(follow, _DECIDES, condition, now, since=at))


def mark_read(table: Table, follow: Follow, *, now: datetime) -> Follow:
    """T5: move the read marker of a thread, unless it is there or beyond.

    Whoever does not follow it has a row from then on, which decides nothing. Returns it as it is
    then.
    """
    expression = f"SET {_ROW}, #readSeq = :read, #isFollowed = if_not_exists(#isFollowed, :no)"
    condition = "attribute_not_exists(#readSeq) OR #readSeq < :read"
    try:
        return from_item(table.update(_update(follow, expression, condition, now)))
    except Refused as refused:
        item = refused.found[0]
        assert item is not None, "what is not there refuses nothing"  # noqa: S101
        return from_item(item)


def mark_unread(table: Table, follow: Follow, *, now: datetime) -> Follow:
    """T5: move the read marker of a thread back, if it is beyond. Returns it as it is then.

    Whoever has no row has read nothing.
    """
    expression = f"SET {_ROW}, #readSeq = :read"
    try:
        return from_item(table.update(_update(follow, expression, "#readSeq > :read", now)))
    except Refused as refused:
        item = refused.found[0]
        return from_item(item) if item else replace(follow, read_seq=0)


def from_item(item: Item) -> Follow:
    """The follow that an item holds."""
    return Follow(
        user_id=item["userId"],
        conversation_id=item["conversationId"],
        root_seq=int(item["rootSeq"]),
        is_followed=item["isFollowed"],
        since=to_time(item["since"]) if "since" in item else None,
        read_seq=int(item["readSeq"]),
    )


def _update(
    follow: Follow,
    expression: str,
    condition: str,
    now: datetime,
    *,
    since: datetime | None = None,
) -> Update:
    values = {
        "entity": "Follow",
        "user": follow.user_id,
        "conversation": follow.conversation_id,
        "root": follow.root_seq,
        "expires": int((now + KEPT_FOR).timestamp()),
        "followed": follow.is_followed,
        "no": False,
        "since": from_time(since or now),
        "read": follow.read_seq,
    }
    used = re.findall(r":(\w+)", f"{expression} {condition}")
    return Update(
        keys.follow(follow.user_id, follow.conversation_id, follow.root_seq),
        expression,
        condition,
        {name: values[name] for name in used},
    )
