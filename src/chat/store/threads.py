"""Threads and their counters: access patterns T1 and T2."""

from collections.abc import Iterable
from datetime import datetime

from chat.domain.threads import ThreadCounter
from chat.store import keys
from chat.store.attributes import from_time, to_time
from chat.store.table import Item, Table, Update


def take_seq(table: Table, conversation_id: str, root_seq: int, *, now: datetime) -> ThreadCounter:
    """T1: hand out the next number of a thread. Never conflicts: an atomic counter.

    The first makes the thread: nobody but members may be given one, for a text that there is.
    """
    values = {
        "entity": "Thread",
        "id": conversation_id,
        "root": root_seq,
        "one": 1,
        "now": from_time(now),
    }
    expression = (
        "SET #entity = :entity, #conversationId = :id, #rootSeq = :root, #lastSeqAt = :now "
        "ADD #lastSeq :one"
    )
    key = keys.thread(conversation_id, root_seq)
    return from_item(table.update(Update(key, expression, "", values)))


def get_many(
    table: Table, threads: Iterable[tuple[str, int]]
) -> dict[tuple[str, int], ThreadCounter]:
    """T2: counters by conversation id and number, perhaps a moment old; those that exist."""
    wanted = (keys.thread(*thread) for thread in threads)
    found = map(from_item, table.batch_get(wanted, consistent=False).values())
    return {(each.conversation_id, each.root_seq): each for each in found}


def from_item(item: Item) -> ThreadCounter:
    """The counter that an item holds."""
    return ThreadCounter(
        item["conversationId"],
        int(item["rootSeq"]),
        int(item["lastSeq"]),
        to_time(item["lastSeqAt"]),
    )
