"""Who is in a conversation, and whom of them a typed text mentions."""

import re
from datetime import datetime

from chat_client.chat import Chat
from chat_client.documents import Json

_AT = re.compile(r"(?<!\w)@(?=\w)")
"""Not that of an address: something stands in front of it."""

_MOST = 50
"""People whom one message mentions."""


class Members:
    """The first hundred of one conversation."""

    def __init__(self, chat: Chat, conversation_id: str) -> None:
        self._chat = chat
        self._conversation_id = conversation_id

    async def known(self) -> list[Json]:
        """Those who have a profile, the longest-standing first."""
        page = await self._chat.call("members", conversationId=self._conversation_id, limit=100)
        return [member for member in page["members"] if member["user"]]

    async def mentioned_in(self, text: str) -> list[str]:
        """Ids of the members whose usernames follow an @, in that order."""
        places = [found.end() for found in _AT.finditer(text)]
        if not places:
            return []
        people = [member["user"] for member in await self.known()]
        named = (_named(text[place:], people) for place in places)
        return [*dict.fromkeys(filter(None, named))][:_MOST]


def standing(member: Json, now: datetime) -> str:
    """What sets a member apart, in brackets: "(moderator, muted)"; nothing for most."""
    role, until = member["role"], member["mutedUntil"]
    is_muted = until is not None and now < datetime.fromisoformat(until)
    words = [*([role.lower()] if role != "MEMBER" else []), *(["muted"] if is_muted else [])]
    return f" ({', '.join(words)})" if words else ""


def _named(rest: str, people: list[Json]) -> str | None:
    """The id of the person whose username a text begins with: the longest that ends there."""
    fitting = [
        person
        for person in people
        if re.match(rf"{re.escape(person['username'])}(?!\w)", rest, re.IGNORECASE)
    ]
    if not fitting:
        return None
    user_id: str = max(fitting, key=lambda person: len(person["username"]))["id"]
    return user_id
