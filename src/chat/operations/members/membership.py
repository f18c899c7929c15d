"""Joining and leaving: each is a posting, so it is recorded, numbered and done once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chat.domain.errors import Conflict, NotFound, TryAgain, no_such_conversation
from chat.domain.grants import Permission, rank, require_higher, require_in_group
from chat.domain.ids import new_channel
from chat.domain.models import (
    ChangeKind,
    Conversation,
    ConversationKind,
    MemberRole,
    Membership,
    MemberStatus,
    Message,
    MessageEvent,
)
from chat.domain.remembered_sends import Fingerprint
from chat.operations.backend import Backend
from chat.operations.members.eligibility import require_known, require_room_for_one_more
from chat.operations.messages.posting import CHANGE, Numbers, NumbersLost, Posting, post
from chat.operations.messages.system_messages import (
    change,
    record,
    remembering,
    take_both,
)
from chat.store import conversations, memberships, messages, rooms
from chat.store.table import Action, Item

_CONVERSATION, _FIRST_PERSON = CHANGE + 1, CHANGE + 2
"""Positions in the transactions below, after those that every posting has."""

_READ_AGAIN = 4
"""How often who is in is read again, because somebody came or went before the numbers were taken.
The last time they are taken all the same: what is written then shows whether it can be."""

_CANDIDATES = 50
"""How many of the longest-standing members are considered when the owner leaves."""


def add_members(
    backend: Backend,
    owner_id: str,
    conversation_id: str,
    *,
    member_ids: Sequence[str],
    client_message_id: str,
) -> Message:
    """Add people to a group; those who are in already stay as they are.

    Raises NotFound, Forbidden, Conflict, InvalidArguments, ClientMessageIdReused, TryAgain.
    """
    owner = memberships.get(backend.table, owner_id, conversation_id)
    addition = _Addition(client_message_id, asked=tuple(member_ids))
    if owner is None or owner.sends.find(addition.fingerprint):
        return post(backend, owner, addition)
    addition.allow(owner, now=backend.now())
    _, (_, active) = backend.table.both(
        lambda: require_known(backend, member_ids),
        lambda: rooms.get_with_members(backend.table, conversation_id, member_ids),
    )
    require_room_for_one_more(backend, [person for person in member_ids if person not in active])
    return post(backend, owner, addition)


def remove_member(
    backend: Backend,
    caller_id: str,
    conversation_id: str,
    *,
    member_id: str,
    client_message_id: str,
) -> Message:
    """Remove someone from a group, or leave a conversation.

    The message that records it is published on the channel that it replaces, as its last one.
    Raises NotFound, Forbidden, Conflict, ClientMessageIdReused, TryAgain.
    """
    caller = memberships.get(backend.table, caller_id, conversation_id)
    if caller_id == member_id:
        return post(backend, caller, _Departure(client_message_id))
    return post(backend, caller, _Removal(client_message_id, member_id))


@dataclass(frozen=True, slots=True)
class _Addition:
    """People to add: all that were asked for, and those who are not in yet."""

    client_message_id: str
    asked: tuple[str, ...]
    newcomers: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> Fingerprint:
        return Fingerprint.of(self.client_message_id, "ADD", *sorted(self.asked))

    def allow(self, author: Membership, *, now: datetime) -> None:
        require_in_group(author, Permission.ADD_MEMBERS, now=now)

    def take(self, backend: Backend, author: Membership) -> tuple[Posting, Numbers] | None:
        def as_things_are(active: Mapping[str, Membership]) -> Posting:
            newcomers = tuple(person for person in self.asked if person not in active)
            if not newcomers:
                raise Conflict("Everyone named is in this conversation already.")
            return replace(self, newcomers=newcomers)

        return _taken(
            backend, author.conversation_id, self.asked, as_things_are, brings_newcomers=True
        )

    def transaction(
        self, backend: Backend, author: Membership, numbers: Numbers
    ) -> tuple[Message, Sequence[Action]]:
        message = record(
            self,
            backend,
            author,
            numbers,
            event=MessageEvent.MEMBERS_ADDED,
            member_ids=self.newcomers,
        )
        actions = [
            remembering(self, author, numbers),
            messages.writing(message),
            change(backend, numbers, ChangeKind.MEMBERS, self.newcomers),
            conversations.growth(author.conversation_id, by=len(self.newcomers)),
            *(memberships.joining(row) for row in self._rows(backend, numbers)),
        ]
        return message, actions

    def mended(
        self, backend: Backend, numbers: Numbers, found: Mapping[int, Item | None]
    ) -> tuple[Posting, Numbers]:
        if _CONVERSATION in found:
            raise no_such_conversation()
        there = {row.user_id for row in _rows_of(found) if row.is_active}
        if not there:
            raise NumbersLost
        newcomers = tuple(person for person in self.newcomers if person not in there)
        if not newcomers:
            raise Conflict("Everyone named is in this conversation already.")
        return replace(self, newcomers=newcomers), numbers

    def _rows(self, backend: Backend, numbers: Numbers) -> Sequence[Membership]:
        history = numbers.conversation.history_for_newcomers
        return [
            Membership(
                user_id=person,
                conversation_id=numbers.conversation.id,
                kind=ConversationKind.GROUP,
                role=MemberRole.MEMBER,
                status=MemberStatus.ACTIVE,
                joined_seq=numbers.seq,
                joined_at=backend.now(),
                read_seq=numbers.seq,
                from_seq=1 if history else numbers.seq,
                revision=numbers.revision,
            )
            for person in self.newcomers
        ]


@dataclass(frozen=True, slots=True)
class _Removal:
    """Somebody removes someone else, whose role was this when it was read."""

    client_message_id: str
    member_id: str
    role: MemberRole = MemberRole.MEMBER

    @property
    def fingerprint(self) -> Fingerprint:
        return Fingerprint.of(self.client_message_id, "REMOVE", self.member_id)

    def allow(self, author: Membership, *, now: datetime) -> None:
        require_in_group(author, Permission.REMOVE_MEMBERS, now=now)

    def take(self, backend: Backend, author: Membership) -> tuple[Posting, Numbers] | None:
        def as_things_are(active: Mapping[str, Membership]) -> Posting:
            if not active:
                raise NotFound("This person is not in the conversation.")
            role = active[self.member_id].role
            require_higher(author.role, role)
            return replace(self, role=role)

        return _taken(backend, author.conversation_id, [self.member_id], as_things_are)

    def transaction(
        self, backend: Backend, author: Membership, numbers: Numbers
    ) -> tuple[Message, Sequence[Action]]:
        conversation, person = numbers.conversation, self.member_id
        message = record(
            self,
            backend,
            author,
            numbers,
            event=MessageEvent.MEMBER_REMOVED,
            member_ids=(person,),
        )
        actions = [
            remembering(self, author, numbers),
            messages.writing(message),
            change(backend, numbers, ChangeKind.MEMBERS, (person,)),
            conversations.departure(conversation, user_id=person, new_channel=new_channel()),
            memberships.leaving(person, conversation.id, role=self.role, revision=numbers.revision),
        ]
        return message, actions

    def mended(
        self, backend: Backend, numbers: Numbers, found: Mapping[int, Item | None]
    ) -> tuple[Posting, Numbers]:
        rows = _rows_of(found)
        if any(not row.is_active for row in rows):
            raise NotFound("This person is not in the conversation.")
        if rows:
            raise NumbersLost
        return self, _with_channel_of(numbers, found)


@dataclass(frozen=True, slots=True)
class _Departure:
    """Someone leaves; if it is the owner, the highest and longest-standing other takes over."""

    client_message_id: str

    @property
    def fingerprint(self) -> Fingerprint:
        return Fingerprint.of(self.client_message_id, "LEAVE")

    def allow(self, author: Membership, *, now: datetime) -> None:
        if not author.is_active:
            raise no_such_conversation()

    def take(self, backend: Backend, author: Membership) -> tuple[Posting, Numbers] | None:
        numbers = take_both(backend, author.conversation_id)
        return (self, numbers) if numbers else None

    def transaction(
        self, backend: Backend, author: Membership, numbers: Numbers
    ) -> tuple[Message, Sequence[Action]]:
        person, revision = author.user_id, numbers.revision
        heirs = _heirs(backend, author, numbers.conversation)
        message = record(
            self,
            backend,
            author,
            numbers,
            event=MessageEvent.MEMBER_LEFT,
            member_ids=(person,),
        )
        sends = author.sends.remember(self.fingerprint, seq=numbers.seq)
        actions = [
            memberships.leaving_oneself(author, sends, seq=numbers.seq, revision=revision),
            messages.writing(message),
            change(backend, numbers, ChangeKind.MEMBERS, (person, *heirs)),
            conversations.departure(
                numbers.conversation, user_id=person, new_channel=new_channel()
            ),
            *(
                memberships.promotion(heir, author.conversation_id, revision=revision)
                for heir in heirs
            ),
        ]
        return message, actions

    def mended(
        self, backend: Backend, numbers: Numbers, found: Mapping[int, Item | None]
    ) -> tuple[Posting, Numbers]:
        if any(row.is_active for row in _rows_of(found)):
            raise NumbersLost
        return self, _with_channel_of(numbers, found)


def _taken(
    backend: Backend,
    conversation_id: str,
    people: Sequence[str],
    as_things_are: Callable[[Mapping[str, Membership]], Posting],
    *,
    brings_newcomers: bool = False,
) -> tuple[Posting, Numbers] | None:
    """Both numbers, and the posting as it is right for who of these people is in at that moment.

    as_things_are: raises the ChatError of what cannot be done.
    """
    for attempt in range(1, _READ_AGAIN + 1):
        conversation, active = rooms.get_with_members(backend.table, conversation_id, people)
        posting = as_things_are(active)
        hides_history = conversation is not None and not conversation.history_for_newcomers
        numbers = take_both(
            backend,
            conversation_id,
            unchanged=conversation if attempt < _READ_AGAIN else None,
            for_newcomers=brings_newcomers and hides_history,
        )
        if numbers:
            return posting, numbers
    return None


def _heirs(backend: Backend, owner: Membership, conversation: Conversation) -> list[str]:
    """The next owner: of the longest-standing members with the highest role, the first one.

    Empty if the leaver is not the owner.
    """
    if owner.role is not MemberRole.OWNER or conversation.member_count == 1:
        return []
    standing = memberships.by_joining(backend.table, conversation.id, limit=_CANDIDATES)
    others = [user_id for _, user_id in standing if user_id != owner.user_id]
    rows = memberships.get_many(backend.table, ((user_id, conversation.id) for user_id in others))
    there = [row for user_id in others if (row := rows.get((user_id, conversation.id)))]
    for row in sorted(there, key=lambda row: rank(row.role)):
        if row.is_active:
            return [row.user_id]
    # The index may lag behind the rows: without an heir the group would have no owner for good.
    raise TryAgain("The list of members is still settling. Try again.")


def _rows_of(found: Mapping[int, Item | None]) -> list[Membership]:
    return [
        memberships.from_item(item)
        for position, item in found.items()
        if position >= _FIRST_PERSON and item
    ]


def _with_channel_of(numbers: Numbers, found: Mapping[int, Item | None]) -> Numbers:
    """The same numbers with the conversation as it is now: someone else joined or left first."""
    item = found.get(_CONVERSATION)
    current: Conversation = conversations.from_item(item) if item else numbers.conversation
    return replace(numbers, conversation=current)
