"""Where a client puts its credentials when it opens the real-time socket.

Source: AppSync developer guide, "Building a real-time WebSocket client": a header- subprotocol
(base64url, no padding), the query parameter header (base64), or plain HTTP headers.
"""

import base64
import binascii
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qs

from appsync_local import wire

PROTOCOL = "graphql-ws"
_HEADER_PREFIX = "header-"


def credential_headers(
    headers: Mapping[str, str], *, query: str, subprotocols: Iterable[str]
) -> dict[str, str]:
    """The headers that carry the credentials, by lower-case name; empty where unreadable.

    headers: of the upgrade request, by lower-case name.
    """
    for subprotocol in subprotocols:
        if subprotocol.startswith(_HEADER_PREFIX):
            return _decoded(subprotocol.removeprefix(_HEADER_PREFIX))
    encoded = parse_qs(query).get("header")
    return _decoded(encoded[0]) if encoded else dict(headers)


def _decoded(encoded: str) -> dict[str, str]:
    standard = encoded.replace(" ", "+").replace("-", "+").replace("_", "/").rstrip("=")
    try:
        text = base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True)
        return lower_names(wire.decode(text))
    except (binascii.Error, ValueError):
        return {}


def lower_names(headers: object) -> dict[str, str]:
    """The string members of an object, by lower-case name."""
    items = headers.items() if isinstance(headers, dict) else ()
    return {str(name).lower(): value for name, value in items if isinstance(value, str)}
