"""A message as the terminal shows it: a text begins with its number, a record with a star."""

from collections.abc import AsyncIterator

from chat_client.documents import Json
from chat_client.people import People
from chat_client.places import Place
from chat_client.terminal_text import shown

_CHANGES = {
    "MEMBERS_ADDED": "* {sender} added {members}",
    "MEMBER_REMOVED": "* {sender} removed {members}",
    "MEMBER_LEFT": "* {members} left",
    "CONVERSATION_RENAMED": "* {sender} renamed the conversation to {body}",
}


async def line_of(message: Json, people: People) -> str:
    """One line, or more where the text has more. Raises ChatError where a name cannot be had."""
    sender = await people.name(message["senderId"])
    if message["kind"] == "TEXT":
        return await _text(message, sender, people)
    members = ", ".join([await people.name(member) for member in message["memberIds"] or ()])
    change = _CHANGES.get(message["event"], "* A change that this client does not know")
    return change.format(sender=sender, members=members, body=shown(message["body"] or ""))


async def _text(message: Json, sender: str, people: People) -> str:
    number = Place.of(message)
    if message["body"] is not None:
        notes = "".join([note async for note in _notes(message, people)])
        said = f"{number} {sender}{notes}{_reactions(message)}"
        return f"{said}: {shown(message['body'])}"
    deleter = message.get("deletedBy") or message["senderId"]
    by = f" by {await people.name(deleter)}" if deleter != message["senderId"] else ""
    return f"* {number} of {sender} was deleted{by}{_replies(message)}"


async def _notes(message: Json, people: People) -> AsyncIterator[str]:
    """What there is to say of the text itself, in front of it."""
    if message.get("replyTo"):
        yield f" (to {Place(message['replyTo'], message.get('rootSeq'))})"
    if first := message.get("forwardedFrom"):
        yield f" (forwarded from {await people.name(first['senderId'])})"
    if message.get("mentionsEveryone") or people.own_id in (message.get("mentions") or ()):
        yield " (mentions you)"
    if message.get("editedAt"):
        yield " (edited)"
    if message.get("pinnedAt"):
        yield " (pinned)"
    yield _replies(message)


def _replies(message: Json) -> str:
    count = (message.get("thread") or {}).get("replyCount")
    if not count:
        return ""
    return " (1 reply)" if count == 1 else f" ({count} replies)"


def _reactions(message: Json) -> str:
    """In front of the text, so that no text can pass for them."""
    found = [f"{shown(each['emoji'])} {each['count']}" for each in message.get("reactions") or ()]
    return f" ({' '.join(found)})" if found else ""
