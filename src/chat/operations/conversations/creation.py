"""Opening a conversation: once for each pair of people, or for each client id of its creator."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress

from chat.domain.errors import Conflict, InvalidArguments
from chat.domain.ids import direct_id, group_id, new_channel
from chat.domain.models import (
    DIRECT_SIZE,
    Conversation,
    ConversationKind,
    MemberRole,
    Membership,
    MemberStatus,
    Room,
)
from chat.operations.access import enter
from chat.operations.backend import Backend
from chat.operations.members.eligibility import require_known, require_room_for_one_more
from chat.operations.members.rejoining import bring_back
from chat.store import conversations, memberships
from chat.store.table import Refused


def open_direct(backend: Backend, caller_id: str, *, member_ids: Sequence[str]) -> Room:
    """The one conversation of two people. If the caller had left it, both are in again.

    Raises InvalidArguments, Conflict, TryAgain.
    """
    if len(member_ids) != DIRECT_SIZE - 1 or caller_id in member_ids:
        raise InvalidArguments("input.memberIds: name exactly one other person.")
    conversation_id = direct_id(caller_id, member_ids[0])
    existing = conversations.get(backend.table, conversation_id)
    if existing is None:
        conversation = _conversation(
            backend, conversation_id, ConversationKind.DIRECT, caller_id, members=DIRECT_SIZE
        )
        _create(backend, conversation, [caller_id, *member_ids])
    elif caller_id in existing.absent:
        bring_back(backend, conversation_id, existing.absent)
    return enter(backend, caller_id, conversation_id)


def open_group(
    backend: Backend,
    caller_id: str,
    *,
    title: str,
    member_ids: Sequence[str],
    client_conversation_id: str,
    history_for_newcomers: bool,
) -> Room:
    """A new group with the caller as its owner, or the one opened under the same client id.

    Raises InvalidArguments, Conflict, NotFound, TryAgain.
    """
    others = [member_id for member_id in member_ids if member_id != caller_id]
    conversation_id = group_id(caller_id, client_conversation_id)
    digest = _digest(title, *sorted(others), str(history_for_newcomers))
    existing = conversations.get(backend.table, conversation_id)
    if existing is None:
        conversation = _conversation(
            backend,
            conversation_id,
            ConversationKind.GROUP,
            caller_id,
            members=1 + len(others),
            title=title,
            history_for_newcomers=history_for_newcomers,
            request_digest=digest,
        )
        _create(backend, conversation, [caller_id, *others])
    room = enter(backend, caller_id, conversation_id)
    if room.conversation.request_digest != digest:
        raise Conflict("This client id was used for a different conversation. Use a new one.")
    return room


def _create(backend: Backend, conversation: Conversation, member_ids: Sequence[str]) -> None:
    """Store the conversation with all its rows, unless another call was faster."""
    require_known(backend, member_ids[1:])
    require_room_for_one_more(backend, member_ids)
    rows = (_row(conversation, member_id, member_ids) for member_id in member_ids)
    with suppress(Refused):
        backend.table.transact(
            [conversations.creation(conversation), *map(memberships.opening, rows)]
        )


def _row(conversation: Conversation, user_id: str, member_ids: Sequence[str]) -> Membership:
    direct = conversation.kind is ConversationKind.DIRECT
    owns = not direct and user_id == conversation.created_by
    return Membership(
        user_id=user_id,
        conversation_id=conversation.id,
        kind=conversation.kind,
        role=MemberRole.OWNER if owns else MemberRole.MEMBER,
        status=MemberStatus.ACTIVE,
        joined_seq=0,
        joined_at=conversation.created_at,
        peer_id=next(other for other in member_ids if other != user_id) if direct else None,
    )


def _conversation(
    backend: Backend,
    conversation_id: str,
    kind: ConversationKind,
    creator_id: str,
    *,
    members: int,
    title: str | None = None,
    history_for_newcomers: bool = True,
    request_digest: bytes = b"",
) -> Conversation:
    now = backend.now()
    return Conversation(
        id=conversation_id,
        kind=kind,
        title=title,
        created_by=creator_id,
        created_at=now,
        member_count=members,
        last_seq=0,
        last_seq_at=now,
        last_revision=0,
        last_revision_at=now,
        channel=new_channel(),
        channel_version=1,
        history_for_newcomers=history_for_newcomers,
        request_digest=request_digest,
    )


def _digest(*parts: str) -> bytes:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
