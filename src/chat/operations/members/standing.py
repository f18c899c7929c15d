"""What a member may do: another role, or muted for a while.

Three round trips: read both rows, take a revision, and write in one transaction what changes of the
rows, on condition that both are as they were read, with the pointer under the revision.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from chat.domain.errors import Conflict, NotFound, TryAgain, no_such_conversation
from chat.domain.grants import Permission, is_higher, require, require_group, require_higher
from chat.domain.models import Change, ChangeKind, Conversation, MemberRole, Membership
from chat.operations.backend import Backend
from chat.operations.messages.taking import give_back_revision
from chat.store import changes, conversations, memberships
from chat.store.table import Refused

_TRIED = 10
"""Each refusal means that one of the two rows has changed since it was read: the person sent a
message, for instance. Ten in a row mean trouble."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is wanted. role: None for the one that they have.

    mutes: whether muted_until is given: when they may write again, None or past for now.
    """

    role: MemberRole | None = None
    mutes: bool = False
    muted_until: datetime | None = None


def update_member(
    backend: Backend, caller_id: str, conversation_id: str, *, member_id: str, wanted: Standing
) -> Membership:
    """Give a member of a group another role, or mute them; or answer with what is so already.

    Whoever makes somebody else the owner becomes an admin. Everyone may step down themselves.
    Raises NotFound, Forbidden, Conflict, TryAgain.
    """
    for _ in range(_TRIED):
        caller, member = _read(backend, caller_id, conversation_id, member_id)
        after = _wanted(member, wanted, backend.now())
        if after == member:
            return member
        _require_allowed(caller, member, after, backend.now())
        taken = conversations.take_revision(
            backend.table,
            conversation_id,
            now=backend.now(),
            restricts=after.muted_until is not None or after.role is MemberRole.READER,
        )
        if taken is None:
            raise no_such_conversation()
        if _is_written(backend, caller, member, after, taken):
            return replace(after, revision=taken.last_revision)
    raise TryAgain("The chat is busy here right now. Try again.")


def _read(
    backend: Backend, caller_id: str, conversation_id: str, member_id: str
) -> tuple[Membership, Membership]:
    pairs = [(each, conversation_id) for each in dict.fromkeys([caller_id, member_id])]
    rows = memberships.get_many(backend.table, pairs)
    caller = rows.get((caller_id, conversation_id))
    if caller is None:
        raise no_such_conversation()
    require_group(caller)
    member = rows.get((member_id, conversation_id))
    if member is None or not member.is_active:
        raise NotFound("This person is not in the conversation.")
    return caller, member


def _wanted(member: Membership, wanted: Standing, now: datetime) -> Membership:
    role = wanted.role or member.role
    until = wanted.muted_until if wanted.mutes else member.muted_until
    is_over = wanted.mutes and until is not None and until <= now
    muted_until = None if is_over or wanted.role is MemberRole.OWNER else until
    return replace(member, role=role, muted_until=muted_until)


def _require_allowed(
    caller: Membership, member: Membership, after: Membership, now: datetime
) -> None:
    """Raise Forbidden, or Conflict where the group would have no owner."""
    is_own = caller.user_id == member.user_id
    if after.role is not member.role:
        if after.role is MemberRole.OWNER:
            require(caller, Permission.TRANSFER_OWNERSHIP, now=now)
            return
        if member.role is MemberRole.OWNER and is_own:
            raise Conflict("Make somebody else the owner first.")
        if not (is_own and is_higher(member.role, after.role)):
            require(caller, Permission.CHANGE_ROLES, now=now)
            require_higher(caller.role, member.role)
            require_higher(caller.role, after.role)
    if after.muted_until != member.muted_until:
        require(caller, Permission.MUTE_MEMBERS, now=now)
        require_higher(caller.role, member.role)


def _is_written(
    backend: Backend,
    caller: Membership,
    member: Membership,
    after: Membership,
    taken: Conversation,
) -> bool:
    """False where one of the rows had changed, or the revision is of no use."""
    revision = taken.last_revision
    regraded = [(member, after), *_stepping_down(caller, after)]
    change = Change(
        revision=revision,
        kind=ChangeKind.MEMBERS,
        member_ids=tuple(row.user_id for row, _ in regraded),
        created_at=backend.now(),
    )
    actions = [
        changes.writing(taken.id, change),
        *(memberships.regrading(row, replace(new, revision=revision)) for row, new in regraded),
    ]
    if caller.user_id not in change.member_ids:
        actions.append(memberships.staying(caller))
    try:
        backend.table.transact(actions)
    except Refused:
        return not give_back_revision(backend, taken)
    except Exception:
        # Only the answer may have been lost: then it is written, whatever failed since.
        with suppress(Exception):
            if not give_back_revision(backend, taken):
                return True
        raise
    return True


def _stepping_down(
    caller: Membership, after: Membership
) -> Sequence[tuple[Membership, Membership]]:
    """The owner's row before and after somebody else has become the owner."""
    if after.role is not MemberRole.OWNER:
        return []
    return [(caller, replace(caller, role=MemberRole.ADMIN))]
