"""What messages answer: looked up whenever they are read, never copied.

So an edit of the original shows wherever it is quoted, and its deletion too.
"""

from collections.abc import Sequence
from dataclasses import replace

from chat.domain.models import Membership, Message
from chat.operations.backend import Backend
from chat.operations.messages.present_state import completed
from chat.store import messages


def shown_to(backend: Backend, reader: Membership, found: Sequence[Message]) -> tuple[Message, ...]:
    """Messages of the reader's conversation with their reactions, and with what they answer.

    A round trip, if there is anything to be read: originals among the messages themselves are not.
    What the reader may not read is left out.
    """
    conversation_id = reader.conversation_id
    wanted = {each.reply_to for each in found if each.reply_to and each.reply_to >= reader.from_seq}
    held = {each.seq: each for each in found if each.seq in wanted}
    missing = wanted - held.keys()
    if missing:
        read, whole = backend.table.both(
            lambda: messages.get_some(backend.table, conversation_id, missing),
            lambda: completed(backend, conversation_id, found),
        )
        held |= read
    else:
        whole = completed(backend, conversation_id, found)
    return tuple(_quoting(each, held.get(each.reply_to or 0)) for each in whole)


def _quoting(message: Message, original: Message | None) -> Message:
    if original is None:
        return message
    return replace(message, quoted=replace(original, responses=None))
