"""The people that a terminal has heard of, and what it calls them."""

from collections.abc import Iterable

from chat_client.chat import Chat
from chat_client.documents import Json
from chat_client.terminal_text import shown


class People:
    """Profiles by id; those that are missing are asked for."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self._known: dict[str, Json] = {}

    @property
    def own_id(self) -> str:
        """Who looks at the terminal."""
        return self._chat.user_id

    def meet(self, people: Iterable[Json]) -> None:
        """Takes in profiles as they are now."""
        self._known |= {person["id"]: person for person in people}

    async def name(self, user_id: str) -> str:
        """As name_of. Raises ChatError where the profile cannot be had."""
        if user_id not in self._known:
            self._known[user_id] = await self._chat.call("user", userId=user_id)
        return self.name_of(self._known[user_id])

    def name_of(self, person: Json) -> str:
        """The display name, and the username where somebody has the same one, or imitates one.

        A name imitates what a line may add to it, in brackets: a username, that it was edited,
        whom it mentions, or reactions.
        """
        name, username = shown(person["displayName"]), shown(person["username"])
        alike = {
            other["username"]
            for other in self._known.values()
            if other["displayName"].casefold() == person["displayName"].casefold()
        }
        is_told = alike - {person["username"]} or "(" in name
        return f"{name} (@{username})" if is_told else name
