"""Rooms full of people and messages, stored without asking the chat.

Items are made by the store itself, so they are those that the chat would have written.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import batched, count
from typing import Any
from uuid import UUID

from chat.domain.models import (
    ConversationKind,
    MemberRole,
    Membership,
    MemberStatus,
    Message,
    MessageKind,
    Room,
)
from chat.domain.responses import SHARDS, shard_of
from chat.operations.backend import Backend
from chat.operations.conversations import creation
from chat.operations.mentions.recording import Change
from chat.operations.messages import sending
from chat.operations.people import profiles
from chat.operations.threads import replying
from chat.store import keys, memberships, messages
from chat.store.attributes import from_time, marshalled

_LONG_AGO = datetime.now(UTC) - timedelta(days=30)
_LOADERS = 4
_ids: Iterator[int] = count()


def person(number: int) -> str:
    """The id of the so-manieth person."""
    return str(UUID(int=number))


def client_id() -> str:
    """A client id that was not used yet."""
    return f"client-id-{next(_ids)}"


def people(backend: Backend, user_ids: Iterable[str]) -> None:
    """Give everyone a profile."""
    for user_id in user_ids:
        profiles.own(backend, user_id, username=f"someone-{user_id[-6:]}")


def open_room(backend: Backend, owner: str, other: str, *, title: str) -> Room:
    """A group of two, who have profiles."""
    return creation.open_group(
        backend,
        owner,
        title=title,
        member_ids=[other],
        client_conversation_id=f"client-{title}",
        history_for_newcomers=True,
    )


def say(
    backend: Backend,
    conversation_id: str,
    *,
    sender: str,
    body: str = "hello",
    channel: str | None = None,
) -> int:
    """Send a text. Answers with its number."""
    return sending.send_message(
        backend,
        sender,
        conversation_id,
        body=body,
        client_message_id=client_id(),
        channel=channel,
    ).seq


def mention(backend: Backend, conversation_id: str, *, sender: str, who: str) -> Change:
    """Send a text that mentions somebody. Answers with what the table's stream tells of it."""
    message = sending.send_message(
        backend,
        sender,
        conversation_id,
        body="x" * 400,
        client_message_id=client_id(),
        mentions=[who],
    )
    return Change(None, message)


def reply(backend: Backend, conversation_id: str, root_seq: int, *, sender: str) -> Message:
    """Reply to a message. Answers with the reply."""
    told = tell_reply(backend, conversation_id, root_seq, sender=sender)
    assert told.reply is not None, "it is what happened"  # noqa: S101
    return told.reply


def tell_reply(backend: Backend, conversation_id: str, root_seq: int, *, sender: str) -> Message:
    """Reply to a message. Answers with that message, as it is told."""
    return replying.send_reply(
        backend,
        sender,
        conversation_id,
        root_seq,
        body="x" * 400,
        client_message_id=client_id(),
    )


def around_a_message(
    backend: Backend, crew: Sequence[str], *, title: str, author: str | None = None
) -> str:
    """A room of the first two people and a crew, with one message in it: by its owner, or another.

    Answers with its id.
    """
    owner, other = person(1), person(2)
    room = open_room(backend, owner, other, title=title).conversation.id
    crowd(backend, room, crew)
    say(backend, room, sender=author or owner)
    return room


def crowd(backend: Backend, conversation_id: str, user_ids: Sequence[str]) -> None:
    """Let more people have been there from the beginning, beside the two who are."""
    load(backend, member_items(conversation_id, user_ids))
    _set(backend, conversation_id, "memberCount", len(user_ids) + 2)


def history(
    backend: Backend,
    conversation_id: str,
    senders: Sequence[str],
    *,
    length: int,
    answering: int | None = None,
) -> None:
    """Let the first so many messages have been said, the senders taking turns.

    answering: how far before each is the one that it answers, where there is one.
    """
    items = message_items(conversation_id, senders, count=length, answering=answering)
    load(backend, items)
    _set(backend, conversation_id, "lastSeq", length)


def member_items(conversation_id: str, user_ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Rows of people who were there from the beginning."""
    for user_id in user_ids:
        row = Membership(
            user_id=user_id,
            conversation_id=conversation_id,
            kind=ConversationKind.GROUP,
            role=MemberRole.MEMBER,
            status=MemberStatus.ACTIVE,
            joined_seq=0,
            joined_at=_LONG_AGO,
        )
        yield _item(memberships.opening(row))


def message_items(
    conversation_id: str, senders: Sequence[str], *, count: int, answering: int | None = None
) -> Iterator[dict[str, Any]]:
    """Messages 1 … count of 60 characters, the senders taking turns."""
    for seq in range(1, count + 1):
        message = Message(
            conversation_id=conversation_id,
            seq=seq,
            kind=MessageKind.TEXT,
            sender_id=senders[seq % len(senders)],
            client_message_id=f"loaded-{seq}",
            created_at=_LONG_AGO + timedelta(seconds=seq),
            body="x" * 60,
            reply_to=seq - answering if answering and seq > answering else None,
        )
        yield _item(messages.writing(message))


def reactions(
    backend: Backend, conversation_id: str, reactors: Sequence[str], *, last: int, count: int
) -> None:
    """Let everyone of these have reacted to so many messages, up to the last one."""
    load(backend, reaction_items(conversation_id, reactors, range(last - count + 1, last + 1)))


def reaction_items(
    conversation_id: str, reactors: Sequence[str], numbers: Iterable[int]
) -> Iterator[dict[str, Any]]:
    """Everybody's reaction to each of these messages, as adding them one by one leaves them."""
    shards = [
        (shard, [user_id for user_id in reactors if shard_of(user_id) == shard])
        for shard in range(SHARDS)
    ]
    for seq in numbers:
        for shard, people in shards:
            if people:
                item: dict[str, object] = {
                    **keys.responses(conversation_id, seq, shard).attributes(),
                    "entity": "Responses",
                    "people": {f"👍 {user_id}" for user_id in people},
                    "changes": len(people),
                    "revision": seq,
                    "changedBy": people[-1],
                }
                yield {name: marshalled(value) for name, value in item.items()}


def threads(
    backend: Backend, conversation_id: str, people: Sequence[str], *, last: int, count: int
) -> None:
    """Let everyone of these have replied to so many messages, up to the last one."""
    load(backend, share_items(conversation_id, people, range(last - count + 1, last + 1)))


def share_items(
    conversation_id: str, people: Sequence[str], numbers: Iterable[int]
) -> Iterator[dict[str, Any]]:
    """What is counted of everybody's reply to each of these messages, without the replies."""
    for seq in numbers:
        for shard in sorted({shard_of(user_id) for user_id in people}):
            here = [user_id for user_id in people if shard_of(user_id) == shard]
            item: dict[str, object] = {
                **keys.responses(conversation_id, seq, shard).attributes(),
                "entity": "Responses",
                "changes": len(here),
                "revision": seq,
                "changedBy": here[-1],
                "replies": len(here),
                "repliers": set(here),
                "lastReplySeq": people.index(here[-1]) + 1,
                "lastReplyAt": from_time(_LONG_AGO),
            }
            yield {name: marshalled(value) for name, value in item.items()}


def load(backend: Backend, items: Iterable[dict[str, Any]]) -> None:
    """Store items as they are, 25 at a time, several calls at once."""
    with ThreadPoolExecutor(_LOADERS) as pool:
        # In parts: the pool would make all items at once, a million of them too.
        for part in batched(items, 10_000, strict=False):
            list(pool.map(partial(_write, backend), batched(part, 25, strict=False)))


def _write(backend: Backend, items: Iterable[dict[str, Any]]) -> None:
    table = backend.table
    waiting: Any = {table.name: [{"PutRequest": {"Item": item}} for item in items]}
    while waiting:
        waiting = table.client.batch_write_item(RequestItems=waiting).get("UnprocessedItems")


def _item(action: Any) -> dict[str, Any]:
    item: dict[str, Any] = action.request("")["Put"]["Item"]
    return item


def _set(backend: Backend, conversation_id: str, attribute: str, value: int) -> None:
    backend.table.client.update_item(
        TableName=backend.table.name,
        Key={"PK": {"S": f"CONVERSATION#{conversation_id}"}, "SK": {"S": "DETAILS"}},
        UpdateExpression="SET #attribute = :value",
        ExpressionAttributeNames={"#attribute": attribute},
        ExpressionAttributeValues={":value": {"N": str(value)}},
    )
