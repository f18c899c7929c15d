"""A design that the chat did not take, to compare with: all reactions to a message in one item.

As in the chat, a reaction is numbered, and its transaction stores the change with it; but each
transaction has the same item in it.
"""

from chat.domain.models import Change, ChangeKind, Place
from chat.domain.reactions import Reactor
from chat.operations.access import look_at
from chat.operations.backend import Backend
from chat.store import changes, conversations, memberships
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


def _key(conversation_id: str, seq: int) -> Key:
    return Key(f"ONE_ROW#{conversation_id}", str(seq))
