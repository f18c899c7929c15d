"""Query.messages: a page of a conversation or a thread, in either direction."""

from functools import partial
from typing import Self

from pydantic import model_validator

from chat.appsync.arguments import (
    PAGE_SIZE,
    Arguments,
    ConversationId,
    Number,
    PageSize,
    RootNumber,
)
from chat.appsync.entrypoint import Request, resolver
from chat.domain.pages import MessagePage
from chat.operations.messages import paging


class Messages(Arguments):
    """Which conversation, or thread in it, and which page: the newest without before and after."""

    conversation_id: ConversationId
    root_seq: RootNumber | None = None
    before: Number | None = None
    after: Number | None = None
    limit: PageSize = PAGE_SIZE

    @model_validator(mode="after")
    def one_direction(self) -> Self:
        """A page lies before a number or after one."""
        if self.before is not None and self.after is not None:
            raise ValueError("before, after: pass one of them")
        return self


def messages(request: Request[Messages]) -> MessagePage:
    """A page of messages. Raises NotFound."""
    wanted = request.arguments
    read = paging.page
    if wanted.root_seq is not None:
        read = partial(paging.page_of_thread, root_seq=wanted.root_seq)
    return read(
        request.backend,
        request.caller.id,
        wanted.conversation_id,
        before=wanted.before,
        after=wanted.after,
        limit=wanted.limit,
    )


lambda_handler = resolver(messages, Messages)
