"""What must be true of the table: a code, a sentence, and a query for what contradicts it.

Queries run on the ledger and yield conversation, place and detail. Those without a query are
judged row by row, in rows.py. Numbers are seconds since 1970 where they are times.
"""

from dataclasses import dataclass
from typing import NamedTuple

WAITING = frozenset({"NUMBER-EMPTY"})
"""Not broken: the next reader settles it."""


class Finding(NamedTuple):
    """Something that contradicts an invariant.

    conversation: where to look again, since the rows were not read at one instant; None for what a
    row says by itself.
    """

    code: str
    conversation: str | None
    place: str
    detail: str

    @property
    def is_broken(self) -> bool:
        """Whether it is a fault, rather than something that the next reader settles."""
        return self.code not in WAITING


@dataclass(frozen=True, slots=True)
class Patience:
    """When an empty number can no longer be filled by its writer. docs/table.md, "Holes".

    writer_timeout: seconds that a writing function may live, WriterTimeout in template.yaml.
    """

    writer_timeout: float

    @property
    def apart(self) -> float:
        """Seconds that two clocks may be apart."""
        return 5

    @property
    def dead(self) -> float:
        """Seconds after which a number's writer cannot be alive."""
        return self.writer_timeout + self.apart

    @property
    def listed(self) -> float:
        """Seconds for which a mention is certain to be listed, of its 90 days."""
        return 89 * 86400

    @property
    def forgotten(self) -> float:
        """Seconds after which absence itself means void."""
        return 3600


@dataclass(frozen=True, slots=True)
class Invariant:
    """query: selects conversation, place and detail of what contradicts it."""

    code: str
    sentence: str
    query: str = ""


# root: the number on which a thread hangs, where seq counts in that; else 0.
# head: a log's counter.  gap: numbers that hold nothing; later: when a higher one was written.
# changed: a text with how often it, or a response to it that is no reply, has changed; that there
# is a reply was a change of it.  reply: a text in a thread.  record: a system message.
# member: an active membership.
VIEWS = """
WITH head AS (
  SELECT id AS conversation, 'MESSAGES' AS log, last_seq AS last, last_seq_at AS last_at
    FROM conversation
  UNION ALL SELECT id, 'CHANGES', last_revision, last_revision_at FROM conversation
  UNION ALL SELECT conversation, 'MESSAGES/' || root, last_seq, last_seq_at FROM thread),
walk AS (
  SELECT conversation, log, number,
      LAG(number, 1, 0) OVER up AS below, MIN(created_at) OVER down AS later
    FROM entry
    WINDOW up AS (PARTITION BY conversation, log ORDER BY number),
      down AS (PARTITION BY conversation, log ORDER BY number DESC)
  UNION ALL
  SELECT conversation, log, last + 1,
      IFNULL((SELECT MAX(number) FROM entry e
        WHERE (e.conversation, e.log) = (h.conversation, h.log)), 0), NULL
    FROM head h),
gap AS (
  SELECT conversation, log, below + 1 AS first, number - 1 AS last, later
    FROM walk WHERE number - below > 1),
reply AS (SELECT * FROM message WHERE root > 0),
changed AS (
  SELECT conversation, root, seq,
      changes + (root > 0) + (SELECT IFNULL(SUM(r.changes), 0) FROM responses r
        WHERE (r.conversation, r.root, r.seq) = (m.conversation, m.root, m.seq))
      - (SELECT COUNT(*) + IFNULL(SUM(is_deleted), 0) FROM reply r
        WHERE m.root = 0 AND (r.conversation, r.root) = (m.conversation, m.seq)) AS changes
    FROM message m WHERE event IS NULL),
record AS (SELECT * FROM message WHERE event IS NOT NULL),
departure AS (SELECT * FROM message WHERE event IN ('MEMBER_REMOVED', 'MEMBER_LEFT')),
member AS (SELECT * FROM membership WHERE status = 'ACTIVE')
"""

_ALL = (
    Invariant("ROW-UNKNOWN", "Every row is of a known entity, with its attributes and no others."),
    Invariant("ROW-MISPLACED", "Every row stands under the key that its content gives."),
    Invariant("ROW-INDEX", "Listed people and active members are in GSI1, under their key."),
    Invariant(
        "ROW-EXPIRES",
        "Mentions expire 90 days after their message was sent, follows no earlier; no other row.",
    ),
    Invariant(
        "NUMBER-ABOVE",
        "Nothing is stored above the last number that was handed out.",
        """SELECT conversation, log || ' ' || number, 'the last number is ' || last
        FROM entry JOIN head USING (conversation, log) WHERE number > last""",
    ),
    Invariant(
        "NUMBER-EMPTY",
        "An empty number is young, or older than an hour; between, the next reader voids it.",
        """SELECT conversation, log || ' ' || gap.first, (gap.last - gap.first + 1) || ' empty'
        FROM gap JOIN head USING (conversation, log)
        WHERE (:now > later + :dead OR :now > last_at + :writer + :dead)
          AND NOT (:now > IFNULL(later, :now) + :forgotten
                   OR :now > last_at + :writer + :forgotten)""",
    ),
    Invariant(
        "NUMBER-ORPHAN",
        "Every message, change and void is of a conversation that exists.",
        """SELECT DISTINCT conversation, log, 'of no conversation' FROM entry
        WHERE conversation NOT IN (SELECT id FROM conversation)""",
    ),
    Invariant(
        "SEND-TWICE",
        "No client id of a sender is stored twice within 20 further messages of theirs.",
        """SELECT conversation, 'MESSAGES ' || place(root, seq),
          'was sent before as ' || place(first_root, first_seq)
        FROM (
          SELECT *, LAG(root) OVER same AS first_root, LAG(seq) OVER same AS first_seq,
            turn - LAG(turn) OVER same AS further
          FROM (SELECT *, ROW_NUMBER() OVER (
              PARTITION BY conversation, sender ORDER BY created_at, root, seq) AS turn
            FROM message)
          WINDOW same AS (PARTITION BY conversation, sender, client ORDER BY turn))
        WHERE further <= 20""",
    ),
    Invariant(
        "SEND-LOST",
        "Every remembered send is a message of that sender, under that number and client id.",
        """SELECT conversation, person, 'remembers ' || seq || ', which is not theirs'
        FROM send s WHERE NOT EXISTS (SELECT * FROM message m
          WHERE (m.conversation, m.sender, m.client) = (s.conversation, s.person, s.client)
            AND m.seq = s.seq)""",
    ),
    Invariant(
        "SEND-CONTENT",
        "A remembered send has the digest of what its message says, or said at first.",
        """SELECT s.conversation, person, 'remembers another content of ' || s.seq
        FROM send s JOIN message m
          ON (m.conversation, m.sender, m.client) = (s.conversation, s.person, s.client)
            AND m.seq = s.seq
        LEFT JOIN version v
          ON (v.conversation, v.root, v.seq, v.edits) = (m.conversation, m.root, m.seq, 0)
        GROUP BY s.rowid HAVING MIN(IFNULL(s.content <> IFNULL(m.content,
          IIF(reply_to IS NULL AND NOT has_mentioned, v.content, NULL)), 0))""",
    ),
    Invariant(
        "SEND-FORGOTTEN",
        "A row remembers its person's last 20 sends, or all if they are fewer.",
        """SELECT conversation, person, 'remembers ' || sends || ' of ' || COUNT(seq) || ' sends'
        FROM membership m JOIN message USING (conversation) WHERE sender = person
        GROUP BY conversation, person, sends HAVING sends <> MIN(COUNT(seq), 20)""",
    ),
    Invariant(
        "MENTION-MEMBER",
        "Who is mentioned by name is, or was, a member.",
        """SELECT DISTINCT conversation, 'MESSAGES ' || place(root, seq),
          'mentions someone who was never in'
        FROM mentioned m WHERE person <> '*' AND conversation IN (SELECT id FROM conversation)
          AND NOT EXISTS (SELECT * FROM membership
            WHERE (conversation, person) = (m.conversation, m.person))""",
    ),
    Invariant(
        "MENTION-TARGET",
        "Mentions that are listed or counted are there, or were until their text changed just now.",
        """SELECT conversation, IIF(person = '*', 'DETAILS', person),
          'is not mentioned in ' || place(root, seq)
        FROM (SELECT conversation, root, seq, person FROM mention
          UNION SELECT conversation, 0, seq, person FROM counted) r
        WHERE NOT EXISTS (SELECT * FROM mentioned m
            WHERE (m.conversation, m.root, m.seq, m.person)
              = (r.conversation, r.root, r.seq, r.person))
          AND NOT EXISTS (SELECT * FROM message m
            WHERE (m.conversation, m.root, m.seq) = (r.conversation, r.root, r.seq)
              AND m.changes > 0 AND :now <= m.changed_at + :forgotten)""",
    ),
    Invariant(
        "MENTION-LOST",
        "What a group's text says about who was in before and still is, is listed after an hour.",
        """SELECT m.conversation, m.person,
          'finds nothing of being mentioned in ' || place(m.root, m.seq)
        FROM mentioned m JOIN message t USING (conversation, root, seq)
        JOIN member p ON (p.conversation, p.person) = (m.conversation, m.person)
        WHERE p.kind = 'GROUP'
          AND IIF(m.root = 0, p.joined_seq < m.seq, p.joined_at + :apart < t.created_at)
          AND :now BETWEEN changed_at + :forgotten AND changed_at + :listed
          AND NOT EXISTS (SELECT * FROM mention n
            WHERE (n.conversation, n.root, n.seq, n.person)
              = (m.conversation, m.root, m.seq, m.person))""",
    ),
    Invariant(
        "SENDER-UNKNOWN",
        "Who has sent something is, or was, a member.",
        """SELECT conversation, 'MESSAGES ' || place(root, MIN(seq)), 'its sender was never in'
        FROM message m WHERE conversation IN (SELECT id FROM conversation)
          AND NOT EXISTS (SELECT * FROM membership
            WHERE (conversation, person) = (m.conversation, m.sender))
        GROUP BY conversation, root, sender""",
    ),
    Invariant(
        "CHANGER-UNKNOWN",
        "Who has changed or pinned a text, or reacts to it, is, or was, a member.",
        """SELECT DISTINCT conversation, 'MESSAGES ' || place(root, seq),
          'who changed it was never in'
        FROM (SELECT conversation, root, seq, changed_by AS changer FROM message
          UNION ALL SELECT conversation, root, seq, pinned_by FROM message
          UNION ALL SELECT conversation, root, seq, changed_by FROM responses
          UNION ALL SELECT conversation, root, seq, person FROM reactor) m
        WHERE changer IS NOT NULL AND conversation IN (SELECT id FROM conversation)
          AND NOT EXISTS (SELECT * FROM membership
            WHERE (conversation, person) = (m.conversation, m.changer))""",
    ),
    Invariant(
        "READ-RANGE",
        "Nobody has read, joined at, or begins to see, a number that was not handed out.",
        """SELECT conversation, person,
          'read ' || read_seq || ', joined at ' || joined_seq || ', sees from ' || from_seq
          || ' of ' || last_seq
        FROM membership m JOIN conversation c ON c.id = conversation
        WHERE MAX(read_seq, joined_seq, from_seq - 1) > last_seq
          OR from_seq NOT IN (1, joined_seq)""",
    ),
    Invariant(
        "NEWCOMERS-FROM",
        "newcomersFrom is a number that was handed out, and nobody begins to see after it.",
        """SELECT id, 'DETAILS', 'newcomersFrom is ' || newcomers_from || ' of ' || last_seq
        FROM conversation LEFT JOIN membership ON conversation = id
        GROUP BY id HAVING newcomers_from > MAX(last_seq, 1)
          OR newcomers_from < MAX(from_seq)""",
    ),
    Invariant(
        "MEMBER-COUNT",
        "memberCount is the number of active rows.",
        """SELECT id, 'DETAILS', 'counts ' || members || ' members of ' || COUNT(person)
        FROM conversation LEFT JOIN member ON conversation = id
        GROUP BY id HAVING members <> COUNT(person)""",
    ),
    Invariant(
        "MEMBER-ORPHAN",
        "Every row of a person is in a conversation that exists, and is of its kind.",
        """SELECT conversation, person, 'is in no such ' || m.kind || ' conversation'
        FROM membership m LEFT JOIN conversation c ON c.id = conversation
        WHERE c.kind IS NOT m.kind""",
    ),
    Invariant(
        "MEMBER-NOBODY",
        "Everyone who was put into a conversation has a profile; its creator may lack one.",
        """SELECT conversation, person, 'has no profile'
        FROM membership JOIN conversation c ON c.id = conversation
        WHERE person <> created_by AND person NOT IN (SELECT id FROM profile)""",
    ),
    Invariant(
        "MEMBER-EVENT",
        "inboxEvent tells of a removal exactly in the rows of those who left.",
    ),
    Invariant(
        "MEMBER-STATE",
        "A person has left if the record of their row's revision says so, and else is in.",
        """SELECT conversation, person, 'is ' || status || ' since revision ' || m.revision
        FROM membership m WHERE (status = 'LEFT') <> EXISTS (
          SELECT * FROM departure d JOIN named n
            ON (n.conversation, n.log, n.number) = (d.conversation, 'MESSAGES', d.seq)
          WHERE (d.conversation, d.revision, n.person) = (m.conversation, m.revision, m.person))""",
    ),
    Invariant(
        "MEMBER-JOINED",
        "Who joined later did so under the number of the record that names them.",
        """SELECT conversation, person, 'joined at ' || joined_seq || ', which says nothing of it'
        FROM membership m WHERE joined_seq > 0 AND NOT EXISTS (
          SELECT * FROM record r JOIN named n
            ON (n.conversation, n.log, n.number) = (r.conversation, 'MESSAGES', r.seq)
          WHERE (r.conversation, r.seq, n.person) = (m.conversation, m.joined_seq, m.person)
            AND event = 'MEMBERS_ADDED')""",
    ),
    Invariant(
        "MEMBER-REVISION",
        "A row's revision is that of the last change that names its person.",
        """SELECT m.conversation, m.person,
          'has revision ' || revision || ', was last changed by ' || IFNULL(MAX(number), 0)
        FROM membership m LEFT JOIN named n
          ON (n.conversation, n.log, n.person) = (m.conversation, 'CHANGES', m.person)
        GROUP BY m.conversation, m.person, revision HAVING revision <> IFNULL(MAX(number), 0)""",
    ),
    Invariant(
        "OWNER-COUNT",
        "A group with members has one owner, a direct conversation none.",
        """SELECT id, 'DETAILS', 'has ' || SUM(role = 'OWNER') || ' owners'
        FROM conversation c JOIN member m ON conversation = id
        GROUP BY id, c.kind HAVING SUM(role = 'OWNER') <> (c.kind = 'GROUP')""",
    ),
    Invariant(
        "RESTRICTED",
        "A conversation knows that somebody in it is muted, or only reads.",
        """SELECT conversation, person, 'is ' || role || IIF(is_muted, ', and muted', '')
        FROM member JOIN conversation c ON c.id = conversation
        WHERE (is_muted OR role = 'READER') AND NOT is_restricted""",
    ),
    Invariant(
        "CREATOR-MISSING",
        "Who opened a conversation has a row in it.",
        """SELECT id, 'DETAILS', 'its creator was never in' FROM conversation c
        WHERE NOT EXISTS (SELECT * FROM membership
          WHERE (conversation, person) = (c.id, c.created_by))""",
    ),
    Invariant(
        "DIRECT-PEOPLE",
        "A direct conversation has the two people that its id is derived from, each other's peers.",
        """SELECT id, 'DETAILS', COUNT(person) || ' people, or not those of its id'
        FROM conversation c LEFT JOIN membership m ON conversation = id WHERE c.kind = 'DIRECT'
        GROUP BY id HAVING COUNT(person) <> 2
          OR (MIN(person), MAX(person)) <> (MIN(peer), MAX(peer)) OR MIN(person = peer)
          OR id <> direct_id(MIN(person), MAX(person))""",
    ),
    Invariant(
        "DIRECT-ABSENT",
        "A direct conversation knows as absent exactly those who left it.",
        """SELECT id, person, 'is absent, or has left, but not both' FROM (
          SELECT conversation AS id, person FROM absent UNION ALL
          SELECT conversation, person FROM membership WHERE (kind, status) = ('DIRECT', 'LEFT'))
        GROUP BY id, person HAVING COUNT(*) = 1""",
    ),
    Invariant("CHANGE-TEXT", "A change points to something, and holds no text."),
    Invariant(
        "CHANGE-PAIR",
        "A record and its change name the same; coming back, roles and mutes have no record.",
        """SELECT conversation, 'revision ' || revision,
          event || ' beside ' || IFNULL(kind, 'no change')
        FROM record LEFT JOIN change USING (conversation, revision)
        WHERE kind IS NOT IIF(event = 'CONVERSATION_RENAMED', 'CONVERSATION', 'MEMBERS')
        UNION ALL
        SELECT conversation, 'revision ' || revision, change.kind || ' without a record'
        FROM change JOIN conversation c ON c.id = conversation
        WHERE change.kind = 'CONVERSATION'
          AND revision NOT IN (SELECT revision FROM record r WHERE r.conversation = c.id)
        UNION ALL
        SELECT conversation, 'revision ' || revision, event || ' names others than its change'
        FROM record JOIN change USING (conversation, revision)
        WHERE EXISTS (SELECT person FROM named n
            WHERE (n.conversation, log, number) = (record.conversation, 'MESSAGES', seq)
            EXCEPT SELECT person FROM named n
            WHERE (n.conversation, log, number) = (record.conversation, 'CHANGES', revision))
          OR event <> 'MEMBER_LEFT' AND EXISTS (SELECT person FROM named n
            WHERE (n.conversation, log, number) = (record.conversation, 'CHANGES', revision)
            EXCEPT SELECT person FROM named n
            WHERE (n.conversation, log, number) = (record.conversation, 'MESSAGES', seq))""",
    ),
    Invariant(
        "CHANGE-TARGET",
        "A change of members names people who have a row.",
        """SELECT conversation, 'revision ' || number, 'names someone without a row' FROM named n
        WHERE log = 'CHANGES' AND NOT EXISTS (SELECT * FROM membership
          WHERE (conversation, person) = (n.conversation, n.person))""",
    ),
    Invariant(
        "CHANGE-MESSAGE",
        "Texts change as often as changes point to them, under their numbers; replies begin so.",
        """SELECT conversation, 'revision ' || revision,
          'points to ' || place(root, target) || ', which is no text'
        FROM change c WHERE kind = 'MESSAGE' AND NOT EXISTS (SELECT * FROM message m
          WHERE (m.conversation, m.root, m.seq) = (c.conversation, c.root, c.target)
            AND event IS NULL)
        UNION ALL
        SELECT m.conversation, 'MESSAGES ' || place(m.root, m.seq),
          'has changed ' || m.changes || ' times after ' || COUNT(c.revision) || ' changes'
        FROM changed m LEFT JOIN change c
          ON (c.conversation, c.root, c.target) = (m.conversation, m.root, m.seq)
        GROUP BY m.conversation, m.root, m.seq HAVING m.changes <> COUNT(c.revision)
        UNION ALL
        SELECT m.conversation, 'MESSAGES ' || place(m.root, m.seq), 'has revision ' || m.revision
          || ', was last changed by ' || MAX(c.revision)
        FROM message m JOIN change c
          ON (c.conversation, c.root, c.target) = (m.conversation, m.root, m.seq)
        WHERE event IS NULL AND NOT is_open
        GROUP BY m.conversation, m.root, m.seq HAVING m.revision <> MAX(c.revision)
        UNION ALL
        SELECT conversation, 'MESSAGES ' || place(root, seq),
          'has revision ' || revision || ' of another'
        FROM (SELECT conversation, root, seq, revision FROM message
            WHERE event IS NULL AND is_open
          UNION ALL SELECT conversation, root, seq, revision FROM responses) m
        WHERE revision IS NOT NULL AND NOT EXISTS (SELECT * FROM change c
          WHERE (c.conversation, c.revision, c.root, c.target)
            = (m.conversation, m.revision, m.root, m.seq))""",
    ),
    Invariant(
        "REACTION-TARGET",
        "Responses are to texts that are open to them.",
        """SELECT DISTINCT conversation, 'RESPONSES ' || place(root, seq),
          'to nothing that is open to them'
        FROM responses r WHERE NOT EXISTS (SELECT * FROM message m
          WHERE (m.conversation, m.root, m.seq) = (r.conversation, r.root, r.seq) AND m.is_open)""",
    ),
    Invariant(
        "REACTION-CLOSED",
        "All shards of a deleted text's responses are closed, and of another's none.",
        """SELECT conversation, 'RESPONSES ' || place(root, seq),
          SUM(r.is_closed) || ' of 16 shards are closed'
        FROM message m LEFT JOIN responses r USING (conversation, root, seq)
        WHERE m.is_open GROUP BY conversation, root, seq
        HAVING TOTAL(r.is_closed) <> IIF(m.is_deleted, 16, 0)""",
    ),
    Invariant(
        "PIN-LISTED",
        "A conversation lists exactly the texts that are pinned in it.",
        """SELECT conversation, 'PINS ' || seq, 'is listed, or pinned, but not both' FROM (
          SELECT conversation, seq FROM pin UNION ALL
          SELECT conversation, seq FROM message WHERE pinned_by IS NOT NULL)
        GROUP BY conversation, seq HAVING COUNT(*) = 1""",
    ),
    Invariant(
        "QUOTE-TARGET",
        "What a text answers is an earlier text of the same conversation or thread.",
        """SELECT conversation, 'MESSAGES ' || place(root, seq),
          'answers ' || reply_to || ', no earlier text'
        FROM message m WHERE reply_to IS NOT NULL AND NOT EXISTS (SELECT * FROM message o
          WHERE (o.conversation, o.root, o.seq) = (m.conversation, m.root, m.reply_to)
            AND o.seq < m.seq AND o.event IS NULL)""",
    ),
    Invariant(
        "VERSION-KEPT",
        "Of an edited text the last 20 former ones are kept, or all if fewer; of nothing else any.",
        """SELECT conversation, 'MESSAGES ' || place(root, seq),
          'has ' || COUNT(v.edits) || ' former texts after ' || m.edits || ' edits'
        FROM message m LEFT JOIN version v USING (conversation, root, seq)
        GROUP BY conversation, root, seq HAVING COUNT(v.edits) <> MIN(m.edits, 20)
          OR MIN(v.edits) <> MAX(m.edits - 20, 0) OR MAX(v.edits) <> m.edits - 1
        UNION ALL
        SELECT DISTINCT conversation, 'VERSIONS ' || place(root, seq), 'of no message'
        FROM version v WHERE NOT EXISTS (SELECT * FROM message m
          WHERE (m.conversation, m.root, m.seq) = (v.conversation, v.root, v.seq))""",
    ),
    Invariant(
        "VERSION-EDITOR",
        "Former texts are their message's sender's.",
        """SELECT conversation, 'VERSIONS ' || place(root, seq),
          'text ' || v.edits || ' is somebody else''s'
        FROM version v JOIN message m USING (conversation, root, seq) WHERE editor <> sender""",
    ),
    Invariant(
        "THREAD-ROOT",
        "A thread, and what is followed, hangs on a text of its conversation.",
        """SELECT DISTINCT conversation, 'THREAD ' || root, 'hangs on no text'
        FROM (SELECT conversation, root FROM thread
          UNION SELECT conversation, root FROM follow) t
        WHERE NOT EXISTS (SELECT * FROM message m
          WHERE (m.conversation, m.root, m.seq) = (t.conversation, 0, t.root)
            AND event IS NULL)""",
    ),
    Invariant(
        "THREAD-COUNTER",
        "Every thread that has numbers has its counter.",
        """SELECT DISTINCT conversation, log, 'has no counter' FROM entry e
        WHERE log LIKE 'MESSAGES/%' AND conversation IN (SELECT id FROM conversation)
          AND NOT EXISTS (SELECT * FROM thread
            WHERE (conversation, root) = (e.conversation, root_of(e.log)))""",
    ),
    Invariant(
        "THREAD-COUNT",
        "The responses to a text count the replies that are not deleted, by person.",
        """SELECT conversation, 'RESPONSES ' || seq,
          'shard ' || shard || ' counts ' || SUM(counted) || ' replies of ' || SUM(is_there)
        FROM (
          SELECT conversation, seq, shard, replies AS counted, 0 AS is_there FROM responses
            WHERE root = 0
          UNION ALL SELECT conversation, root, shard_of(sender), 0, NOT is_deleted FROM reply)
        GROUP BY conversation, seq, shard HAVING SUM(counted) <> SUM(is_there)""",
    ),
    Invariant(
        "THREAD-LAST",
        "The responses to a text tell the number and time of the last reply, by person.",
        """SELECT conversation, 'RESPONSES ' || seq,
          'shard ' || shard || ' ends with ' || IFNULL(MAX(told), 0)
          || ' instead of ' || IFNULL(MAX(last), 0)
        FROM (
          SELECT conversation, seq, shard, last_reply AS told, NULL AS last FROM responses
            WHERE last_reply IS NOT NULL
          UNION ALL SELECT conversation, root, shard_of(sender), NULL, MAX(seq) FROM reply
            GROUP BY conversation, root, shard_of(sender))
        GROUP BY conversation, seq, shard HAVING MAX(told) IS NOT MAX(last)
        UNION ALL
        SELECT r.conversation, 'RESPONSES ' || r.seq, 'has another time than ' || last_reply
        FROM responses r JOIN reply m
          ON (m.conversation, m.root, m.seq) = (r.conversation, r.seq, r.last_reply)
        WHERE r.root = 0 AND last_reply_at <> created_at""",
    ),
    Invariant(
        "THREAD-NAMED",
        "Who is named with a thread has replied in it; at least five are, or all if fewer.",
        """SELECT DISTINCT conversation, 'RESPONSES ' || root, 'names someone who never replied'
        FROM replier r WHERE NOT EXISTS (SELECT * FROM reply m
          WHERE (m.conversation, m.root, m.sender) = (r.conversation, r.root, r.person))
        UNION ALL
        SELECT conversation, 'RESPONSES ' || root, 'names too few of ' || people || ' people'
        FROM (SELECT conversation, root, COUNT(DISTINCT sender) AS people FROM reply
          GROUP BY conversation, root) t
        WHERE (SELECT COUNT(DISTINCT person) FROM replier r
          WHERE (r.conversation, r.root) = (t.conversation, t.root)) < MIN(people, 5)""",
    ),
    Invariant(
        "FOLLOW-MEMBER",
        "Who has followed or read a thread is, or was, a member.",
        """SELECT conversation, person, 'follows ' || root || ', and was never in' FROM follow f
        WHERE conversation IN (SELECT id FROM conversation)
          AND NOT EXISTS (SELECT * FROM membership
            WHERE (conversation, person) = (f.conversation, f.person))""",
    ),
    Invariant(
        "FOLLOW-RANGE",
        "Nobody has read a number of a thread that was not handed out.",
        """SELECT conversation, person,
          'read ' || root || '/' || read_seq || ' of ' || IFNULL(last_seq, 0)
        FROM follow LEFT JOIN thread USING (conversation, root)
        WHERE read_seq > IFNULL(last_seq, 0)""",
    ),
    Invariant(
        "TITLE-STALE",
        "A group has the title of the last record of a renaming.",
        """SELECT id, 'DETAILS', 'its title is not that of revision ' || IFNULL(MAX(revision), 0)
        FROM conversation c LEFT JOIN record r
          ON conversation = id AND event = 'CONVERSATION_RENAMED'
        GROUP BY id HAVING title_revision IS NOT MAX(revision)
          OR MAX(revision) IS NOT NULL AND c.title <> r.title""",
    ),
    Invariant(
        "CHANNEL-VERSION",
        "channelVersion counts the departures, each of which replaced one.",
        """SELECT id, 'DETAILS',
          'version ' || c.channel_version || ' after ' || COUNT(seq) || ' departures'
        FROM conversation c LEFT JOIN departure d ON conversation = id
        GROUP BY id, c.channel_version
        HAVING c.channel_version <> 1 + COUNT(seq)
          OR COUNT(DISTINCT d.channel_version) <> COUNT(seq)
          OR MAX(d.channel_version) > c.channel_version""",
    ),
    Invariant(
        "CHANNEL-REUSED",
        "A channel that was replaced is never used again.",
        """SELECT conversation, 'MESSAGES ' || MAX(seq), 'replaced one that is in use, or twice'
        FROM (SELECT conversation, seq, channel FROM departure
          UNION ALL SELECT id, NULL, channel FROM conversation)
        GROUP BY conversation, channel HAVING COUNT(*) > 1""",
    ),
)

INVARIANTS = {invariant.code: invariant for invariant in _ALL}
