"""What is kept of each row while the table is read: enough for the invariants, and no text.

A temporary SQLite database, on disk as soon as it outgrows its cache: memory stays bounded however
large the table is, and each invariant is one query.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import singledispatchmethod
from typing import Any, NamedTuple

from chat_fsck.invariants import INVARIANTS, VIEWS, Finding, Patience
from chat_fsck.rows import (
    Change,
    Conversation,
    Follow,
    Mention,
    Message,
    MessageVersion,
    Pins,
    Profile,
    Responses,
    Row,
    Thread,
    UserConversation,
    Void,
    direct_id,
    read,
    seconds,
    shard_of,
)

# root: the number on which a thread hangs, where seq counts in that; else 0.
_SCHEMA = """
CREATE TABLE profile (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE conversation (
  id TEXT PRIMARY KEY, kind TEXT, title TEXT, title_revision INT, created_by TEXT, members INT,
  last_seq INT, last_seq_at REAL, last_revision INT, last_revision_at REAL,
  channel TEXT, channel_version INT, newcomers_from INT, is_restricted INT) WITHOUT ROWID;
CREATE TABLE absent (conversation TEXT, person TEXT);
CREATE TABLE membership (
  conversation TEXT, person TEXT, kind TEXT, role TEXT, status TEXT, joined_seq INT, joined_at REAL,
  read_seq INT, from_seq INT, revision INT, sends INT, peer TEXT, is_muted INT,
  PRIMARY KEY (conversation, person)) WITHOUT ROWID;
CREATE TABLE send (conversation TEXT, person TEXT, client BLOB, content BLOB, seq INT);
CREATE TABLE entry (
  conversation TEXT, log TEXT, number INT, is_void INT, created_at REAL,
  PRIMARY KEY (conversation, log, number)) WITHOUT ROWID;
CREATE TABLE thread (
  conversation TEXT, root INT, last_seq INT, last_seq_at REAL,
  PRIMARY KEY (conversation, root)) WITHOUT ROWID;
CREATE TABLE follow (
  conversation TEXT, root INT, person TEXT, read_seq INT,
  PRIMARY KEY (conversation, root, person)) WITHOUT ROWID;
CREATE TABLE message (
  conversation TEXT, root INT, seq INT, sender TEXT, client BLOB, content BLOB, event TEXT,
  title TEXT, revision INT, channel TEXT, channel_version INT, changed_by TEXT, edits INT,
  changes INT, is_open INT, is_deleted INT, pinned_by TEXT, reply_to INT,
  has_mentioned INT, created_at REAL, changed_at REAL,
  PRIMARY KEY (conversation, root, seq)) WITHOUT ROWID;
CREATE TABLE version (
  conversation TEXT, root INT, seq INT, edits INT, editor TEXT, content BLOB,
  PRIMARY KEY (conversation, root, seq, edits)) WITHOUT ROWID;
CREATE TABLE responses (
  conversation TEXT, root INT, seq INT, shard INT, changes INT, revision INT, changed_by TEXT,
  is_closed INT, replies INT, last_reply INT, last_reply_at REAL,
  PRIMARY KEY (conversation, root, seq, shard)) WITHOUT ROWID;
CREATE TABLE replier (conversation TEXT, root INT, person TEXT);
CREATE TABLE pin (
  conversation TEXT, seq INT, PRIMARY KEY (conversation, seq)) WITHOUT ROWID;
CREATE TABLE mention (
  conversation TEXT, root INT, seq INT, person TEXT,
  PRIMARY KEY (conversation, root, seq, person)) WITHOUT ROWID;
CREATE TABLE counted (conversation TEXT, seq INT, person TEXT);
CREATE TABLE mentioned (
  conversation TEXT, root INT, seq INT, person TEXT,
  PRIMARY KEY (conversation, root, seq, person)) WITHOUT ROWID;
CREATE TABLE reactor (conversation TEXT, root INT, seq INT, person TEXT);
CREATE TABLE change (
  conversation TEXT, revision INT, kind TEXT, root INT, target INT,
  PRIMARY KEY (conversation, revision)) WITHOUT ROWID;
CREATE TABLE named (conversation TEXT, log TEXT, number INT, person TEXT);
"""
_INDEXES = """
CREATE INDEX IF NOT EXISTS by_revision ON message (conversation, revision);
CREATE INDEX IF NOT EXISTS by_client ON message (conversation, sender, client);
CREATE INDEX IF NOT EXISTS by_target ON change (conversation, root, target);
CREATE INDEX IF NOT EXISTS by_root ON replier (conversation, root);
CREATE INDEX IF NOT EXISTS by_number ON named (conversation, log, number, person);
"""


class Extent(NamedTuple):
    """What a conversation's rows mention: everyone, and the numbers on which threads hang."""

    people: frozenset[str]
    roots: frozenset[int]


class Ledger:
    """The facts of the rows read so far."""

    def __init__(self) -> None:
        # No name: a private file that SQLite itself removes.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        self._database.executescript(_SCHEMA)
        for function, arguments in ((direct_id, 2), (shard_of, 1), (place, 2), (root_of, 1)):
            self._database.create_function(
                function.__name__, arguments, function, deterministic=True
            )
        self._database.execute("BEGIN")
        self._misfits: list[Finding] = []
        self.rows = 0

    def add(self, item: Mapping[str, Any]) -> None:
        """Note an item, as DynamoDB's low-level API gives it."""
        self.rows += 1
        row, misfits = read(item)
        self._misfits += [Finding(each.code, None, each.place, each.detail) for each in misfits]
        if row:
            self._note(row)

    def findings(self, *, now: float, patience: Patience) -> Iterator[Finding]:
        """What is wrong. now: seconds since 1970, from before the first row was read."""
        yield from self._misfits
        self._database.executescript(_INDEXES)
        values = {
            "now": now,
            "writer": patience.writer_timeout,
            "apart": patience.apart,
            "dead": patience.dead,
            "forgotten": patience.forgotten,
            "listed": patience.listed,
        }
        for invariant in INVARIANTS.values():
            if invariant.query:
                for conversation, place, detail in self._database.execute(
                    VIEWS + invariant.query, values
                ):
                    yield Finding(invariant.code, conversation, place, detail)

    def extent(self, conversation_id: str) -> Extent:
        """Whom and what there is to look for, to read a conversation again."""
        people = (
            "SELECT person FROM membership WHERE conversation = ?",
            "SELECT person FROM named WHERE conversation = ?",
            "SELECT sender FROM message WHERE conversation = ?",
            "SELECT changed_by FROM message WHERE conversation = ? AND changed_by IS NOT NULL",
            "SELECT pinned_by FROM message WHERE conversation = ? AND pinned_by IS NOT NULL",
            "SELECT person FROM reactor WHERE conversation = ?",
            "SELECT person FROM replier WHERE conversation = ?",
            "SELECT person FROM follow WHERE conversation = ?",
            "SELECT changed_by FROM responses WHERE conversation = ? AND changed_by IS NOT NULL",
            "SELECT person FROM mention WHERE conversation = ?",
            "SELECT person FROM mentioned WHERE conversation = ? AND person <> '*'",
            "SELECT created_by FROM conversation WHERE id = ?",
            "SELECT person FROM absent WHERE conversation = ?",
        )
        roots = (
            "SELECT root FROM thread WHERE conversation = ?",
            "SELECT root_of(log) FROM entry WHERE conversation = ?",
            "SELECT root FROM version WHERE conversation = ?",
            "SELECT root FROM responses WHERE conversation = ?",
            "SELECT root FROM change WHERE conversation = ?",
        )
        return Extent(
            frozenset(self._distinct(people, conversation_id)),
            frozenset(self._distinct(roots, conversation_id)) - {0},
        )

    def _distinct(self, queries: Sequence[str], conversation_id: str) -> Iterator[Any]:
        found = self._database.execute(" UNION ".join(queries), (conversation_id,) * len(queries))
        return (value for (value,) in found)

    def forget(self) -> None:
        """Begin anew, for another table."""
        tables = self._database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        for (table,) in tables.fetchall():
            self._database.execute(f"DELETE FROM {table}")  # noqa: S608
        self._misfits.clear()
        self.rows = 0

    def close(self) -> None:
        """Forget all of it."""
        self._database.close()

    @singledispatchmethod
    def _note(self, row: Row) -> None:
        raise NotImplementedError(type(row))

    @_note.register
    def _(self, row: Profile) -> None:
        self._insert("profile", row.id)

    @_note.register
    def _(self, row: Conversation) -> None:
        self._insert(
            "conversation",
            *(row.id, row.kind, row.title, row.title_revision, row.created_by, row.member_count),
            *(row.last_seq, seconds(row.last_seq_at)),
            *(row.last_revision, seconds(row.last_revision_at)),
            *(row.channel, row.channel_version, row.newcomers_from, bool(row.is_restricted)),
        )
        for person in row.absent:
            self._insert("absent", row.id, person)
        for seq in row.counted:
            self._insert("counted", row.id, seq, "*")

    @_note.register
    def _(self, row: UserConversation) -> None:
        place = row.conversation_id, row.user_id
        sends = [*row.remembered()]
        self._insert(
            "membership",
            *(*place, row.kind, row.role, row.status, row.joined_seq, seconds(row.joined_at)),
            *(row.read_seq, row.from_seq, row.revision, len(sends), row.peer_id),
            row.muted_until is not None,
        )
        for client, content, seq in sends:
            self._insert("send", *place, client, content, seq)
        for seq in row.counted:
            self._insert("counted", row.conversation_id, seq, row.user_id)

    @_note.register
    def _(self, row: Message) -> None:
        spot = row.conversation_id, row.root_seq or 0, row.seq
        title = row.body if row.event == "CONVERSATION_RENAMED" else None
        self._enter(row, row.seq, log_of(row.root_seq))
        self._insert(
            "message",
            *(*spot, row.sender_id, row.client_digest, row.content_digest, row.event, title),
            *(row.revision, row.channel, row.channel_version, row.changed_by, row.edits),
            *(row.changes, bool(row.is_open), row.deleted_at is not None, row.pinned_by),
            *(row.reply_to, row.has_mentioned, seconds(row.created_at), seconds(row.changed_at)),
        )
        for person in row.mentioned:
            self._insert("mentioned", *spot, person)
        for person in row.member_ids or ():
            self._insert("named", row.conversation_id, "MESSAGES", row.seq, person)

    @_note.register
    def _(self, row: Thread) -> None:
        counter = row.last_seq, seconds(row.last_seq_at)
        self._insert("thread", row.conversation_id, row.root_seq, *counter)

    @_note.register
    def _(self, row: Follow) -> None:
        self._insert("follow", row.conversation_id, row.root_seq, row.user_id, row.read_seq)

    @_note.register
    def _(self, row: Change) -> None:
        self._enter(row, row.revision, "CHANGES")
        target = row.root_seq or 0, row.seq
        self._insert("change", row.conversation_id, row.revision, row.kind, *target)
        for person in row.member_ids:
            self._insert("named", row.conversation_id, "CHANGES", row.revision, person)

    @_note.register
    def _(self, row: Mention) -> None:
        self._insert("mention", row.conversation_id, row.root_seq or 0, row.seq, row.user_id)

    @_note.register
    def _(self, row: MessageVersion) -> None:
        spot = row.conversation_id, row.root_seq or 0, row.seq
        self._insert("version", *spot, row.edits, row.edited_by, row.content_digest)

    @_note.register
    def _(self, row: Responses) -> None:
        spot = row.conversation_id, row.root_seq or 0, row.seq
        last_at = row.last_reply_at and seconds(row.last_reply_at)
        self._insert(
            "responses",
            *(*spot, row.shard, row.changes, row.revision, row.changed_by, bool(row.closed)),
            *(row.replies or 0, row.last_reply_seq, last_at),
        )
        for person in row.user_ids:
            self._insert("reactor", *spot, person)
        for person in row.repliers:
            self._insert("replier", row.conversation_id, row.seq, person)

    @_note.register
    def _(self, row: Pins) -> None:
        for number in row.numbers:
            self._insert("pin", row.conversation_id, int(number))

    @_note.register
    def _(self, row: Void) -> None:
        self._enter(row, row.number, "CHANGES" if row.is_change else log_of(row.root_seq))

    def _enter(self, row: Message | Change | Void, number: int, log: str) -> None:
        filled = isinstance(row, Void), seconds(row.created_at)
        self._insert("entry", row.conversation_id, log, number, *filled)

    def _insert(self, table: str, *values: object) -> None:
        marks = ", ".join("?" * len(values))
        # A scan may return a row twice if it moved meanwhile; the later read counts.
        self._database.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", values)  # noqa: S608


def place(root: int, seq: int) -> str:
    """A number as findings tell it: behind that of the root, where it is of a thread."""
    return f"{root}/{seq}" if root else str(seq)


def log_of(root_seq: int | None) -> str:
    """The name of a log of messages within its conversation."""
    return "MESSAGES" if root_seq is None else f"MESSAGES/{root_seq}"


def root_of(log: str) -> int:
    """The number on which the thread hangs whose log has this name, 0 where it is no thread's."""
    return int(log.partition("/")[2] or 0)
