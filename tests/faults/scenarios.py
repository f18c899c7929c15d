"""One call or more of each operation, in the chat that chat.py tells of.

A new operation enters the matrix here; a function that nothing here calls fails the suite.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.contract.project import STREAM
from tests.faults.chat import ALICE_AND_BOB, ALICE_AND_CAROL, HOLEY, LUNCH
from tests.faults.world import World
from tests.people import ALICE, BOB, CAROL, DAVE, MALLORY


@dataclass(frozen=True)
class Scenario:
    """A call, whose event is made when the chat has come so far."""

    name: str
    coordinate: str
    event: Callable[[World], Any]


def _call(coordinate: str, name: str, caller: str, **arguments: object) -> Scenario:
    return Scenario(
        f"{coordinate}: {name}",
        coordinate,
        lambda world: world.event(coordinate, caller, arguments),
    )


def _asks(field: str, name: str, caller: str, **arguments: object) -> Scenario:
    return _call(f"Query.{field}", name, caller, **arguments)


def _does(field: str, name: str, caller: str, **wanted: object) -> Scenario:
    return _call(f"Mutation.{field}", name, caller, input=wanted)


def _changes(field: str, name: str, caller: str, conversation: str, **wanted: object) -> Scenario:
    ids = {"conversationId": conversation, "clientMessageId": "client-id-of-the-change"}
    return _does(field, name, caller, **ids, **wanted)


def _opens(name: str, caller: str, kind: str, people: list[str], **wanted: object) -> Scenario:
    arguments = {"kind": kind, "memberIds": people, "historyForNewcomers": True, **wanted}
    return _does(
        "createConversation", name, caller, clientConversationId="client-id-of-it", **arguments
    )


def _recorded(coordinate: str, name: str) -> Scenario:
    return Scenario(
        f"{coordinate}: {name}", coordinate, lambda world: world.recorded_event(coordinate)
    )


def _stream(world: World) -> Any:
    """A batch of all memberships that have something to tell."""
    event = world.recorded_event(STREAM)
    (record,) = event["Records"]
    told = [item for item in world.items() if "inboxEvent" in item]
    event["Records"] = [
        record | {"dynamodb": {**record["dynamodb"], "NewImage": item, "SequenceNumber": str(n)}}
        for n, item in enumerate(sorted(told, key=lambda item: item["PK"]["S"])[:3], start=1)
    ]
    return event


def _gate(world: World) -> Any:
    channel = world.call("Query.conversation", BOB, conversationId=LUNCH)["channel"]
    arguments = {"conversationId": LUNCH, "channel": channel}
    return world.event("Subscription.onMessage", BOB, arguments)


SCENARIOS = (
    _asks("me", "for the first time", MALLORY),
    _asks("me", "again", ALICE),
    _asks("user", "somebody", ALICE, userId=BOB),
    _asks("searchUsers", "by a beginning", ALICE, prefix="bob", limit=20),
    _asks("inbox", "all", ALICE, limit=50),
    _asks("inbox", "a page", ALICE, limit=2),
    _asks("heads", "of three", BOB, conversationIds=[LUNCH, HOLEY, ALICE_AND_CAROL]),
    _asks("conversation", "of hers", ALICE, conversationId=LUNCH),
    _asks("members", "after a writer died", BOB, conversationId=HOLEY, limit=50),
    _asks("members", "two of three", BOB, conversationId=LUNCH, limit=2),
    _asks("messages", "the newest, after a writer died", BOB, conversationId=HOLEY, limit=50),
    _asks("messages", "earlier ones", BOB, conversationId=LUNCH, limit=2, before=4),
    _asks("messages", "later ones", BOB, conversationId=LUNCH, limit=2, after=1),
    _asks("sync", "after a writer died", BOB, conversationId=HOLEY, seq=0, revision=0),
    _asks("sync", "with all that changed", BOB, conversationId=LUNCH, seq=0, revision=0),
    _asks("sync", "from a future that was undone", BOB, conversationId=LUNCH, seq=99, revision=99),
    _does("updateProfile", "another name", BOB, displayName="Robert"),
    _opens("a group", ALICE, "GROUP", [BOB, CAROL], title="Dinner"),
    _opens("a first talk", ALICE, "DIRECT", [DAVE]),
    _opens("a talk again", ALICE, "DIRECT", [CAROL]),
    _opens("a talk that one has left", BOB, "DIRECT", [ALICE]),
    _changes("addMembers", "someone who is back", ALICE, LUNCH, memberIds=[DAVE]),
    _changes("addMembers", "a newcomer beside a member", ALICE, HOLEY, memberIds=[BOB, DAVE]),
    _changes("removeMember", "by the owner", ALICE, LUNCH, memberId=CAROL),
    _changes("removeMember", "a member leaves", BOB, LUNCH, memberId=BOB),
    _changes("removeMember", "the owner leaves", ALICE, LUNCH, memberId=ALICE),
    _changes("removeMember", "out of two", ALICE, ALICE_AND_CAROL, memberId=ALICE),
    _changes("updateConversation", "another title", ALICE, LUNCH, title="Later lunch"),
    _changes("sendMessage", "to a group", BOB, LUNCH, body="Hello all"),
    _changes("sendMessage", "to one who left", ALICE, ALICE_AND_BOB, body="Come back"),
    _changes("sendMessage", "by one who left", BOB, ALICE_AND_BOB, body="I am back"),
    _does("markRead", "over what a writer left", BOB, conversationId=HOLEY, seq=1),
    _does("markRead", "some of it", BOB, conversationId=LUNCH, seq=2),
    _does("setTyping", "to a group", BOB, conversationId=LUNCH, typing=True),
    _recorded("Mutation.publishInbox", "by the stream function"),
    Scenario("Subscription.onMessage: by a member", "Subscription.onMessage", _gate),
    _recorded("Message.sender", "of four messages"),
    Scenario(f"{STREAM}: three memberships", STREAM, _stream),
)
