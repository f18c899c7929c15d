"""Who follows which thread, and how far they have read it: access patterns T3 to T5.

A row expires 90 days after the person last had to do with the thread.
"""

import re
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
_BEGINS = f"SET {_ROW}, #isFollowed = :followed, #since = :since, "


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


def decide(table: Table, follow: Follow) -> Follow:
    """T4: a person follows a thread, or does no more, by their own will. Their marker stays.

    Returns the row as it is then.
    """
    expression = _BEGINS + "#readSeq = if_not_exists(#readSeq, :read)"
    return from_item(table.update(_update(follow, expression, "")))


def reply(table: Table, follow: Follow) -> None:
    """T4: a person has replied: they follow, and have read up to their reply.

    Changes nothing if they have replied or read beyond that.
    """
    _write_unless_refused(
        table,
        _update(
            follow,
            _BEGINS + "#readSeq = :read",
            "attribute_not_exists(#readSeq) OR #readSeq < :read",
        ),
    )


def concern(table: Table, follow: Follow) -> None:
    """T4: a thread concerns a person: they follow, and what came before is none of their news.

    Changes nothing if they have decided since.
    """
    _write_unless_refused(
        table,
        _update(
            follow,
            _BEGINS + "#readSeq = if_not_exists(#readSeq, :read)",
            "attribute_not_exists(#since) OR #since < :since",
        ),
    )


def mark_read(table: Table, follow: Follow) -> Follow:
    """T5: move the read marker of a thread, unless it is there or beyond.

    Whoever does not follow it has a row from then on that says so. Returns it as it is then.
    """
    expression = (
        f"SET {_ROW}, #readSeq = :read, #isFollowed = if_not_exists(#isFollowed, :followed), "
        "#since = if_not_exists(#since, :since)"
    )
    condition = "attribute_not_exists(#readSeq) OR #readSeq < :read"
    try:
        return from_item(table.update(_update(follow, expression, condition)))
    except Refused as refused:
        item = refused.found[0]
        assert item is not None, "what is not there refuses nothing"  # noqa: S101
        return from_item(item)


def mark_unread(table: Table, follow: Follow) -> Follow:
    """T5: move the read marker of a thread back, if it is beyond. Returns it as it is then.

    Whoever has no row has read nothing.
    """
    expression = f"SET {_ROW}, #readSeq = :read"
    try:
        return from_item(table.update(_update(follow, expression, "#readSeq > :read")))
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
        since=to_time(item["since"]),
        read_seq=int(item["readSeq"]),
    )


def _update(follow: Follow, expression: str, condition: str) -> Update:
    values = {
        "entity": "Follow",
        "user": follow.user_id,
        "conversation": follow.conversation_id,
        "root": follow.root_seq,
        "expires": int((follow.since + KEPT_FOR).timestamp()),
        "followed": follow.is_followed,
        "since": from_time(follow.since),
        "read": follow.read_seq,
    }
    used = re.findall(r":(\w+)", f"{expression} {condition}")
    return Update(
        keys.follow(follow.user_id, follow.conversation_id, follow.root_seq),
        expression,
        condition,
        {name: values[name] for name in used},
    )


def _write_unless_refused(table: Table, update: Update) -> None:
    try:
        table.update(update)
    except Refused:
        return
