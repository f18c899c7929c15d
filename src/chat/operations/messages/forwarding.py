"""Sending on what was said, here or in another conversation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from chat.domain.errors import Conflict, Forbidden, no_such_message
from chat.domain.models import ForwardedFrom, Membership, Message, MessageKind, Place
from chat.operations.access import may_read


@dataclass(frozen=True, slots=True)
class Forward:
    """A text that is sent on. source: what stands there, None where the sender may not read it."""

    place: Place
    source: Message | None = None

    @property
    def asked_for(self) -> tuple[str, ...]:
        """What is remembered of the send: what was asked for, whatever the text has become."""
        return "FORWARD", self.place.log, str(self.place.seq)

    def found(self, rows: Mapping[str, Membership], messages: Mapping[Place, Message]) -> Self:
        """The same with what was read: the sender's rows by conversation, and messages."""
        row, message = rows.get(self.place.conversation_id), messages.get(self.place)
        return replace(self, source=message if row and message and may_read(row, message) else None)

    def text(self) -> tuple[str, ForwardedFrom]:
        """Its body, and who said it first. Raises NotFound, Forbidden, Conflict."""
        source = self.source
        if source is None:
            raise no_such_message()
        if source.kind is not MessageKind.TEXT:
            raise Forbidden("Only what people write can be forwarded.")
        if source.body is None:
            raise Conflict("The message that you forward was deleted.")
        first = ForwardedFrom(source.sender_id, source.created_at)
        return source.body, source.forwarded_from or first
