"""The rows of a small chat in which all is as it should be, to be damaged one by one."""

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any
from zlib import crc32

import pytest
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from chat.domain.ids import group_id
from chat_fsck.audit import Verdict, judge
from chat_fsck.invariants import Patience
from tests.faults import chat
from tests.faults.chat import LUNCH
from tests.faults.world import MESSAGES, World, living
from tests.people import ALICE, BOB, CAROL

type Row = dict[str, Any]

PATIENCE = Patience(writer_timeout=10)

TALK = group_id(ALICE, "talk-group")

_serialize, _deserialize = TypeSerializer().serialize, TypeDeserializer().deserialize


class Rows(dict[tuple[str, str], Row]):
    """Rows by their keys, and the time at which they were like this."""

    now: float

    def put(self, row: Row, **changes: Any) -> Row:
        """Store a changed copy under the key that it has. None removes an attribute."""
        changed = {name: value for name, value in {**row, **changes}.items() if value is not None}
        self[changed["PK"], changed["SK"]] = changed
        return changed

    def profile(self, person: str) -> Row:
        return self[f"USER#{person}", "PROFILE"]

    def details(self, conversation_id: str) -> Row:
        return self[f"CONVERSATION#{conversation_id}", "DETAILS"]

    def member(self, person: str, conversation_id: str) -> Row:
        return self[f"USER#{person}", f"CONVERSATION#{conversation_id}"]

    def message(self, conversation_id: str, seq: int, *, root: int | None = None) -> Row:
        """One of the first messages of a conversation, or of the thread of one."""
        return self[f"MESSAGES#{log(conversation_id, root)}#0", f"{seq:012}"]

    def change(self, conversation_id: str, revision: int) -> Row:
        return self[f"CHANGES#{conversation_id}#0", f"{revision:012}"]

    def former(self, conversation_id: str, seq: int, *, root: int | None = None) -> list[Row]:
        """The former texts of one of the first messages, oldest first."""
        partition, prefix = f"VERSIONS#{log(conversation_id, root)}#0", f"{seq:012}#"
        places = sorted(key for key in self if key[0] == partition and key[1].startswith(prefix))
        return [self[place] for place in places]

    def responses(
        self, conversation_id: str, seq: int, person: str, *, root: int | None = None
    ) -> Row:
        """The shard in which a person's responses to one of the first messages are kept."""
        shard = crc32(person.encode()) % 16
        return self[f"RESPONSES#{log(conversation_id, root)}#0", f"{seq:012}#{shard:02}"]

    def thread(self, conversation_id: str, root: int) -> Row:
        return self[f"THREAD#{conversation_id}#{root}", "COUNTER"]

    def follow(self, person: str, conversation_id: str, root: int) -> Row:
        return self[f"FOLLOWS#{person}", f"{conversation_id}#{root:012}"]

    def pins(self, conversation_id: str) -> Row:
        return self[f"PINS#{conversation_id}", "LIST"]

    def mention(
        self, person: str, conversation_id: str, seq: int, *, root: int | None = None
    ) -> Row:
        """Where a person finds that they were mentioned."""
        place = f"#{log(conversation_id, root)}#{seq:012}"
        (key,) = (key for key in self if key[0] == f"MENTIONS#{person}" and key[1].endswith(place))
        return self[key]

    def void(self, partition: str, number: int) -> None:
        created_at = "2026-01-01T12:00:00.000Z"
        key = {"PK": partition, "SK": f"{number:012}"}
        self.put({**key, "entity": "Void", "createdAt": created_at})

    def say(self, seq: int, client_message_id: str) -> None:
        """Let Alice say something under the next number of Lunch."""
        text = self.message(LUNCH, 1)
        partition = f"MESSAGES#{LUNCH}#{seq // 1000}"
        key = {"PK": partition, "SK": f"{seq:012}", "seq": seq}
        self.put(text, **key, clientMessageId=client_message_id)
        self.put(self.details(LUNCH), lastSeq=seq)
        self.remember(seq, client_message_id, f"TEXT\x1f{text['body']}")

    def remember(self, seq: int, client_message_id: str, told: str) -> None:
        """Let Alice's row in Lunch remember one more send of such content."""
        author = self.member(ALICE, LUNCH)
        client = blake2b(client_message_id.encode(), digest_size=8).digest()
        content = blake2b(told.encode(), digest_size=6).digest()
        send = client + content + seq.to_bytes(5)
        self.put(author, sends=(bytes(author["sends"]) + send)[-20 * len(send) :])

    def stored(self) -> Iterator[Mapping[str, Any]]:
        """As DynamoDB's low-level API gives them."""
        for row in self.values():
            yield {name: _serialize(value) for name, value in row.items()}

    def judged(self) -> Verdict:
        return judge(self.stored(), now=self.now, patience=PATIENCE)


def log(conversation_id: str, root: int | None) -> str:
    """The name of a log in keys."""
    return conversation_id if root is None else f"{conversation_id}/{root}"


def reply(world: World) -> None:
    """Alice says two things. In the thread of the first, Bob replies and edits that, Alice answers
    him and mentions Carol, who reacts to it, and Bob replies once more, and deletes that. In the
    thread of the second, which Alice then deletes, Bob replies."""
    group = {"kind": "GROUP", "title": "Talk", "memberIds": [BOB, CAROL]}
    named = {"historyForNewcomers": True, "clientConversationId": "talk-group"}
    world.call("Mutation.createConversation", ALICE, input={**group, **named})

    def change(mutation: str, person: str, **wanted: object) -> None:
        world.call(f"Mutation.{mutation}", person, input={"conversationId": TALK, **wanted})

    for name in ("first", "second"):
        change("sendMessage", ALICE, body=f"The {name}", clientMessageId=f"the-{name}")
    change("sendReply", BOB, rootSeq=1, body="Hi", clientMessageId="reply-of-bob-1")
    change("editMessage", BOB, rootSeq=1, seq=1, body="Hello")
    change(
        *("sendReply", ALICE),
        rootSeq=1,
        body="And Carol?",
        clientMessageId="reply-of-alice-1",
        replyTo=1,
        mentions=[CAROL],
    )
    change("addReaction", CAROL, rootSeq=1, seq=2, emoji="👍")
    change("sendReply", BOB, rootSeq=1, body="Who?", clientMessageId="reply-of-bob-2")
    change("deleteMessage", BOB, rootSeq=1, seq=3)
    change("sendReply", BOB, rootSeq=2, body="Well", clientMessageId="reply-of-bob-3")
    change("deleteMessage", ALICE, seq=2)
    world.call("Mutation.markRead", CAROL, input={"conversationId": TALK, "rootSeq": 1, "seq": 2})


@pytest.fixture(scope="session")
def told() -> tuple[list[Row], float]:
    """The rows of the chat, and the time."""
    with living() as world:
        chat.happen(world)
        world.call("Query.sync", ALICE, conversationId=chat.HOLEY, seq=0, revision=0)
        reply(world)
        world.follow(chat.what_mentions(world))
        for record in (records := world.records(MESSAGES, "follow")):
            record["eventName"] = "INSERT"
            record["dynamodb"].pop("OldImage", None)
        world.follow(records)
        items = world.items()
    decoded = [{name: _deserialize(value) for name, value in item.items()} for item in items]
    return decoded, world.now


@pytest.fixture
def rows(told: tuple[list[Row], float]) -> Rows:
    decoded, now = told
    rows = Rows()
    rows.now = now
    for row in decoded:
        rows.put(row)
    return rows
