"""A design that the chat did not take, to compare with: all responses to a message in one item.

As in the chat, a reaction or reply is numbered, and its transaction stores the change with it; but
each transaction has the same item in it.
"""

from chat.domain.models import Change, ChangeKind, Message, MessageKind, Place
from chat.domain.reactions import Reactor
from chat.domain.remembered_sends import Fingerprint
from chat.operations.access import look_at
from chat.operations.backend import Backend
from chat.store import changes, conversations, memberships, messages, threads
from chat.store.keys import Key
from chat.store.table import Update


def react(backend: Backend, conversation_id: str, seq: int, reactor: Reactor) -> None:
    """Add a reaction."""
    table, now = backend.table, backend.now()
    caller, _ = look_at(backend, reactor.user_id, Place(conversation_id, seq))
    taken = conversations.take_revision(table, conversation_id, now=now)
    if taken is None:
        raise ValueError(f"There is no conversation {conversation_id}.")
    pointer = Change(revision=taken.last_revision, kind=ChangeKind.MESSAGE, seq=seq, created_at=now)
    adding = Update(
        _key(conversation_id, seq),
        "ADD #people :people, #changes :one",
        "NOT contains(#people, :person)",
        {"people": {" ".join(reactor)}, "person": " ".join(reactor), "one": 1},
    )
    table.transact([memberships.staying(caller), changes.writing(conversation_id, pointer), adding])
    present(backend, conversation_id, seq)


def present(backend: Backend, conversation_id: str, seq: int) -> tuple[int, int]:
    """How many people react, and how often that has changed."""
    item = backend.table.get(_key(conversation_id, seq)) or {"people": (), "changes": 0}
    return len(item["people"]), int(item["changes"])


def reply(backend: Backend, conversation_id: str, root_seq: int, sender_id: str) -> None:
    """Reply to a message."""
    table, now = backend.table, backend.now()
    caller, _ = look_at(backend, sender_id, Place(conversation_id, root_seq))
    taken, counter = table.both(
        lambda: conversations.take_revision(table, conversation_id, now=now),
        lambda: threads.take_seq(table, conversation_id, root_seq, now=now),
    )
    if taken is None:
        raise ValueError(f"There is no conversation {conversation_id}.")
    message = Message(
        conversation_id=conversation_id,
        root_seq=root_seq,
        seq=counter.last_seq,
        kind=MessageKind.TEXT,
        sender_id=sender_id,
        client_message_id=f"reply-{counter.last_seq}",
        created_at=now,
        body="x" * 400,
        revision=taken.last_revision,
    )
    pointer = Change(
        revision=taken.last_revision,
        kind=ChangeKind.MESSAGE,
        seq=message.seq,
        root_seq=root_seq,
        created_at=now,
    )
    counting = Update(
        _key(conversation_id, root_seq), "ADD #replies :one, #changes :one", "", {"one": 1}
    )
    sends = caller.sends.remember(Fingerprint.of(message.client_message_id), seq=message.seq)
    table.transact(
        [
            memberships.remembering(caller, sends),
            messages.writing(message),
            changes.writing(conversation_id, pointer),
            counting,
        ]
    )
    present_replies(backend, conversation_id, root_seq)


def present_replies(backend: Backend, conversation_id: str, seq: int) -> tuple[int, int]:
    """How many replies there are, and how often that has changed."""
    item = backend.table.get(_key(conversation_id, seq)) or {"replies": 0, "changes": 0}
    return int(item["replies"]), int(item["changes"])


def _key(conversation_id: str, seq: int) -> Key:
    return Key(f"ONE_ROW#{conversation_id}", str(seq))
