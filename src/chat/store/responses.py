"""Responses: who reacts to a message, and how many replies it has, in shards by person."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, pairwise

from chat.domain.models import Message
from chat.domain.reactions import Reactor
from chat.domain.responses import SHARDS, Responses, shard_of
from chat.domain.threads import Replies
from chat.store import keys
from chat.store.attributes import from_time, to_time
from chat.store.keys import BUCKET_SIZE
from chat.store.table import Action, Item, Query, Table, Update

_ENTITY = "Responses"
_NEAR = 50
"""Numbers: what lies so close together is read by one query."""


def adding(log: str, seq: int, reactor: Reactor, *, revision: int) -> Action:
    """L8: one more, unless it is there or the message is deleted."""
    return _changing(
        log,
        seq,
        reactor,
        "ADD #people :people, #changes :one",
        "attribute_not_exists(#closed) AND NOT contains(#people, :person)",
        revision,
    )


def removing(log: str, seq: int, reactor: Reactor, *, revision: int) -> Action:
    """L8: one fewer, if it is there."""
    return _changing(
        log,
        seq,
        reactor,
        "DELETE #people :people ADD #changes :one",
        "contains(#people, :person)",
        revision,
    )


def closing(log: str, seq: int) -> Sequence[Action]:
    """L8: none any more, now or later."""
    return [
        Update(
            keys.responses(log, seq, shard),
            "SET #entity = :entity, #closed = :closed REMOVE #people",
            "attribute_not_exists(#closed)",
            {"entity": _ENTITY, "closed": True},
        )
        for shard in range(SHARDS)
    ]


def replying(root: Message, reply: Message, *, is_named: bool, is_last: bool) -> Action:
    """L8: one reply more, unless the message that it is to is deleted.

    is_named: whether the one who replies is to be named with that message.  is_last: whether it is
    to be the last reply in its shard; refused, with the item, if there is a later one.
    The number of the change is the reply's, not that of the last reaction.
    """
    values: Item = {"entity": _ENTITY, "one": 1}
    expression = "SET #entity = :entity"
    condition = "attribute_not_exists(#closed)"
    if is_last:
        values |= {"seq": reply.seq, "at": from_time(reply.created_at)}
        expression += ", #lastReplySeq = :seq, #lastReplyAt = :at"
        condition += " AND (attribute_not_exists(#lastReplySeq) OR #lastReplySeq < :seq)"
    adding = "#changes :one, #replies :one"
    if is_named:
        adding += ", #repliers :person"
        values["person"] = {reply.sender_id}
    return Update(
        keys.responses(root.log, root.seq, shard_of(reply.sender_id)),
        f"{expression} ADD {adding}",
        condition,
        values,
    )


def is_closed(item: Item) -> bool:
    """Whether a shard takes nothing any more, as the message was deleted."""
    return "closed" in item


def unreplying(reply: Message) -> Action:
    """L8: one reply fewer."""
    assert reply.root_seq is not None, "it is a reply"  # noqa: S101
    return Update(
        keys.responses(reply.conversation_id, reply.root_seq, shard_of(reply.sender_id)),
        "ADD #changes :one, #replies :fewer",
        "#replies >= :one",
        {"one": 1, "fewer": -1},
    )


def of_message(table: Table, log: str, seq: int) -> Responses:
    """L9: those to one message as they are now."""
    return between(table, log, seq, seq).get(seq, Responses())


def of_messages(table: Table, log: str, numbers: Iterable[int]) -> dict[int, Responses]:
    """L9: those to several messages as they are now, by number; none where there never were any."""
    spans = [
        partial(between, table, log, first, last)
        for first, last in _stretches(sorted(set(numbers)))
    ]
    return {seq: found for part in table.side_by_side(spans) for seq, found in part.items()}


def between(
    table: Table, log: str, first: int, last: int, *, fresh: bool = True
) -> dict[int, Responses]:
    """L9: those to the messages first … last, by number.

    fresh: read with strong consistency, at twice the price.
    """
    queries = [
        partial(table.query, _query(log, low, high, fresh)) for low, high in _buckets(first, last)
    ]
    items = [item for found in table.side_by_side(queries) for item in found]
    return {
        seq: Responses.of_shards(map(_from_item, shards))
        for seq, shards in groupby(items, key=lambda item: keys.seq_of_responses(item["SK"]))
    }


def _changing(
    log: str, seq: int, reactor: Reactor, expression: str, condition: str, revision: int
) -> Action:
    person = _text(reactor)
    return Update(
        keys.responses(log, seq, shard_of(reactor.user_id)),
        f"SET #entity = :entity, #revision = :revision, #changedBy = :by {expression}",
        condition,
        {
            "entity": _ENTITY,
            "people": {person},
            "person": person,
            "one": 1,
            "revision": revision,
            "by": reactor.user_id,
        },
    )


def _text(reactor: Reactor) -> str:
    return f"{reactor.emoji} {reactor.user_id}"


def _from_item(item: Item) -> Responses:
    people = (person.partition(" ") for person in item.get("people", ()))
    return Responses(
        frozenset(Reactor(emoji, user_id) for emoji, _, user_id in people),
        int(item.get("changes", 0)),
        int(item["revision"]) if "revision" in item else None,
        item.get("changedBy"),
        Replies(
            int(item.get("lastReplySeq", 0)),
            to_time(item["lastReplyAt"]) if "lastReplyAt" in item else None,
            int(item.get("replies", 0)),
            frozenset(item.get("repliers", ())),
        ),
        is_closed=is_closed(item),
    )


def _query(log: str, low: int, high: int, fresh: bool) -> Query:
    first, last = (
        keys.responses_from(log, low),
        keys.responses_to(log, high),
    )
    return Query(
        "#PK = :pk AND #SK BETWEEN :low AND :high",
        {"pk": first.pk, "low": first.sk, "high": last.sk},
        consistent=fresh,
    )


def _buckets(first: int, last: int) -> Iterator[tuple[int, int]]:
    """The stretches of first … last that share a partition."""
    while first <= last:
        edge = min((first // BUCKET_SIZE + 1) * BUCKET_SIZE - 1, last)
        yield first, edge
        first = edge + 1


def _stretches(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last numbers of those that lie close together."""
    if not numbers:
        return
    first = numbers[0]
    for number, following in pairwise(numbers):
        if following - number > _NEAR:
            yield first, number
            first = following
    yield first, numbers[-1]
