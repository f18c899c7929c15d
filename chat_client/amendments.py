"""What a person does to what was said, as they type it: answers, replies, changes, reactions."""

from collections.abc import Awaitable, Callable

from chat_client.chat import Chat
from chat_client.documents import Json
from chat_client.errors import ChatError
from chat_client.follower import Follower
from chat_client.members import Members
from chat_client.places import Place
from chat_client.timeline import apart, revision_of, version_of


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
        number = Place.typed(first)
        body = typed if number is None else rest.strip()
        if not body:
            raise _unclear("Type the new text too: /edit N text, or /edit text for your last one.")
        place = self._last_own() if number is None else number
        held = self._held(place)
        mentions = await self._members.mentioned_in(body)
        try:
            edited = await self._chat.edit(
                self._conversation_id,
                place.seq,
                body,
                root_seq=place.root_seq,
                if_revision=revision_of(held) if held else None,
                mentions=mentions,
            )
        except ChatError as error:
            if error.code == "Conflict":  # the person decides by what it has become
                await self._look_again(place)
            raise
        return await self._heard(edited, place, held)

    async def delete(self, typed: str) -> Json | None:
        """typed: a number."""
        return await self._numbered("/delete", self._chat.delete, typed)

    async def pin(self, typed: str) -> Json | None:
        """typed: a number of the conversation's own."""
        return await self._numbered("/pin", self._chat.pin, _outside_threads(typed))

    async def unpin(self, typed: str) -> Json | None:
        """typed: a number of the conversation's own."""
        return await self._numbered("/unpin", self._chat.unpin, _outside_threads(typed))

    async def react(self, typed: str) -> Json | None:
        """typed: a number and an emoji."""
        return await self._reaction("/react", self._chat.react, typed)

    async def unreact(self, typed: str) -> Json | None:
        """typed: a number and an emoji that the person reacted with."""
        return await self._reaction("/unreact", self._chat.unreact, typed)

    async def reply(self, typed: str) -> Json | None:
        """typed: a number and a text. What answers a reply is one in the same thread."""
        first, _, body = typed.partition(" ")
        place = Place.typed(first)
        if place is None or not body.strip():
            raise _unclear(
                "Type the number in front of the message, and your answer: /reply N text."
            )
        self._held(place)
        if place.root_seq is not None:
            return await self._reply_in(place.root_seq, body.strip(), reply_to=place.seq)
        answer = await self._chat.send(
            self._conversation_id,
            body.strip(),
            channel=self._follower.channel,
            reply_to=place.seq,
            mentions=await self._members.mentioned_in(body),
        )
        await self._follower.hear(answer)
        return None

    async def thread(self, typed: str) -> Json | None:
        """typed: a number, in whose thread it is, and a text."""
        first, _, body = typed.partition(" ")
        root = self._root(first)
        if not body.strip():
            raise _unclear("Type your reply too: /thread N text.")
        return await self._reply_in(root.seq, body.strip())

    async def replies(self, typed: str) -> list[Json]:
        """typed: a number, whose thread it is."""
        return await self._follower.thread(self._root(typed).seq)

    async def _reply_in(
        self, root_seq: int, body: str, *, reply_to: int | None = None
    ) -> Json | None:
        told = await self._chat.reply(
            self._conversation_id,
            root_seq,
            body,
            reply_to=reply_to,
            mentions=await self._members.mentioned_in(body),
        )
        await self._follower.hear(told)
        return None

    def _root(self, typed: str) -> Place:
        place = Place.typed(typed)
        if place is None or place.root_seq is not None:
            raise _unclear("Type the number in front of the message: /thread N, or /thread N text.")
        self._held(place)
        return place

    async def _numbered(
        self, command: str, change: Callable[..., Awaitable[Json]], typed: str
    ) -> Json | None:
        place = Place.typed(typed)
        if place is None:
            raise _unclear(f"Type the number in front of the message: {command} N.")
        held = self._held(place)
        changed = await change(self._conversation_id, place.seq, **_in_thread(place))
        return await self._heard(changed, place, held)

    async def _reaction(
        self, command: str, change: Callable[..., Awaitable[Json]], typed: str
    ) -> Json | None:
        first, _, emoji = typed.partition(" ")
        place = Place.typed(first)
        if place is None or not emoji:
            raise _unclear(
                f"Type the number in front of the message, and an emoji: {command} N 👍."
            )
        held, channel = self._held(place), self._follower.channel
        changed = await change(
            self._conversation_id,
            place.seq,
            emoji.strip(),
            **_in_thread(place),
            channel=channel,
        )
        return await self._heard(changed, place, held)

    async def _look_again(self, place: Place) -> None:
        """Show what a message has become, and hold the revision that it has.

        Of two changes at once, the later state may tell of the lower number: then nothing is new,
        and the next edit would be refused again.
        """
        await self._follower.catch_up()
        message = await self._chat.message(
            self._conversation_id, place.seq, root_seq=place.root_seq
        )
        if message:
            await self._follower.see(message)

    def _held(self, place: Place) -> Json | None:
        """What is known of it; None for what is older than the first page, and was not told of."""
        timeline = self._follower.timeline
        if place.root_seq is None:
            if not 0 < place.seq <= timeline.seq:
                raise _not_here(place)
            return timeline.known.get(place.seq)
        root = self._held(Place(place.root_seq))
        held = timeline.replies.get(place)
        last = ((root or {}).get("thread") or {}).get("lastSeq", 0)
        if held is None and (place.seq == 0 or (root and place.seq > last)):
            raise _not_here(place)
        return held

    def _last_own(self) -> Place:
        for message in reversed(self._follower.timeline.beyond({})):
            is_text = message["kind"] == "TEXT" and message["body"] is not None
            if is_text and message["senderId"] == self._chat.user_id:
                return Place.of(message)
        raise _unclear("None of the messages here is yours: name one by its number, /edit N text.")

    async def _heard(self, told: Json, place: Place, held: Json | None) -> Json | None:
        """What was changed, unless the follower has shown it, or will."""
        await self._follower.hear(told)
        root, reply = apart(told)
        timeline = self._follower.timeline
        if place.root_seq is None:
            changed, known = root, timeline.known.get(place.seq)
        else:
            changed, known = reply or root, timeline.replies.get(place)
        is_shown = known is not None and (held is None or version_of(known) != version_of(held))
        return None if is_shown else changed


def _in_thread(place: Place) -> dict[str, int]:
    return {} if place.root_seq is None else {"root_seq": place.root_seq}


def _outside_threads(typed: str) -> str:
    place = Place.typed(typed)
    if place and place.root_seq is not None:
        raise _unclear("Replies are not pinned: pin the message that they are to.")
    return typed


def _not_here(place: Place) -> ChatError:
    return _unclear(f"There is no {place} here. Type the number in front of the message.")


def _unclear(sentence: str) -> ChatError:
    return ChatError("Unclear", sentence)
