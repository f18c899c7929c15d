"""The chat, line by line: typed lines come in, shown lines go out."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime

from chat_client.amendments import Amendments
from chat_client.chat import Chat
from chat_client.documents import Json
from chat_client.errors import ChatError
from chat_client.follower import Follower
from chat_client.lines import line_of
from chat_client.members import Members, standing
from chat_client.people import People
from chat_client.terminal_text import shown

_HELP = """\
/inbox          your conversations
/open N         opens number N of the inbox
/members        who is in the open conversation, and in which role
/reply N text   answers message #N
/thread N       shows the replies to message #N, which are numbered #N/1, #N/2 and so on
/thread N text  replies to message #N in its thread
/edit N text    gives your message #N another text; without N, your last one
/delete N       deletes message #N for everyone
/react N 👍     reacts to message #N with an emoji
/unreact N 👍   takes that reaction back
/pin N          pins message #N for everyone
/unpin N        unpins it
/pins           what is pinned in the open conversation
/quit           leaves, as Ctrl-D does
What answers, edits, deletes or reacts takes the number of a reply, too: /react 7/1 👍
Anything else is sent to the open conversation. @username mentions a member."""
_OPEN_FIRST = "Open a conversation first: /open N, with a number of your inbox."
_RETRY_AFTER_S = 5.0


class Terminal:
    """One person in front of one screen."""

    def __init__(self, chat: Chat, write: Callable[[str], None]) -> None:
        self._chat = chat
        self._write = write
        self._inbox: list[Json] = []
        self._people = People(chat)
        self._conversation_id = ""
        self._read_seq = 0
        self._written: dict[int, str] = {}  # by number, but for how many replies there are
        self._follower: Follower | None = None
        self._following: asyncio.Task[None] | None = None

    async def run(self, lines: AsyncIterator[str]) -> None:
        """Lists the inbox, then obeys every line until /quit or the last."""
        watching = asyncio.create_task(self._watch_inbox())
        await self._attempt(self._list_inbox)
        async for line in lines:
            if line.strip() == "/quit":
                break
            await self._attempt(self._obey, line)
        await _ended(watching, self._following)

    async def _attempt(self, work: Callable[..., Awaitable[None]], *arguments: object) -> None:
        try:
            await work(*arguments)
        except ChatError as error:
            self._write(f"! {error.message}")

    async def _obey(self, line: str) -> None:
        match line.split():
            case []:
                pass
            case ["/inbox"]:
                await self._list_inbox()
            case ["/open", number] if number.isdecimal() and 0 < int(number) <= len(self._inbox):
                await self._enter(self._inbox[int(number) - 1]["conversationId"])
            case ["/members"] if self._follower:
                now = datetime.now(UTC)
                members = await self._meet_members()
                self._write(
                    ", ".join(
                        self._people.name_of(member["user"]) + standing(member, now)
                        for member in members
                    )
                )
            case ["/pins"] if self._follower:
                await self._list_pins()
            case ["/thread", number] if self._follower:
                await self._list_replies(self._amendments(self._follower), number)
            case [
                "/reply"
                | "/thread"
                | "/edit"
                | "/delete"
                | "/react"
                | "/unreact"
                | "/pin"
                | "/unpin" as command,
                *_,
            ]:
                await self._amend(command, line.strip().removeprefix(command).strip())
            case [word, *_] if word.startswith("/"):
                self._write(_HELP)
            case _ if self._follower:
                mentions = await self._members_here.mentioned_in(line)
                message = await self._chat.send(
                    self._conversation_id,
                    line,
                    channel=self._follower.channel,
                    mentions=mentions,
                )
                await self._follower.hear(message)
            case _:
                self._write(_OPEN_FIRST)

    async def _amend(self, command: str, typed: str) -> None:
        if not self._follower:
            self._write(_OPEN_FIRST)
            return
        amendments = self._amendments(self._follower)
        amend = {
            "/reply": amendments.reply,
            "/thread": amendments.thread,
            "/edit": amendments.edit,
            "/delete": amendments.delete,
            "/react": amendments.react,
            "/unreact": amendments.unreact,
            "/pin": amendments.pin,
            "/unpin": amendments.unpin,
        }[command]
        if message := await amend(typed):
            self._write(await line_of(message, self._people))

    def _amendments(self, follower: Follower) -> Amendments:
        return Amendments(self._chat, follower, self._conversation_id, self._members_here)

    async def _list_replies(self, amendments: Amendments, number: str) -> None:
        replies = await amendments.replies(number)
        for reply in replies:
            self._write(await line_of(reply, self._people))
        if replies:
            await self._mark_read(replies[-1]["seq"], root_seq=replies[-1]["rootSeq"])
        else:
            self._write("Nobody has replied to it: /thread N text replies to message #N.")

    async def _list_pins(self) -> None:
        pinned = await self._chat.call("pins", conversationId=self._conversation_id)
        for message in pinned:
            self._write(await line_of(message, self._people))
        if not pinned:
            self._write("Nothing is pinned here: /pin N pins message #N.")

    async def _list_inbox(self) -> None:
        self._inbox = (await self._chat.call("inbox"))["entries"]
        self._people.meet(entry["peer"] for entry in self._inbox if entry["peer"])
        for number, entry in enumerate(self._inbox, 1):
            mentions = f", {count} for you" if (count := entry["unreadMentions"]) else ""
            self._write(f"{number}. {self._title(entry)} ({entry['unread']} unread{mentions})")
        if not self._inbox:
            self._write("You are in no conversation yet.")

    async def _enter(self, conversation_id: str) -> None:
        await _ended(self._following)
        self._follower = None
        self._conversation_id = conversation_id
        self._read_seq = 0
        self._written = {}
        await self._meet_members()
        self._follower = await Follower(self._chat, conversation_id, self._show).open()
        self._following = asyncio.create_task(self._attempt(self._follower.run))

    @property
    def _members_here(self) -> Members:
        return Members(self._chat, self._conversation_id)

    async def _meet_members(self) -> list[Json]:
        members = await self._members_here.known()
        self._people.meet([member["user"] for member in members])
        return members

    async def _show(self, messages: list[Json]) -> None:
        lines = [await line_of(message, self._people) for message in messages]
        apart = {
            message["seq"]: await line_of(message | {"thread": None}, self._people)
            for message in messages
            if not message.get("rootSeq")
        }
        for message, line in zip(messages, lines, strict=True):
            seq = message["seq"]
            # A reply is shown by itself, without the message that it is to once more.
            if message.get("rootSeq") or self._written.get(seq) != apart[seq]:
                self._write(line)
        self._written |= apart
        if (last := max(apart, default=0)) > self._read_seq:
            self._read_seq = last
            await self._mark_read(last)

    async def _mark_read(self, seq: int, *, root_seq: int | None = None) -> None:
        marker = {"conversationId": self._conversation_id, "seq": seq}
        if root_seq is not None:
            marker |= {"rootSeq": root_seq}
        # The next message moves it as well; whoever is out is told so by what follows the room.
        with suppress(ChatError):
            await self._chat.call("markRead", input=marker)

    def _title(self, entry: Json) -> str:
        if entry["title"]:
            return shown(entry["title"])
        return self._people.name_of(entry["peer"]) if entry["peer"] else "(no name)"

    async def _watch_inbox(self) -> None:
        while True:
            try:
                async with self._chat.on_inbox() as events:
                    async for _ in events:
                        self._write("* Your conversations have changed: /inbox")
            except ChatError:
                await asyncio.sleep(_RETRY_AFTER_S)


async def _ended(*tasks: asyncio.Task[None] | None) -> None:
    running = [task for task in tasks if task]
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
