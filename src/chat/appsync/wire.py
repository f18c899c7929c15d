"""Our values as the JSON that AppSync expects: fields in camelCase, times as AWSDateTime."""

from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from chat.domain.models import Membership, Message, Room, unread
from chat.domain.reactions import Reactor
from chat.store.attributes import from_time

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def wire(value: object, viewer_id: str = "") -> Any:
    """A domain value as AppSync expects it. viewer_id: for whom, where that matters."""
    match value:
        case Room():
            return _conversation(value)
        case Membership():
            return _member(value)
        case Message():
            return _message(value, viewer_id)
        case Reactor():
            return {"emoji": value.emoji, "userId": value.user_id}
        case datetime():
            return from_time(value)
        case tuple() | list():
            return [wire(element, viewer_id) for element in value]
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(value, viewer_id)
    return value


def _plain(value: "DataclassInstance", viewer_id: str) -> dict[str, Any]:
    return {camel: wire(getattr(value, name), viewer_id) for name, camel in _fields(type(value))}


def _message(message: Message, viewer_id: str) -> dict[str, Any]:
    seen = message.responses.seen_by(viewer_id) if message.responses else ()
    is_told = message.version is not None
    fields = _plain(replace(message, responses=None), viewer_id)
    for name in ("edits", "textRevision", "changes", "isOpen", "responses"):
        del fields[name]
    return {
        **fields,
        "parts": [*message.parts],
        "thread": wire(message.thread),
        "version": message.version,
        "reactions": wire(seen) if is_told else None,
    }


def _conversation(room: Room) -> dict[str, Any]:
    conversation, membership = room.conversation, room.membership
    return {
        "id": conversation.id,
        "kind": conversation.kind,
        "title": conversation.title,
        "createdBy": conversation.created_by,
        "createdAt": from_time(conversation.created_at),
        "memberCount": conversation.member_count,
        "lastSeq": conversation.last_seq,
        "lastRevision": conversation.last_revision,
        "channel": conversation.channel,
        "channelVersion": conversation.channel_version,
        "role": membership.role,
        "readSeq": membership.read_seq,
        "unread": unread(conversation, membership),
        "fromSeq": membership.from_seq,
        "peerId": membership.peer_id,
        "mutedUntil": wire(membership.muted_until),
    }


def _member(membership: Membership) -> dict[str, Any]:
    return {
        "conversationId": membership.conversation_id,
        "userId": membership.user_id,
        "role": membership.role,
        "status": membership.status,
        "joinedAt": from_time(membership.joined_at),
        "readSeq": membership.read_seq,
        "mutedUntil": wire(membership.muted_until),
    }


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    return tuple((field.name, _camel(field.name)) for field in fields(kind))


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
