"""A new title for a group: a posting, so it is recorded, numbered and done once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chat.domain.grants import Permission, require_in_group
from chat.domain.models import ChangeKind, Membership, Message, MessageEvent
from chat.domain.remembered_sends import Fingerprint
from chat.operations.backend import Backend
from chat.operations.messages.posting import Numbers, NumbersLost, Posting, post
from chat.operations.messages.system_messages import (
    change,
    record,
    remembering,
    take_both,
)
from chat.store import conversations, memberships, messages
from chat.store.table import Action, Item


def update_conversation(
    backend: Backend, owner_id: str, conversation_id: str, *, title: str, client_message_id: str
) -> Message:
    """Rename a group. Raises NotFound, Forbidden, Conflict, ClientMessageIdReused, TryAgain."""
    owner = memberships.get(backend.table, owner_id, conversation_id)
    return post(backend, owner, _Renaming(client_message_id, title))


@dataclass(frozen=True, slots=True)
class _Renaming:
    """A new title."""

    client_message_id: str
    title: str

    @property
    def fingerprint(self) -> Fingerprint:
        return Fingerprint.of(self.client_message_id, "RENAME", self.title)

    def allow(self, author: Membership, *, now: datetime) -> None:
        require_in_group(author, Permission.UPDATE_CONVERSATION, now=now)

    def take(self, backend: Backend, author: Membership) -> tuple[Posting, Numbers] | None:
        numbers = take_both(backend, author.conversation_id)
        return (self, numbers) if numbers else None

    def transaction(
        self, backend: Backend, author: Membership, numbers: Numbers
    ) -> tuple[Message, Sequence[Action]]:
        message = record(
            self,
            backend,
            author,
            numbers,
            event=MessageEvent.CONVERSATION_RENAMED,
            body=self.title,
        )
        actions = [
            remembering(self, author, numbers),
            messages.writing(message),
            change(backend, numbers, ChangeKind.CONVERSATION),
            conversations.renaming(
                author.conversation_id, title=self.title, revision=numbers.revision
            ),
        ]
        return message, actions

    def mended(
        self, backend: Backend, numbers: Numbers, found: Mapping[int, Item | None]
    ) -> tuple[Posting, Numbers]:
        """A later change has set another title: this one takes a number after it."""
        raise NumbersLost
