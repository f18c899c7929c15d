"""Messages as they are now: their own rows, with the reactions to those that have any."""

from collections.abc import Sequence

from chat.domain.models import Message
from chat.domain.responses import Responses
from chat.operations.backend import Backend
from chat.store import responses
from chat.store.messages import MESSAGES


def present(backend: Backend, conversation_id: str, seq: int) -> Message | None:
    """A message as it is now, in one round trip; None where its number holds none."""
    table = backend.table
    entry, reacted = table.both(
        lambda: MESSAGES.get(table, conversation_id, seq),
        lambda: responses.of_message(table, conversation_id, seq),
    )
    return entry.with_responses(reacted) if isinstance(entry, Message) else None


def completed(
    backend: Backend, conversation_id: str, found: Sequence[Message]
) -> tuple[Message, ...]:
    """The same messages with their reactions, read now: a round trip, if there may be any."""
    missing = [message.seq for message in found if message.version is None]
    reacted = responses.of_messages(backend.table, conversation_id, missing)
    return tuple(
        message.with_responses(reacted.get(message.seq, Responses()))
        if message.version is None
        else message
        for message in found
    )
