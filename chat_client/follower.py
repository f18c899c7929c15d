"""Keeps one conversation up to date, whatever happens to the connection.

The order of work: subscribe and wait for start_ack, sync, sync again 3 s later (AppSync may lose
what is published just after the acknowledgement), then events; ask for the message where an event
leaves something out, sync at every gap, subscribe again where the channel was replaced, and compare
heads every 30 s. It knows from numbers that nothing is missing, never from an event having arrived.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Self

from chat_client.chat import Chat
from chat_client.documents import Json
from chat_client.errors import ChatError
from chat_client.parts import is_whole
from chat_client.places import Place
from chat_client.subscription import Subscription
from chat_client.timeline import Timeline, apart, revision_of, version_of

type Show = Callable[[list[Json]], Awaitable[None]]

_PASSING = {"Disconnected", "ChannelReplaced", "TryAgain"}
_RETRY_AFTER_S = 1.0


class Follower:
    """Hands each message of a conversation to show, once and in order, and again once it changed.

    What happens in its threads is handed to it, too, each reply after the message that it is to.
    Where show raises ChatError, the same messages are handed to it again later.
    channel: the present one, as far as is known.
    settle_s: from the first sync of a subscription to the second.  heads_every_s: between two
    comparisons with the conversation's numbers.
    """

    def __init__(
        self,
        chat: Chat,
        conversation_id: str,
        show: Show,
        *,
        settle_s: float = 3.0,
        heads_every_s: float = 30.0,
    ) -> None:
        self.timeline = Timeline()
        self.channel: str | None = None
        self._chat = chat
        self._conversation_id = conversation_id
        self._show = show
        self._settle_s = settle_s
        self._heads_every_s = heads_every_s
        self._shown: dict[int, int] = {}
        self._shown_replies: dict[Place, int] = {}
        self._syncs_due: set[float] = set()
        self._one_at_a_time = asyncio.Lock()

    async def open(self) -> Self:
        """Shows the newest page. To be called once, before anything else."""
        async with self._one_at_a_time:
            self.timeline = Timeline.opened(await self._chat.messages(self._conversation_id))
            await self._show_new()
        return self

    async def run(self) -> None:
        """Follows until cancelled. Raises ChatError NotFound once the person is not a member."""
        while True:
            try:
                conversation = await self._chat.conversation(self._conversation_id)
                self.channel = conversation["channel"]
                async with self._chat.on_message(conversation) as events:
                    await self._live(events, conversation["channelVersion"])
            except ChatError as error:
                if error.code not in _PASSING:
                    raise
                await asyncio.sleep(_RETRY_AFTER_S)

    async def hear(self, message: Json) -> None:
        """Takes in a message: a published one, or the answer to one's own mutation."""
        async with self._one_at_a_time:
            whole = await self._completed(message)
            self.timeline = self.timeline.heard(whole, revision=revision_of(message))
            if self.timeline.has_gap:
                await self._sync()
            await self._show_new()

    async def see(self, message: Json) -> None:
        """Takes in a message, or a reply, that was asked for."""
        async with self._one_at_a_time:
            self.timeline = self.timeline.seen([message])
            await self._show_new()

    async def thread(self, root_seq: int) -> list[Json]:
        """The newest replies to a message, which are not handed to show for that."""
        async with self._one_at_a_time:
            page = await self._chat.messages(self._conversation_id, root_seq=root_seq)
            self.timeline = self.timeline.seen(page["messages"])
            replies = [self.timeline.replies[Place.of(each)] for each in page["messages"]]
            self._shown_replies |= {Place.of(each): version_of(each) for each in replies}
            return replies

    async def catch_up(self) -> None:
        """Asks for what is missing, and shows it."""
        async with self._one_at_a_time:
            await self._sync()
            await self._show_new()

    async def _live(self, events: Subscription, channel_version: int) -> None:
        """Goes on until the channel of that version has been replaced."""
        now = asyncio.get_running_loop().time
        heads_due = now() + self._heads_every_s
        self._syncs_due.add(now() + self._settle_s)
        await self.catch_up()
        while self.timeline.channel_version <= channel_version:
            try:
                async with asyncio.timeout_at(min({heads_due, *self._syncs_due})):
                    message = await anext(events)
            except TimeoutError:
                if now() < heads_due:
                    await self.catch_up()
                else:
                    heads_due = now() + self._heads_every_s
                    await self._compare_heads()
            else:
                await self.hear(message)

    async def _compare_heads(self) -> None:
        [head] = await self._chat.call("heads", conversationIds=[self._conversation_id])
        if head is None:  # heads may be read a moment late; this is certain, or NotFound
            await self._chat.conversation(self._conversation_id)
            return
        there = head["lastSeq"], head["lastRevision"], head["channelVersion"]
        here = self.timeline.seq, self.timeline.revision, self.timeline.channel_version
        if there != here:
            await self.catch_up()

    async def _completed(self, told: Json) -> Json:
        """What was told, with what its sender left out of it."""
        root, reply = apart(told)
        if self.timeline.lacks(told) and not is_whole(root):
            root = await self._whole(root)
        if reply and self.timeline.lacks_reply(reply) and not is_whole(reply):
            reply = await self._whole(reply)
        return root | {"reply": reply} if reply else root

    async def _whole(self, told: Json) -> Json:
        """The message of an event that leaves something out, as it is now.

        Whoever may not ask, because they were removed by it, keeps to what every event tells.
        """
        place = Place.of(told)
        try:
            message = await self._chat.message(
                self._conversation_id, place.seq, root_seq=place.root_seq
            )
        except ChatError as error:
            if error.code != "NotFound":
                raise
            message = None
        return told if message is None else message | {"channelVersion": told["channelVersion"]}

    async def _sync(self) -> None:
        more = True
        while more:
            page = await self._chat.call(
                "sync",
                conversationId=self._conversation_id,
                seq=self.timeline.seq,
                revision=self.timeline.revision,
            )
            self.timeline = self.timeline.synced(page)
            more = page["more"]
        now = asyncio.get_running_loop().time()
        self._syncs_due = {due for due in self._syncs_due if due > now}
        if page["pending"]:
            self._syncs_due.add(now + page["retryAfterMs"] / 1000)

    async def _show_new(self) -> None:
        new = self.timeline.beyond(self._shown)
        replies = self.timeline.replies_beyond(self._shown_replies)
        if new or replies:
            await self._show([*new, *replies])
            self._shown |= {message["seq"]: version_of(message) for message in new}
            self._shown_replies |= {Place.of(each): version_of(each) for each in replies}
