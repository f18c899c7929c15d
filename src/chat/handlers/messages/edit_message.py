"""Mutation.editMessage: give a text another body."""

from chat.appsync.arguments import ConversationId, Input, MentionedPeople, Number, RootNumber
from chat.appsync.entrypoint import Request, resolver
from chat.appsync.texts import Body
from chat.domain.models import Message, Place
from chat.operations.messages import editing


class EditMessage(Input):
    """Which message, its new body and perhaps mentions, and the revision that it must have."""

    conversation_id: ConversationId
    root_seq: RootNumber | None = None
    seq: Number
    body: Body
    if_revision: Number | None = None
    mentions: MentionedPeople | None = None


def edit_message(request: Request[EditMessage]) -> Message:
    """The message as it is then.

    Raises NotFound, Forbidden, InvalidArguments, Conflict, TryAgain.
    """
    wanted = request.arguments
    return editing.edit_message(
        request.backend,
        request.caller.id,
        Place(wanted.conversation_id, wanted.seq, wanted.root_seq),
        body=wanted.body,
        if_revision=wanted.if_revision,
        mentions=wanted.mentions,
    )


lambda_handler = resolver(edit_message, EditMessage)
