"""Conversations and their counters: access patterns C1 to C5."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from chat.domain.mentions import MentionNumbers
from chat.domain.models import Conversation, ConversationKind
from chat.store import keys
from chat.store.attributes import from_time, to_time
from chat.store.table import Action, Item, Put, Refused, Table, Update

_EXISTS = "attribute_exists(#PK)"


def get(table: Table, conversation_id: str) -> Conversation | None:
    """C1: one conversation as it is now."""
    item = table.get(keys.conversation(conversation_id))
    return from_item(item) if item else None


def get_many(
    table: Table, conversation_ids: Iterable[str], *, consistent: bool
) -> dict[str, Conversation]:
    """C2: those that exist, by id."""
    items = table.batch_get(map(keys.conversation, conversation_ids), consistent=consistent)
    return {found.id: found for found in map(from_item, items.values())}


def take_seq(
    table: Table, conversation_id: str, *, now: datetime, channel: str | None = None
) -> Conversation | None:
    """C3: hand out the next message number. Never conflicts: an atomic counter.

    channel: only if it is the current one, and everybody who is in may write.
    Returns the conversation as this write left it; its last_seq is the number.
    """
    expression = "ADD #lastSeq :one SET #lastSeqAt = :now"
    return _take(table, conversation_id, expression, now, *_current(channel))


def take_revision(
    table: Table,
    conversation_id: str,
    *,
    now: datetime,
    channel: str | None = None,
    restricts: bool = False,
) -> Conversation | None:
    """C3: hand out the next change number, its last_revision. channel: as in take_seq.

    restricts: from now on there may be somebody in who may not write.
    """
    expression = "ADD #lastRevision :one SET #lastRevisionAt = :now"
    condition, values = _current(channel)
    if restricts:
        expression += ", #isRestricted = :restricted"
        values = {**values, "restricted": True}
    return _take(table, conversation_id, expression, now, condition, values)


def take_both(
    table: Table,
    conversation_id: str,
    *,
    now: datetime,
    unchanged: Conversation | None = None,
    for_newcomers: bool = False,
) -> Conversation | None:
    """C3: hand out a message number and a change number in one write.

    unchanged: only if nobody has joined or left since it was read so.
    for_newcomers: whoever joins under this message number may read nothing before it.
    """
    expression = (
        "ADD #lastSeq :one, #lastRevision :one SET #lastSeqAt = :now, #lastRevisionAt = :now"
    )
    if for_newcomers:
        expression += ", #newcomersFrom = #lastSeq + :one"
    if unchanged is None:
        return _take(table, conversation_id, expression, now)
    condition = " AND #channelVersion = :version AND #memberCount = :members"
    return _take(
        table,
        conversation_id,
        expression,
        now,
        condition,
        {"version": unchanged.channel_version, "members": unchanged.member_count},
    )


def creation(conversation: Conversation) -> Action:
    """C4: store a conversation that does not exist yet."""
    return Put(_to_item(conversation))


def growth(conversation_id: str, *, by: int) -> Action:
    """C4: more members."""
    return Update(keys.conversation(conversation_id), "ADD #memberCount :by", _EXISTS, {"by": by})


def renaming(conversation_id: str, *, title: str, revision: int) -> Action:
    """C4: a new title, unless a later change has set one."""
    return Update(
        keys.conversation(conversation_id),
        "SET #title = :title, #titleRevision = :revision",
        f"{_EXISTS} AND (attribute_not_exists(#titleRevision) OR #titleRevision < :revision)",
        {"title": title, "revision": revision},
    )


def departure(conversation: Conversation, *, user_id: str, new_channel: str) -> Action:
    """C4: one member fewer and a new channel, if nobody has joined or left since it was read.

    In a direct conversation the person is recorded as absent.
    """
    values: dict[str, object] = {
        "fewer": -1,
        "one": 1,
        "new": new_channel,
        "channel": conversation.channel,
        "members": conversation.member_count,
    }
    expression = "ADD #memberCount :fewer, #channelVersion :one"
    if conversation.kind is ConversationKind.DIRECT:
        expression += ", #absent :person"
        values["person"] = {user_id}
    return Update(
        keys.conversation(conversation.id),
        f"{expression} SET #channel = :new",
        "#channel = :channel AND #memberCount = :members",
        values,
    )


def comeback(conversation_id: str, *, user_id: str) -> Action:
    """C4: someone who had left a direct conversation is back."""
    return Update(
        keys.conversation(conversation_id),
        "ADD #memberCount :one DELETE #absent :person",
        "contains(#absent, :id)",
        {"one": 1, "person": {user_id}, "id": user_id},
    )


def mention_everyone(
    table: Table, conversation: Conversation, numbers: MentionNumbers
) -> Conversation | None:
    """C5: other numbers mention everyone, unless that has changed since it was read.

    Returns the conversation as it is then; None where it had changed.
    """
    known = conversation.mentioned_in.packed
    same = "#mentionedIn = :known" if known else "attribute_not_exists(#mentionedIn)"
    values: dict[str, object] = {"known": known} if known else {}
    expression = "REMOVE #mentionedIn"
    if numbers.packed:
        expression = "SET #mentionedIn = :numbers"
        values["numbers"] = numbers.packed
    key = keys.conversation(conversation.id)
    try:
        return from_item(table.update(Update(key, expression, f"{_EXISTS} AND {same}", values)))
    except Refused:
        return None


def from_item(item: Item) -> Conversation:
    """The conversation that an item holds."""
    return Conversation(
        id=item["id"],
        kind=ConversationKind(item["kind"]),
        title=item.get("title"),
        created_by=item["createdBy"],
        created_at=to_time(item["createdAt"]),
        member_count=int(item["memberCount"]),
        last_seq=int(item["lastSeq"]),
        last_seq_at=to_time(item["lastSeqAt"]),
        last_revision=int(item["lastRevision"]),
        last_revision_at=to_time(item["lastRevisionAt"]),
        channel=item["channel"],
        channel_version=int(item["channelVersion"]),
        history_for_newcomers=item["historyForNewcomers"],
        request_digest=bytes(item["requestDigest"]),
        absent=frozenset(item.get("absent", ())),
        mentioned_in=MentionNumbers(bytes(item.get("mentionedIn", b""))),
        is_restricted=item.get("isRestricted", False),
        newcomers_from=int(item.get("newcomersFrom", _newcomers_from_of_0_1_0(item))),
    )


def _newcomers_from_of_0_1_0(item: Item) -> int:
    """Whether anyone has joined was not kept: where history is hidden, it may be just now."""
    return 1 if item["historyForNewcomers"] else int(item["lastSeq"]) + 1


def _current(channel: str | None) -> tuple[str, Mapping[str, object]]:
    """The condition that whoever knows this channel may write; none where it is not known.

    Otherwise somebody who is muted could take numbers, which others would have as unread.
    """
    if not channel:
        return "", {}
    condition = " AND #channel = :channel AND attribute_not_exists(#isRestricted)"
    return condition, {"channel": channel}


def _take(
    table: Table,
    conversation_id: str,
    expression: str,
    now: datetime,
    condition: str = "",
    further: Mapping[str, object] = MappingProxyType({}),
) -> Conversation | None:
    values: dict[str, object] = {"one": 1, "now": from_time(now), **further}
    key = keys.conversation(conversation_id)
    try:
        item = table.update(Update(key, expression, _EXISTS + condition, values))
    except Refused:
        return None
    return from_item(item)


def _to_item(conversation: Conversation) -> Item:
    return keys.conversation(conversation.id).attributes() | {
        "entity": "Conversation",
        "id": conversation.id,
        "kind": conversation.kind,
        "title": conversation.title,
        "createdBy": conversation.created_by,
        "createdAt": from_time(conversation.created_at),
        "memberCount": conversation.member_count,
        "lastSeq": conversation.last_seq,
        "lastSeqAt": from_time(conversation.last_seq_at),
        "lastRevision": conversation.last_revision,
        "lastRevisionAt": from_time(conversation.last_revision_at),
        "channel": conversation.channel,
        "channelVersion": conversation.channel_version,
        "historyForNewcomers": conversation.history_for_newcomers,
        "newcomersFrom": conversation.newcomers_from,
        "requestDigest": conversation.request_digest,
    }
