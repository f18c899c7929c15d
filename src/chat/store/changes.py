"""Changes: the log that points to what has changed. It holds no text."""

from chat.domain.models import Change, ChangeKind
from chat.store import keys
from chat.store.attributes import from_time, to_time
from chat.store.log import Log
from chat.store.table import Action, Item


def writing(conversation_id: str, change: Change) -> Action:
    """L4: fill the change's number, as part of the transaction that makes the change."""
    return CHANGES.entry(
        conversation_id,
        change.revision,
        {
            "entity": "Change",
            "revision": change.revision,
            "kind": change.kind,
            "memberIds": list(change.member_ids) or None,
            "seq": change.seq,
            "rootSeq": change.root_seq,
            "createdAt": from_time(change.created_at),
        },
    )


def from_item(item: Item) -> Change:
    """The change that an item holds."""
    return Change(
        revision=int(item["revision"]),
        kind=ChangeKind(item["kind"]),
        member_ids=tuple(item.get("memberIds", ())),
        seq=int(item["seq"]) if "seq" in item else None,
        root_seq=int(item["rootSeq"]) if "rootSeq" in item else None,
        created_at=to_time(item["createdAt"]),
    )


CHANGES = Log(keys.change, from_item)
