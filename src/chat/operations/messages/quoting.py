"""What messages answer: looked up whenever they are read, never copied.

So an edit of the original shows wherever it is quoted, and its deletion too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from chat.domain.errors import Conflict, Forbidden, no_such_message
from chat.domain.models import Membership, Message, MessageKind, Place
from chat.domain.responses import Responses
from chat.operations.backend import Backend
from chat.operations.messages.present_state import completed
from chat.store import messages


def require_answerable(original: Message | None) -> None:
    """Raise the ChatError of what cannot be answered. None: there is nothing to be read."""
    if original is None:
        raise no_such_message()
    if original.kind is not MessageKind.TEXT:
        raise Forbidden("Only what people write can be answered.")
    if original.deleted_at:
        raise Conflict("The message that you answer was deleted.")


def shown_to(
    backend: Backend,
    reader: Membership,
    found: Sequence[Message],
    known: Mapping[Place, Responses] = MappingProxyType({}),
) -> tuple[Message, ...]:
    """Messages of the reader's conversation with their responses, and with what they answer.

    A round trip, if there is anything to be read: originals among the messages themselves are not.
    What the reader may not read is left out.  known: the responses that were read with them.
    """
    originals = {each.place: _answered(each, reader) for each in found}
    wanted = {place for place in originals.values() if place}
    held = {each.place: each for each in found if each.place in wanted}
    missing = wanted - held.keys()
    if missing:
        read, whole = backend.table.both(
            lambda: messages.get_some(backend.table, missing),
            lambda: completed(backend, found, known),
        )
        held |= read
    else:
        whole = completed(backend, found, known)
    return tuple(_quoting(each, held, originals[each.place]) for each in whole)


def _answered(message: Message, reader: Membership) -> Place | None:
    """Where what it answers stands, if the reader may read that: of a thread, they may read all."""
    if not message.reply_to:
        return None
    original = message.place._replace(seq=message.reply_to)
    is_hidden = message.root_seq is None and original.seq < reader.from_seq
    return None if is_hidden else original


def _quoting(
    message: Message, originals: Mapping[Place, Message], answered: Place | None
) -> Message:
    original = originals.get(answered) if answered else None
    return replace(message, quoted=original) if original else message
