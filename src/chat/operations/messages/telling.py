"""What is told of a thread: the message that it hangs on, with what happened in it.

So a client that knows no threads sees that message again, and the channel and the numbers of the
conversation serve its threads too.
"""

from dataclasses import replace

from chat.domain.errors import no_such_message
from chat.domain.models import Message, Place
from chat.operations.backend import Backend
from chat.operations.messages.present_state import present


def root_of(backend: Backend, place: Place) -> Message | None:
    """The message that the thread of a reply hangs on, as it is now; None for what is no reply."""
    if place.root is None:
        return None
    return present(backend, place.root.log, place.root.seq)


def told(changed: Message, root: Message | None) -> Message:
    """What a change of a message answers with, and publishes: of a reply, its root with it.

    root: as it is now. Raises NotFound for a reply without one.
    """
    if changed.root_seq is None:
        return changed
    if root is None:
        raise no_such_message()
    return replace(
        root,
        channel=changed.channel,
        channel_version=changed.channel_version,
        revision=changed.revision,
        changed_by=changed.changed_by or changed.sender_id,
        reply=changed,
    )
