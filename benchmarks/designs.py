"""The designs by which a message is changed: the chat's, and one that it did not take."""

from dataclasses import dataclass, replace
from typing import Protocol

from benchmarks import one_row, rooms
from benchmarks.witness import Tally, Told, Witness
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

    def edit(self, backend: Backend, place: Place, person: str, body: str) -> None:
        """Give it, or a reply in its thread, another body."""

    def react(self, backend: Backend, place: Place, reactor: Reactor, *, adds: bool) -> None:
        """Give a reaction, or take it back."""

    def reply(self, backend: Backend, place: Place, person: str) -> int:
        """Reply in its thread. Answers with the number of the reply."""

    def state(self, backend: Backend, place: Place, reader: str) -> State:
        """What is stored of it."""


class Ours:
    """The chat.  told: what its calls have told of the message."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self._tally = Tally()

    def edit(self, backend: Backend, place: Place, person: str, body: str) -> None:
        """As `editMessage` does."""
        table = Witness.of(backend.table, place, self._tally)
        watched = backend if place.root else replace(backend, table=table)
        message = editing.edit_message(watched, person, place, body=body, if_revision=None)
        self.told.append(Told(message, message.version or 0, made=table.made))

    def react(self, backend: Backend, place: Place, reactor: Reactor, *, adds: bool) -> None:
        """As `addReaction` and `removeReaction` do."""
        change = reacting.add_reaction if adds else reacting.remove_reaction
        table = Witness.of(backend.table, place, self._tally)
        watched = replace(backend, table=table)
        message = change(watched, reactor.user_id, place, emoji=reactor.emoji)
        self.told.append(Told(message, table.read + 1, made=table.made))

    def reply(self, backend: Backend, place: Place, person: str) -> int:
        """As `sendReply` does."""
        table = Witness.of(backend.table, place, self._tally)
        watched = replace(backend, table=table)
        message = rooms.tell_reply(watched, place.conversation_id, place.seq, sender=person)
        self.told.append(Told(message, table.read + 1, made=table.made))
        assert message.reply is not None, "it is what happened"  # noqa: S101
        return message.reply.seq

    def state(self, backend: Backend, place: Place, reader: str) -> State:
        """As `message` tells it."""
        return state_of(_message(backend, place, reader))


class OneItem:
    """All responses in one item, which is in the transaction of every change of the message."""

    def edit(self, backend: Backend, place: Place, person: str, body: str) -> None:
        """The body is in the message's own row, the number of changes in the item."""
        if place.root:
            editing.edit_message(backend, person, place, body=body, if_revision=None)
        else:
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


def state_of(message: Message) -> State:
    """What a message says of itself, its responses included."""
    replies = message.thread.reply_count if message.thread else 0
    return State(message.version or 0, message.edits, message.reactors, replies)


def _message(backend: Backend, place: Place, reader: str) -> Message:
    found = lookup.message(backend, reader, place)
    assert found is not None, "all gather around it"  # noqa: S101
    return found
