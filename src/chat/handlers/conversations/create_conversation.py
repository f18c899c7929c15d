"""Mutation.createConversation: open a conversation, once."""

from chat.appsync.arguments import ClientId, Input, OneOf, People
from chat.appsync.entrypoint import Request, resolver
from chat.appsync.texts import Title
from chat.domain.errors import InvalidArguments
from chat.domain.models import ConversationKind, Room
from chat.operations.conversations.creation import open_direct, open_group


class CreateConversation(Input):
    """The kind, the people, and the client's own id for it."""

    kind: OneOf[ConversationKind]
    title: Title | None = None
    member_ids: People
    client_conversation_id: ClientId
    history_for_newcomers: bool = True


def create_conversation(request: Request[CreateConversation]) -> Room:
    """The new conversation, or the one that an earlier call opened."""
    wanted, caller_id = request.arguments, request.caller.id
    if wanted.kind is ConversationKind.DIRECT:
        if wanted.title is not None:
            raise InvalidArguments("input.title: a direct conversation has none.")
        return open_direct(request.backend, caller_id, member_ids=wanted.member_ids)
    if wanted.title is None:
        raise InvalidArguments("input.title: a group needs one.")
    return open_group(
        request.backend,
        caller_id,
        title=wanted.title,
        member_ids=wanted.member_ids,
        client_conversation_id=wanted.client_conversation_id,
        history_for_newcomers=wanted.history_for_newcomers,
    )


lambda_handler = resolver(create_conversation, CreateConversation)
