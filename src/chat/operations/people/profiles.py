"""Profiles of people: who they are, and the names they show."""

from collections.abc import Sequence

from chat.domain.errors import NotFound
from chat.domain.models import User
from chat.operations.backend import Backend
from chat.store import users


def own(backend: Backend, user_id: str, *, username: str) -> User:
    """The person's own profile; where there is none yet, it is created."""
    existing = users.get(backend.table, user_id)
    if existing:
        return existing
    created = User(user_id, username, display_name=username, created_at=backend.now())
    users.create(backend.table, created)
    return created


def public(backend: Backend, user_id: str) -> User:
    """Anyone's profile. Raises NotFound."""
    found = users.get(backend.table, user_id)
    if found is None:
        raise NotFound("There is no such person.")
    return found


def rename(backend: Backend, user_id: str, *, display_name: str) -> User:
    """Change the name that others see and search. Raises NotFound before the first `me`."""
    renamed = users.rename(backend.table, user_id, display_name=display_name)
    if renamed is None:
        raise NotFound("Query me first: that creates your profile.")
    return renamed


def search(backend: Backend, prefix: str, *, limit: int) -> list[User]:
    """People by the beginning of their name, in the order of their names."""
    ids = users.by_name(backend.table, prefix, limit=limit)
    return [user for user in in_order(backend, ids) if user]


def in_order(backend: Backend, user_ids: Sequence[str | None]) -> list[User | None]:
    """The profiles in the order asked for; None where there is no id, or nobody has it."""
    known = users.get_many(backend.table, filter(None, user_ids))
    return [known.get(user_id) if user_id else None for user_id in user_ids]
