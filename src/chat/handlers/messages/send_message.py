"""Mutation.sendMessage: send a text to a conversation, once."""

from typing import Self

from pydantic import model_validator

from chat.appsync.arguments import (
    Arguments,
    Channel,
    ClientId,
    ConversationId,
    Input,
    MentionedPeople,
    Number,
    RootNumber,
)
from chat.appsync.entrypoint import Request, resolver
from chat.appsync.texts import Body
from chat.domain.models import Message, Place
from chat.operations.messages import sending


class Forward(Arguments):
    """Which message is sent on."""

    conversation_id: ConversationId
    root_seq: RootNumber | None = None
    seq: Number


class SendMessage(Input):
    """The text, the conversation and perhaps its channel, and the client's own id for it.

    reply_to: the number of the text that it answers.  forward: what is sent on instead of a body.
    mentions: members by their ids.
    """

    conversation_id: ConversationId
    body: Body | None = None
    client_message_id: ClientId
    channel: Channel | None = None
    reply_to: Number | None = None
    forward: Forward | None = None
    mentions: MentionedPeople | None = None
    mentions_everyone: bool | None = None

    @model_validator(mode="after")
    def one_content(self) -> Self:
        """It has a body of its own, or somebody else's."""
        if (self.body is None) == (self.forward is None):
            raise ValueError("body, forward: pass one of them")
        return self

    @property
    def said(self) -> str | Place:
        """The body, or where it stands."""
        forward = self.forward
        if forward is None:
            return self.body or ""
        return Place(forward.conversation_id, forward.seq, forward.root_seq)


def send_message(request: Request[SendMessage]) -> Message:
    """The message as it was stored.

    Raises NotFound, Forbidden, InvalidArguments, Conflict, ClientMessageIdReused, TryAgain.
    """
    wanted = request.arguments
    return sending.send_message(
        request.backend,
        request.caller.id,
        wanted.conversation_id,
        body=wanted.said,
        client_message_id=wanted.client_message_id,
        channel=wanted.channel,
        reply_to=wanted.reply_to,
        mentions=wanted.mentions or (),
        mentions_everyone=bool(wanted.mentions_everyone),
    )


lambda_handler = resolver(send_message, SendMessage)
