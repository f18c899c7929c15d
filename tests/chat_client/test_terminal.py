"""The terminal: lines in, lines out."""

import asyncio
import contextlib
import json
import os
import pty
import select
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from chat_client import Chat, Stack
from chat_client.terminal import Terminal
from chat_client.timeline import revision_of
from tests.chat_client.fake_appsync import ALICE, PASSWORD, FakeAppSync, Refusal

type Json = dict[str, Any]

BOB = "22222222-2222-4222-8222-222222222222"


def said(seq: int, sender: str, body: str) -> Json:
    return {
        "seq": seq,
        "revision": None,
        "channelVersion": 1,
        "kind": "TEXT",
        "senderId": sender,
        "body": body,
        "parts": [],
        "editedAt": None,
        "deletedAt": None,
        "deletedBy": None,
        "version": 0,
        "reactions": [],
        "pinnedAt": None,
        "pinnedBy": None,
        "replyTo": None,
        "forwardedFrom": None,
        "mentions": [],
        "mentionsEveryone": False,
        "rootSeq": None,
        "thread": None,
        "reply": None,
    }


def replied(root: Json, *replies: Json, revision: int) -> Json:
    """The message with the last of the replies told in it. The others are known, or deleted."""
    thread = {
        "rootSeq": root["seq"],
        "lastSeq": max(each["seq"] for each in replies),
        "replyCount": sum(each["body"] is not None for each in replies),
    }
    parts = [part for part in root["parts"] if part != "THREAD"] + ["THREAD"]
    change = {"parts": parts, "thread": thread, "reply": replies[-1]}
    return root | numbered(root, revision) | change


def reply_to(root: Json, seq: int, sender: str, body: str, *, revision: int) -> Json:
    return said(seq, sender, body) | {"rootSeq": root["seq"], "revision": revision}


def edited(message: Json, body: str, *, revision: int) -> Json:
    at = "2030-01-01T00:00:00.000Z"
    change = {"body": body, "parts": ["EDITED"], "editedAt": at}
    return message | numbered(message, revision) | change


def deleted(message: Json, by: str, *, revision: int) -> Json:
    at = {"deletedAt": "2030-01-01T00:00:00.000Z", "deletedBy": by}
    change = {"body": None, "parts": ["DELETED"], "reactions": [], **at}
    return message | numbered(message, revision) | change


def reacted(message: Json, counts: dict[str, int], *, revision: int) -> Json:
    reactions = [{"emoji": emoji, "count": count} for emoji, count in counts.items()]
    parts = [part for part in message["parts"] if part != "REACTIONS"] + ["REACTIONS"] * bool(
        counts
    )
    return message | numbered(message, revision) | {"parts": parts, "reactions": reactions}


def pinned(message: Json, by: str | None, *, revision: int) -> Json:
    at = "2030-01-01T00:00:00.000Z" if by else None
    parts = [part for part in message["parts"] if part != "PINNED"] + ["PINNED"] * bool(by)
    change = {"pinnedAt": at, "pinnedBy": by, "parts": parts}
    return message | numbered(message, revision) | change


def numbered(message: Json, revision: int) -> Json:
    return {"revision": revision, "version": message["version"] + 1}


def entry(title: str | None, *, unread: int = 0, mentions: int = 0) -> Json:
    return {
        "conversationId": "room",
        "title": title,
        "peerId": None if title else BOB,
        "peer": None if title else person(BOB, "Bob"),
        "unread": unread,
        "unreadMentions": mentions,
    }


def person(user_id: str, name: str) -> Json:
    return {"id": user_id, "username": name.lower(), "displayName": name}


def member(user: Json, **standing: str) -> Json:
    return {"userId": user["id"], "user": user, "role": "MEMBER", "mutedUntil": None} | standing


@pytest.fixture
def messages(appsync: FakeAppSync) -> list[Json]:
    """The messages of the only conversation; alice's sends are added."""
    messages = [said(1, BOB, "hello")]
    replies: list[Json] = []
    people = [(ALICE, "Alice"), (BOB, "Bob")]

    def send(variables: Json) -> Json:
        sent = variables["input"]
        message = said(len(messages) + 1, ALICE, sent["body"])
        if "replyTo" in sent:
            message |= {"replyTo": sent["replyTo"], "parts": ["QUOTE"]}
        if "mentions" in sent:
            message |= {"mentions": sent["mentions"], "parts": ["MENTIONS"]}
        messages.append(message)
        return message

    def reply(variables: Json) -> Json:
        sent, number = variables["input"], last_revision() + 1
        root = messages[sent["rootSeq"] - 1]
        new = reply_to(root, len(replies) + 1, ALICE, sent["body"], revision=number)
        replies.append(new | {"replyTo": sent.get("replyTo")})
        return tell(root, replies[-1], number)

    def tell(root: Json, changed: Json, number: int) -> Json:
        told = replied(root, *replies, revision=number) | {"reply": changed}
        messages[root["seq"] - 1] = told | {"reply": None}
        return told

    def revise(change: Callable[[Json, int], Json], variables: Json) -> Json:
        place: int = variables["input"]["seq"] - 1
        if "rootSeq" in variables["input"]:
            number = last_revision() + 1
            replies[place] = change(replies[place], number)
            return tell(messages[variables["input"]["rootSeq"] - 1], replies[place], number)
        messages[place] = change(messages[place], last_revision() + 1)
        return messages[place]

    def last_revision() -> int:
        return max(revision_of(message) for message in [*messages, *replies])

    def page(variables: Json) -> Json:
        if "rootSeq" in variables:
            return {"messages": [*replies]}
        return {
            "messages": list(messages),
            "baseline": {"seq": len(messages), "revision": last_revision()},
        }

    def edit(variables: Json) -> Json:
        body = variables["input"]["body"]
        return revise(lambda message, n: edited(message, body, revision=n), variables)

    def delete(variables: Json) -> Json:
        return revise(lambda message, n: deleted(message, ALICE, revision=n), variables)

    def react(variables: Json) -> Json:
        emoji = variables["input"]["emoji"]
        return revise(lambda message, n: reacted(message, {emoji: 1}, revision=n), variables)

    def unreact(variables: Json) -> Json:
        return revise(lambda message, n: reacted(message, {}, revision=n), variables)

    def pin(variables: Json) -> Json:
        return revise(lambda message, n: pinned(message, ALICE, revision=n), variables)

    def unpin(variables: Json) -> Json:
        return revise(lambda message, n: pinned(message, None, revision=n), variables)

    def sync(variables: Json) -> Json:
        return {
            "messages": messages[variables["seq"] :],
            "changes": [{"message": each} for each in messages if each["revision"]],
            "seq": len(messages),
            "revision": last_revision(),
            "reset": False,
            "more": False,
            "pending": False,
            "channelVersion": 1,
        }

    appsync.answers |= {
        "inbox": lambda _: {"entries": [entry("Rowing", unread=1), entry(None)]},
        "conversation": lambda _: {"id": "room", "channel": "c", "channelVersion": 1},
        "members": lambda _: {
            "members": [member(person(user_id, name)) for user_id, name in people]
        },
        "messages": page,
        "message": lambda variables: messages[variables["seq"] - 1],
        "sync": sync,
        "sendMessage": send,
        "sendReply": reply,
        "editMessage": edit,
        "deleteMessage": delete,
        "addReaction": react,
        "removeReaction": unreact,
        "pinMessage": pin,
        "unpinMessage": unpin,
        "pins": lambda _: [each for each in messages if each["pinnedAt"]],
        "markRead": lambda _: {},
    }
    return messages


class Screen:
    """What the terminal has written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._changed = asyncio.Event()

    def write(self, line: str) -> None:
        self.lines.append(line)
        self._changed.set()

    async def shows(self, line: str) -> None:
        async with asyncio.timeout(30):
            while line not in self.lines:
                self._changed.clear()
                await self._changed.wait()


async def typed(*lines: str) -> AsyncIterator[str]:
    for line in lines:
        yield line


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.mark.usefixtures("messages")
async def test_it_begins_with_the_inbox(chat: Chat, screen: Screen) -> None:
    await Terminal(chat, screen.write).run(typed())

    assert screen.lines == ["1. Rowing (1 unread)", "2. Bob (0 unread)"]


async def test_an_opened_conversation_shows_what_was_said_and_is_read(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    await Terminal(chat, screen.write).run(typed("/open 1"))

    assert screen.lines[2:] == ["#1 Bob: hello"]
    assert ("markRead", {"input": {"conversationId": "room", "seq": 1}}) in appsync.calls


async def test_a_line_is_said_and_shown_once(
    chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    await Terminal(chat, screen.write).run(typed("/open 1", "hi there", "/quit", "not this"))

    assert [m["body"] for m in messages] == ["hello", "hi there"]
    assert screen.lines[2:] == ["#1 Bob: hello", "#2 Alice: hi there"]


async def test_what_others_say_appears_while_nothing_is_typed(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    async def waiting() -> AsyncIterator[str]:
        yield "/open 1"
        await appsync.listening(2)
        messages.append(said(2, BOB, "are you there?"))
        await appsync.publish("onMessage", messages[-1])
        await screen.shows("#2 Bob: are you there?")

    await Terminal(chat, screen.write).run(waiting())


async def test_what_was_changed_before_it_was_opened_says_so(
    chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    messages[:] = [
        edited(said(1, BOB, "hello"), "hello all", revision=1),
        deleted(said(2, BOB, ""), BOB, revision=2),
        deleted(said(3, BOB, ""), ALICE, revision=3),
    ]

    await Terminal(chat, screen.write).run(typed("/open 1"))

    assert screen.lines[2:] == [
        "#1 Bob (edited): hello all",
        "* #2 of Bob was deleted",
        "* #3 of Bob was deleted by Alice",
    ]


async def test_what_others_change_appears_when_it_happens(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    async def waiting() -> AsyncIterator[str]:
        yield "/open 1"
        await appsync.listening(2)
        messages[0] = edited(messages[0], "hello\x1b[2J all\n#9 Alice: no", revision=1)
        await appsync.publish("onMessage", messages[0])
        await screen.shows("#1 Bob (edited): hello\ufffd[2J all\n    #9 Alice: no")
        messages[0] = deleted(messages[0], BOB, revision=2)
        await appsync.publish("onMessage", messages[0])
        await screen.shows("* #1 of Bob was deleted")

    await Terminal(chat, screen.write).run(waiting())

    marked = [variables for field, variables in appsync.calls if field == "markRead"]
    assert len(marked) == 1


async def test_a_text_of_ones_own_is_edited_by_its_number(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    lines = typed("/open 1", "hi", "there", "/edit 2 hi  all", "/edit #2 hi you")

    await Terminal(chat, screen.write).run(lines)

    assert screen.lines[-2:] == ["#2 Alice (edited): hi  all", "#2 Alice (edited): hi you"]
    edits = [each["input"]["ifRevision"] for field, each in appsync.calls if field == "editMessage"]
    assert edits == [0, 1]


async def test_without_a_number_ones_last_text_is_edited(
    chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    lines = typed("/open 1", "hi", "oops", "/delete 3", "/edit good morning")

    await Terminal(chat, screen.write).run(lines)

    assert [message["body"] for message in messages] == ["hello", "good morning", None]
    assert screen.lines[-1] == "#2 Alice (edited): good morning"


async def test_a_message_is_deleted_by_its_number(
    chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    await Terminal(chat, screen.write).run(typed("/open 1", "hi", "/delete 2", "/delete #1"))

    assert [message["body"] for message in messages] == [None, None]
    assert screen.lines[-2:] == ["* #2 of Alice was deleted", "* #1 of Bob was deleted by Alice"]


async def test_reactions_stand_in_front_of_the_text(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    messages[0] = edited(messages[0], "hello all", revision=1)
    messages[0] = reacted(messages[0], {"👍": 2, "❤️": 1}, revision=2)

    async def waiting() -> AsyncIterator[str]:
        yield "/open 1"
        await appsync.listening(2)
        messages[0] = reacted(messages[0], {"👍": 3}, revision=3)
        await appsync.publish("onMessage", messages[0])
        await screen.shows("#1 Bob (edited) (👍 3): hello all")
        messages[0] = reacted(messages[0], {}, revision=4)
        await appsync.publish("onMessage", messages[0])
        await screen.shows("#1 Bob (edited): hello all")

    await Terminal(chat, screen.write).run(waiting())

    assert screen.lines[2] == "#1 Bob (edited) (👍 2 ❤️ 1): hello all"


async def test_a_reaction_is_added_and_taken_back_by_the_number(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    await Terminal(chat, screen.write).run(typed("/open 1", "/react 1 👍", "/unreact #1 👍"))

    assert screen.lines[2:] == ["#1 Bob: hello", "#1 Bob (👍 1): hello", "#1 Bob: hello"]
    reactions = [each["input"] for field, each in appsync.calls if field.endswith("Reaction")]
    assert [(each["seq"], each["emoji"]) for each in reactions] == [(1, "👍")] * 2


async def test_whoever_follows_reacts_with_the_channel_that_they_know(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    async def following() -> AsyncIterator[str]:
        yield "/open 1"
        await appsync.listening(2)
        yield "/react 1 👍"

    await Terminal(chat, screen.write).run(following())

    assert dict(appsync.calls)["addReaction"]["input"]["channel"] == "c"


async def test_an_answer_says_which_number_it_answers(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    async def following() -> AsyncIterator[str]:
        yield "/open 1"
        await appsync.listening(2)
        yield "/reply #1 hello to you"

    await Terminal(chat, screen.write).run(following())

    assert screen.lines[2:] == ["#1 Bob: hello", "#2 Alice (to #1): hello to you"]
    sent = dict(appsync.calls)["sendMessage"]["input"]
    assert (sent["replyTo"], sent["channel"]) == (1, "c")


@pytest.mark.parametrize(
    ("line", "mentioned"),
    [
        ("@bob, hello", [BOB]),
        ("hello @BOB and @alice, and @bob", [BOB, ALICE]),
        ("@bobby, or b@bob: nobody", []),
        ("@bob.by has a longer name", ["bobby"]),
        ("@ bob", []),
    ],
)
async def test_a_username_after_an_at_sign_mentions_a_member(
    appsync: FakeAppSync,
    chat: Chat,
    screen: Screen,
    messages: list[Json],
    line: str,
    mentioned: list[str],
) -> None:
    people = appsync.answers["members"]({})["members"]
    other = member(person("bobby", "Bob.by"))
    appsync.answers["members"] = lambda _: {"members": [*people, other]}
    await Terminal(chat, screen.write).run(typed("/open 1", line, f"/edit {line}"))

    calls = dict(appsync.calls)
    assert calls["sendMessage"]["input"].get("mentions", []) == mentioned
    assert calls["editMessage"]["input"]["mentions"] == mentioned


async def test_what_mentions_oneself_is_marked(
    chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    told = {"parts": ["MENTIONS"]}
    messages += [
        said(2, BOB, "hello @alice") | told | {"mentions": [ALICE]},
        said(3, BOB, "hello all") | told | {"mentionsEveryone": True},
        said(4, BOB, "hello @bob") | told | {"mentions": [BOB]},
    ]
    await Terminal(chat, screen.write).run(typed("/open 1"))

    assert screen.lines[2:] == [
        "#1 Bob: hello",
        "#2 Bob (mentions you): hello @alice",
        "#3 Bob (mentions you): hello all",
        "#4 Bob: hello @bob",
    ]


async def test_the_inbox_says_how_often_one_was_mentioned(
    appsync: FakeAppSync, chat: Chat, screen: Screen
) -> None:
    appsync.answers["inbox"] = lambda _: {"entries": [entry("Rowing", unread=3, mentions=2)]}
    await Terminal(chat, screen.write).run(typed())

    assert screen.lines == ["1. Rowing (3 unread, 2 for you)"]


async def test_what_was_forwarded_says_who_said_it_first(
    chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    first = {"senderId": BOB, "createdAt": "2030-01-01T00:00:00.000Z"}
    messages.append(said(2, ALICE, "hello all") | {"forwardedFrom": first, "parts": ["FORWARD"]})

    await Terminal(chat, screen.write).run(typed("/open 1"))

    assert screen.lines[-1] == "#2 Alice (forwarded from Bob): hello all"


async def test_a_pin_is_set_seen_listed_and_taken_away_by_the_number(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    lines = typed("/open 1", "/pins", "/pin #1", "/pins", "/unpin 1")
    await Terminal(chat, screen.write).run(lines)

    assert screen.lines[2:] == [
        "#1 Bob: hello",
        "Nothing is pinned here: /pin N pins message #N.",
        "#1 Bob (pinned): hello",
        "#1 Bob (pinned): hello",
        "#1 Bob: hello",
    ]
    asked = [each["input"] for field, each in appsync.calls if field.endswith("pinMessage")]
    assert asked == [{"conversationId": "room", "seq": 1}] * 2


async def test_a_message_says_how_many_replies_it_has(
    chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    root = messages[0]
    replies = [reply_to(root, n, BOB, "yes", revision=n) for n in (1, 2)]
    gone = deleted(replies[0], BOB, revision=3)
    messages[:] = [
        replied(root, replies[0], revision=1),
        replied(said(2, BOB, "hello all"), *replies, revision=2),
        replied(said(3, BOB, "nobody"), gone, revision=3),
        replied(deleted(said(4, BOB, ""), BOB, revision=1), *replies, revision=4),
    ]

    await Terminal(chat, screen.write).run(typed("/open 1"))

    assert screen.lines[2:] == [
        "#1 Bob (1 reply): hello",
        "#2 Bob (2 replies): hello all",
        "#3 Bob: nobody",
        "* #4 of Bob was deleted (2 replies)",
    ]


async def test_what_happens_in_a_thread_appears_without_its_message_once_more(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    async def waiting() -> AsyncIterator[str]:
        yield "/open 1"
        await appsync.listening(2)
        reply = reply_to(messages[0], 1, BOB, "lunhc?", revision=1)
        told = replied(messages[0], reply, revision=1)
        await appsync.publish("onMessage", told)
        await screen.shows("#1/1 Bob: lunhc?")
        reply = edited(reply, "lunch?", revision=2)
        await appsync.publish("onMessage", told | {"revision": 2, "reply": reply})
        await screen.shows("#1/1 Bob (edited): lunch?")
        reply = reacted(reply, {"👍": 1}, revision=3)
        await appsync.publish("onMessage", told | {"revision": 3, "reply": reply})
        await screen.shows("#1/1 Bob (edited) (👍 1): lunch?")
        reply = deleted(reply, BOB, revision=4)
        told = replied(told, reply, revision=4)
        await appsync.publish("onMessage", told)
        await screen.shows("* #1/1 of Bob was deleted")
        told = edited(told | {"reply": None}, "hello all", revision=5)
        messages[0] = told
        await appsync.publish("onMessage", told)
        await screen.shows("#1 Bob (edited): hello all")

    await Terminal(chat, screen.write).run(waiting())

    assert [line for line in screen.lines if line.startswith("#1 ")] == [
        "#1 Bob: hello",
        "#1 Bob (edited): hello all",
    ]
    marked = [variables for field, variables in appsync.calls if field == "markRead"]
    assert len(marked) == 1


async def test_people_reply_in_a_thread_and_read_it(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    lines = typed("/open 1", "/thread 1", "/thread #1 lunch  anyone?", "/thread 1 me", "/thread #1")
    await Terminal(chat, screen.write).run(lines)

    assert screen.lines[2:] == [
        "#1 Bob: hello",
        "Nobody has replied to it: /thread N text replies to message #N.",
        "#1/1 Alice: lunch  anyone?",
        "#1/2 Alice: me",
        "#1/1 Alice: lunch  anyone?",
        "#1/2 Alice: me",
    ]
    markers = [variables["input"] for field, variables in appsync.calls if field == "markRead"]
    assert markers[-1] == {"conversationId": "room", "seq": 2, "rootSeq": 1}


async def test_a_reply_is_answered_edited_deleted_and_reacted_to_by_its_number(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    lines = typed(
        "/open 1",
        "/thread 1 yse",
        "/edit 1/1 yes",
        "/react #1/1 👍",
        "/unreact 1/1 👍",
        "/reply 1/1 @bob, it is",
        "/delete 1/1",
    )
    await Terminal(chat, screen.write).run(lines)

    assert screen.lines[3:] == [
        "#1/1 Alice: yse",
        "#1/1 Alice (edited): yes",
        "#1/1 Alice (edited) (👍 1): yes",
        "#1/1 Alice (edited): yes",
        "#1/2 Alice (to #1/1): @bob, it is",
        "* #1/1 of Alice was deleted",
    ]
    calls = dict(appsync.calls)
    for field in ("editMessage", "deleteMessage", "addReaction", "removeReaction"):
        where = calls[field]["input"]
        assert (where["rootSeq"], where["seq"]) == (1, 1)
    assert calls["editMessage"]["input"]["ifRevision"] == 1
    sent = calls["sendReply"]["input"]
    assert (sent["rootSeq"], sent["replyTo"], sent["mentions"]) == (1, 1, [BOB])


async def test_a_reply_of_long_ago_is_shown_once_when_it_is_edited(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    async def waiting() -> AsyncIterator[str]:
        yield "/open 1"
        yield "/thread 1 yse"
        yield "/open 1"
        await appsync.listening(2)
        yield "/edit 1/1 yes"
        yield "/edit 1/1 yes, sure"

    await Terminal(chat, screen.write).run(waiting())

    assert screen.lines[-3:] == [
        "#1 Bob (1 reply): hello",
        "#1/1 Alice (edited): yes",
        "#1/1 Alice (edited): yes, sure",
    ]


async def test_whoever_edits_a_reply_that_has_changed_sees_what_it_is_now(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    edit = appsync.answers["editMessage"]

    def refuse(variables: Json) -> None:
        edit({"input": variables["input"] | {"body": "from the phone"}})
        raise Refusal("Conflict", "It has changed meanwhile.")

    appsync.answers["message"] = lambda _: appsync.answers["messages"]({"rootSeq": 1})["messages"][
        0
    ]
    appsync.answers["editMessage"] = refuse

    await Terminal(chat, screen.write).run(typed("/open 1", "/thread 1 hi", "/edit 1/1 hello"))

    assert screen.lines[-2:] == [
        "#1/1 Alice (edited): from the phone",
        "! It has changed meanwhile.",
    ]


async def test_a_text_that_looks_like_reactions_stands_behind_its_sender(
    chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    messages[:] = [said(1, BOB, "hello (👍 9)\n(👍 9)")]

    await Terminal(chat, screen.write).run(typed("/open 1"))

    assert screen.lines[-1] == "#1 Bob: hello (👍 9)\n    (👍 9)"


async def test_what_changes_nothing_is_shown_as_it_is(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    appsync.answers["editMessage"] = lambda _: messages[1]

    await Terminal(chat, screen.write).run(typed("/open 1", "hi", "/edit 2 hi"))

    assert screen.lines[-2:] == ["#2 Alice: hi", "#2 Alice: hi"]


async def test_a_message_of_before_the_page_is_shown_once_it_is_edited(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    messages[:] = [said(1, ALICE, "long ago"), said(2, BOB, "today")]
    newest = {"messages": messages[1:], "baseline": {"seq": 2, "revision": 0}}
    appsync.answers["messages"] = lambda _: newest

    await Terminal(chat, screen.write).run(typed("/open 1", "/edit 1 very long ago"))

    assert screen.lines[2:] == ["#2 Bob: today", "#1 Alice (edited): very long ago"]
    assert "ifRevision" not in dict(appsync.calls)["editMessage"]["input"]


async def test_whoever_edits_what_has_changed_sees_what_it_is_now(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    def refuse(_: Json) -> None:
        messages[1] = edited(messages[1], "from the phone", revision=1)
        raise Refusal("Conflict", "It has changed meanwhile.")

    appsync.answers["editMessage"] = refuse

    await Terminal(chat, screen.write).run(typed("/open 1", "hi", "/edit 2 hello"))

    assert screen.lines[-2:] == ["#2 Alice (edited): from the phone", "! It has changed meanwhile."]


async def test_an_edit_that_was_refused_for_too_low_a_number_can_be_repeated(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    messages[:] = [reacted(said(1, ALICE, "hello"), {"👍": 1}, revision=5)]
    page = {"messages": [{**messages[0]}], "baseline": {"seq": 1, "revision": 6}}
    appsync.answers["messages"] = lambda _: page
    messages[0] |= {"revision": 6}
    sync, edit = appsync.answers["sync"], appsync.answers["editMessage"]
    appsync.answers["sync"] = lambda variables: sync(variables) | {"changes": []}

    def refuse_below(variables: Json) -> Json:
        if variables["input"]["ifRevision"] < 6:
            raise Refusal("Conflict", "It has changed meanwhile.")
        answer: Json = edit(variables)
        return answer

    appsync.answers["editMessage"] = refuse_below

    await Terminal(chat, screen.write).run(typed("/open 1", "/edit 1 hi", "/edit 1 hi"))

    assert screen.lines[-2:] == ["! It has changed meanwhile.", "#1 Alice (edited) (👍 1): hi"]


@pytest.mark.usefixtures("messages")
@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("/edit", "Type the new text too"),
        ("/edit 1", "Type the new text too"),
        ("/edit hello", "name one by its number"),
        ("/edit 7 hello", "There is no #7 here"),
        ("/edit 0 hello", "There is no #0 here"),
        ("/delete", "Type the number"),
        ("/delete hello", "Type the number"),
        ("/delete 7", "There is no #7 here"),
        ("/reply", "/reply N text"),
        ("/reply 1", "/reply N text"),
        ("/reply hello", "/reply N text"),
        ("/reply 7 hello", "There is no #7 here"),
        ("/reply 1/7 hello", "There is no #1/7 here"),
        ("/thread", "/thread N text"),
        ("/thread hello", "/thread N, or"),
        ("/thread hello all", "/thread N, or"),
        ("/thread 7", "There is no #7 here"),
        ("/thread 7 hello", "There is no #7 here"),
        ("/thread 1/1 hello", "/thread N, or"),
        ("/edit 1/7 hello", "There is no #1/7 here"),
        ("/edit 7/1 hello", "There is no #7 here"),
        ("/delete 1/0", "There is no #1/0 here"),
        ("/react 1/7 👍", "There is no #1/7 here"),
        ("/pin 1/1", "Replies are not pinned"),
        ("/pin", "in front of the message: /pin N"),
        ("/pin me", "in front of the message: /pin N"),
        ("/pin 7", "There is no #7 here"),
        ("/unpin", "in front of the message: /unpin N"),
        ("/react", "and an emoji: /react N"),
        ("/react 1", "and an emoji: /react N"),
        ("/react 👍", "and an emoji: /react N"),
        ("/react 7 👍", "There is no #7 here"),
        ("/unreact 👍 1", "and an emoji: /unreact N"),
    ],
)
async def test_a_change_that_is_not_clear_is_answered_with_what_to_type(
    appsync: FakeAppSync, chat: Chat, screen: Screen, line: str, advice: str
) -> None:
    await Terminal(chat, screen.write).run(typed("/open 1", line))

    assert advice in screen.lines[-1]
    changes = {"editMessage", "deleteMessage", "addReaction", "removeReaction"}
    changes |= {"pinMessage", "unpinMessage", "sendMessage", "sendReply"}
    assert not changes & dict(appsync.calls).keys()


@pytest.mark.usefixtures("messages")
@pytest.mark.parametrize(
    "line",
    ["/edit hello", "/delete 1", "/react 1 👍", "/unreact 1 👍", "/pin 1", "/thread 1 hello"],
)
async def test_nothing_is_changed_before_a_conversation_is_open(
    chat: Chat, screen: Screen, line: str
) -> None:
    await Terminal(chat, screen.write).run(typed(line))

    assert screen.lines[-1].startswith("Open a conversation first")


async def test_a_name_that_looks_like_an_edit_is_told_from_one(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    posing = {**person(BOB, "Alice (edited)"), "username": "bob"}
    page = {"members": [member(posing)]}
    appsync.answers["members"] = lambda _: page

    await Terminal(chat, screen.write).run(typed("/open 1"))

    assert screen.lines[-1] == "#1 Alice (edited) (@bob): hello"


async def test_changes_of_membership_are_told_in_words(
    chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    change = {"kind": "SYSTEM", "event": "MEMBER_REMOVED", "memberIds": [BOB]}
    messages.append(said(2, ALICE, "") | change)

    await Terminal(chat, screen.write).run(typed("/open 1"))

    assert screen.lines[-1] == "* Alice removed Bob"


async def test_a_new_title_is_told_in_words(
    chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    change = {"kind": "SYSTEM", "event": "CONVERSATION_RENAMED", "memberIds": None}
    messages.append(said(2, ALICE, "Sculling") | change)

    await Terminal(chat, screen.write).run(typed("/open 1"))

    assert screen.lines[-1] == "* Alice renamed the conversation to Sculling"


async def test_what_others_wrote_does_nothing_to_the_terminal(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    inbox = {"entries": [entry("\x1b]0;Owned\x07\x1b[2JRowing")]}
    appsync.answers["inbox"] = lambda _: inbox
    messages[:] = [said(1, BOB, "bell\x07\rAlice: I agree\nAlice: yes\x9b31m \u202egnp.exe")]

    await Terminal(chat, screen.write).run(typed("/open 1"))

    assert screen.lines == [
        "1. \ufffd]0;Owned\ufffd\ufffd[2JRowing (0 unread)",
        "#1 Bob: bell\ufffd\n    Alice: I agree\n    Alice: yes\ufffd31m gnp.exe",
    ]


async def test_what_is_written_from_right_to_left_leaves_the_rest_of_the_line_alone(
    chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    messages[:] = [said(1, BOB, "שבת 1\nhello")]

    await Terminal(chat, screen.write).run(typed("/open 1"))

    assert screen.lines[-1] == "#1 Bob: \u2068שבת 1\u2069\n    hello"


async def test_people_of_one_name_are_told_apart_by_their_usernames(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    alike = [person(ALICE, "Alice"), {**person(BOB, "alice"), "username": "bob"}]
    page = {"members": [member(each) for each in alike]}
    appsync.answers["members"] = lambda _: page

    await Terminal(chat, screen.write).run(typed("/open 1", "/members"))

    assert screen.lines[-2:] == ["#1 alice (@bob): hello", "Alice (@alice), alice (@bob)"]


@pytest.mark.usefixtures("messages")
async def test_members_are_listed_with_their_roles(
    appsync: FakeAppSync, chat: Chat, screen: Screen
) -> None:
    alice, bob = person(ALICE, "Alice"), person(BOB, "Bob")
    page = {
        "members": [
            member(alice, role="OWNER", mutedUntil="2020-01-01T00:00:00Z"),
            member(bob, role="MODERATOR", mutedUntil="2099-01-01T00:00:00Z"),
            member(person("carol", "Carol (owner)") | {"username": "carol"}),
        ]
    }
    appsync.answers["members"] = lambda _: page

    await Terminal(chat, screen.write).run(typed("/open 1", "/members"))

    assert screen.lines[-1] == "Alice (owner), Bob (moderator, muted), Carol (owner) (@carol)"


@pytest.mark.usefixtures("messages")
@pytest.mark.parametrize("line", ["/open 3", "/open", "/members", "/dance", "/help"])
async def test_what_cannot_be_done_is_answered_with_what_can(
    chat: Chat, screen: Screen, line: str
) -> None:
    await Terminal(chat, screen.write).run(typed(line))

    assert "/open N" in screen.lines[-1]


async def test_nothing_is_said_before_a_conversation_is_open(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    await Terminal(chat, screen.write).run(typed("hello?"))

    assert len(messages) == 1
    assert screen.lines[-1].startswith("Open a conversation first")


@pytest.mark.usefixtures("messages")
async def test_a_refusal_is_shown_and_the_terminal_goes_on(
    appsync: FakeAppSync, chat: Chat, screen: Screen
) -> None:
    def refuse(_: Json) -> None:
        raise Refusal("TryAgain", "Try again in a moment.")

    appsync.answers["sendMessage"] = refuse

    await Terminal(chat, screen.write).run(typed("/open 1", "hello", "/members"))

    assert screen.lines[-2:] == ["! Try again in a moment.", "Alice, Bob"]


async def test_whoever_is_removed_is_told_once(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    asked_again = asyncio.Event()

    def refuse(_: Json) -> None:
        raise Refusal("NotFound", "You are not in it.")

    def refuse_to_tell(_: Json) -> None:
        asked_again.set()
        refuse(_)

    async def removed() -> AsyncIterator[str]:
        yield "/open 1"
        await appsync.listening(2)
        appsync.answers |= {"markRead": refuse, "conversation": refuse_to_tell}
        change = {"kind": "SYSTEM", "event": "MEMBER_REMOVED", "memberIds": [ALICE]}
        numbers = {"revision": 1, "channelVersion": 2}
        await appsync.publish("onMessage", said(2, BOB, "") | change | numbers)
        await asked_again.wait()
        await screen.shows("! You are not in it.")
        yield "/inbox"

    await Terminal(chat, screen.write).run(removed())

    assert screen.lines.count("! You are not in it.") == 1


async def test_after_an_open_that_failed_nothing_is_said_anywhere(
    appsync: FakeAppSync, chat: Chat, screen: Screen, messages: list[Json]
) -> None:
    def refuse(_: Json) -> None:
        raise Refusal("TryAgain", "Try again in a moment.")

    async def lines() -> AsyncIterator[str]:
        yield "/open 1"
        appsync.answers["members"] = refuse
        yield "/open 2"
        yield "is this the right room?"

    await Terminal(chat, screen.write).run(lines())

    assert [m["body"] for m in messages] == ["hello"]
    assert screen.lines[-1].startswith("Open a conversation first")


@pytest.fixture
def outputs(stack: Stack, tmp_path: Path) -> Path:
    path = tmp_path / "outputs.json"
    described = {
        "graphqlUrl": stack.graphql_url,
        "realtimeUrl": stack.realtime_url,
        "awsEndpoint": stack.aws_endpoint,
        "region": stack.region,
        "userPoolClientId": stack.user_pool_client_id,
        "users": [{"username": "alice", "password": PASSWORD, "userId": ALICE}],
    }
    path.write_text(json.dumps(described))
    return path


@pytest.mark.usefixtures("messages")
async def test_it_works_in_a_pipe(outputs: Path) -> None:
    written, failed = await run_client("--outputs", str(outputs), piped="/open 1\nhi there\n")

    assert failed == ""
    assert written.splitlines()[-1] == "#2 Alice: hi there"


async def leave(client: asyncio.subprocess.Process, terminal: int) -> int:
    """Press Ctrl-D until it is heard: between two prompts nobody listens to the keyboard."""
    async with asyncio.timeout(30):
        while True:
            os.write(terminal, b"\x04")
            with contextlib.suppress(TimeoutError):
                return await asyncio.wait_for(asyncio.shield(client.wait()), timeout=0.5)


@pytest.mark.usefixtures("messages")
async def test_it_works_at_a_terminal_until_control_d(outputs: Path) -> None:
    ours, its_own = pty.openpty()
    client = await asyncio.create_subprocess_exec(
        *client_command("--outputs", str(outputs)), stdin=its_own, stdout=its_own, stderr=its_own
    )
    os.close(its_own)

    await asyncio.to_thread(read_until, ours, b"Rowing (1 unread)")
    await asyncio.to_thread(read_until, ours, b">")
    os.write(ours, b"/open 1\r")
    await asyncio.to_thread(read_until, ours, b"#1 Bob: hello")
    status = await leave(client, ours)
    os.close(ours)

    assert status == 0


async def test_without_a_stack_it_says_how_to_get_one(tmp_path: Path) -> None:
    missing = tmp_path / "outputs.json"

    _, failed = await run_client("--outputs", str(missing))

    assert failed == f"There is no {missing}: run make up, or name a stack with --stack.\n"


async def test_a_stack_without_a_region_is_asked_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    for name in ("AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)

    _, failed = await run_client("--stack", "serverless-chat-dev")

    assert failed.startswith("Set the region of serverless-chat-dev")


def client_command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "chat_client", "--as", "alice", *arguments]


async def run_client(*arguments: str, piped: str = "") -> tuple[str, str]:
    client = await asyncio.create_subprocess_exec(
        *client_command(*arguments),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    written, failed = await asyncio.wait_for(client.communicate(piped.encode()), timeout=30)
    return written.decode(), failed.decode()


def read_until(terminal: int, text: bytes) -> None:
    shown = b""
    while text not in shown:
        assert select.select([terminal], [], [], 30)[0], shown
        shown += os.read(terminal, 4096)
