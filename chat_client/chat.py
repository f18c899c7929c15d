"""The chat as one signed-in person uses it.

Arguments mean what schema.graphql says of them; answers are dicts of the shapes there.
"""

import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, cast
from urllib.parse import urlsplit

import jwt
from gql import Client, GraphQLRequest
from gql.client import AsyncClientSession
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.appsync_auth import AppSyncJWTAuthentication

from chat_client.documents import DOCUMENTS, Json
from chat_client.errors import translated
from chat_client.stack import Stack
from chat_client.subscription import Subscription, subscribed
from chat_client.tokens import Tokens

# AppSync itself gives up on a request after this long
_ANSWERED_WITHIN_S = 30


@asynccontextmanager
async def connect(
    stack: Stack, username: str, password: str, *, documents: Mapping[str, str] = DOCUMENTS
) -> AsyncIterator["Chat"]:
    """Signs in and queries me, which creates the profile of a new person.

    documents: by field, such as those of another release.
    Raises ChatError with Cognito's code where the sign-in is refused.
    """
    tokens = await Tokens.signed_in(stack, username=username, password=password)
    auth = AppSyncJWTAuthentication(urlsplit(stack.graphql_url).netloc, await tokens.access())
    transport = AIOHTTPTransport(stack.graphql_url, auth=auth)
    async with Client(transport=transport, execute_timeout=_ANSWERED_WITHIN_S) as session:
        chat = Chat(
            session,
            tokens=tokens,
            auth=auth,
            realtime_url=stack.realtime_url,
            documents=documents,
        )
        await chat.call("me")
        yield chat


class Chat:
    """What a person can do. Every call may raise ChatError with the code of the refusal."""

    def __init__(
        self,
        session: AsyncClientSession,
        *,
        tokens: Tokens,
        auth: AppSyncJWTAuthentication,
        realtime_url: str,
        documents: Mapping[str, str],
    ) -> None:
        self._session = session
        self._tokens = tokens
        self._auth = auth
        self._realtime_url = realtime_url
        self._documents = documents

    @property
    def user_id(self) -> str:
        """The person's id: the subject of their token."""
        claims = jwt.decode(self._auth.jwt, options={"verify_signature": False})
        return cast(str, claims["sub"])

    async def execute(self, document: str, variables: Mapping[str, Any] | None = None) -> Json:
        """The data of a query or mutation, unless it has an error."""
        self._auth.jwt = await self._tokens.access()
        with translated():
            return await self._session.execute(_request(document, variables or {}))

    @asynccontextmanager
    async def subscribe(
        self, document: str, variables: Mapping[str, Any]
    ) -> AsyncIterator[Subscription]:
        """A subscription; entering it waits for AppSync's acknowledgement."""
        self._auth.jwt = await self._tokens.access()
        request = _request(document, variables)
        async with subscribed(request, url=self._realtime_url, auth=self._auth) as events:
            yield events

    async def call(self, field: str, **variables: Any) -> Any:
        """The value of a query or mutation, with the client's document for it.

        As in call("markRead", input={…}). A variable that is None is left out: absent, not null.
        """
        return (await self.execute(self._documents[field], variables))[field]

    async def conversation(self, conversation_id: str) -> Json:
        """A conversation, with the channel that its subscriptions take."""
        conversation: Json = await self.call("conversation", conversationId=conversation_id)
        return conversation

    async def messages(
        self,
        conversation_id: str,
        *,
        root_seq: int | None = None,
        before: int | None = None,
        after: int | None = None,
        limit: int | None = None,
    ) -> Json:
        """A page of messages in order of seq: the newest, unless before or after is given.

        root_seq: of the thread whose replies are wanted instead.
        """
        page: Json = await self.call(
            "messages",
            conversationId=conversation_id,
            rootSeq=root_seq,
            before=before,
            after=after,
            limit=limit,
        )
        return page

    async def message(
        self, conversation_id: str, seq: int, *, root_seq: int | None = None
    ) -> Json | None:
        """One message as it is now; None where there is none that the person may read.

        root_seq: of the thread in which seq counts, here and below.
        """
        message: Json | None = await self.call(
            "message", conversationId=conversation_id, rootSeq=root_seq, seq=seq
        )
        return message

    async def send(
        self,
        conversation_id: str,
        body: str,
        *,
        client_message_id: str | None = None,
        channel: str | None = None,
        reply_to: int | None = None,
        mentions: Sequence[str] = (),
        mentions_everyone: bool = False,
    ) -> Json:
        """Sends a text. To repeat a call whose outcome is unknown, repeat its id too.

        channel: the conversation's, where it is known: then the message is stored sooner.
        reply_to: the number of the text that it answers.
        mentions: members by their ids.  mentions_everyone: all of them.
        """
        text = {
            "conversationId": conversation_id,
            "body": body,
            "clientMessageId": client_message_id or str(uuid.uuid4()),
        }
        optional = {
            "channel": channel,
            "replyTo": reply_to,
            "mentions": [*mentions],
            "mentionsEveryone": mentions_everyone,
        }
        known = {name: value for name, value in optional.items() if value}
        message: Json = await self.call("sendMessage", input=text | known)
        return message

    async def reply(
        self,
        conversation_id: str,
        root_seq: int,
        body: str,
        *,
        client_message_id: str | None = None,
        reply_to: int | None = None,
        mentions: Sequence[str] = (),
    ) -> Json:
        """Replies in a thread. Gives the message that it hangs on, with the new one as its reply.

        Arguments as in send.  reply_to: the number in the thread of the reply that it answers.
        """
        text = {
            "conversationId": conversation_id,
            "rootSeq": root_seq,
            "body": body,
            "clientMessageId": client_message_id or str(uuid.uuid4()),
        }
        optional = {"replyTo": reply_to, "mentions": [*mentions]}
        known = {name: value for name, value in optional.items() if value}
        message: Json = await self.call("sendReply", input=text | known)
        return message

    async def edit(
        self,
        conversation_id: str,
        seq: int,
        body: str,
        *,
        root_seq: int | None = None,
        if_revision: int | None = None,
        mentions: Sequence[str] | None = None,
    ) -> Json:
        """Gives a text of the person's own another body.

        if_revision: what they take for its revision, 0 for null; None to edit whatever is there.
        mentions: members by their ids; None for those that it has.
        """
        edit = _placed(conversation_id, seq, root_seq) | {"body": body}
        optional = {"ifRevision": if_revision, "mentions": mentions}
        known = {name: value for name, value in optional.items() if value is not None}
        message: Json = await self.call("editMessage", input=edit | known)
        return message

    async def delete(self, conversation_id: str, seq: int, *, root_seq: int | None = None) -> Json:
        """Deletes a text for everyone."""
        message: Json = await self.call(
            "deleteMessage", input=_placed(conversation_id, seq, root_seq)
        )
        return message

    async def react(
        self,
        conversation_id: str,
        seq: int,
        emoji: str,
        *,
        root_seq: int | None = None,
        channel: str | None = None,
    ) -> Json:
        """Adds a reaction of the person's own. channel: as in send."""
        where = _placed(conversation_id, seq, root_seq)
        return await self._reaction("addReaction", where, emoji, channel)

    async def unreact(
        self,
        conversation_id: str,
        seq: int,
        emoji: str,
        *,
        root_seq: int | None = None,
        channel: str | None = None,
    ) -> Json:
        """Takes a reaction of the person's own away. channel: as in send."""
        where = _placed(conversation_id, seq, root_seq)
        return await self._reaction("removeReaction", where, emoji, channel)

    async def pin(self, conversation_id: str, seq: int) -> Json:
        """Pins a text for everyone."""
        message: Json = await self.call(
            "pinMessage", input={"conversationId": conversation_id, "seq": seq}
        )
        return message

    async def unpin(self, conversation_id: str, seq: int) -> Json:
        """Unpins a message, whoever pinned it."""
        message: Json = await self.call(
            "unpinMessage", input={"conversationId": conversation_id, "seq": seq}
        )
        return message

    def on_message(self, conversation: Json) -> AbstractAsyncContextManager[Subscription]:
        """The messages of a conversation, as conversation gave it, on its current channel."""
        return self._on(
            "onMessage", conversationId=conversation["id"], channel=conversation["channel"]
        )

    def on_activity(self, conversation: Json) -> AbstractAsyncContextManager[Subscription]:
        """Typing and read markers of a conversation, as conversation gave it."""
        return self._on(
            "onActivity", conversationId=conversation["id"], channel=conversation["channel"]
        )

    def on_inbox(self) -> AbstractAsyncContextManager[Subscription]:
        """Changes of the person's own memberships."""
        return self._on("onInbox", userId=self.user_id)

    async def _reaction(self, field: str, where: Json, emoji: str, channel: str | None) -> Json:
        known = {"channel": channel} if channel else {}
        message: Json = await self.call(field, input=where | {"emoji": emoji} | known)
        return message

    def _on(self, field: str, **variables: str) -> AbstractAsyncContextManager[Subscription]:
        return self.subscribe(self._documents[field], variables)


def _placed(conversation_id: str, seq: int, root_seq: int | None) -> Json:
    """The input's names for where a message stands."""
    in_thread = {} if root_seq is None else {"rootSeq": root_seq}
    return {"conversationId": conversation_id, **in_thread, "seq": seq}


def _request(document: str, variables: Mapping[str, Any]) -> GraphQLRequest:
    given = {name: value for name, value in variables.items() if value is not None}
    return GraphQLRequest(document, variable_values=given)
