"""nextToken: where a list continues, opaque to clients and bound to its query."""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

from chat.domain.errors import InvalidArguments


def encode(query: str, scope: str, position: tuple[str | int, str]) -> str:
    """A token for this position of this query of this scope, such as one person's inbox."""
    text = json.dumps([query, scope, *position], separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode[T: (str, int)](token: str, query: str, scope: str, shape: type[T]) -> tuple[T, str]:
    """The position in a token: something to sort by, of this type, and an id.

    Raises InvalidArguments unless the token is of this query and scope.
    """
    try:
        padded = token + "=" * (-len(token) % 4)
        of_query, of_scope, first, identifier = json.loads(urlsafe_b64decode(padded))
    except (binascii.Error, ValueError, TypeError):
        of_query = of_scope = first = identifier = None
    is_position = isinstance(first, shape) and isinstance(identifier, str) and identifier.isascii()
    if (of_query, of_scope) != (query, scope) or not is_position:
        raise InvalidArguments("nextToken: pass the token of a page of this same list.")
    return first, identifier
