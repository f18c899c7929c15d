"""Rooms full of people and messages, stored without asking the chat."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import batched
from typing import Any

from chat.domain.models import (
    ConversationKind,
    MemberRole,
    Membership,
    MemberStatus,
    Message,
    MessageKind,
)
from chat.operations.backend import Backend
from chat.store import memberships, messages

_LONG_AGO = datetime.now(UTC) - timedelta(days=30)


def member_items(conversation_id: str, user_ids: Sequence[str]) -> Iterable[dict[str, Any]]:
    """Rows of people who were there from the beginning."""
    for user_id in user_ids:
        row = Membership(
            user_id=user_id,
            conversation_id=conversation_id,
            kind=ConversationKind.GROUP,
            role=MemberRole.MEMBER,
            status=MemberStatus.ACTIVE,
            joined_seq=0,
            joined_at=_LONG_AGO,
        )
        yield _item(memberships.opening(row))


def message_items(
    conversation_id: str, senders: Sequence[str], *, count: int
) -> Iterable[dict[str, Any]]:
    """Messages 1 … count of 60 characters, the senders taking turns."""
    for seq in range(1, count + 1):
        message = Message(
            conversation_id=conversation_id,
            seq=seq,
            kind=MessageKind.TEXT,
            sender_id=senders[seq % len(senders)],
            client_message_id=f"loaded-{seq}",
            created_at=_LONG_AGO + timedelta(seconds=seq),
            body="x" * 60,
        )
        yield _item(messages.writing(message))


def load(backend: Backend, items: Iterable[dict[str, Any]]) -> None:
    """Store items as they are, 25 at a time."""
    for chunk in batched(items, 25, strict=False):
        requests: list[Any] = [{"PutRequest": {"Item": item}} for item in chunk]
        backend.table.client.batch_write_item(RequestItems={backend.table.name: requests})


def _item(action: Any) -> dict[str, Any]:
    item: dict[str, Any] = action.request("")["Put"]["Item"]
    return item
