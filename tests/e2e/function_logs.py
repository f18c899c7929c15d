"""What the functions logged, as soon as it is there."""

import asyncio
import json
from collections.abc import Mapping, Set
from typing import Any

from chat_client import Chat
from local_cloud import functions, logs
from local_cloud.logs import Entry
from local_cloud.target import Target

type Calls = Set[tuple[str, str]]
"""Operations with their outcomes."""


async def logged(target: Target, caller: Chat, calls: Calls) -> list[Entry]:
    """The lines of all functions, as soon as these calls are among those that are over.

    Lambda's REPORT is the last line of a call; logs arrive when they arrive.
    """
    names = functions.names(target)
    async with asyncio.timeout(30):
        while True:
            entries = logs.recent(target, names)
            over = {entry.text.split()[2] for entry in entries if entry.text.startswith("REPORT")}
            if calls <= {
                (line["operation"], line["outcome"])
                for line in answers(entries, caller)
                if line["function_request_id"] in over
            }:
                return entries
            await asyncio.sleep(0.1)


def answers(entries: list[Entry], caller: Chat) -> list[Mapping[str, Any]]:
    """What was logged about a person's calls when they were answered."""
    lines = [json.loads(entry.text) for entry in entries if entry.text.startswith("{")]
    return [
        line
        for line in lines
        if line.get("message") == "answered" and line["caller"] == caller.user_id
    ]
