"""The texts that messages had before they were edited."""

from collections.abc import Sequence
from operator import itemgetter

from chat.domain.models import Message, MessageVersion
from chat.store import keys
from chat.store.attributes import from_time, to_time
from chat.store.keys import Key
from chat.store.table import Action, Delete, Item, Query, Table, setting

KEPT = 20
"""Former texts of a message: one more takes the place of the oldest."""


def keeping(message: Message) -> Action:
    """L6: the text that a message is about to lose."""
    values: Item = {
        "entity": "MessageVersion",
        "conversationId": message.conversation_id,
        "seq": message.seq,
        "rootSeq": message.root_seq,
        "edits": message.edits,
        "body": message.body,
        "editedAt": from_time(message.edited_at or message.created_at),
        "editedBy": message.sender_id,
    }
    condition = "attribute_not_exists(#PK) OR #edits < :edits"
    return setting(_key(message, message.edits), values, condition)


def erasing(message: Message) -> Sequence[Action]:
    """L6: no former text of a message is left."""
    return [Delete(_key(message, place)) for place in range(min(message.edits, KEPT))]


def before(table: Table, message: Message) -> list[MessageVersion]:
    """L7: the texts that a message had before the one it has, latest first."""
    versions = keys.versions_of(message.log, message.seq)
    items = table.query(
        Query(
            "#PK = :pk AND begins_with(#SK, :versions)",
            {"pk": versions.pk, "versions": versions.sk},
        )
    )
    # What was edited since the message was read is left out.
    former = [item for item in items if item["edits"] < message.edits]
    return [
        MessageVersion(item["body"], to_time(item["editedAt"]), item["editedBy"])
        for item in sorted(former, key=itemgetter("edits"), reverse=True)
    ]


def _key(message: Message, edits: int) -> Key:
    return keys.version(message.log, message.seq, edits % KEPT)
