"""JSON as it travels: compact, UTF-8, one implementation for HTTP bodies and WebSocket frames."""

import json
import re

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def encode(value: object) -> str:
    """Value as compact JSON text; raises TypeError or ValueError for what JSON cannot carry."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    if not text.isascii() and _LONE_SURROGATE.search(text):
        return json.dumps(value, separators=(",", ":"))
    return text


def decode(text: str | bytes) -> object:
    """The value of JSON text; raises ValueError, also for what is nested too deeply to read."""
    try:
        value: object = json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return value


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is no JSON")


def size(text: str) -> int:
    """Bytes that the text takes on the wire."""
    return len(text.encode())
