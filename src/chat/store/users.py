"""People: access patterns U1 to U4."""

import unicodedata
from collections.abc import Iterable
from contextlib import suppress

from chat.domain.models import User
from chat.store import keys
from chat.store.attributes import from_time, to_time
from chat.store.table import INDEX, Item, Put, Query, Refused, Table, Update

_FOLDED_LENGTH = 100
"""Characters. Folding turns some into 18, and a sort key has room for 1,024 bytes."""


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


def rename(table: Table, user_id: str, *, display_name: str) -> User | None:
    """U3: change the display name, and list it in the directory. None where there is no profile."""
    directory = keys.directory(folded(display_name), user_id)
    values = {"displayName": display_name, **directory.index_attributes()}
    assignments = ", ".join(f"#{name} = :{name}" for name in values)
    try:
        item = table.update(
            Update(keys.user(user_id), f"SET {assignments}", "attribute_exists(#PK)", values)
        )
    except Refused:
        return None
    return _from_item(item)


def by_name(table: Table, prefix: str, *, limit: int) -> list[str]:
    """U4: ids of people whose listed name begins with it, in the order of their names."""
    names = keys.names_beginning(folded(prefix))
    if not names.sk:
        return []
    items = table.query(
        Query(
            "#GSI1PK = :pk AND begins_with(#GSI1SK, :names)",
            {"pk": names.pk, "names": names.sk},
            limit=limit,
            index=INDEX,
        )
    )
    return [keys.user_of_directory(item["PK"]) for item in items]


def folded(name: str) -> str:
    """A name as it is sorted and searched: no case, no variants, single spaces, no separators.

    At most 100 characters, however long folding makes a name of 50.
    """
    plain = unicodedata.normalize("NFKC", name).casefold().replace("#", "")
    return " ".join(plain.split())[:_FOLDED_LENGTH]


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
