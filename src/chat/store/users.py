"""People: access patterns U1 and U2."""

from collections.abc import Iterable
from contextlib import suppress

from chat.domain.models import User
from chat.store import keys
from chat.store.attributes import from_time, to_time
from chat.store.table import Item, Put, Refused, Table


def get(table: Table, user_id: str) -> User | None:
    """U1: one person's profile."""
    item = table.get(keys.user(user_id))
    return _from_item(item) if item else None


def get_many(table: Table, user_ids: Iterable[str], *, consistent: bool = False) -> dict[str, User]:
    """U2: the profiles that exist, by id. Unless consistent, names may be a moment old."""
    items = table.batch_get(map(keys.user, user_ids), consistent=consistent)
    return {user.id: user for user in map(_from_item, items.values())}


def create(table: Table, user: User) -> None:
    """U1: store a profile, unless there is one."""
    with suppress(Refused):
        table.put(Put(_to_item(user)))


def _to_item(user: User) -> Item:
    return keys.user(user.id).attributes() | {
        "entity": "User",
        "id": user.id,
        "username": user.username,
        "displayName": user.display_name,
        "createdAt": from_time(user.created_at),
    }


def _from_item(item: Item) -> User:
    return User(
        id=item["id"],
        username=item["username"],
        display_name=item["displayName"],
        created_at=to_time(item["createdAt"]),
    )
