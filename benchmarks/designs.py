"""The designs by which a message is changed: the chat's, and one that it did not take."""

from dataclasses import dataclass
from typing import Protocol

from benchmarks import one_row, rooms
from chat.domain.models import Message, Place
from chat.domain.reactions import Reactor
from chat.operations.backend import Backend
from chat.operations.messages import editing, lookup, reacting


@dataclass(frozen=True, slots=True)
class State:
    """What is stored of the message.  version: how often it has changed, with what hangs on it."""

    version: int
    edits: int
    reactors: frozenset[Reactor]
    replies: int


class Design(Protocol):
    """How the message is changed, with a backend for one call, and how it stands.

    place: of the message.
    """

    def edit(self, backend: Backend, place: Place, person: str, body: str) -> object:
        """Give it another body."""

    def react(self, backend: Backend, place: Place, reactor: Reactor, *, adds: bool) -> object:
        """Give a reaction, or take it back."""

    def reply(self, backend: Backend, place: Place, person: str) -> int:
        """Reply in its thread. Answers with the number of the reply."""

    def state(self, backend: Backend, place: Place, reader: str) -> State:
        """What is stored of it."""


class Ours:
    """The chat."""

    def edit(self, backend: Backend, place: Place, person: str, body: str) -> object:
        """As `editMessage` does."""
        return editing.edit_message(backend, person, place, body=body, if_revision=None)

    def react(self, backend: Backend, place: Place, reactor: Reactor, *, adds: bool) -> object:
        """As `addReaction` and `removeReaction` do."""
        change = reacting.add_reaction if adds else reacting.remove_reaction
        return change(backend, reactor.user_id, place, emoji=reactor.emoji)

    def reply(self, backend: Backend, place: Place, person: str) -> int:
        """As `sendReply` does."""
        return rooms.reply(backend, place.conversation_id, place.seq, sender=person).seq

    def state(self, backend: Backend, place: Place, reader: str) -> State:
        """As `message` tells it."""
        found = _message(backend, place, reader)
        replies = found.thread.reply_count if found.thread else 0
        return State(found.version or 0, found.edits, found.reactors, replies)


class OneItem:
    """All responses in one item, which is in the transaction of every change of the message."""

    def edit(self, backend: Backend, place: Place, person: str, body: str) -> None:
        """The body is in the message's own row, the number of changes in the item."""
        one_row.edit(backend, place.conversation_id, place.seq, person, body)

    def react(self, backend: Backend, place: Place, reactor: Reactor, *, adds: bool) -> None:
        """A person more or fewer in the item."""
        one_row.react(backend, place.conversation_id, place.seq, reactor, adds=adds)

    def reply(self, backend: Backend, place: Place, person: str) -> int:
        """One more is counted in the item."""
        return one_row.reply(backend, place.conversation_id, place.seq, person)

    def state(self, backend: Backend, place: Place, reader: str) -> State:
        """The item, and the edits that the message's own row counts."""
        replies, changes = one_row.present_replies(backend, place.conversation_id, place.seq)
        reactors = one_row.reactors(backend, place.conversation_id, place.seq)
        return State(changes, _message(backend, place, reader).edits, reactors, replies)


def _message(backend: Backend, place: Place, reader: str) -> Message:
    found = lookup.message(backend, reader, place)
    assert found is not None, "all gather around it"  # noqa: S101
    return found
