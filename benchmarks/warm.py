"""Our own time in warm handlers: the story of events/, told to the handlers in this process.

Left out are DynamoDB, the network, and what the runtime client does with an event and its answer.
"""

import importlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from statistics import quantiles
from typing import Any
from unittest.mock import patch

from moto import mock_aws
from moto.core.models import botocore_stubber

from appsync_local.template import document
from benchmarks import engine, markdown
from benchmarks.benchmark import Benchmark
from benchmarks.own_time import Taken, kept, taken
from benchmarks.result import ROOT, Figure, Result, Rows, median_of
from chat.settings import logger
from chat.store.client import client
from local_cloud.functions import operation
from local_cloud.progress import Progress
from story import api
from story.events import event
from story.steps import read

BUDGET = 1.0
"""Milliseconds of our own in a sendMessage."""

_TIMES = 300
_OURS, _SDK, _SLOW = "ours ms", "botocore ms", "ours, 95th percentile ms"
_TABLE = "chat"
_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "example",
    "AWS_SECRET_ACCESS_KEY": "example",
    "AWS_DEFAULT_REGION": "us-east-1",
    "POWERTOOLS_SERVICE_NAME": _TABLE,
    "TABLE_NAME": _TABLE,
    "WRITER_TIMEOUT": "10",
    "SENDS_PER_MINUTE": "1000000",
}
_TOLERANCE = 2.0
_FUNCTIONS: Any = document.read(ROOT / "template.yaml")["Resources"]


@dataclass(frozen=True, slots=True)
class _Context:
    """As much of Lambda's context as the handlers look at."""

    aws_request_id: str = "00000000-0000-4000-8000-000000000000"

    def get_remaining_time_in_millis(self) -> int:
        return 10_000


class _FirstAnswer:
    """A call that can be made again and again, and what came of it at first."""

    def __init__(self, call: Callable[[], Any]) -> None:
        self._call = call
        self.answers: list[Any] = []

    def __call__(self) -> None:
        answer = self._call()
        if not self.answers:
            self.answers.append(answer)


def measure(progress: Progress) -> Rows:
    """Our own time in a warm handler, and botocore's, for each operation's first call."""
    found: dict[str, list[Taken]] = {}
    with _empty_table(), progress.step("Calling every handler"):
        for name, call in _calls():
            with kept(client()) as answers:
                call()
            if name not in found:
                with patch.object(botocore_stubber, "enabled", False):
                    found[name] = taken(client(), answers, call, times=_TIMES)
    return {f"`{name}`": _figures(name, found[name]) for name in sorted(found)}


def tables(found: Result) -> Mapping[str, str]:
    """One, by operation."""
    rows = [
        [
            row,
            *(markdown.number(columns[name].value) for name in (_OURS, _SLOW, _SDK)),
            markdown.budget(columns[_OURS]),
        ]
        for row, columns in found.rows.items()
    ]
    return {"warm": markdown.table(["", _OURS, _SLOW, _SDK, "Budget"], rows)}


def _calls() -> Iterator[tuple[str, Callable[[], None]]]:
    """The steps of the story that come to an answer, by operation; each is to be called at once."""
    story, described = read(ROOT), api.read()
    names = dict(story.names)
    for step in story.steps:
        function = described.functions[step.call]
        if step.error:
            continue
        call = partial(_handler(function), event(step, described, names), _Context())
        told = _FirstAnswer(call)
        yield operation(function), told
        names |= {name: told.answers[0][field] for field, name in step.keep.items()}


def _handler(function: str) -> Callable[..., Any]:
    handler: str = _FUNCTIONS[function]["Properties"]["Handler"]
    module, _, name = handler.rpartition(".")
    return getattr(importlib.import_module(module), name)  # type: ignore[no-any-return]


@contextmanager
def _empty_table() -> Iterator[None]:
    """A table in this process, and logs that nobody sees."""
    with (
        open(os.devnull, "w") as nowhere,  # noqa: PTH123 - no file
        patch.object(logger.registered_handler, "stream", nowhere),
        patch.dict(os.environ, _ENVIRONMENT),
        mock_aws(),
    ):
        client.cache_clear()
        client().create_table(TableName=_TABLE, **engine.definition())
        yield
        client.cache_clear()


def _figures(name: str, calls: Sequence[Taken]) -> Mapping[str, Figure]:
    ours = sorted(call.ours for call in calls)
    slow = quantiles(ours, n=20)[-1]
    at_most = BUDGET if name == "sendMessage" else None
    return {
        _OURS: median_of(ours, "ms", tolerance=_TOLERANCE, at_most=at_most),
        _SLOW: Figure(value=round(slow, 3), unit="ms", runs=len(ours), tolerance=None),
        _SDK: median_of([call.sdk for call in calls], "ms", tolerance=_TOLERANCE),
    }


BENCHMARK = Benchmark("warm", measure, tables)
