"""What the people of the tests have done before a test begins."""

from datetime import timedelta
from typing import Any

from chat.domain.ids import direct_id, group_id
from chat.store import conversations
from chat.store.client import client
from chat.store.table import Table
from tests.faults.storage import TABLE
from tests.faults.world import MESSAGES, World
from tests.people import ALICE, BOB, CAROL, DAVE

LUNCH = group_id(ALICE, "lunch-group")
PARTY = group_id(ALICE, "party-group")
TEAM = group_id(ALICE, "team-group")
HOLEY = group_id(ALICE, "holey-group")
ALICE_AND_BOB = direct_id(ALICE, BOB)
ALICE_AND_CAROL = direct_id(ALICE, CAROL)

_GONE_FOR = timedelta(seconds=40)
"""Longer than readers wait for a writer, shorter than members look back for changes."""


def happen(world: World) -> None:
    """Alice has a group with Bob and Carol, which Dave has left; one in which they react to what
    she says; one in which writers died; and two direct conversations: Bob has left one, Alice
    edited and deleted texts in the other. Mallory never signed in."""
    for person in (ALICE, BOB, CAROL, DAVE):
        world.call("Query.me", person)
    world.call("Mutation.updateProfile", BOB, input={"displayName": "Bob the Builder"})
    for title, name in (
        ("Lunch", "lunch-group"),
        ("Party", "party-group"),
        ("Team", "team-group"),
        ("Holey", "holey-group"),
    ):
        _open(world, kind="GROUP", title=title, memberIds=[BOB, CAROL], clientConversationId=name)
    _open(world, kind="DIRECT", memberIds=[BOB], clientConversationId="with-bob")
    _open(world, kind="DIRECT", memberIds=[CAROL], clientConversationId="with-carol")
    for conversation_id in (LUNCH, PARTY, HOLEY, ALICE_AND_BOB, ALICE_AND_CAROL):
        _say(world, conversation_id, "before")
    _change(world, "addMembers", LUNCH, memberIds=[DAVE])
    _change(world, "removeMember", LUNCH, memberId=DAVE)
    _change(world, "updateConversation", LUNCH, title="Late lunch")
    _say(world, LUNCH, "after")
    _say(world, ALICE_AND_CAROL, "after")
    for body in ("Hello, Carol", "Hello, dear Carol"):
        _amend(world, "editMessage", ALICE_AND_CAROL, seq=1, body=body)
    _amend(world, "deleteMessage", ALICE_AND_CAROL, seq=2)
    _party(world)
    world.call(
        "Mutation.removeMember",
        BOB,
        input={
            "conversationId": ALICE_AND_BOB,
            "memberId": BOB,
            "clientMessageId": "bob-leaves",
        },
    )
    _reply(world)
    _mention(world)
    _appoint(world)
    _let_a_writer_die(world, HOLEY)
    world.sleep(_GONE_FOR.total_seconds())


def _open(world: World, **wanted: object) -> None:
    world.call("Mutation.createConversation", ALICE, input={"historyForNewcomers": True, **wanted})


def _say(world: World, conversation_id: str, when: str, **further: object) -> None:
    wanted = {"conversationId": conversation_id, "body": f"Hello {when}", **further}
    world.call("Mutation.sendMessage", ALICE, input={**wanted, "clientMessageId": f"hello-{when}"})


def _change(world: World, mutation: str, conversation_id: str, **wanted: object) -> None:
    world.call(
        f"Mutation.{mutation}",
        ALICE,
        input={
            "conversationId": conversation_id,
            "clientMessageId": f"{mutation}-before",
            **wanted,
        },
    )


def _amend(world: World, mutation: str, conversation_id: str, **wanted: object) -> None:
    world.call(f"Mutation.{mutation}", ALICE, input={"conversationId": conversation_id, **wanted})


def _party(world: World) -> None:
    """Two react to the first text; one to the second, which is deleted. The third is pinned; the
    fourth answers the first; the fifth was said elsewhere."""
    for when in ("after", "later"):
        _say(world, PARTY, when)
    for person, seq, emoji in ((BOB, 1, "👍"), (CAROL, 1, "👍"), (BOB, 1, "🎉"), (BOB, 2, "👍")):
        wanted = {"conversationId": PARTY, "seq": seq, "emoji": emoji}
        world.call("Mutation.addReaction", person, input=wanted)
    taken_back = {"conversationId": PARTY, "seq": 1, "emoji": "🎉"}
    world.call("Mutation.removeReaction", BOB, input=taken_back)
    _amend(world, "deleteMessage", PARTY, seq=2)
    _amend(world, "pinMessage", PARTY, seq=3)
    _say(world, PARTY, "again", replyTo=1)
    elsewhere = {"forward": {"conversationId": ALICE_AND_CAROL, "seq": 1}}
    once = {"conversationId": PARTY, "clientMessageId": "hello-elsewhere"}
    world.call("Mutation.sendMessage", ALICE, input=once | elsewhere)


def _reply(world: World) -> None:
    """In the thread of the fourth text of the party: Bob replies twice, and takes the second back.
    The stream tells of that; then it stands still, and Carol replies and reacts to the first."""
    here = {"conversationId": PARTY, "rootSeq": 4}
    for person, body in ((BOB, "Hello, all"), (BOB, "Hello, Alice"), (CAROL, "Hello, Bob")):
        once = {"body": body, "clientMessageId": body.replace(" ", "-")}
        world.call("Mutation.sendReply", person, input=here | once)
        if person == BOB:
            world.follow(what_is_replied(world))
    world.call("Mutation.deleteMessage", BOB, input=here | {"seq": 2})
    world.call("Mutation.addReaction", CAROL, input=here | {"seq": 1, "emoji": "👍"})


def what_is_replied(world: World) -> list[Any]:
    """Records of all replies, as they were sent."""
    records = world.records(MESSAGES, "follow")
    return [each for each in records if "rootSeq" in each["dynamodb"]["NewImage"]]


def what_mentions(world: World) -> list[Any]:
    """Records of all that mentions somebody, as if it had mentioned everybody before."""
    records = world.records(MESSAGES, "follow")
    everybody = {"L": [{"S": person} for person in (BOB, CAROL)]}
    for record in records:
        before = {"mentions": everybody, "mentionsEveryone": {"BOOL": True}}
        record["dynamodb"]["OldImage"] = record["dynamodb"]["NewImage"] | before
    return records


def _mention(world: World) -> None:
    """Alice mentions Bob and Carol, Bob, and everyone. Then the stream stands still, and she edits
    the first so that it mentions Bob only, deletes the last, and mentions Bob once more."""
    for when, mentions in (
        ("to-both", {"mentions": [BOB, CAROL]}),
        ("to-bob", {"mentions": [BOB]}),
        ("to-all", {"mentionsEveryone": True}),
    ):
        _say(world, TEAM, when, **mentions)
    world.follow(what_mentions(world))
    _amend(world, "editMessage", TEAM, seq=1, body="Hello, Bob", mentions=[BOB])
    _amend(world, "deleteMessage", TEAM, seq=3)
    _say(world, TEAM, "again", mentions=[BOB])


def _appoint(world: World) -> None:
    """Carol helps Alice in the team, and Bob is muted there."""
    _amend(world, "updateMember", TEAM, memberId=CAROL, role="ADMIN")
    _amend(world, "updateMember", TEAM, memberId=BOB, mutedUntil="2099-12-31T00:00:00Z")


def _let_a_writer_die(world: World, conversation_id: str) -> None:
    """It took a message number and a change number, and wrote nothing."""
    handle = Table(client(), TABLE, remaining=lambda: 1.0)
    conversations.take_both(handle, conversation_id, now=world.clock())
