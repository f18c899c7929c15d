"""The story's call of each operation, and such as only this chat makes worth a look (chat.py).

A new operation is in the matrix as soon as the story tells of it: what is added here are other
circumstances. A function that nothing calls fails the suite.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from story import steps
from story.steps import Names
from tests.contract.project import ROOT, STREAM
from tests.faults.chat import (
    ALICE_AND_BOB,
    ALICE_AND_CAROL,
    HOLEY,
    LUNCH,
    PARTY,
    TEAM,
    what_is_replied,
    what_mentions,
)
from tests.faults.faults import FAULTS, Fault
from tests.faults.world import MESSAGES, World
from tests.people import ALICE, BOB, CAROL, DAVE, MALLORY

_STORY = steps.read(ROOT)
_MEMBERSHIPS = f"{STREAM}memberships"

_OTHERS: Mapping[str, Names] = {"Mutation.addMembers": {"carol": DAVE}}
"""Whom the story's call is about here, where Carol is a member already and Dave was one."""


_ABOUT: Mapping[str, Mapping[str, object]] = {
    "Mutation.editMessage": {"seq": 5},
    "Mutation.deleteMessage": {"seq": 5},
    "Query.messageVersions": {"seq": 5},
    "Query.reactions": {"conversationId": PARTY, "seq": 1},
    "Mutation.addReaction": {"seq": 5},
    "Mutation.removeReaction": {"conversationId": PARTY, "seq": 1, "emoji": "👍"},
    "Query.pins": {"conversationId": PARTY},
    "Mutation.sendReply": {"rootSeq": 5},
    "Mutation.followThread": {"conversationId": PARTY, "rootSeq": 4},
    "Mutation.unfollowThread": {"conversationId": PARTY, "rootSeq": 4},
    "Mutation.pinMessage": {"seq": 5},
    "Mutation.unpinMessage": {"conversationId": PARTY, "seq": 3},
}
"""Which message the story's call is about here, where others have been written."""


@dataclass(frozen=True)
class Scenario:
    """A call, whose event is made when the chat has come so far.

    is_told: it is the story's call, which meets all faults.
    """

    name: str
    coordinate: str
    event: Callable[[World], Any]
    is_told: bool = False

    @property
    def faults(self) -> Sequence[Fault]:
        """What may befall it."""
        return [fault for fault in FAULTS if self.is_told or not fault.below]


def _as_told(step: steps.Step) -> Scenario:
    """The story's call, in this chat."""
    return Scenario(
        f"{step.name}: as in the story",
        step.call,
        lambda world: world.told_event(
            step.name,
            {**_names(world), **_OTHERS.get(step.name, {})},
            wanted=_ABOUT.get(step.name),
        ),
        is_told=True,
    )


def _like(name: str, circumstances: str, caller: str, **wanted: object) -> Scenario:
    """The story's call by somebody, with some arguments of its own."""
    step = _STORY.by_name[name]
    return Scenario(
        f"{name}: {circumstances}",
        step.call,
        lambda world: world.told_event(name, _names(world, wanted), caller, wanted),
    )


def _names(world: World, wanted: Mapping[str, object] = MappingProxyType({})) -> Names:
    """What the story's names stand for here. The ids of people are the same."""
    room = wanted.get("conversationId", LUNCH)
    known = world.call("Query.conversation", ALICE, conversationId=room)
    here = {"lunch": LUNCH, "alice_and_bob": ALICE_AND_BOB, "channel": known["channel"]}
    return {**_STORY.names, **here, "dave": DAVE}


def _three_memberships(world: World) -> Any:
    """A batch of memberships that have something to tell."""
    return {"Records": world.records(_MEMBERSHIPS, "inboxEvent")[:3]}


def _what_mentions(world: World) -> Any:
    """All that mentions somebody, or did so before it was changed."""
    return {"Records": what_mentions(world)}


def _what_is_replied(world: World) -> Any:
    return {"Records": what_is_replied(world)}


_OPENED: Mapping[str, object] = {"clientConversationId": "client-id-of-it"}

_CHANGED: Mapping[str, object] = {"conversationId": ALICE_AND_CAROL, "seq": 1}
"""A text that was edited twice."""

_SAID: Mapping[str, object] = {"clientMessageId": "hello-before", "body": "Hello before"}

_LIKED: Mapping[str, object] = {"conversationId": PARTY, "seq": 1}
"""A text that two people react to."""

_PINNED: Mapping[str, object] = {"conversationId": PARTY, "seq": 3}

_THREAD: Mapping[str, object] = {"conversationId": PARTY, "rootSeq": 4}
"""A thread of three replies, the second of which is deleted."""

_REPLIED: Mapping[str, object] = {
    **_THREAD,
    "body": "Hello, all",
    "clientMessageId": "Hello,-all",
}

_APPOINTED: Mapping[str, object] = {"conversationId": TEAM, "memberId": CAROL}

_MUTED: Mapping[str, object] = {"conversationId": TEAM, "memberId": BOB}
"""In a group in which Carol is an admin."""

_FORWARD: Mapping[str, object] = {
    "conversationId": LUNCH,
    "forward": {"conversationId": PARTY, "seq": 5},
}

SCENARIOS = (
    *(_as_told(step) for step in _STORY.by_name.values() if step.case is None),
    _like("Query.me", "for the first time", MALLORY),
    _like("Query.inbox", "all", ALICE),
    _like("Query.inbox", "a page", ALICE, limit=2),
    _like("Query.heads", "of three", BOB, conversationIds=[LUNCH, HOLEY, ALICE_AND_CAROL]),
    _like("Query.heads.many", "of three and others", BOB),
    _like("Query.members", "after a writer died", BOB, conversationId=HOLEY),
    _like("Query.members", "two of three", BOB, limit=2),
    _like("Query.messages", "the newest, after a writer died", BOB, conversationId=HOLEY),
    _like("Query.messages", "earlier ones", BOB, limit=2, before=4),
    _like("Query.messages", "later ones", BOB, limit=2, after=1),
    _like("Query.sync", "after a writer died", BOB, conversationId=HOLEY),
    _like("Query.sync", "from a future that was undone", BOB, seq=99, revision=99),
    _like("Mutation.createConversation", "of three", ALICE, memberIds=[BOB, CAROL], **_OPENED),
    _like("Mutation.createConversation.direct", "for the first time", ALICE, memberIds=[DAVE]),
    _like("Mutation.createConversation.direct", "again", ALICE, memberIds=[CAROL]),
    _like("Mutation.createConversation.back-again", "that one has left", BOB),
    _like(
        "Mutation.addMembers",
        "a newcomer beside a member",
        ALICE,
        conversationId=HOLEY,
        memberIds=[BOB, DAVE],
    ),
    _like("Mutation.removeMember.oneself", "a member leaves", BOB),
    _like("Mutation.removeMember.oneself", "the owner leaves", ALICE),
    _like("Mutation.removeMember.oneself", "out of two", ALICE, conversationId=ALICE_AND_CAROL),
    _like("Mutation.updateMember", "to the next owner", ALICE, role="OWNER"),
    _like("Mutation.updateMember", "that is so", ALICE, **_APPOINTED, role="ADMIN"),
    _like("Mutation.updateMember.mute", "by an admin", CAROL, **_MUTED),
    _like("Mutation.updateMember.unmute", "by an admin", CAROL, **_MUTED),
    _like("Mutation.removeMember", "by an admin", CAROL, **_MUTED),
    _like("Mutation.sendMessage.at-once", "where somebody is muted", ALICE, conversationId=TEAM),
    _like("Mutation.sendMessage.at-once", "by a member", ALICE),
    _like("Mutation.sendMessage.at-once", "that is there", ALICE, **_SAID),
    _like("Mutation.sendMessage.old-channel", "by a member", BOB),
    _like("Mutation.sendMessage", "to one who left", ALICE, conversationId=ALICE_AND_BOB),
    _like("Mutation.sendMessage", "by one who left", BOB, conversationId=ALICE_AND_BOB),
    _like("Mutation.sendMessage.reply", "by a member", ALICE, replyTo=1),
    _like("Mutation.sendMessage.forward", "of a forward", ALICE, **_FORWARD),
    _like("Mutation.editMessage.again", "over former texts", ALICE, **_CHANGED, body="Hello!"),
    _like("Mutation.editMessage.again", "as it is", ALICE, **_CHANGED, body="Hello, dear Carol"),
    _like("Mutation.deleteMessage", "with former texts", ALICE, **_CHANGED),
    _like("Mutation.deleteMessage", "that is deleted", ALICE, **{**_CHANGED, "seq": 2}),
    _like("Mutation.editMessage.again", "that people react to", ALICE, **_LIKED, body="Hi"),
    _like("Mutation.deleteMessage", "that people react to", ALICE, **_LIKED),
    _like("Mutation.addReaction.at-once", "beside others", ALICE, **_LIKED),
    _like("Mutation.addReaction.at-once", "that is there", CAROL, **_LIKED, emoji="👍"),
    _like("Mutation.addReaction.old-channel", "the first", BOB, **{**_LIKED, "seq": 3}),
    _like("Mutation.removeReaction", "that is not there", CAROL, **_LIKED, emoji="🎉"),
    _like("Mutation.deleteMessage", "that is pinned", ALICE, **_PINNED),
    _like("Query.message", "that people react to", BOB, **_LIKED),
    _like("Query.messages", "that people react to", BOB, conversationId=PARTY),
    _like("Query.sync", "over reactions", BOB, conversationId=PARTY),
    _like("Query.message", "that answers another", BOB, conversationId=PARTY, seq=4),
    _like("Query.message", "edited", CAROL, **_CHANGED),
    _like("Query.messageVersions", "edited", CAROL, **_CHANGED),
    _like("Query.sync", "over changes of messages", CAROL, conversationId=ALICE_AND_CAROL),
    _like("Mutation.markRead", "over what a writer left", BOB, conversationId=HOLEY),
    _like("Mutation.markRead", "some of it", BOB, seq=2),
    _like("Mutation.sendMessage.mentioning", "at once", ALICE, channel="$channel"),
    _like("Mutation.editMessage.mentioning", "others", ALICE, seq=5, mentions=[BOB, CAROL]),
    _like("Mutation.sendReply", "beside others", ALICE, **_THREAD, replyTo=1),
    _like("Mutation.sendReply", "that is there", BOB, **_REPLIED),
    _like("Mutation.editMessage.in-thread", "a reply", BOB, **_THREAD, seq=1),
    _like("Mutation.deleteMessage.in-thread", "a reply", CAROL, **_THREAD, seq=3),
    _like("Mutation.addReaction.in-thread", "a reply", BOB, **_THREAD, seq=3),
    _like("Query.messages.in-thread", "three replies", BOB, **_THREAD),
    _like("Mutation.markRead.in-thread", "some of it", BOB, **_THREAD, seq=3),
    Scenario(f"{_MEMBERSHIPS}: three memberships", _MEMBERSHIPS, _three_memberships, is_told=True),
    Scenario(f"{MESSAGES}: what mentions people", MESSAGES, _what_mentions, is_told=True),
    Scenario(f"{MESSAGES}: what is replied", MESSAGES, _what_is_replied, is_told=True),
)
