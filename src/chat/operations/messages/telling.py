"""What is told of a thread: the message that it hangs on, with what happened in it.

So a client that knows no threads sees that message again, and the channel and the numbers of the
conversation serve its threads too.
"""

from dataclasses import replace

from chat.domain.errors import no_such_message
from chat.domain.models import Message
from chat.operations.backend import Backend
from chat.operations.messages.present_state import present


def told(backend: Backend, changed: Message) -> Message:
    """What a change of a message answers with, and publishes: of a reply, its root as it is now.

    A round trip for a reply. Raises NotFound where the root is gone.
    """
    if changed.root_seq is None:
        return changed
    root = present(backend, changed.conversation_id, changed.root_seq)
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
