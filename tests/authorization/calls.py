"""How each row of docs/authorization.md is asked: with arguments that would suit a member."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chat.appsync.publisher import PUBLISH_INBOX
from chat_client.documents import DOCUMENTS, Json
from tests.authorization.callers import Caller
from tests.authorization.world import Room, World

INSIDERS = frozenset(["owner", "member", "ID token"])
"""Who is in the conversation."""


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
    def here(self) -> Json:
        """The argument that names the conversation."""
        return {"conversationId": self.room.id}

    @property
    def someone(self) -> str:
        """The id of another person in the conversation."""
        return self.world.id_of("owner" if self.who == "member" else "member")

    @property
    def outsider(self) -> str:
        """The id of someone who is not in it, where possible the caller's own."""
        return self.world.id_of("stranger") if self.who in INSIDERS else self.caller.user_id


@dataclass(frozen=True, slots=True)
class Call:
    """document: of one field.  variables: for a scene.

    is_own: whether the answer is about the caller and nobody else, where there is a difference.
    """

    document: str
    variables: Callable[[Scene], Json]
    is_own: Callable[[Any, Scene], bool] | None = None


def _of_room(field: str, **rest: Any) -> Call:
    return Call(DOCUMENTS[field], lambda scene: scene.here | rest)


def _change(field: str, rest: Callable[[Scene], Json] = lambda _: {}, **fixed: Any) -> Call:
    """A mutation on the conversation that is remembered under a client id."""
    return Call(
        DOCUMENTS[field],
        lambda scene: {
            "input": scene.here | {"clientMessageId": str(uuid.uuid4())} | fixed | rest(scene)
        },
    )


def _subscription(field: str, channel: Callable[[Room], str]) -> Call:
    return Call(DOCUMENTS[field], lambda scene: scene.here | {"channel": channel(scene.room)})


def _opening(rest: Callable[[Scene], Json]) -> Call:
    return Call(
        DOCUMENTS["createConversation"],
        lambda scene: {"input": {"clientConversationId": str(uuid.uuid4())} | rest(scene)},
        lambda opened, scene: opened["createdBy"] == scene.caller.user_id,
    )


def _holds_own_conversations(entries: list[Json], scene: Scene) -> bool:
    """Those of owner and member are in their inboxes, and in nobody else's."""
    ids = {entry["conversationId"] for entry in entries}
    ours = {scene.room.id, scene.world.direct_id}
    return ours <= ids if scene.who in INSIDERS else not ours & ids


def _holds_own_peers(entries: list[Json], scene: Scene) -> bool:
    peers = {entry["peer"]["id"] for entry in entries if entry["peer"]}
    expected = {scene.someone} if scene.who in INSIDERS else set()
    return expected <= peers and scene.caller.user_id not in peers


CALLS: Mapping[tuple[str, str], Call] = {
    ("Query.me", ""): Call(
        DOCUMENTS["me"], lambda _: {}, lambda me, scene: me["id"] == scene.caller.user_id
    ),
    ("Query.searchUsers", ""): Call(DOCUMENTS["searchUsers"], lambda _: {"prefix": "alice"}),
    ("Query.user", ""): Call(DOCUMENTS["user"], lambda scene: {"userId": scene.someone}),
    ("Query.inbox", ""): Call(
        DOCUMENTS["inbox"],
        lambda _: {"limit": 100},
        lambda page, scene: _holds_own_conversations(page["entries"], scene),
    ),
    ("Query.heads", ""): Call(
        DOCUMENTS["heads"], lambda scene: {"conversationIds": [scene.room.id]}
    ),
    ("Query.conversation", ""): _of_room("conversation"),
    ("Query.members", ""): _of_room("members"),
    ("Query.messages", ""): _of_room("messages"),
    ("Query.sync", ""): _of_room("sync", seq=0, revision=0),
    ("Mutation.updateProfile", ""): Call(
        DOCUMENTS["updateProfile"],
        lambda _: {"input": {"displayName": "Somebody"}},
        lambda user, scene: user["id"] == scene.caller.user_id,
    ),
    ("Mutation.createConversation", "a group"): _opening(
        lambda scene: {"kind": "GROUP", "title": "Theirs", "memberIds": [scene.world.alice_id]}
    ),
    ("Mutation.createConversation", "direct"): _opening(
        lambda scene: {"kind": "DIRECT", "memberIds": [scene.world.alice_id]}
    ),
    ("Mutation.addMembers", ""): _change(
        "addMembers", lambda scene: {"memberIds": [scene.outsider]}
    ),
    ("Mutation.removeMember", "someone else"): _change(
        "removeMember", lambda scene: {"memberId": scene.someone}
    ),
    ("Mutation.removeMember", "oneself"): _change(
        "removeMember", lambda scene: {"memberId": scene.caller.user_id}
    ),
    ("Mutation.updateConversation", ""): _change("updateConversation", title="Ours"),
    ("Mutation.sendMessage", ""): _change("sendMessage", body="let me in"),
    ("Mutation.markRead", ""): Call(
        DOCUMENTS["markRead"], lambda scene: {"input": scene.here | {"seq": 1}}
    ),
    ("Mutation.setTyping", ""): Call(
        DOCUMENTS["setTyping"], lambda scene: {"input": scene.here | {"typing": True}}
    ),
    ("Mutation.publishInbox", ""): Call(
        PUBLISH_INBOX,
        lambda scene: {
            "input": scene.here | {"userId": scene.someone, "kind": "ADDED", "revision": 1}
        },
    ),
    ("Subscription.onMessage", "its channel"): _subscription(
        "onMessage", lambda room: room.channel
    ),
    ("Subscription.onMessage", "a replaced channel"): _subscription(
        "onMessage", lambda room: room.replaced
    ),
    ("Subscription.onActivity", "its channel"): _subscription(
        "onActivity", lambda room: room.channel
    ),
    ("Subscription.onActivity", "a replaced channel"): _subscription(
        "onActivity", lambda room: room.replaced
    ),
    ("Subscription.onInbox", "one's own"): Call(
        DOCUMENTS["onInbox"], lambda scene: {"userId": scene.caller.user_id}
    ),
    ("Subscription.onInbox", "someone else's"): Call(
        DOCUMENTS["onInbox"], lambda scene: {"userId": scene.someone}
    ),
    ("Message.sender", "through messages"): Call(
        "query ($conversationId: ID!) { messages(conversationId: $conversationId)"
        " { messages { sender { username } } } }",
        lambda scene: scene.here,
    ),
    ("Member.user", "through members"): Call(
        "query ($conversationId: ID!) { members(conversationId: $conversationId)"
        " { members { user { username } } } }",
        lambda scene: scene.here,
    ),
    ("InboxEntry.peer", "through inbox"): Call(
        "{ inbox(limit: 100) { entries { peer { id username } } } }",
        lambda _: {},
        lambda page, scene: _holds_own_peers(page["entries"], scene),
    ),
}


def outcome(coordinate: str, call: Call, scene: Scene) -> str:
    """What comes of it, in a word of the page.

    A subscription is asked for with the caller's credentials from the beginning, and again on a
    connection that the owner opened.
    """
    variables, auth = call.variables(scene), scene.caller.auth
    door = scene.world.door
    if coordinate.startswith("Subscription."):
        owner = scene.world.callers["owner"].auth
        came = {
            door.listen(call.document, variables, connecting=connecting, starting=auth).outcome
            for connecting in (auth, owner)
        }
        return " and ".join(sorted(came))
    answer = door.ask(auth, call.document, variables)
    if answer.outcome == "yes" and call.is_own:
        return "own" if call.is_own(answer.value, scene) else "somebody else's"
    return answer.outcome
