"""One message by its number, and the texts it has had."""

from chat.domain.errors import no_such_message
from chat.domain.models import Message, MessageVersion, Place
from chat.operations.access import look_at
from chat.operations.backend import Backend
from chat.operations.messages.quoting import shown_to
from chat.store import versions

_LOOKS = 5
"""Where former texts are missing, the message has been deleted or edited since it was read."""


def message(backend: Backend, user_id: str, place: Place) -> Message | None:
    """The message as it is now; None where there is none to be read. Raises NotFound."""
    reader, found = look_at(backend, user_id, place)
    return shown_to(backend, reader, [found])[0] if found else None


def message_versions(backend: Backend, user_id: str, place: Place) -> tuple[MessageVersion, ...]:
    """The texts of a message, the present one first; none of a deleted one. Raises NotFound."""
    for _ in range(_LOOKS):
        _, found = look_at(backend, user_id, place)
        if found is None:
            raise no_such_message()
        if found.body is None:
            return ()
        present = MessageVersion(found.body, found.edited_at or found.created_at, found.sender_id)
        former = versions.before(backend.table, found) if found.edits else []
        if len(former) == min(found.edits, versions.KEPT):
            break
    return (present, *former)
