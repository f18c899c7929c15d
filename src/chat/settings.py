"""The environment of a function, read on demand, and the one logger.

Importing this module, or any other of the chat, needs no environment variable.
"""

import os
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from aws_lambda_powertools import Logger

logger = Logger()
"""Structured logs. Powertools' own variables name the service and set the level."""


class MissingSetting(Exception):
    """The function was deployed without an environment variable that it needs."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The environment variable {name} is missing: see template.yaml.")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the template sets for every function that uses the table.

    writer_timeout: how long the platform lets a function run that takes numbers.
    sends_per_minute: how many texts one person may send to one conversation.
    """

    table_name: str
    writer_timeout: timedelta
    sends_per_minute: int


@cache
def settings() -> Settings:
    """The settings of this function. Raises MissingSetting."""
    return Settings(
        table_name=required("TABLE_NAME"),
        writer_timeout=timedelta(seconds=float(required("WRITER_TIMEOUT"))),
        sends_per_minute=int(required("SENDS_PER_MINUTE")),
    )


def required(name: str) -> str:
    """The value of an environment variable. Raises MissingSetting where it is absent or empty."""
    value = os.environ.get(name)
    if not value:
        raise MissingSetting(name)
    return value
