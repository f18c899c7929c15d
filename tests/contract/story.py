"""The story of events/story.yaml, played on an empty table by the handlers of the template.

Its messages are followed after each step, as the table's stream would have it.
"""

import importlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

from moto import mock_aws

from appsync_local import template
from appsync_local.application import Application
from chat import settings
from chat.store import conversations
from chat.store.client import client
from chat.store.table import Table
from story.events import event
from story.steps import BACK_END, Names, Step, is_part, resolved
from tests import tables
from tests.contract.project import STREAM, Project
from tests.contract.verbs import Use, recording

_CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
}
_TIME_LEFT_MS = 3000
_FOLLOWER, _MESSAGES = "FollowMessagesFunction", f"{STREAM}messages"
_DONE: Mapping[str, Any] = {"batchItemFailures": []}
_DEAD_FOR = timedelta(seconds=40)
"""Longer than readers wait for a writer, shorter than members look back for changes."""


@dataclass(frozen=True)
class Outcome:
    """What a step came to.

    function: that was called.  error: the errorType; then the answer is None.
    used: rights on the table.
    """

    step: Step
    function: str
    names: Names
    answer: Any
    error: str | None
    used: frozenset[Use]


@dataclass(frozen=True)
class _Context:
    """As much of Lambda's context as the handlers look at."""

    aws_request_id: str = "00000000-0000-4000-8000-000000000000"

    def get_remaining_time_in_millis(self) -> int:
        return _TIME_LEFT_MS


def play(project: Project) -> list[Outcome]:
    """The outcome of each step, in order."""
    application = template.load(project.template_path)
    names = dict(project.story.names)
    outcomes = []
    with _empty_table(application):
        follower = _Follower(project, _table_name(application))
        for step in project.story.steps:
            outcome = _take(step, project, application, names)
            if outcome.error is None:
                names |= {name: outcome.answer[field] for field, name in step.keep.items()}
            outcomes.append(outcome)
            if outcome.error is None:
                outcomes += follower.follow()
    return outcomes


def used_by_function(outcomes: list[Outcome]) -> dict[str, frozenset[Use]]:
    """The rights that each function used in the whole story."""
    used: dict[str, frozenset[Use]] = {}
    for outcome in outcomes:
        used[outcome.function] = used.get(outcome.function, frozenset()) | outcome.used
    return used


def unexpected(outcomes: list[Outcome]) -> Iterator[str]:
    """Steps that came to something else than the story tells."""
    for outcome in outcomes:
        name, told = outcome.step.name, outcome.step.error
        result = resolved(outcome.step.result, outcome.names)
        if outcome.error != told:
            yield f"{name}: expected {told or 'an answer'}, got {outcome.error or 'an answer'}."
        elif not told and not is_part(result, outcome.answer):
            yield f"{name}: expected {result} in {outcome.answer}."


@dataclass
class _Follower:
    """The function that follows messages. told: their rows, as it knows them."""

    project: Project
    table_name: str
    told: dict[str, Any] = field(default_factory=dict)

    def follow(self) -> Iterator[Outcome]:
        """What came of telling it which messages have changed since the last time."""
        items = client().scan(TableName=self.table_name)["Items"]
        found = {item["PK"]["S"] + item["SK"]["S"]: item for item in items if "follow" in item}
        records = [
            {"dynamodb": {"NewImage": item, "SequenceNumber": "1"} | self._before(place)}
            for place, item in found.items()
            if item != self.told.get(place)
        ]
        self.told = found
        if records:
            yield self._invoke(Step(call=_MESSAGES, caller=BACK_END, result=_DONE), records)

    def _before(self, place: str) -> dict[str, Any]:
        return {"OldImage": self.told[place]} if place in self.told else {}

    def _invoke(self, step: Step, records: list[Any]) -> Outcome:
        with recording(client()) as used:
            answer = _handler(self.project, _FOLLOWER)({"Records": records}, _Context())
        return Outcome(step, _FOLLOWER, {}, answer, None, frozenset(used))


def _take(step: Step, project: Project, application: Application, names: Names) -> Outcome:
    if step.writer_died_in:
        _let_a_writer_die(application, resolved(step.writer_died_in, names))
    called = project.api.functions[step.call]
    function = application.functions[called]
    handler = _handler(project, called)
    answer, error = None, None
    with recording(client()) as used, patch.dict(os.environ, function.environment):
        try:
            answer = handler(event(step, project.api, names), _Context())
        except Exception as raised:
            error = type(raised).__name__
    return Outcome(step, called, names, answer, error, frozenset(used))


def _handler(project: Project, function: str) -> Callable[[Any, Any], Any]:
    module, _, name = project.functions[function]["Handler"].rpartition(".")
    handler: Callable[[Any, Any], Any] = getattr(importlib.import_module(module), name)
    return handler


@contextmanager
def _empty_table(application: Application) -> Iterator[None]:
    caches = (client, settings.settings)
    with patch.dict(os.environ, _CREDENTIALS, clear=True), mock_aws():
        for cache in caches:
            cache.cache_clear()
        client().create_table(TableName=_table_name(application), **tables.definition())
        yield
    for cache in caches:
        cache.cache_clear()


def _let_a_writer_die(application: Application, conversation_id: str) -> None:
    handle = Table(client(), _table_name(application), remaining=lambda: 1.0)
    conversations.take_both(handle, conversation_id, now=datetime.now(UTC) - _DEAD_FOR)


def _table_name(application: Application) -> str:
    (name,) = {function.environment["TABLE_NAME"] for function in application.functions.values()}
    return name
