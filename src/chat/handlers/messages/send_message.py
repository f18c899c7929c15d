"""Mutation.sendMessage: send a text to a conversation, once."""

from chat.appsync.arguments import Channel, ClientId, ConversationId, Input, Number
from chat.appsync.entrypoint import Request, resolver
from chat.appsync.texts import Body
from chat.domain.models import Message
from chat.operations.messages import sending


class SendMessage(Input):
    """The text, the conversation and perhaps its channel, and the client's own id for it.

    reply_to: the number of the text that it answers.
    """

    conversation_id: ConversationId
    body: Body
    client_message_id: ClientId
    channel: Channel | None = None
    reply_to: Number | None = None


def send_message(request: Request[SendMessage]) -> Message:
    """The message as it was stored.

    Raises NotFound, Forbidden, Conflict, ClientMessageIdReused, TryAgain.
    """
    wanted = request.arguments
    return sending.send_message(
        request.backend,
        request.caller.id,
        wanted.conversation_id,
        body=wanted.body,
        client_message_id=wanted.client_message_id,
        channel=wanted.channel,
        reply_to=wanted.reply_to,
    )


lambda_handler = resolver(send_message, SendMessage)
