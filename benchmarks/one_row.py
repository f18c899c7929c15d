"""A design that the chat did not take, to compare with: all responses to a message in one item.

As in the chat, a reaction, a reply or an edit of the message is numbered, and its transaction
stores the change with it; but each transaction has the same item in it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from chat.domain.models import Change, ChangeKind, Message, MessageKind, Place
from chat.domain.reactions import Reactor
from chat.domain.remembered_sends import Fingerprint
from chat.operations.access import look_at
from chat.operations.backend import Backend
from chat.store import changes, conversations, memberships, messages, threads, versions
from chat.store.keys import Key
from chat.store.table import Action, Update


def react(
    backend: Backend, conversation_id: str, seq: int, reactor: Reactor, *, adds: bool = True
) -> None:
    """Add a reaction, or take it back."""
    writing = Update(
        _key(conversation_id, seq),
        "ADD #people :people, #changes :one"
        if adds
        else "DELETE #people :people ADD #changes :one",
        "NOT contains(#people, :person)" if adds else "contains(#people, :person)",
        {"people": {" ".join(reactor)}, "person": " ".join(reactor), "one": 1},
    )
    _change(backend, conversation_id, seq, reactor.user_id, lambda _message, _revision: [writing])
    present(backend, conversation_id, seq)


def edit(backend: Backend, conversation_id: str, seq: int, caller_id: str, body: str) -> None:
    """Give the message itself another body."""

    def writing(message: Message, revision: int) -> Sequence[Action]:
        after = replace(
            message.changed(by=caller_id, revision=revision),
            body=body,
            edited_at=backend.now(),
            edits=message.edits + 1,
        )
        counting = Update(_key(conversation_id, seq), "ADD #changes :one", "", {"one": 1})
        return [messages.editing(message, after), versions.keeping(message), counting]

    _change(backend, conversation_id, seq, caller_id, writing)
    present(backend, conversation_id, seq)


def _change(
    backend: Backend,
    conversation_id: str,
    seq: int,
    caller_id: str,
    writing: Callable[[Message, int], Sequence[Action]],
) -> None:
    """One transaction. writing: what belongs to it, for the message as it was read."""
    table, now = backend.table, backend.now()
    caller, message = look_at(backend, caller_id, Place(conversation_id, seq))
    taken = conversations.take_revision(table, conversation_id, now=now)
    if taken is None or message is None:
        raise ValueError(f"There is no message {seq} in {conversation_id}.")
    revision = taken.last_revision
    pointer = Change(revision=revision, kind=ChangeKind.MESSAGE, seq=seq, created_at=now)
    table.transact(
        [
            memberships.staying(caller),
            changes.writing(conversation_id, pointer),
            *writing(message, revision),
        ]
    )


def present(backend: Backend, conversation_id: str, seq: int) -> tuple[int, int]:
    """How many people react, and how often that has changed."""
    item = backend.table.get(_key(conversation_id, seq)) or {}
    return len(item.get("people", ())), int(item.get("changes", 0))


def reactors(backend: Backend, conversation_id: str, seq: int) -> frozenset[Reactor]:
    """Who reacts to a message."""
    item = backend.table.get(_key(conversation_id, seq)) or {}
    people = (person.partition(" ") for person in item.get("people", ()))
    return frozenset(Reactor(emoji, user_id) for emoji, _, user_id in people)


def reply(backend: Backend, conversation_id: str, root_seq: int, sender_id: str) -> int:
    """Reply to a message. Answers with the number of the reply."""
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
    return message.seq


def present_replies(backend: Backend, conversation_id: str, seq: int) -> tuple[int, int]:
    """How many replies there are, and how often that has changed."""
    item = backend.table.get(_key(conversation_id, seq)) or {}
    return int(item.get("replies", 0)), int(item.get("changes", 0))


def _key(conversation_id: str, seq: int) -> Key:
    return Key(f"ONE_ROW#{conversation_id}", str(seq))
