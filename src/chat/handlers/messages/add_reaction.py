"""Mutation.addReaction: react to a text with an emoji."""

from chat.appsync.arguments import Channel, ConversationId, Input, Number, RootNumber
from chat.appsync.emoji import Emoji
from chat.appsync.entrypoint import Request, resolver
from chat.domain.models import Message, Place
from chat.operations.messages import reacting


class AddReaction(Input):
    """Which message, the emoji, and perhaps the conversation's channel."""

    conversation_id: ConversationId
    root_seq: RootNumber | None = None
    seq: Number
    emoji: Emoji
    channel: Channel | None = None


def add_reaction(request: Request[AddReaction]) -> Message:
    """The message as it is then. Raises NotFound, Forbidden, Conflict, TryAgain."""
    wanted = request.arguments
    return reacting.add_reaction(
        request.backend,
        request.caller.id,
        Place(wanted.conversation_id, wanted.seq, wanted.root_seq),
        emoji=wanted.emoji,
        channel=wanted.channel,
    )


lambda_handler = resolver(add_reaction, AddReaction)
