"""People who signed in, and talk through the raw doors."""

import asyncio
import uuid

from chat_client import Stack
from chat_client.documents import DOCUMENTS
from chat_client.tokens import Tokens
from tests.raw_client import Http, Json


class Person:
    """Somebody with an access token of their own."""

    def __init__(self, stack: Stack, name: str, password: str) -> None:
        """Sign in somebody who has signed up."""
        self.authorization = asyncio.run(_access_token(stack, name, password))
        self.http = Http(stack.graphql_url, self.authorization)
        self.id: str = self.call("me")["id"]

    def call(self, field: str, **variables: Json) -> Json:
        """The value of a field, with the document that the terminal client has for it."""
        answer = self.http.query(DOCUMENTS[field], variables)
        assert "errors" not in answer.body, answer.body
        return answer.body["data"][field]

    def send(self, conversation: Json, body: str) -> Json:
        """A message that was said."""
        said = {
            "conversationId": conversation["id"],
            "body": body,
            "clientMessageId": str(uuid.uuid4()),
        }
        return self.call("sendMessage", input=said)

    def group_with(self, *others: "Person") -> Json:
        """A new group, with something said in it."""
        opened = {
            "kind": "GROUP",
            "title": "Test",
            "memberIds": [other.id for other in others],
            "clientConversationId": str(uuid.uuid4()),
        }
        conversation = self.call("createConversation", input=opened)
        self.send(conversation, "first")
        return conversation


async def _access_token(stack: Stack, name: str, password: str) -> str:
    tokens = await Tokens.signed_in(stack, username=name, password=password)
    return await tokens.access()
