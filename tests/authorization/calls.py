"""How each row of docs/authorization.md is asked: the story's call, about the page's conversation.

A row's situation is a case of the story's. What is added here is what the answer must be about.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from graphql import GraphQLObjectType, get_named_type

from chat.appsync.publisher import PUBLISH_INBOX
from chat_client.documents import DOCUMENTS, Json
from story import api, steps
from story.api import ROOT, Api
from story.steps import Step
from tests.authorization.callers import STANDINGS, Caller
from tests.authorization.world import OWNERS_MESSAGE, OWNERS_REPLY, Room, World

TWO = frozenset(["owner", "member", "ID token"])
"""Who also talks with each other alone."""

INSIDERS = TWO | STANDINGS.keys()
"""Who is in the conversation."""

_DOCUMENTS = {**DOCUMENTS, "publishInbox": PUBLISH_INBOX}


@dataclass(frozen=True, slots=True)
class Scene:
    """One call: who calls, by the name of their column, and about which conversation."""

    who: str
    room: Room
    world: World

    @property
    def caller(self) -> Caller:
        """Who calls."""
        return self.world.callers[self.who]

    @property
    def someone(self) -> str:
        """The id of another person in the conversation."""
        return self.world.id_of("owner" if self.who == "member" else "member")

    @property
    def outsider(self) -> str:
        """The id of someone who is not in it, where possible the caller's own."""
        return self.world.id_of("stranger") if self.who in INSIDERS else self.caller.user_id

    @property
    def names(self) -> Mapping[str, str]:
        """What the story's names stand for: arguments that would suit a member."""
        return {
            "lunch": self.room.id,
            "alice_and_bob": self.world.direct_id,
            "channel": self.room.channel,
            "old_channel": self.room.replaced,
            "alice": self.someone,
            "bob": self.world.alice_id,
            "carol": self.outsider,
            "nowhere": "a" * 26,
            "once": str(uuid.uuid4()),
        }


@dataclass(frozen=True, slots=True)
class Own:
    """What is of the caller's own in a field's answer.

    variables: beside the story's.  names: beside the scene's.
    holds: whether the answer is about the caller and nobody else.
    """

    variables: Mapping[str, Any] = field(default_factory=dict)
    names: Callable[[Scene], Mapping[str, str]] = lambda _: {}
    holds: Callable[[Any, Scene], bool] | None = None


def _holds_own_conversations(page: Json, scene: Scene) -> bool:
    """The group is in its members' inboxes, the conversation of two in theirs, and no other."""
    ids = {entry["conversationId"] for entry in page["entries"]}
    return (scene.room.id in ids, scene.world.direct_id in ids) == (
        scene.who in INSIDERS,
        scene.who in TWO,
    )


def _holds_own_peers(page: Json, scene: Scene) -> bool:
    peers = {entry["peer"]["id"] for entry in page["entries"] if entry["peer"]}
    expected = {scene.someone} if scene.who in TWO else set()
    return expected <= peers and scene.caller.user_id not in peers


def _holds_own_mentions(page: Json, scene: Scene) -> bool:
    """Nothing from conversations that the caller is not in."""
    return _is_in_all(page["mentions"], scene)


def _holds_own_threads(page: Json, scene: Scene) -> bool:
    """As with mentions."""
    return _is_in_all(page["threads"], scene)


def _is_in_all(entries: Sequence[Json], scene: Scene) -> bool:
    ids = {entry["conversationId"] for entry in entries}
    not_in = {scene.room.id} if scene.who not in INSIDERS else set()
    if scene.who not in TWO:
        not_in.add(scene.world.direct_id)
    return not not_in & ids


def _is_oneself(user: Json, scene: Scene) -> bool:
    return bool(user["id"] == scene.caller.user_id)


def _is_opened_by_oneself(conversation: Json, scene: Scene) -> bool:
    return bool(conversation["createdBy"] == scene.caller.user_id)


_EVERYTHING = {"limit": 100}
_THE_OWNERS = {"seq": OWNERS_MESSAGE}
_THE_THREAD = {"rootSeq": OWNERS_MESSAGE}
_THE_REPLY = {**_THE_THREAD, "seq": OWNERS_REPLY}

OWN: Mapping[str, Own] = {
    "Query.me": Own(holds=_is_oneself),
    "Query.inbox": Own(_EVERYTHING, holds=_holds_own_conversations),
    "Query.mentions": Own(_EVERYTHING, holds=_holds_own_mentions),
    "Query.message": Own(_THE_OWNERS),
    "Query.messageVersions": Own(_THE_OWNERS),
    "Query.reactions": Own(_THE_OWNERS),
    "Mutation.editMessage": Own(_THE_OWNERS),
    "Mutation.deleteMessage": Own(_THE_OWNERS),
    "Mutation.addReaction": Own(_THE_OWNERS),
    "Mutation.removeReaction": Own(_THE_OWNERS),
    "Mutation.pinMessage": Own(_THE_OWNERS),
    "Mutation.unpinMessage": Own(_THE_OWNERS),
    "Mutation.updateProfile": Own(holds=_is_oneself),
    "Mutation.createConversation": Own(holds=_is_opened_by_oneself),
    "Mutation.removeMember": Own(names=lambda scene: {"carol": scene.someone}),
    "Mutation.updateMember": Own(names=lambda scene: {"bob": scene.someone}),
    "Query.threads": Own(_EVERYTHING, holds=_holds_own_threads),
    "Query.message.in-thread": Own(_THE_REPLY),
    "Query.messageVersions.in-thread": Own(_THE_REPLY),
    "Query.reactions.in-thread": Own(_THE_REPLY),
    "Query.messages.in-thread": Own(_THE_THREAD),
    "Mutation.sendReply": Own(_THE_THREAD),
    "Mutation.editMessage.in-thread": Own(_THE_REPLY),
    "Mutation.deleteMessage.in-thread": Own(_THE_REPLY),
    "Mutation.addReaction.in-thread": Own(_THE_REPLY),
    "Mutation.removeReaction.in-thread": Own(_THE_REPLY),
    "Mutation.followThread": Own(_THE_THREAD),
    "Mutation.unfollowThread": Own(_THE_THREAD),
    "Mutation.markRead.in-thread": Own(_THE_REPLY),
    "Mutation.markUnread.in-thread": Own(_THE_REPLY),
    "Mutation.setTyping.in-thread": Own(_THE_THREAD),
    "Reactor.user": Own(_THE_OWNERS),
    "InboxEntry.peer": Own(_EVERYTHING, holds=_holds_own_peers),
}
"""By field, or by field and case, where the story's call is not enough."""


def outcome(coordinate: str, case: str, scene: Scene) -> str:
    """What comes of it, in a word of the page.

    A subscription is asked for with the caller's credentials from the beginning, and again on a
    connection that the owner opened.
    """
    own = OWN.get(f"{coordinate}.{case}") or OWN.get(coordinate) or Own()
    asked = _told(coordinate, case)
    document = _document(coordinate)
    names = {**scene.names, **own.names(scene)}
    given = {**asked.given(names, caller_id=scene.caller.user_id), **own.variables}
    variables = api.read().variables(asked.call, given)
    auth, door = scene.caller.auth, scene.world.door
    if coordinate.startswith("Subscription."):
        owner = scene.world.callers["owner"].auth
        came = {
            door.listen(document, variables, connecting=connecting, starting=auth).outcome
            for connecting in (auth, owner)
        }
        return " and ".join(sorted(came))
    answer = door.ask(auth, document, variables)
    if answer.outcome == "yes" and own.holds:
        return "own" if own.holds(answer.value, scene) else "somebody else's"
    return answer.outcome


def situations() -> frozenset[tuple[str, str]]:
    """Every field, and the cases of the story that the page may ask about."""
    return frozenset((step.call, step.case or "") for step in _story().steps)


def _told(coordinate: str, case: str) -> Step:
    """The story's call; of a field that is resolved below another, that other one's."""
    root = coordinate if coordinate in {*api.read().root_fields()} else _way(coordinate)[0]
    return _story().by_name[f"{root}.{case}" if case else root]


def _document(coordinate: str) -> str:
    """A client's document; of a field that is resolved below another, the way there and no more."""
    name = coordinate.partition(".")[2]
    if coordinate in {*api.read().root_fields()}:
        return _DOCUMENTS[name]
    root, path = _way(coordinate)
    arguments = api.read().field(root).args
    declared = ", ".join(f"${name}: {argument.type}" for name, argument in arguments.items())
    passed = ", ".join(f"{name}: ${name}" for name in arguments)
    inner = "id username"
    for each in reversed([*path, name]):
        inner = f"{each} {{ {inner} }}"
    return f"query ({declared}) {{ {root.partition('.')[2]}({passed}) {{ {inner} }} }}"


@cache
def _way(coordinate: str) -> tuple[str, tuple[str, ...]]:
    """The query through which a field below is reached first, and the fields in between."""
    wanted = coordinate.partition(".")[0]
    for root in api.read().root_fields():
        for path, kind in _below(api.read(), root):
            if kind == wanted and path:
                return root, path
    raise LookupError(coordinate)


def _below(described: Api, root: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """The types one field below a root field's answer, with the way there."""
    kind = get_named_type(described.field(root).type)
    if isinstance(kind, GraphQLObjectType):
        for name, found in kind.fields.items():
            yield (name,), get_named_type(found.type).name


@cache
def _story() -> steps.Story:
    return steps.read(ROOT)
