"""Every operation, in circumstances that its figures depend on: costs.toml has them by title.

What is asked is the story's. What is added here is a room in which the answer costs something.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks import rooms
from benchmarks.calls import Calls
from benchmarks.costs import COSTS, Cost
from chat.operations.backend import Backend
from chat.operations.mentions import recording
from chat.operations.threads import following
from chat.store import conversations, pins

_ALICE, _BOB, _CAROL, _DAVE, _BUSY, _NEWCOMER = (rooms.person(number) for number in range(1, 7))
_CROWD = [rooms.person(number) for number in range(10, 30)]
_PAGE = 50
_BODIES = {2: 1100, 3: 2100, 4: 3100}
"""Characters of a body, by the kilobytes that its message is stored in."""


@dataclass(frozen=True, slots=True)
class Case:
    """One operation under stated circumstances, and what it may cost, if that is promised."""

    title: str
    run: Callable[[], object]
    cost: Cost | None = None


def cases(backend: Backend) -> Iterator[Case]:
    """Every row of costs.toml, in a group of two people unless it says otherwise.

    What is done between one case and the next prepares it and is not recorded.
    """
    rooms.people(backend, [_ALICE, _BOB, _CAROL, _DAVE, *_CROWD])
    pair = rooms.open_room(backend, _ALICE, _BOB, title="pair").conversation.id
    people = {"alice": _ALICE, "bob": _BOB, "carol": _CAROL, "dave": _DAVE}
    calls = Calls(backend, {**people, "lunch": pair})
    yield from _writing(calls)
    yield from _amending(calls)
    yield from _catching_up(calls)
    yield from _reacting(calls)
    yield from _pinning(calls)
    yield from _paging(calls)
    yield from _inbox(calls)
    yield from _mentioning(calls)
    yield from _people_of(calls)
    yield from _profiles(calls)
    yield from _replying(calls)
    for cost in COSTS.values():
        if cost.call:
            yield Case(cost.title, calls.told(cost.call), cost)


def _case(title: str, run: Callable[[], object]) -> Case:
    return Case(title, run, COSTS[title])


def page_with_senders(calls: Calls, by: str, before: int | None = None) -> Callable[[], object]:
    """A page of messages, and the people who sent them, as AppSync asks for both."""
    window = {} if before is None else {"before": before}

    def call() -> object:
        page = calls.told("Query.messages", by=by, limit=_PAGE, **window)()
        return people(calls, [message["senderId"] for message in page["messages"]])()

    return call


def people(calls: Calls, user_ids: Sequence[str]) -> Callable[[], object]:
    """The lookup of many people, as AppSync batches it."""
    return calls.looking_up("Message.sender", "senderId", user_ids)


def _writing(calls: Calls) -> Iterator[Case]:
    def say(length: int) -> Callable[[], object]:
        body, once = "x" * length, rooms.client_id()
        return calls.told("Mutation.sendMessage", body=body, clientMessageId=once)

    yield _case("`sendMessage`, stored in 1 KB", say(400))
    known = calls.told("Query.conversation")()["channel"]
    at_once = {"body": "x" * 400, "clientMessageId": rooms.client_id(), "channel": known}
    yield _case("… by one who knows the channel", calls.told("Mutation.sendMessage", **at_once))
    answered = rooms.say(calls.backend, calls.names["lunch"], sender=_ALICE)
    answer = {**at_once, "clientMessageId": rooms.client_id(), "replyTo": answered}
    del answer["channel"]
    yield _case("… that answers another", calls.told("Mutation.sendMessage", **answer))
    elsewhere = rooms.open_room(calls.backend, _ALICE, _BOB, title="elsewhere").conversation.id
    there = rooms.say(calls.backend, elsewhere, sender=_BOB, body="x" * 400)
    forward = calls.told(
        "Mutation.sendMessage.forward",
        conversationId=calls.names["lunch"],
        forward={"conversationId": elsewhere, "seq": there},
        clientMessageId=rooms.client_id(),
    )
    yield _case("… that is forwarded from another conversation", forward)
    for kilobytes, length in _BODIES.items():
        yield _case(f"… in {kilobytes} KB", say(length))
    once = calls.told("Mutation.sendMessage")
    last = once()["seq"]
    yield _case("… repeated by a client", once)
    yield _case("`markRead`", calls.told("Mutation.markRead", seq=last))


def _amending(calls: Calls) -> Iterator[Case]:
    """Texts stored in 1 KB, in the room of the others."""

    def edit(seq: int, letter: str) -> Callable[[], object]:
        return calls.told("Mutation.editMessage.again", seq=seq, body=letter * 400)

    said, other = (
        calls.told("Mutation.sendMessage", body="x" * 400, clientMessageId=rooms.client_id())()
        for _ in range(2)
    )
    yield _case("`editMessage`, stored in 1 KB", edit(said["seq"], "y"))
    yield _case("… again, over the former text", edit(said["seq"], "z"))
    yield _case("… that it has already", edit(said["seq"], "z"))
    this = {"seq": said["seq"]}
    yield _case("`message`", calls.told("Query.message", **this))
    answer = {"clientMessageId": rooms.client_id(), "replyTo": said["seq"]}
    answering = calls.told("Mutation.sendMessage", **answer)()
    looked_up = calls.told("Query.message", seq=answering["seq"])
    yield _case("`message`, that answers another", looked_up)
    yield _case("`messageVersions`, edited twice", calls.told("Query.messageVersions", **this))
    never = calls.told("Mutation.deleteMessage", seq=other["seq"])
    yield _case("`deleteMessage`, never edited", never)
    yield _case("… edited twice", calls.told("Mutation.deleteMessage", **this))


def _reacting(calls: Calls) -> Iterator[Case]:
    """To a text in the room of the others."""
    known = calls.told("Query.conversation")()["channel"]
    said = calls.told("Mutation.sendMessage", clientMessageId=rooms.client_id())()
    this = {"seq": said["seq"]}
    add = partial(calls.told, "Mutation.addReaction", by=_BOB, **this)
    yield _case("`addReaction`, the first to a message", add())
    yield _case("… another", add(by=_ALICE))
    yield _case("… another, by one who knows the channel", add(emoji="🎉", channel=known))
    yield _case("… that is there", add())
    remove = partial(calls.told, "Mutation.removeReaction", by=_BOB, **this)
    yield _case("`removeReaction`", remove(emoji="🎉"))
    yield _case("`reactions`, of two people", calls.told("Query.reactions", **this))
    yield _case("`message`, with reactions", calls.told("Query.message", **this))
    edited = calls.told("Mutation.editMessage.again", body="again", **this)
    yield _case("`editMessage`, with reactions", edited)
    other = calls.told("Mutation.sendMessage", clientMessageId=rooms.client_id())()
    calls.told("Mutation.addReaction", by=_BOB, seq=other["seq"])()
    delete = calls.told("Mutation.deleteMessage", seq=other["seq"])
    yield _case("`deleteMessage`, with reactions", delete)


def _catching_up(calls: Calls) -> Iterator[Case]:
    now = conversations.get(calls.backend.table, calls.names["lunch"])
    assert now is not None, "it was opened before"  # noqa: S101
    sync = partial(calls.told, "Query.sync", by=_ALICE, revision=now.last_revision)
    yield _case("`sync`, nothing new", sync(seq=now.last_seq))
    yield _case("… five messages behind", sync(seq=now.last_seq - 5))
    for letter in "abcde":
        said = calls.told("Mutation.sendMessage", clientMessageId=rooms.client_id())()
        calls.told("Mutation.editMessage.again", seq=said["seq"], body=letter)()
    sync_changes = calls.told(
        "Query.sync", by=_ALICE, seq=now.last_seq + 5, revision=now.last_revision
    )
    yield _case("… five edits behind", sync_changes)
    now = conversations.get(calls.backend.table, calls.names["lunch"])
    assert now is not None, "it was opened before"  # noqa: S101
    for seq in range(now.last_seq - 4, now.last_seq + 1):
        calls.told("Mutation.addReaction", by=_BOB, seq=seq)()
    sync_reactions = calls.told(
        "Query.sync", by=_ALICE, seq=now.last_seq, revision=now.last_revision
    )
    yield _case("… five reactions behind", sync_reactions)


def _pinning(calls: Calls) -> Iterator[Case]:
    """As many texts of 400 characters as can be pinned at once, in a room of their own."""
    room = rooms.open_room(calls.backend, _ALICE, _BOB, title="pinned").conversation.id
    here = calls.about(lunch=room)
    seqs = [rooms.say(calls.backend, room, sender=_ALICE, body="x" * 400) for _ in range(pins.MOST)]
    first, *others, last = seqs
    yield _case("`pinMessage`", here.told("Mutation.pinMessage", seq=first))
    for seq in others:
        here.told("Mutation.pinMessage", seq=seq)()
    yield _case("… the fiftieth", here.told("Mutation.pinMessage", seq=last))
    yield _case("… that is pinned", here.told("Mutation.pinMessage", seq=last))
    yield _case("`pins` (50 messages)", here.told("Query.pins", by=_ALICE))
    yield _case("`unpinMessage`", here.told("Mutation.unpinMessage", by=_BOB, seq=last))
    yield _case("`deleteMessage`, pinned", here.told("Mutation.deleteMessage", seq=first))


def _replying(calls: Calls) -> Iterator[Case]:
    """In threads of texts in the room of the others."""
    lunch = calls.names["lunch"]
    root, long, other = (
        rooms.say(calls.backend, lunch, sender=_ALICE, body="x" * 400) for _ in range(3)
    )
    this = {"rootSeq": root}

    def reply(by: str = _BOB, **wanted: object) -> Callable[[], object]:
        once = {"clientMessageId": rooms.client_id(), "body": "x" * 400}
        return calls.told("Mutation.sendReply", by=by, **{**once, **this, **wanted})

    once = {"clientMessageId": rooms.client_id()}
    yield _case("`sendReply`, the first to a message", reply(**once))
    yield _case("`sendReply`, another", reply(by=_ALICE))
    yield _case("`sendReply`, that answers another", reply(by=_ALICE, replyTo=1))
    yield _case("`sendReply`, repeated by a client", reply(**once))
    told = rooms.reply(calls.backend, lunch, root, sender=_BOB)
    follow = partial(following.record, calls.backend, None, told)
    yield _case("`sendReply`, what follows for both people", follow)
    second = partial(calls.told, by=_ALICE, rootSeq=root, seq=2)
    third = partial(calls.told, rootSeq=root, seq=3)
    edit = second("Mutation.editMessage.in-thread", body="y" * 400)
    yield _case("`editMessage`, of a reply", edit)
    like = "Mutation.addReaction.in-thread"
    yield _case("`addReaction`, the first to a reply", third(like, by=_BOB))
    yield _case("… another to it", third(like, by=_ALICE))
    yield _case("`deleteMessage`, of an edited reply", second("Mutation.deleteMessage.in-thread"))
    yield _case("`message`, a reply", second("Query.message.in-thread"))
    for number in range(_PAGE):
        rooms.reply(calls.backend, lunch, long, sender=_ALICE if number % 2 else _BOB)
    page = calls.told("Query.messages.in-thread", by=_ALICE, rootSeq=long, limit=_PAGE)
    yield _case("`messages`, 50 of a thread", page)
    now = conversations.get(calls.backend.table, lunch)
    assert now is not None, "it was opened before"  # noqa: S101
    sync = calls.told("Query.sync", by=_ALICE, seq=now.last_seq, revision=now.last_revision - 5)
    yield _case("`sync`, five replies behind", sync)
    for title, field in (
        ("`followThread`", "Mutation.followThread"),
        ("`unfollowThread`", "Mutation.unfollowThread"),
    ):
        yield _case(title, calls.told(field, by=_ALICE, rootSeq=other))
    read = calls.told("Mutation.markRead.in-thread", by=_ALICE, rootSeq=long, seq=9)
    yield _case("`markRead`, in a thread", read)


def _paging(calls: Calls) -> Iterator[Case]:
    backend = calls.backend
    room = rooms.open_room(backend, _ALICE, _BOB, title="paged").conversation.id
    rooms.crowd(backend, room, [_CAROL, _DAVE, *_CROWD])
    rooms.history(backend, room, _CROWD, length=1020)
    here = calls.about(lunch=room)
    yield _case("`messages` (50, with 20 senders)", page_with_senders(here, _ALICE))
    yield _case("… an older page, in one partition", page_with_senders(here, _ALICE, before=500))
    rooms.reactions(backend, room, _CROWD[:5], last=300, count=_PAGE)
    reacted = page_with_senders(here, _ALICE, before=301)
    yield _case("… with five people's reactions to each", reacted)
    answers = rooms.open_room(backend, _ALICE, _BOB, title="answers").conversation.id
    rooms.history(backend, answers, _CROWD, length=2 * _PAGE, answering=_PAGE)
    quoting = page_with_senders(calls.about(lunch=answers), _ALICE)
    yield _case("… each of which answers an older one", quoting)
    rooms.threads(backend, room, _CROWD[:5], last=200, count=_PAGE)
    replied = page_with_senders(here, _ALICE, before=201)
    yield _case("… with five people's replies to each", replied)
    yield _case("`members` (24 people)", here.told("Query.members", limit=_PAGE))


def _inbox(calls: Calls) -> Iterator[Case]:
    backend = calls.backend
    rooms.people(backend, [_BUSY])
    opened = [
        rooms.open_room(backend, _BUSY, _BOB, title=f"busy-{number}").conversation.id
        for number in range(_PAGE)
    ]
    for room in opened:
        rooms.say(backend, room, sender=_BUSY, body="x" * 400)
    for room in opened[:10] * (_PAGE // 10):
        recording.follow(backend, rooms.mention(backend, room, sender=_BOB, who=_BUSY))
    yield _case("`inbox` (50 conversations)", calls.told("Query.inbox", by=_BUSY, limit=_PAGE))
    for room in opened:
        told = rooms.reply(backend, room, 1, sender=_BOB)
        following.record(backend, None, told)
    followed = calls.told("Query.threads", by=_BUSY, limit=_PAGE)
    yield _case("`threads` (50, in 50 conversations)", followed)
    heads = calls.told("Query.heads", by=_BUSY, conversationIds=opened)
    yield _case("`heads` (50 conversations)", heads)
    listed = calls.told("Query.mentions", by=_BUSY, limit=_PAGE)
    yield _case("`mentions` (50, in 10 conversations)", listed)


def _mentioning(calls: Calls) -> Iterator[Case]:
    backend, here = calls.backend, calls.names["lunch"]
    one = calls.told(
        "Mutation.sendMessage",
        body="x" * 400,
        clientMessageId=rooms.client_id(),
        mentions=[_BOB],
    )
    yield _case("`sendMessage`, mentioning one person", one)
    told = rooms.mention(backend, here, sender=_ALICE, who=_BOB)
    follow = partial(recording.follow, backend, told)
    yield _case("… what follows, for that person", follow)
    yield _case("… told again by the stream", follow)


def _people_of(calls: Calls) -> Iterator[Case]:
    opened = calls.told("Mutation.createConversation", clientConversationId=rooms.client_id())
    yield _case("`createConversation`, a group of two", opened)
    yield _case("… a direct one", calls.told("Mutation.createConversation.direct"))
    yield _case("`addMembers`, one person", calls.told("Mutation.addMembers", memberIds=[_DAVE]))
    yield _case("`removeMember`", calls.told("Mutation.removeMember", memberId=_DAVE))


def _profiles(calls: Calls) -> Iterator[Case]:
    yield _case("`me`, the first call", calls.told("Query.me", by=_NEWCOMER))
    calls.told("Mutation.updateProfile", by=_CAROL, displayName="Caroline")()
    yield _case("`searchUsers`, one found", calls.told("Query.searchUsers", prefix="caro"))
    looked_up = people(calls, _CROWD)
    yield _case("`Member.user`, `InboxEntry.peer`, `Reactor.user` (20 people)", looked_up)
