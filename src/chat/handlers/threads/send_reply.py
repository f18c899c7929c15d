"""Mutation.sendReply: reply in the thread of a text, once."""

from chat.appsync.arguments import (
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
from chat.domain.models import Message
from chat.operations.threads import replying


class SendReply(Input):
    """The text, what it replies to, and the client's own id for it.

    channel: taken as in sendMessage, where it saves a round trip; here it saves none.
    reply_to: the number in the thread of the reply that it answers.
    """

    conversation_id: ConversationId
    root_seq: RootNumber
    body: Body
    client_message_id: ClientId
    channel: Channel | None = None
    reply_to: Number | None = None
    mentions: MentionedPeople | None = None


def send_reply(request: Request[SendReply]) -> Message:
    """The message that the thread hangs on, with the reply as it was stored.

    Raises NotFound, Forbidden, InvalidArguments, Conflict, ClientMessageIdReused, TryAgain.
    """
    wanted = request.arguments
    return replying.send_reply(
        request.backend,
        request.caller.id,
        wanted.conversation_id,
        wanted.root_seq,
        body=wanted.body,
        client_message_id=wanted.client_message_id,
        reply_to=wanted.reply_to,
        mentions=wanted.mentions or (),
    )


lambda_handler = resolver(send_reply, SendReply)
