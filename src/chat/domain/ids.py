"""Ids: derived where a repeated call must find the same thing, random where nobody may guess it."""

import hashlib
import secrets
from base64 import b32encode

_ID_LENGTH = 26


def group_id(creator_id: str, client_conversation_id: str) -> str:
    """The id of the group that this person opens under this client id."""
    return _derived("GROUP", creator_id, client_conversation_id)


def direct_id(one_id: str, other_id: str) -> str:
    """The id of the one direct conversation of two people, whoever opens it."""
    return _derived("DIRECT", *sorted((one_id, other_id)))


def new_channel() -> str:
    """A token that nobody can guess: 144 random bits in 24 characters."""
    return secrets.token_urlsafe(18)


def _derived(*parts: str) -> str:
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return b32encode(digest).decode().lower()[:_ID_LENGTH]
