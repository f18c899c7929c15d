"""Who is in which conversation: UserConversation, access patterns M1 to M8.

`inboxEvent` is set by writes that a person's devices hear of, changes of the membership itself and
of where they are mentioned, and removed by all others: the stream's filter in template.yaml looks
for it, so that sends and read markers invoke no function.
"""

from collections.abc import Iterable
from dataclasses import replace

from chat.domain.mentions import MentionNumbers
from chat.domain.models import (
    ConversationKind,
    InboxEventKind,
    MemberRole,
    Membership,
    MemberStatus,
)
from chat.domain.remembered_sends import RememberedSends
from chat.store import keys
from chat.store.attributes import from_time, to_time
from chat.store.keys import Key
from chat.store.table import INDEX, Action, Check, Item, Put, Query, Refused, Table, Update

ENTITY = "UserConversation"

_IS_ACTIVE = "#status = :active"
_ABSENT_OR_LEFT = "(attribute_not_exists(#PK) OR #status = :left)"
_FROM_LOWER_REVISION = "(attribute_not_exists(#revision) OR #revision < :revision)"


def get(table: Table, user_id: str, conversation_id: str) -> Membership | None:
    """M1: one person's row in one conversation, as it is now."""
    item = table.get(keys.membership(user_id, conversation_id))
    return from_item(item) if item else None


def get_many(
    table: Table, pairs: Iterable[tuple[str, str]], *, consistent: bool = True
) -> dict[tuple[str, str], Membership]:
    """M2: rows by (user id, conversation id), those that exist."""
    wanted = (keys.membership(user_id, conversation_id) for user_id, conversation_id in pairs)
    rows = map(from_item, table.batch_get(wanted, consistent=consistent).values())
    return {(row.user_id, row.conversation_id): row for row in rows}


def of_user(table: Table, user_id: str, *, consistent: bool = True) -> list[Membership]:
    """M3: all rows of one person. Unless consistent, they may be a moment old."""
    query = replace(_of_user(user_id), consistent=consistent)
    return [from_item(item) for item in table.query(query)]


def count_active(table: Table, user_id: str) -> int:
    """M3: how many conversations a person is in."""
    query = _of_user(user_id)
    return table.count(
        replace(query, values={**query.values, "active": MemberStatus.ACTIVE}, filter=_IS_ACTIVE)
    )


def by_joining(
    table: Table, conversation_id: str, *, limit: int, after: tuple[int, str] | None = None
) -> list[tuple[int, str]]:
    """M4: (number at joining, user id) of active members, longest-standing first.

    after: such a pair, exclusive. The index may lag a moment behind the rows.
    """
    partition = keys.members_of(conversation_id)
    items = table.query(
        Query(
            "#GSI1PK = :pk AND begins_with(#GSI1SK, :members)",
            {"pk": partition.pk, "members": partition.sk},
            limit=limit,
            index=INDEX,
            start_after=_index_position(conversation_id, *after) if after else None,
        )
    )
    return [keys.member_of_index(item["GSI1SK"]) for item in items]


def opening(row: Membership) -> Action:
    """M5: a row of a conversation that is being created."""
    return Put({**_key(row).attributes(), **_joined(row), "peerId": row.peer_id})


def joining(row: Membership) -> Action:
    """M5: someone joins, or comes back. Refused if they are in already.

    The sends that the row remembers from an earlier stay are kept.
    """
    values = _joined(row)
    return Update(
        _key(row),
        "SET " + ", ".join(f"#{name} = :{name}" for name in values),
        f"{_ABSENT_OR_LEFT} AND {_FROM_LOWER_REVISION}",
        {**values, "left": MemberStatus.LEFT},
    )


def leaving(user_id: str, conversation_id: str, *, role: MemberRole, revision: int) -> Action:
    """M5: someone is removed, if they are in and have that role."""
    return Update(
        keys.membership(user_id, conversation_id),
        f"SET {_LEFT} REMOVE #GSI1PK, #GSI1SK",
        f"{_IS_ACTIVE} AND #role = :role AND {_FROM_LOWER_REVISION}",
        _left_values(revision) | {"role": role},
    )


def promotion(user_id: str, conversation_id: str, *, revision: int) -> Action:
    """M5: a member becomes the owner, and is muted no more."""
    return Update(
        keys.membership(user_id, conversation_id),
        "SET #role = :owner, #revision = :revision, #inboxEvent = :event REMOVE #mutedUntil",
        f"{_IS_ACTIVE} AND {_FROM_LOWER_REVISION}",
        {
            "owner": MemberRole.OWNER,
            "revision": revision,
            "event": InboxEventKind.ROLE_CHANGED,
            "active": MemberStatus.ACTIVE,
        },
    )


def regrading(row: Membership, after: Membership) -> Action:
    """M5: another role, or muted otherwise. Refused if `row` is not as it was read."""
    muted = after.muted_until
    assignments = "#role = :after, #revision = :revision, #inboxEvent = :event"
    return Update(
        _key(row),
        f"SET {assignments}, #mutedUntil = :until"
        if muted
        else f"SET {assignments} REMOVE #mutedUntil",
        f"{_same_standing(row)} AND {_FROM_LOWER_REVISION}",
        {
            **_standing(row),
            "after": after.role,
            "revision": after.revision,
            "event": InboxEventKind.ROLE_CHANGED,
            **({"until": from_time(muted)} if muted else {}),
        },
    )


def staying(row: Membership) -> Action:
    """M7: refused if, since `row` was read, the person has left, changed role or been muted."""
    return Check(_key(row), _same_standing(row), _standing(row))


def remembering(row: Membership, sends: RememberedSends, *, seq: int = 0) -> Action:
    """M6: remember a send under seq, and mark all up to it as read: one's own is never unread.

    Of a reply, whose number is none of the conversation's, only the send.

    Refused if, since `row` was read, the person has left, changed role or been muted, another send
    was remembered, or the marker was moved to seq or beyond.
    """
    assignments, condition, values = _remembered(row, sends, seq)
    return Update(
        _key(row),
        f"SET {assignments} REMOVE #inboxEvent",
        f"{_unchanged(row)}{condition}",
        _unchanged_values(row) | values,
    )


def leaving_oneself(row: Membership, sends: RememberedSends, *, seq: int, revision: int) -> Action:
    """M5 and M6 in one: a transaction may name an item only once."""
    assignments, condition, values = _remembered(row, sends, seq)
    return Update(
        _key(row),
        f"SET {_LEFT}, {assignments} REMOVE #GSI1PK, #GSI1SK",
        f"{_unchanged(row)} AND {_FROM_LOWER_REVISION}{condition}",
        {**_unchanged_values(row), **_left_values(revision), **values},
    )


def mark_read(table: Table, user_id: str, conversation_id: str, seq: int) -> Membership | None:
    """M6: move the read marker to seq unless it is at seq or beyond.

    Returns the row as it is now, whether it moved or not; None if the person is not in.
    """
    return _with_marker(table, user_id, conversation_id, seq, f"{_IS_ACTIVE} AND #readSeq < :seq")


def mark_unread(table: Table, user_id: str, conversation_id: str, seq: int) -> Membership | None:
    """M6: move the read marker back to before seq, unless it is there or seq is not theirs to read.

    Returns the row as it is now, whether it moved or not; None if the person is not in.
    """
    condition = f"{_IS_ACTIVE} AND #readSeq > :seq AND #fromSeq <= :first"
    return _with_marker(table, user_id, conversation_id, seq - 1, condition, first=seq)


def mentioning(row: Membership, numbers: MentionNumbers) -> Action:
    """M8: other numbers mention the person by name.

    Refused if, since `row` was read, they have come or gone, or were mentioned elsewhere.
    """
    known = row.mentioned_in.packed
    assignments = ["#mentionedIn = :numbers"] if numbers.packed else []
    if row.is_active:  # whoever left hears of nothing, and their row goes on telling that they did
        assignments.append("#inboxEvent = :event")
    values: dict[str, object] = {
        "status": row.status,
        **({"numbers": numbers.packed} if numbers.packed else {}),
        **({"event": InboxEventKind.MENTIONS_CHANGED} if row.is_active else {}),
        **({"known": known} if known else {}),
    }
    expression = f"SET {', '.join(assignments)}" if assignments else ""
    if not numbers.packed:
        expression += " REMOVE #mentionedIn"
    same = "#mentionedIn = :known" if known else "attribute_not_exists(#mentionedIn)"
    return Update(_key(row), expression.strip(), f"#status = :status AND {same}", values)


def _with_marker(
    table: Table, user_id: str, conversation_id: str, seq: int, condition: str, **values: int
) -> Membership | None:
    """The row, its read marker at seq if the condition holds; None if the person is not in."""
    update = Update(
        keys.membership(user_id, conversation_id),
        "SET #readSeq = :seq REMOVE #inboxEvent",
        condition,
        {"seq": seq, "active": MemberStatus.ACTIVE, **values},
    )
    try:
        return from_item(table.update(update))
    except Refused as refused:
        item = refused.found[0]
        row = from_item(item) if item else None
        return row if row and row.is_active else None


def from_item(item: Item) -> Membership:
    """The membership that an item holds."""
    return Membership(
        user_id=item["userId"],
        conversation_id=item["conversationId"],
        kind=ConversationKind(item["kind"]),
        role=MemberRole(item["role"]),
        status=MemberStatus(item["status"]),
        joined_seq=int(item["joinedSeq"]),
        joined_at=to_time(item["joinedAt"]),
        read_seq=int(item["readSeq"]),
        from_seq=int(item["fromSeq"]),
        revision=int(item["revision"]),
        sends=RememberedSends(bytes(item.get("sends", b""))),
        mentioned_in=MentionNumbers(bytes(item.get("mentionedIn", b""))),
        peer_id=item.get("peerId"),
        muted_until=to_time(item["mutedUntil"]) if "mutedUntil" in item else None,
    )


def _remembered(
    row: Membership, sends: RememberedSends, seq: int
) -> tuple[str, str, dict[str, object]]:
    """Assignments, a further condition, and their values."""
    if row.read_seq >= seq:
        return "#sends = :sends", "", {"sends": sends.packed}
    values: dict[str, object] = {"sends": sends.packed, "seq": seq}
    return "#sends = :sends, #readSeq = :seq", " AND #readSeq < :seq", values


_LEFT = "#status = :left, #role = :member, #revision = :revision, #inboxEvent = :event"


def _left_values(revision: int) -> dict[str, object]:
    return {
        "left": MemberStatus.LEFT,
        "member": MemberRole.MEMBER,
        "revision": revision,
        "event": InboxEventKind.REMOVED,
        "active": MemberStatus.ACTIVE,
    }


def _unchanged(row: Membership) -> str:
    sends = "#sends = :known" if row.sends.packed else "attribute_not_exists(#sends)"
    return f"{_same_standing(row)} AND {sends}"


def _same_standing(row: Membership) -> str:
    muted = "#mutedUntil = :muted" if row.muted_until else "attribute_not_exists(#mutedUntil)"
    return f"{_IS_ACTIVE} AND #role = :role AND {muted}"


def _standing(row: Membership) -> dict[str, object]:
    values: dict[str, object] = {"active": MemberStatus.ACTIVE, "role": row.role}
    return values | {"muted": from_time(row.muted_until)} if row.muted_until else values


def _unchanged_values(row: Membership) -> dict[str, object]:
    values = _standing(row)
    return values | {"known": row.sends.packed} if row.sends.packed else values


def _joined(row: Membership) -> Item:
    index = keys.member_index(row.conversation_id, joined_seq=row.joined_seq, user_id=row.user_id)
    return index.index_attributes() | {
        "entity": ENTITY,
        "userId": row.user_id,
        "conversationId": row.conversation_id,
        "kind": row.kind,
        "role": row.role,
        "status": row.status,
        "joinedSeq": row.joined_seq,
        "joinedAt": from_time(row.joined_at),
        "readSeq": row.read_seq,
        "fromSeq": row.from_seq,
        "revision": row.revision,
        "inboxEvent": InboxEventKind.ADDED,
    }


def _key(row: Membership) -> Key:
    return keys.membership(row.user_id, row.conversation_id)


def _of_user(user_id: str) -> Query:
    rows = keys.memberships_of(user_id)
    return Query(
        "#PK = :pk AND begins_with(#SK, :conversations)",
        {"pk": rows.pk, "conversations": rows.sk},
    )


def _index_position(conversation_id: str, joined_seq: int, user_id: str) -> Item:
    index = keys.member_index(conversation_id, joined_seq=joined_seq, user_id=user_id)
    return keys.membership(user_id, conversation_id).attributes() | index.index_attributes()
