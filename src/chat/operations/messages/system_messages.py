"""What all changes to a conversation have in common: a message and a pointer that record them."""

from chat.domain.models import (
    Change,
    ChangeKind,
    Conversation,
    Membership,
    Message,
    MessageEvent,
    MessageKind,
)
from chat.operations.backend import Backend
from chat.operations.messages.posting import Numbers, Posting
from chat.store import changes, conversations, memberships
from chat.store.messages import REPLACES_CHANNEL
from chat.store.table import Action


def take_both(
    backend: Backend,
    conversation_id: str,
    *,
    unchanged: Conversation | None = None,
    for_newcomers: bool = False,
) -> Numbers | None:
    """A seq for the message, and a revision for the pointer.

    unchanged: only if nobody has come or gone since it was read so.
    for_newcomers: whoever joins under this seq may read nothing before it.
    """
    taken = conversations.take_both(
        backend.table,
        conversation_id,
        now=backend.now(),
        unchanged=unchanged,
        for_newcomers=for_newcomers,
    )
    if taken is None:
        return None
    return Numbers(taken, seq=taken.last_seq, revision=taken.last_revision)


def record(
    posting: Posting,
    backend: Backend,
    author: Membership,
    numbers: Numbers,
    *,
    event: MessageEvent,
    member_ids: tuple[str, ...] | None = None,
    body: str | None = None,
) -> Message:
    """The system message, on the channel as it was when the number was taken."""
    return Message(
        conversation_id=author.conversation_id,
        seq=numbers.seq,
        kind=MessageKind.SYSTEM,
        sender_id=author.user_id,
        client_message_id=posting.client_message_id,
        created_at=backend.now(),
        event=event,
        member_ids=member_ids,
        body=body,
        revision=numbers.revision,
        channel=numbers.conversation.channel,
        channel_version=numbers.conversation.channel_version + (event in REPLACES_CHANNEL),
    )


def remembering(posting: Posting, author: Membership, numbers: Numbers) -> Action:
    """The author's row remembers it, as it remembers a text."""
    sends = author.sends.remember(posting.fingerprint, seq=numbers.seq)
    return memberships.remembering(author, sends, seq=numbers.seq)


def change(
    backend: Backend, numbers: Numbers, kind: ChangeKind, member_ids: tuple[str, ...] = ()
) -> Action:
    """The pointer under its revision."""
    return changes.writing(
        numbers.conversation.id,
        Change(
            revision=numbers.revision,
            kind=kind,
            member_ids=member_ids,
            created_at=backend.now(),
        ),
    )
