"""Who receives a message that is published after others were sent."""

from dataclasses import replace

from chat.domain.models import Conversation, Message


def published(message: Message, conversation: Conversation) -> Message:
    """The message on the channel of the conversation as it was read, unless it has one of its own.

    On none where somebody who has joined since, and so may subscribe, may not read it: the others
    learn of it from the numbers.
    """
    if message.channel or message.place.own_or_root_seq < conversation.newcomers_from:
        return message
    return replace(
        message, channel=conversation.channel, channel_version=conversation.channel_version
    )
