"""The story of events/story.yaml, played on an empty table by the handlers of the template."""

import importlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

from moto import mock_aws

from appsync_local import template
from appsync_local.application import Application
from chat import settings
from chat.store import conversations, table
from chat.store.table import Table
from local_cloud.story import is_part
from tests import tables
from tests.contract.project import Project
from tests.contract.verbs import recording

_CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
}
_TIME_LEFT_MS = 3000
_DEAD_FOR = timedelta(seconds=40)
"""Longer than readers wait for a writer, shorter than members look back for changes."""


@dataclass(frozen=True)
class Outcome:
    """What a step came to.

    error: the errorType; then the answer is None.  used: rights on the table.
    """

    step: Mapping[str, Any]
    answer: Any
    error: str | None
    used: frozenset[str]


@dataclass(frozen=True)
class _Context:
    """As much of Lambda's context as the handlers look at."""

    aws_request_id: str = "00000000-0000-4000-8000-000000000000"

    def get_remaining_time_in_millis(self) -> int:
        return _TIME_LEFT_MS


def play(project: Project) -> list[Outcome]:
    """The outcome of each step, in order."""
    application = template.load(project.template_path)
    kept: dict[str, Any] = {}
    outcomes = []
    with _empty_table(application):
        for step in project.story:
            outcome = _take(step, project, application, kept)
            for field, name in step.get("keep", {}).items():
                kept[name] = outcome.answer[field]
            outcomes.append(outcome)
    return outcomes


def used_by_function(outcomes: list[Outcome]) -> dict[str, frozenset[str]]:
    """The rights that each function used in the whole story."""
    used: dict[str, frozenset[str]] = {}
    for outcome in outcomes:
        function = outcome.step["function"]
        used[function] = used.get(function, frozenset()) | outcome.used
    return used


def unexpected(outcomes: list[Outcome]) -> Iterator[str]:
    """Steps that came to something else than the story tells."""
    for outcome in outcomes:
        event, told = outcome.step["event"], outcome.step.get("error")
        if outcome.error != told:
            yield f"{event}: expected {told or 'an answer'}, got {outcome.error or 'an answer'}."
        elif not told and not is_part(outcome.step["result"], outcome.answer):
            yield f"{event}: expected {outcome.step['result']} in {outcome.answer}."


def _take(
    step: Mapping[str, Any], project: Project, application: Application, kept: Mapping[str, Any]
) -> Outcome:
    event = deepcopy(project.events[step["event"]])
    for path, name in step.get("with", {}).items():
        _put(event, path, kept[name])
    if conversation_id := step.get("given", {}).get("writer_died_in"):
        _let_a_writer_die(application, conversation_id)
    function = application.functions[step["function"]]
    module, _, name = function.handler.rpartition(".")
    handler = getattr(importlib.import_module(module), name)
    answer, error = None, None
    with recording(table.client()) as used, patch.dict(os.environ, function.environment):
        try:
            answer = handler(event, _Context())
        except Exception as raised:
            error = type(raised).__name__
    return Outcome(step, answer, error, frozenset(used))


@contextmanager
def _empty_table(application: Application) -> Iterator[None]:
    caches = (table.client, settings.settings)
    with patch.dict(os.environ, _CREDENTIALS, clear=True), mock_aws():
        for cache in caches:
            cache.cache_clear()
        table.client().create_table(TableName=_table_name(application), **tables.definition())
        yield
    for cache in caches:
        cache.cache_clear()


def _let_a_writer_die(application: Application, conversation_id: str) -> None:
    handle = Table(table.client(), _table_name(application), remaining=lambda: 1.0)
    conversations.take_both(handle, conversation_id, now=datetime.now(UTC) - _DEAD_FOR)


def _table_name(application: Application) -> str:
    (name,) = {function.environment["TABLE_NAME"] for function in application.functions.values()}
    return name


def _put(event: dict[str, Any], path: str, value: Any) -> None:
    *parents, last = path.split(".")
    for parent in parents:
        event = event[parent]
    event[last] = value
