"""The conversation that the matrix is about, and what is stored of it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import batched
from typing import TYPE_CHECKING, Any

import boto3

from chat.domain.models import log_of
from chat.store import keys
from chat_client.documents import DOCUMENTS, Json
from local_cloud.outputs import Outputs
from tests.authorization.callers import PEOPLE, STANDINGS, Caller
from tests.authorization.door import LET_IN, Door

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

OWNERS_MESSAGE = 2
"""The number of what the owner said, after somebody was removed."""

OWNERS_REPLY = 1
"""The number of what the owner replied to it, in its thread."""

_NUMBERS = 10
"""More than the conversations have used."""

_ROOMS_OF_A_PAGE = 50
"""After so many groups, the conversation of two would soon be on no first page of an inbox."""

_BATCH = 100
"""The keys that DynamoDB takes at once."""


@dataclass(frozen=True, slots=True)
class Room:
    """A group that somebody was removed from. replaced: its channel before that."""

    id: str
    channel: str
    replaced: str


class World:
    """Callers, and conversations of theirs.

    room: one group of owner, members of each standing, and none of the former member any more.
    direct_id: the direct conversation of the same two.  alice_id: of someone they do not know.
    """

    def __init__(
        self,
        door: Door,
        callers: Mapping[str, Caller],
        outputs: Outputs,
        options: Mapping[str, Any],
    ) -> None:
        """options: what makes boto3 a client of the embedded AWS."""
        self.door = door
        self.callers = callers
        self.alice_id = outputs["users"][0]["userId"]
        self._dynamodb: DynamoDBClient = boto3.client("dynamodb", **options)
        self._table_name = outputs["tableName"]
        self._people = [self.id_of(who) for who in PEOPLE]
        for who in PEOPLE:
            self._say(who, "me")
        self.direct_id = self._open(kind="DIRECT", memberIds=[self.id_of("member")])["id"]
        self._rooms = 0
        self.room = self.new_room()

    def id_of(self, who: str) -> str:
        """A person's id."""
        return self.callers[who].user_id

    def new_room(self) -> Room:
        """Another group like the first, to be changed."""
        if self._rooms % _ROOMS_OF_A_PAGE == 0:
            said = {"clientMessageId": str(uuid.uuid4()), "body": "still here"}
            self._say("owner", "sendMessage", input=said | {"conversationId": self.direct_id})
        self._rooms += 1
        people = [self.id_of(who) for who in ("member", *STANDINGS, "former member")]
        opened = self._open(kind="GROUP", title="Test", memberIds=people)
        here = {"conversationId": opened["id"]}
        gone = {"clientMessageId": str(uuid.uuid4()), "memberId": self.id_of("former member")}
        self._say("owner", "removeMember", input=here | gone)
        for who, standing in STANDINGS.items():
            member = {"memberId": self.id_of(who), **standing}
            self._say("owner", "updateMember", input=here | member)
        said = {"clientMessageId": str(uuid.uuid4()), "body": "ours"}
        self._say("owner", "sendMessage", input=here | said)
        liked = {"seq": OWNERS_MESSAGE, "emoji": "🎉"}
        self._say("owner", "addReaction", input=here | liked)
        replied = {"rootSeq": OWNERS_MESSAGE, "clientMessageId": str(uuid.uuid4()), "body": "mine"}
        self._say("owner", "sendReply", input=here | replied)
        # By their own will: so what the stream leads to, whenever it does, changes nothing more.
        self._say("owner", "followThread", input=here | {"rootSeq": OWNERS_MESSAGE})
        present = self._say("owner", "conversation", **here)
        return Room(opened["id"], present["channel"], replaced=opened["channel"])

    def stored(self) -> list[Json]:
        """The rows of the two conversations and of the people, and those that a call might add."""
        rooms = (self.room.id, self.direct_id)
        thread = log_of(self.room.id, OWNERS_MESSAGE)
        wanted = [
            *(keys.user(person) for person in self._people),
            *(keys.conversation(room) for room in rooms),
            *(keys.membership(person, room) for person in self._people for room in rooms),
            *(keys.message(room, seq) for room in rooms for seq in range(1, _NUMBERS)),
            *(keys.change(room, revision) for room in rooms for revision in range(1, _NUMBERS)),
            *(keys.pins(room) for room in rooms),
            *(keys.responses(room, OWNERS_MESSAGE, shard) for room in rooms for shard in range(16)),
            keys.thread(self.room.id, OWNERS_MESSAGE),
            *(keys.message(thread, seq) for seq in range(1, _NUMBERS)),
            *(keys.responses(thread, OWNERS_REPLY, shard) for shard in range(16)),
            *(keys.follow(person, self.room.id, OWNERS_MESSAGE) for person in self._people),
        ]
        places = [{"PK": {"S": key.pk}, "SK": {"S": key.sk}} for key in wanted]
        items: list[Json] = []
        for some in batched(places, _BATCH, strict=False):
            answer = self._dynamodb.batch_get_item(
                RequestItems={self._table_name: {"Keys": some, "ConsistentRead": True}}
            )
            items += answer["Responses"][self._table_name]
        return sorted(items, key=lambda item: (item["PK"]["S"], item["SK"]["S"]))

    def _open(self, **conversation: Any) -> Json:
        once = {"clientConversationId": str(uuid.uuid4())}
        return self._say("owner", "createConversation", input=once | conversation)

    def _say(self, who: str, field: str, **variables: Any) -> Json:
        answer = self.door.ask(self.callers[who].auth, DOCUMENTS[field], variables)
        if answer.outcome != LET_IN:
            raise LookupError(f"{field} as {who}: {answer.outcome}: {answer.message}")
        value: Json = answer.value
        return value
