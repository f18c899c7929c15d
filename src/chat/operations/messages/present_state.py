"""Messages as they are now: their own rows, with the responses to those that have any.

A row and the responses are often read side by side, so either may be the newer one. Where a
deletion came between them, what is left of the message would have a lower version than the text
that was deleted, and be replaced by it. So whoever has read of the deletion, and responses from
before it, reads them again: the deletion has closed them.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType

from chat.domain.models import Message, Place
from chat.domain.responses import Responses
from chat.operations.backend import Backend
from chat.store import responses
from chat.store.messages import MESSAGES


def present(backend: Backend, log: str, seq: int) -> Message | None:
    """A message as it is now, in one round trip; None where its number holds none."""
    table = backend.table
    entry, responded = table.both(
        lambda: MESSAGES.get(table, log, seq),
        lambda: responses.of_message(table, log, seq),
    )
    return joined(backend, entry, responded) if isinstance(entry, Message) else None


def joined(backend: Backend, message: Message, found: Responses) -> Message:
    """A message with the responses to it that were read beside it."""
    if _is_torn(message, found):
        found = responses.of_message(backend.table, message.log, message.seq)
    return message.with_responses(found)


def completed(
    backend: Backend,
    found: Sequence[Message],
    known: Mapping[Place, Responses] = MappingProxyType({}),
) -> tuple[Message, ...]:
    """The same messages with the responses to them, read now: a round trip, if there may be any.

    known: those that were read already, with these messages.
    """
    missing: dict[str, list[int]] = {}
    for message in found:
        if _is_to_be_read(message, known.get(message.place)):
            missing.setdefault(message.log, []).append(message.seq)
    reads = [
        partial(responses.of_messages, backend.table, log, numbers)
        for log, numbers in missing.items()
    ]
    answers = backend.table.side_by_side(reads)
    read = dict(zip(missing, answers, strict=True))

    def whole(message: Message) -> Message:
        if _is_to_be_read(message, known.get(message.place)):
            return message.with_responses(read[message.log].get(message.seq, Responses()))
        return message.with_responses(known[message.place]) if message.place in known else message

    return tuple(map(whole, found))


def _is_to_be_read(message: Message, known: Responses | None) -> bool:
    """Whether the responses are missing, or known from before the message was deleted."""
    return message.version is None if known is None else _is_torn(message, known)


def _is_torn(message: Message, found: Responses) -> bool:
    """Whether the responses are from before the message was deleted, which its row tells."""
    return message.is_open and message.deleted_at is not None and not found.is_closed
