"""What a history tells of one log: the conversation's own, or that of a thread in it.

What happens in a thread is told with the message that it hangs on, so it is told to both.
"""

from collections.abc import Iterator
from dataclasses import replace

from tests.history.records import Call, Delivery, History, Json

POSTINGS = frozenset({"sendMessage", "addMembers", "removeMember", "updateConversation"})
"""Mutations that take a number of the conversation, once for each client id."""

REPLYING = "sendReply"
"""The mutation that takes a number of a thread, once for each client id."""

LOOKING = frozenset({"message", "messages", "messageVersions"})
"""Queries about one log or another."""


def root_of(call: Call) -> int | None:
    """The number on which the thread hangs that a call is about; None for the conversation."""
    given = call.arguments.get("input", call.arguments)
    root: int | None = given.get("rootSeq")
    return root


def reply_in(message: Json) -> Json | None:
    """What happened in a message's thread, where that is what it is told for."""
    reply: Json | None = message.get("reply")
    return reply


def calls_of_conversation(history: History) -> Iterator[Call]:
    """Those that tell of the conversation's own messages."""
    for call in history.calls:
        if root_of(call) is None or call.field not in LOOKING:
            yield call


def calls_of_thread(history: History, root: int) -> Iterator[Call]:
    """Those that tell of a thread, with its replies in place of what it hangs on."""
    for call in history.calls:
        if call.field == "sync" and call.answer:
            changes = [
                change | {"message": reply_in(change["message"] or {})}
                for change in call.answer["changes"]
                if change.get("rootSeq") == root
            ]
            yield replace(call, answer=call.answer | {"messages": [], "changes": changes})
        elif root_of(call) == root:
            is_whole = call.field in LOOKING or not call.answer
            yield call if is_whole else replace(call, answer=reply_in(call.answer))


def events_of_thread(history: History, root: int) -> Iterator[Delivery]:
    """The same of events."""
    for event in history.deliveries:
        reply = reply_in(event.payload)
        if event.field == "onMessage" and reply and reply["rootSeq"] == root:
            yield replace(event, payload=reply)
