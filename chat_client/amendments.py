"""What a person does to what was said, as they type it: answers, changes, reactions."""

import re
from collections.abc import Awaitable, Callable

from chat_client.chat import Chat
from chat_client.documents import Json
from chat_client.errors import ChatError
from chat_client.follower import Follower
from chat_client.members import Members
from chat_client.timeline import revision_of, version_of

_NUMBER = re.compile(r"#?(\d{1,10})")
"""As the screen shows it, or without its sign. Whatever has more digits is a text."""


class Amendments:
    """What is typed in one open conversation. Messages are named by the numbers that are shown.

    Each answers with the message afterwards, or with None where the follower has shown it. Raises
    ChatError Unclear with a sentence that says what to type, or the code of the refusal.
    """

    def __init__(
        self, chat: Chat, follower: Follower, conversation_id: str, members: Members
    ) -> None:
        self._chat = chat
        self._follower = follower
        self._conversation_id = conversation_id
        self._members = members

    async def edit(self, typed: str) -> Json | None:
        """typed: a number and a text, or only a text, for the last that the person sent."""
        first, _, rest = typed.partition(" ")
        number = _number(first)
        body = typed if number is None else rest.strip()
        if not body:
            raise _unclear("Type the new text too: /edit N text, or /edit text for your last one.")
        seq = self._last_own() if number is None else number
        held = self._held(seq)
        mentions = await self._members.mentioned_in(body)
        try:
            edited = await self._chat.edit(
                self._conversation_id,
                seq,
                body,
                if_revision=revision_of(held) if held else None,
                mentions=mentions,
            )
        except ChatError as error:
            if error.code == "Conflict":  # the person decides by what it has become
                await self._look_again(seq)
            raise
        return await self._heard(edited, held)

    async def delete(self, typed: str) -> Json | None:
        """typed: a number."""
        return await self._numbered("/delete", self._chat.delete, typed)

    async def pin(self, typed: str) -> Json | None:
        """typed: a number."""
        return await self._numbered("/pin", self._chat.pin, typed)

    async def unpin(self, typed: str) -> Json | None:
        """typed: a number."""
        return await self._numbered("/unpin", self._chat.unpin, typed)

    async def react(self, typed: str) -> Json | None:
        """typed: a number and an emoji."""
        return await self._reaction("/react", self._chat.react, typed)

    async def unreact(self, typed: str) -> Json | None:
        """typed: a number and an emoji that the person reacted with."""
        return await self._reaction("/unreact", self._chat.unreact, typed)

    async def reply(self, typed: str) -> Json | None:
        """typed: a number and a text."""
        first, _, body = typed.partition(" ")
        seq = _number(first)
        if seq is None or not body.strip():
            raise _unclear(
                "Type the number in front of the message, and your answer: /reply N text."
            )
        self._held(seq)
        answer = await self._chat.send(
            self._conversation_id,
            body.strip(),
            channel=self._follower.channel,
            reply_to=seq,
            mentions=await self._members.mentioned_in(body),
        )
        await self._follower.hear(answer)
        return None

    async def _numbered(
        self, command: str, change: Callable[[str, int], Awaitable[Json]], typed: str
    ) -> Json | None:
        seq = _number(typed)
        if seq is None:
            raise _unclear(f"Type the number in front of the message: {command} N.")
        held = self._held(seq)
        return await self._heard(await change(self._conversation_id, seq), held)

    async def _reaction(
        self, command: str, change: Callable[..., Awaitable[Json]], typed: str
    ) -> Json | None:
        first, _, emoji = typed.partition(" ")
        seq = _number(first)
        if seq is None or not emoji:
            raise _unclear(
                f"Type the number in front of the message, and an emoji: {command} N 👍."
            )
        held, channel = self._held(seq), self._follower.channel
        changed = await change(self._conversation_id, seq, emoji.strip(), channel=channel)
        return await self._heard(changed, held)

    async def _look_again(self, seq: int) -> None:
        """Show what a message has become, and hold the revision that it has.

        Of two changes at once, the later state may tell of the lower number: then nothing is new,
        and the next edit would be refused again.
        """
        await self._follower.catch_up()
        if message := await self._chat.message(self._conversation_id, seq):
            await self._follower.hear(message)

    def _held(self, seq: int) -> Json | None:
        """What is known of it; None for what is older than the first page."""
        if not 0 < seq <= self._follower.timeline.seq:
            raise _unclear(f"There is no #{seq} here. Type the number in front of the message.")
        return self._follower.timeline.known.get(seq)

    def _last_own(self) -> int:
        for message in reversed(self._follower.timeline.beyond({})):
            is_text = message["kind"] == "TEXT" and message["body"] is not None
            if is_text and message["senderId"] == self._chat.user_id:
                return int(message["seq"])
        raise _unclear("None of the messages here is yours: name one by its number, /edit N text.")

    async def _heard(self, message: Json, held: Json | None) -> Json | None:
        await self._follower.hear(message)
        is_shown = held is not None and version_of(message) != version_of(held)
        return None if is_shown else message


def _number(word: str) -> int | None:
    number = _NUMBER.fullmatch(word)
    return int(number[1]) if number else None


def _unclear(sentence: str) -> ChatError:
    return ChatError("Unclear", sentence)
