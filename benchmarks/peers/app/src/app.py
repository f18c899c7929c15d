"""The function behind every field; simulator.js has the same in JavaScript."""

import uuid
from datetime import UTC, datetime
from typing import Any


def handler(event: dict[str, Any], _context: object) -> object:
    """Answer a direct Lambda resolver's event."""
    arguments = event["arguments"]
    sender = event["identity"]["username"]
    match event["info"]["fieldName"]:
        case "ping":
            return arguments["n"]
        case "page":
            return [_message("page", f"message {n}", sender) for n in range(arguments["size"])]
        case "sendMessage":
            return _message(arguments["room"], arguments["body"], sender)
        case unknown:
            raise ValueError(f"there is no field {unknown}")


def _message(room: str, body: str, sender: str) -> dict[str, str]:
    return {
        "id": str(uuid.uuid4()),
        "room": room,
        "body": body,
        "sender": sender,
        "sentAt": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
