"""Mutation.removeReaction: take a reaction to a text back."""

from chat.appsync.arguments import Channel, ConversationId, Input, Number, RootNumber
from chat.appsync.emoji import Emoji
from chat.appsync.entrypoint import Request, resolver
from chat.domain.models import Message, Place
from chat.operations.messages import reacting


class RemoveReaction(Input):
    """Which message, the emoji, and perhaps the conversation's channel."""

    conversation_id: ConversationId
    root_seq: RootNumber | None = None
    seq: Number
    emoji: Emoji
    channel: Channel | None = None


def remove_reaction(request: Request[RemoveReaction]) -> Message:
    """The message as it is then. Raises NotFound, Forbidden, TryAgain."""
    wanted = request.arguments
    return reacting.remove_reaction(
        request.backend,
        request.caller.id,
        Place(wanted.conversation_id, wanted.seq, wanted.root_seq),
        emoji=wanted.emoji,
        channel=wanted.channel,
    )


lambda_handler = resolver(remove_reaction, RemoveReaction)
