"""The rows as docs/table.md describes them, each with the key and the index it must have.

A row is an item without DynamoDB's types. What belongs to one row only is judged here; what takes
several, in invariants.py.
"""

import hashlib
import re
import unicodedata
import zlib
from base64 import b32encode
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self, override

from boto3.dynamodb.types import Binary, TypeDeserializer
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    ValidationError,
    model_validator,
)
from pydantic.alias_generators import to_camel

BUCKET_SIZE = 1000
SEND_BYTES, SENDS_REMEMBERED = 19, 20
VERSIONS_KEPT = 20
"""Former texts of a message."""
SHARDS = 16
"""Of the responses to a message, by person."""
MENTION_BYTES, MENTIONS_COUNTED, MENTIONED_AT_ONCE = 5, 20, 50
MENTION_KEPT_S = FOLLOW_KEPT_S = 90 * 86400
PINS_AT_ONCE = 50
_WRITTEN_LATE_S = 60
"""Longer than a function lives whose write may pass another's, their clocks being 5 s apart."""
_CLIENT_BYTES, _CONTENT_BYTES = 8, 6


def _only(kind: type) -> BeforeValidator:
    """Takes only what DynamoDB holds as this type: pydantic would also read 7 from a text."""

    def check(value: object) -> object:
        if not isinstance(value, kind):
            raise ValueError("is of another type")
        return value

    return BeforeValidator(check)


type UserId = Annotated[str, Field(pattern=r"^[!-\"$-~]+$")]
type ConversationId = Annotated[str, Field(pattern=r"^[a-z2-7]{26}$")]
# Keys hold 12 digits of a number.
type Count = Annotated[int, _only(Decimal), Field(ge=0, lt=10**12)]
type Number = Annotated[int, _only(Decimal), Field(ge=1, lt=10**12)]
type Instant = Annotated[AwareDatetime, _only(str)]
type Text = Annotated[str, Field(min_length=1)]
type Octets = Annotated[bytes, BeforeValidator(bytes), _only(Binary)]
type Key = tuple[str, str]


def _ascending(packed: bytes) -> bytes:
    numbers = [*_numbers(packed)]
    if len(packed) % MENTION_BYTES or len(numbers) > MENTIONS_COUNTED:
        raise ValueError("are at most 20 numbers of 5 bytes each")
    if numbers != sorted({*numbers} - {0}):
        raise ValueError("ascend, and none is twice")
    return packed


# The numbers of messages that mention somebody.
type Mentions = Annotated[Octets, AfterValidator(_ascending)]

_PARTITION = re.compile(r"[A-Z]+#([^#/]*)(?:/([1-9]\d{0,11}))?#\d+$")

_deserialize = TypeDeserializer().deserialize


class Misfit(NamedTuple):
    """What is wrong with a row by itself. place: its key."""

    code: str
    place: str
    detail: str


class Row(BaseModel):
    """An item of the table."""

    model_config = ConfigDict(
        alias_generator=to_camel, extra="allow", frozen=True, arbitrary_types_allowed=True
    )
    forbidden: ClassVar[Mapping[str, str]] = {"expiresAt": "ROW-EXPIRES"}

    pk: str = Field(alias="PK")
    sk: str = Field(alias="SK")
    gsi1_pk: str | None = Field(None, alias="GSI1PK")
    gsi1_sk: str | None = Field(None, alias="GSI1SK")

    @property
    def key(self) -> Key:
        """Where it must stand."""
        raise NotImplementedError

    @property
    def index(self) -> Key | None:
        """Where it must stand in GSI1, if there."""
        return None

    def misfits(self) -> Iterator[Misfit]:
        """What is wrong with this row by itself."""
        place = f"{self.pk} {self.sk}"
        if (self.pk, self.sk) != self.key:
            yield Misfit("ROW-MISPLACED", place, f"belongs under {' '.join(self.key)}")
        for name in self.model_extra or ():
            code = self.forbidden.get(name, "ROW-UNKNOWN")
            yield Misfit(code, place, f"has an attribute {name}")
        found = None if self.gsi1_pk is self.gsi1_sk is None else (self.gsi1_pk, self.gsi1_sk)
        if found != self.index:
            wanted = f"under {' '.join(self.index)}" if self.index else "nowhere"
            yield Misfit("ROW-INDEX", place, f"belongs {wanted} in GSI1")


class Profile(Row):
    """A person."""

    entity: Literal["User"]
    id: UserId
    username: Text
    display_name: Text
    created_at: Instant

    @property
    @override
    def key(self) -> Key:
        return f"USER#{self.id}", "PROFILE"

    @property
    @override
    def index(self) -> Key | None:
        # People who never chose a name are shown by their username, and are in no directory.
        if self.gsi1_pk is None and self.display_name == self.username:
            return None
        plain = unicodedata.normalize("NFKC", self.display_name).casefold().replace("#", "")
        folded = " ".join(plain.split())
        return f"DIRECTORY#{folded[:2]}", f"{folded}#{self.id}"


class Conversation(Row):
    """A conversation's settings and counters."""

    entity: Literal["Conversation"]
    id: ConversationId
    kind: Literal["DIRECT", "GROUP"]
    title: Text | None = None
    title_revision: Number | None = None
    created_by: UserId
    created_at: Instant
    member_count: Count
    last_seq: Count
    last_seq_at: Instant
    last_revision: Count
    last_revision_at: Instant
    channel: Annotated[str, Field(min_length=24)]
    channel_version: Number
    history_for_newcomers: StrictBool
    request_digest: Octets
    absent: frozenset[UserId] = frozenset()
    newcomers_from: Number | None = None
    mentioned_in: Mentions = b""
    is_restricted: Literal[True] | None = None

    @property
    def counted(self) -> Iterator[int]:
        """The numbers that are counted as mentioning everyone."""
        return _numbers(self.mentioned_in)

    @property
    @override
    def key(self) -> Key:
        return f"CONVERSATION#{self.id}", "DETAILS"

    @model_validator(mode="after")
    def _is_of_its_kind(self) -> Self:
        if (self.kind == "GROUP") != (self.title is not None):
            raise ValueError("a group has a title, a direct conversation has none")
        if self.kind == "GROUP" and self.absent:
            raise ValueError("nobody is known as absent from a group")
        return self


class UserConversation(Row):
    """A person's row in a conversation."""

    entity: Literal["UserConversation"]
    user_id: UserId
    conversation_id: ConversationId
    kind: Literal["DIRECT", "GROUP"]
    role: Literal["OWNER", "ADMIN", "MODERATOR", "MEMBER", "READER"]
    status: Literal["ACTIVE", "LEFT"]
    joined_seq: Count
    joined_at: Instant
    read_seq: Count
    from_seq: Number
    revision: Count
    sends: Octets = b""
    peer_id: UserId | None = None
    mentioned_in: Mentions = b""
    muted_until: Instant | None = None
    inbox_event: Literal["ADDED", "REMOVED", "ROLE_CHANGED", "MENTIONS_CHANGED"] | None = None

    @property
    def counted(self) -> Iterator[int]:
        """The numbers that are counted as mentioning the person by name."""
        return _numbers(self.mentioned_in)

    @property
    @override
    def key(self) -> Key:
        return f"USER#{self.user_id}", f"CONVERSATION#{self.conversation_id}"

    @property
    @override
    def index(self) -> Key | None:
        if self.status == "LEFT":
            return None
        position = f"MEMBER#{self.joined_seq:012}#{self.user_id}"
        return f"CONVERSATION#{self.conversation_id}", position

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if len(self.sends) % SEND_BYTES or len(self.sends) > SEND_BYTES * SENDS_REMEMBERED:
            raise ValueError("sends are at most 20 of 19 bytes each")
        if (self.kind == "DIRECT") != (self.peer_id is not None):
            raise ValueError("only a direct conversation has a peer")
        if self.status == "LEFT" and self.role == "OWNER":
            raise ValueError("who left owns nothing")
        if self.kind == "DIRECT" and (self.role != "MEMBER" or self.muted_until):
            raise ValueError("a direct conversation has neither roles nor mutes")
        if self.role == "OWNER" and self.muted_until:
            raise ValueError("an owner is not muted")
        return self

    @override
    def misfits(self) -> Iterator[Misfit]:
        yield from super().misfits()
        if (self.status == "LEFT") != (self.inbox_event == "REMOVED"):
            detail = f"is {self.status}, its last event {self.inbox_event}"
            yield Misfit("MEMBER-EVENT", f"{self.pk} {self.sk}", detail)

    def remembered(self) -> Iterator[tuple[bytes, bytes, int]]:
        """Digest of the client's id, digest of the content, and seq of each send."""
        for start in range(0, len(self.sends), SEND_BYTES):
            entry = self.sends[start : start + SEND_BYTES]
            content_end = _CLIENT_BYTES + _CONTENT_BYTES
            yield (
                entry[:_CLIENT_BYTES],
                entry[_CLIENT_BYTES:content_end],
                int.from_bytes(entry[content_end:]),
            )


class Message(Row):
    """A number that became a message."""

    entity: Literal["Message"]
    conversation_id: ConversationId
    seq: Number
    kind: Literal["TEXT", "SYSTEM"]
    sender_id: UserId
    client_message_id: Text
    created_at: Instant
    body: Text | None = None
    event: (
        Literal["MEMBERS_ADDED", "MEMBER_REMOVED", "MEMBER_LEFT", "CONVERSATION_RENAMED"] | None
    ) = None
    member_ids: tuple[UserId, ...] | None = None
    revision: Number | None = None
    channel: Text | None = None
    channel_version: Number | None = None
    changed_by: UserId | None = None
    edited_at: Instant | None = None
    edits: Count = 0
    deleted_at: Instant | None = None
    deleted_by: UserId | None = None
    pinned_at: Instant | None = None
    pinned_by: UserId | None = None
    text_revision: Count | None = None
    reply_to: Number | None = None
    forwarded_from_id: UserId | None = None
    forwarded_from_at: Instant | None = None
    changes: Count = 0
    is_open: Literal[True] | None = None
    mentions: Annotated[tuple[UserId, ...], Field(max_length=MENTIONED_AT_ONCE)] = ()
    mentions_everyone: Literal[True] | None = None
    follow: Literal["MENTIONS", "THREAD", "THREAD MENTIONS"] | None = None
    root_seq: Number | None = None

    @property
    @override
    def key(self) -> Key:
        log = _log(self.conversation_id, self.root_seq)
        return f"MESSAGES#{log}#{self.seq // BUCKET_SIZE}", f"{self.seq:012}"

    @model_validator(mode="after")
    def _is_of_its_kind(self) -> Self:
        departs = self.event in {"MEMBER_REMOVED", "MEMBER_LEFT"}
        is_reply, has_revision = self.root_seq is not None, self.revision is not None
        followed_for = (self.follow or "").split()
        rules = {
            "a record has an event and a revision": (
                (self.kind == "SYSTEM") == (self.event is not None)
                and (self.event is None or self.revision is not None)
            ),
            "texts that are not deleted, and new titles, have a body": (
                (self.event == "CONVERSATION_RENAMED" or self.is_text) == (self.body is not None)
            ),
            "a reply is a text with a revision, neither pinned nor forwarded, nor to everyone": (
                not is_reply
                or (
                    (self.kind == "TEXT" and has_revision and not self.mentions_everyone)
                    and {self.pinned_at, self.text_revision, self.forwarded_from_id} == {None}
                )
            ),
            "a reply is followed for its thread, and nothing else is": (
                is_reply == ("THREAD" in followed_for)
            ),
            "who changed a text is known exactly where it has a revision": (
                (self.kind == "TEXT" and has_revision and (not is_reply or self.changes > 0))
                == (self.changed_by is not None)
            ),
            "a text counts its changes exactly where it has a revision": (
                (self.kind == "TEXT" and has_revision) == (self.changes > 0 or is_reply)
            ),
            "only to texts do people react": self.kind == "TEXT" or not self.is_open,
            "an edited text counts its edits, and was changed": (
                (self.edited_at is None) == (self.edits == 0)
                and (self.edits == 0 or (self.is_text and self.changed_by is not None))
            ),
            "only its sender edits a text": (
                self.edits == 0
                or self.text_revision is not None
                or self.changed_by == self.sender_id
            ),
            "a pin has a time and a person, and is of a text": (
                (self.pinned_at is None) == (self.pinned_by is None)
                and (self.pinned_at is None or self.is_text)
            ),
            "a pin notes the revision of the text, until the next edit": (
                self.pinned_at is None or self.text_revision is not None or self.edits > 0
            ),
            "what was forwarded has a person and a time, is a text, and is never edited": (
                (self.forwarded_from_id is None) == (self.forwarded_from_at is None)
                and (self.forwarded_from_id is None or (self.is_text and self.edits == 0))
            ),
            "only a text mentions people, nobody twice, and is followed then": (
                not (self.mentions or self.mentions_everyone)
                or (
                    self.is_text
                    and "MENTIONS" in followed_for
                    and len({*self.mentions}) == len(self.mentions)
                )
            ),
            "only a text is followed": self.follow is None or self.kind == "TEXT",
            "only a text answers something": self.reply_to is None or self.is_text,
            "a text is no newer than its message, and an edited one has a number": (
                self.text_revision is None
                or (
                    self.is_text
                    and self.text_revision < (self.revision or 0)
                    and (self.text_revision > 0) == (self.edits > 0)
                )
            ),
            "a deletion has a time and a person, and is of a text": (
                (self.deleted_at is None) == (self.deleted_by is None)
                and (self.deleted_at is None or self.changed_by == self.deleted_by)
            ),
            "who came or went is named": (
                (departs or self.event == "MEMBERS_ADDED") == bool(self.member_ids)
            ),
            "one leaves at a time": not departs or len(self.member_ids or ()) == 1,
            "only a departure says which channel it replaced": (
                (departs, departs) == (self.channel is not None, self.channel_version is not None)
            ),
        }
        for rule, holds in rules.items():
            if not holds:
                raise ValueError(rule)
        return self

    @property
    def mentioned(self) -> Iterator[str]:
        """Whom it mentions to any effect: not its sender, and * stands for everyone."""
        yield from (each for each in self.mentions if each != self.sender_id)
        if self.mentions_everyone:
            yield "*"

    @property
    def has_mentioned(self) -> bool:
        """Whether it mentions people, or ever has."""
        return "MENTIONS" in (self.follow or "")

    @property
    def changed_at(self) -> datetime:
        """When its text changed last, or was sent."""
        return self.deleted_at or self.edited_at or self.created_at

    @property
    def is_text(self) -> bool:
        """Whether it says something that a person wrote."""
        return self.kind == "TEXT" and self.deleted_at is None

    @property
    def client_digest(self) -> bytes:
        """What the sender's row remembers of the client's id."""
        return _digest(self.client_message_id, size=_CLIENT_BYTES)

    @property
    def content_digest(self) -> bytes | None:
        """What the sender's row remembers of the content; None where the message cannot tell."""
        if self.edits or self.deleted_at:
            # The digest is of the text that was sent: the first of the former ones, if it is kept.
            return None
        if self.forwarded_from_id:
            # The digest is of the place that it stood in.
            return None
        match self.event:
            case None:
                return _text_digest(
                    self.body or "",
                    self.reply_to,
                    self.mentions,
                    everyone=bool(self.mentions_everyone),
                    root_seq=self.root_seq,
                )
            case "CONVERSATION_RENAMED":
                content = ["RENAME", self.body or ""]
            case "MEMBER_REMOVED":
                content = ["REMOVE", *(self.member_ids or ())]
            case "MEMBER_LEFT":
                content = ["LEAVE"]
            case "MEMBERS_ADDED":
                # The digest covers all who were asked for; the message omits those already in.
                return None
        return _digest("\x1f".join(content), size=_CONTENT_BYTES)


class MessageVersion(Row):
    """A text that a message had before it was edited."""

    entity: Literal["MessageVersion"]
    conversation_id: ConversationId
    seq: Number
    edits: Count
    body: Text
    edited_at: Instant
    edited_by: UserId
    root_seq: Number | None = None

    @property
    @override
    def key(self) -> Key:
        log = _log(self.conversation_id, self.root_seq)
        partition = f"VERSIONS#{log}#{self.seq // BUCKET_SIZE}"
        return partition, f"{self.seq:012}#{self.edits % VERSIONS_KEPT:02}"

    @property
    def content_digest(self) -> bytes | None:
        """What the sender's row remembers of the content, if this is the text that was sent.

        It is that of a text which answers nothing: whether it does is not said here.
        """
        return _text_digest(self.body, None, root_seq=self.root_seq) if self.edits == 0 else None


class Mention(Row):
    """A message that mentions a person by name."""

    entity: Literal["Mention"]
    conversation_id: ConversationId
    seq: Number
    created_at: Instant
    expires_at: Count
    root_seq: Number | None = None

    @property
    @override
    def key(self) -> Key:
        time = self.created_at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        log = _log(self.conversation_id, self.root_seq)
        return f"MENTIONS#{self.user_id}", f"{time}#{log}#{self.seq:012}"

    @property
    def user_id(self) -> str:
        """The person, from the partition: the row itself does not say."""
        return self.pk.removeprefix("MENTIONS#")

    @override
    def misfits(self) -> Iterator[Misfit]:
        yield from super().misfits()
        if self.expires_at != int(seconds(self.created_at)) + MENTION_KEPT_S:
            yield Misfit("ROW-EXPIRES", f"{self.pk} {self.sk}", f"expires at {self.expires_at}")


class Responses(Row):
    """Some of the people who react to a message, with their emoji, or reply to it."""

    entity: Literal["Responses"]
    sk: Annotated[str, Field(alias="SK", pattern=r"^\d{12}#\d\d$")]
    people: frozenset[Annotated[str, Field(pattern=r"^\S+ [!-\"$-~]+$")]] = frozenset()
    changes: Count = 0
    revision: Number | None = None
    changed_by: UserId | None = None
    closed: Literal[True] | None = None
    replies: Count | None = None
    last_reply_seq: Number | None = None
    last_reply_at: Instant | None = None
    repliers: frozenset[UserId] = frozenset()

    @property
    @override
    def key(self) -> Key:
        log = _log(self.conversation_id, self.root_seq)
        partition = f"RESPONSES#{log}#{self.seq // BUCKET_SIZE}"
        return partition, f"{self.seq:012}#{self.shard % SHARDS:02}"

    @property
    def conversation_id(self) -> str:
        """From its partition."""
        return _log_of(self.pk)[0]

    @property
    def root_seq(self) -> int | None:
        """The number on which the message's thread hangs, from the partition."""
        return _log_of(self.pk)[1]

    @property
    def seq(self) -> int:
        """The number of the message, from its sort key."""
        return int(self.sk.partition("#")[0])

    @property
    def shard(self) -> int:
        """From its sort key."""
        return int(self.sk.partition("#")[2])

    @property
    def user_ids(self) -> frozenset[str]:
        """Who reacts."""
        return frozenset(person.partition(" ")[2] for person in self.people)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        reacted = {self.revision is not None, self.changed_by is not None}
        replied = {each is not None for each in (self.replies, self.last_reply_seq)}
        replied.add(self.last_reply_at is not None)
        rules = {
            "everyone is in the shard of their id": all(
                shard_of(user_id) == self.shard for user_id in self.user_ids | self.repliers
            ),
            "a closed shard holds nobody": not (self.closed and self.people),
            "what has changed says how often, and of reactions under which number and by whom": (
                len(reacted) == 1 and (True in reacted | replied) == (self.changes > 0)
            ),
            "who reacts has changed something": self.changes > 0 or not self.people,
            "who replied is counted, and the last reply has a number and a time": (
                len(replied) == 1 and (True in replied or not self.repliers)
            ),
            "to a reply nobody replies": self.root_seq is None or self.replies is None,
        }
        for rule, holds in rules.items():
            if not holds:
                raise ValueError(rule)
        return self


class Thread(Row):
    """The counter of a thread."""

    entity: Literal["Thread"]
    conversation_id: ConversationId
    root_seq: Number
    last_seq: Number
    last_seq_at: Instant

    @property
    @override
    def key(self) -> Key:
        return f"THREAD#{self.conversation_id}#{self.root_seq}", "COUNTER"


class Follow(Row):
    """How far a person has read a thread, and whether they follow it."""

    entity: Literal["Follow"]
    user_id: UserId
    conversation_id: ConversationId
    root_seq: Number
    is_followed: StrictBool
    since: Instant | None = None
    read_seq: Count
    expires_at: Count

    @property
    @override
    def key(self) -> Key:
        return f"FOLLOWS#{self.user_id}", f"{self.conversation_id}#{self.root_seq:012}"

    @override
    def misfits(self) -> Iterator[Misfit]:
        yield from super().misfits()
        # Whoever reads it prolongs that, and began to follow it before.
        if self.is_followed and self.since is None:
            yield Misfit("ROW-UNKNOWN", f"{self.pk} {self.sk}", "is followed since never")
        since = seconds(self.since) if self.since else 0
        if self.expires_at < int(since) + FOLLOW_KEPT_S - _WRITTEN_LATE_S:
            yield Misfit("ROW-EXPIRES", f"{self.pk} {self.sk}", f"expires at {self.expires_at}")


class Pins(Row):
    """The messages that are pinned in a conversation."""

    entity: Literal["Pins"]
    numbers: Annotated[
        frozenset[Annotated[str, Field(pattern=r"^\d{12}$")]], Field(max_length=PINS_AT_ONCE)
    ] = frozenset()

    @property
    @override
    def key(self) -> Key:
        return f"PINS#{self.conversation_id}", "LIST"

    @property
    def conversation_id(self) -> str:
        """From its partition."""
        return self.pk.removeprefix("PINS#")


class Change(Row):
    """A revision that became a pointer."""

    forbidden: ClassVar[Mapping[str, str]] = {
        **Row.forbidden,
        **dict.fromkeys(("body", "title", "text"), "CHANGE-TEXT"),
    }

    entity: Literal["Change"]
    revision: Number
    kind: Literal["MEMBERS", "CONVERSATION", "MESSAGE"]
    member_ids: tuple[UserId, ...] = ()
    seq: Number | None = None
    root_seq: Number | None = None
    created_at: Instant

    @property
    def conversation_id(self) -> str:
        """From its partition: the row itself does not say."""
        return _conversation_of(self.pk)

    @property
    @override
    def key(self) -> Key:
        bucket = self.revision // BUCKET_SIZE
        return f"CHANGES#{self.conversation_id}#{bucket}", f"{self.revision:012}"

    @model_validator(mode="after")
    def _is_of_its_kind(self) -> Self:
        if (self.kind == "MEMBERS") != bool(self.member_ids):
            raise ValueError("a change of members names them, another nobody")
        if (self.kind == "MESSAGE") != (self.seq is not None):
            raise ValueError("a change of a message has its number, another none")
        if self.root_seq is not None and self.seq is None:
            raise ValueError("a change in a thread is of a reply")
        return self


class Void(Row):
    """A number that became nothing."""

    entity: Literal["Void"]
    created_at: Instant
    sk: Annotated[str, Field(alias="SK", pattern=r"^\d{12}$")]

    @property
    def conversation_id(self) -> str:
        """From its partition."""
        return _conversation_of(self.pk) if self.is_change else _log_of(self.pk)[0]

    @property
    def root_seq(self) -> int | None:
        """The number on which its thread hangs, from its partition."""
        return None if self.is_change else _log_of(self.pk)[1]

    @property
    def number(self) -> int:
        """From its sort key."""
        return int(self.sk)

    @property
    def is_change(self) -> bool:
        """Whether it stands where a change would, from its partition."""
        return self.pk.startswith("CHANGES#")

    @property
    @override
    def key(self) -> Key:
        log = _log(self.conversation_id, self.root_seq)
        kind = "CHANGES" if self.is_change else "MESSAGES"
        return f"{kind}#{log}#{self.number // BUCKET_SIZE}", self.sk


_KINDS: Mapping[str, type[Row]] = {
    "User": Profile,
    "Conversation": Conversation,
    "UserConversation": UserConversation,
    "Message": Message,
    "MessageVersion": MessageVersion,
    "Mention": Mention,
    "Responses": Responses,
    "Thread": Thread,
    "Follow": Follow,
    "Pins": Pins,
    "Change": Change,
    "Void": Void,
}


def read(item: Mapping[str, Any]) -> tuple[Row | None, list[Misfit]]:
    """The row in a DynamoDB item, if it is one, and what is wrong with it by itself.

    A row in the wrong place does not count: nobody would find it there.
    """
    values = {name: _deserialize(value) for name, value in item.items()}
    place = f"{values.get('PK')} {values.get('SK')}"
    kind = _KINDS.get(str(values.get("entity")))
    if kind is None:
        return None, [Misfit("ROW-UNKNOWN", place, "is of no known entity")]
    try:
        row = kind.model_validate(values)
    except ValidationError as misfit:
        # The rule and where, never the value: it may be somebody's message.
        (first, *_) = misfit.errors(include_input=False, include_url=False, include_context=False)
        where = ".".join(map(str, first["loc"]))
        return None, [Misfit("ROW-UNKNOWN", place, f"{where}: {first['msg']}".lstrip(": "))]
    misfits = [*row.misfits()]
    misplaced = any(misfit.code == "ROW-MISPLACED" for misfit in misfits)
    return (None if misplaced else row), misfits


def direct_id(one_id: str, other_id: str) -> str:
    """The id of the one direct conversation of two people."""
    parts = "\n".join(("DIRECT", *sorted((one_id, other_id))))
    return b32encode(hashlib.sha256(parts.encode()).digest()).decode().lower()[:26]


def seconds(time: datetime) -> float:
    """A time as seconds since 1970."""
    return time.timestamp()


def shard_of(user_id: str) -> int:
    """Where a person's responses to a message are kept."""
    return zlib.crc32(user_id.encode()) % SHARDS


def _conversation_of(partition_key: str) -> str:
    """Of a log of changes."""
    conversation_id, root_seq = _log_of(partition_key)
    return conversation_id if root_seq is None else ""


def _log(conversation_id: str, root_seq: int | None) -> str:
    """The name of a log: a conversation's own, or that of a thread in it."""
    return conversation_id if root_seq is None else f"{conversation_id}/{root_seq}"


def _log_of(partition_key: str) -> tuple[str, int | None]:
    """The conversation, and the number on which the thread hangs, if it is of one."""
    found = _PARTITION.match(partition_key)
    if found is None:
        return "", None
    conversation_id, root_seq = found.groups()
    return conversation_id, int(root_seq) if root_seq else None


def _text_digest(
    body: str,
    reply_to: int | None,
    mentions: Sequence[str] = (),
    *,
    everyone: bool = False,
    root_seq: int | None = None,
) -> bytes:
    sent_as = ["TEXT"] if root_seq is None else ["THREAD", str(root_seq)]
    answering = [] if reply_to is None else ["REPLY", str(reply_to)]
    mentioning = ["MENTIONS", *mentions] if mentions else []
    content = [*sent_as, body, *answering, *mentioning, *(["EVERYONE"] if everyone else [])]
    return _digest("\x1f".join(content), size=_CONTENT_BYTES)


def _numbers(packed: bytes) -> Iterator[int]:
    """Numbers of 5 bytes each."""
    for start in range(0, len(packed), MENTION_BYTES):
        yield int.from_bytes(packed[start : start + MENTION_BYTES])


def _digest(text: str, *, size: int) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=size).digest()
