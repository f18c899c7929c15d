"""The functions' logs, read from CloudWatch Logs and written for people.

A line of Powertools is {"level", "message", "timestamp", …fields}; of the lines that Lambda itself
writes, only those that report trouble are shown.
"""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import boto3
from rich.console import Console
from rich.text import Text

from local_cloud.target import Target

if TYPE_CHECKING:
    from mypy_boto3_logs import CloudWatchLogsClient

_HOUR_MS = 3_600_000
_LATEST_MS = 60_000  # CloudWatch shows a line some seconds after it was logged
_OF_LAMBDA = ("START RequestId", "END RequestId", "REPORT RequestId", "INIT_START")
_COLOURS = {"WARNING": "yellow", "ERROR": "red", "CRITICAL": "bold red", "DEBUG": "dim"}
# The same in each line, or shown elsewhere in it.
_LEFT_OUT = frozenset(
    (
        *("level", "message", "timestamp", "location", "service", "sampling_rate", "cold_start"),
        *("function_name", "function_arn", "function_memory_size", "function_request_id"),
        *("correlation_id", "xray_trace_id", "exception", "exception_name", "stack_trace"),
    )
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a function's log. timestamp: milliseconds since 1970."""

    function: str
    timestamp: int
    text: str


def recent(target: Target, functions: Mapping[str, str]) -> list[Entry]:
    """What the functions logged in the last hour, in order of time."""
    return _read(target, functions, since=_now_ms() - _HOUR_MS)


def follow(target: Target, functions: Mapping[str, str], *, pause: float) -> Iterator[Entry]:
    """What the functions log from now on, without end. pause: seconds between two reads."""
    since, shown = _now_ms(), set[Entry]()
    while True:
        looked = _now_ms()
        entries = [each for each in _read(target, functions, since=since) if each not in shown]
        yield from entries
        since = max(since, looked - _LATEST_MS)
        shown = {each for each in shown.union(entries) if each.timestamp >= since}
        time.sleep(pause)


def show(entry: Entry, console: Console) -> None:
    """Print an entry, if it is worth a person's time."""
    line = render(entry)
    if line is not None:
        console.print(line, soft_wrap=True)


def render(entry: Entry) -> Text | None:
    """One line for people; None for what Lambda logs about every call."""
    text = entry.text.rstrip()
    if text.startswith(_OF_LAMBDA) and "Status: " not in text:
        return None
    fields = _parsed(text)
    if fields is None:
        return _line(entry, "INFO", text)
    if "_aws" in fields:  # a metric in the embedded format
        return None
    return _structured(entry, fields)


def _structured(entry: Entry, fields: Mapping[str, Any]) -> Text:
    rest = " ".join(
        f"{name}={value if isinstance(value, str) else json.dumps(value)}"
        for name, value in fields.items()
        if name not in _LEFT_OUT
    )
    request = str(fields.get("function_request_id", ""))[:8]
    line = _line(entry, str(fields.get("level", "INFO")), str(fields.get("message", "")))
    line.append(f"  {rest}" if rest else "").append(f"  {request}", style="dim")
    if "exception" in fields:
        line.append(f"\n{fields['exception']}", style="red")
    return line


def _line(entry: Entry, level: str, message: str) -> Text:
    at = datetime.fromtimestamp(entry.timestamp / 1000, UTC).astimezone()
    colour = _COLOURS.get(level, "")
    return Text.assemble(
        (f"{at:%H:%M:%S}.{entry.timestamp % 1000:03} ", "dim"),
        (f"{level:<8}", colour),
        (f"{entry.function:<20} ", "cyan"),
        (message, colour),
    )


def _parsed(text: str) -> Mapping[str, Any] | None:
    try:
        fields = json.loads(text)
    except ValueError:
        return None
    return fields if isinstance(fields, dict) else None


def _read(target: Target, functions: Mapping[str, str], *, since: int) -> list[Entry]:
    client = boto3.client("logs", **target.options)
    entries = [
        entry
        for operation, name in functions.items()
        for entry in _of_group(client, operation, f"/aws/lambda/{name}", since)
    ]
    return sorted(entries, key=lambda each: each.timestamp)


def _of_group(
    client: "CloudWatchLogsClient", operation: str, group: str, since: int
) -> Iterator[Entry]:
    pages = client.get_paginator("filter_log_events").paginate(logGroupName=group, startTime=since)
    try:
        for page in pages:
            for event in page["events"]:
                yield Entry(operation, event["timestamp"], event["message"])
    except client.exceptions.ResourceNotFoundException:
        return


def _now_ms() -> int:
    return int(time.time() * 1000)
