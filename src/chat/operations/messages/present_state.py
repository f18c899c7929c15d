"""Messages as they are now: their own rows, with the responses to those that have any."""

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
    return entry.with_responses(responded) if isinstance(entry, Message) else None


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
        if message.version is None and message.place not in known:
            missing.setdefault(message.log, []).append(message.seq)
    reads = [
        partial(responses.of_messages, backend.table, log, numbers)
        for log, numbers in missing.items()
    ]
    answers = backend.table.side_by_side(reads)
    read = dict(zip(missing, answers, strict=True))

    def responses_to(message: Message) -> Responses:
        if message.place in known:
            return known[message.place]
        return read[message.log].get(message.seq, Responses())

    return tuple(
        message.with_responses(responses_to(message))
        if message.version is None or message.place in known
        else message
        for message in found
    )
