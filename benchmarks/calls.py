"""The story's calls, made through the functions' own handlers on a table of the benchmarks'."""

import importlib
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

from appsync_local import template
from chat.appsync import entrypoint
from chat.operations.backend import Backend
from chat.settings import logger
from story import api, steps
from story.api import ROOT
from story.events import event
from story.steps import Step

_APPLICATION = template.load(ROOT / "template.yaml")
_STORY = steps.read(ROOT)


@dataclass(frozen=True, slots=True)
class _Context:
    """As much of Lambda's context as the handlers look at."""

    aws_request_id: str = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls on a backend. names: what the story's $names stand for, where it is something else."""

    backend: Backend
    names: Mapping[str, str]

    def about(self, **names: str) -> "Calls":
        """The same about other people or conversations."""
        return replace(self, names={**self.names, **names})

    def told(self, name: str, *, by: str | None = None, **arguments: object) -> Callable[[], Any]:
        """A call of the story, to be made. by: another person's id than the story's caller has.

        arguments: in the place of the story's.
        """
        step = _STORY.by_name[name]
        return self._made(replace(step, arguments={**step.arguments, **arguments}), by)

    def looking_up(self, name: str, attribute: str, values: Sequence[str]) -> Callable[[], Any]:
        """A call of a batched field for parents with these values of an attribute, to be made."""
        parents = [{attribute: value} for value in values]
        return self._made(replace(_STORY.by_name[name], parents=parents), None)

    def _made(self, asked: Step, by: str | None) -> Callable[[], Any]:
        names = {**_STORY.names, **self.names}
        described = api.read()
        function = _APPLICATION.functions[described.functions[asked.call]]
        module, _, attribute = function.handler.rpartition(".")
        handler = getattr(importlib.import_module(module), attribute)
        asking = event(asked, described, names, caller_id=by)

        def call() -> Any:
            with _working_on(self.backend):
                return handler(asking, _Context())

        return call


@contextmanager
def _working_on(backend: Backend) -> Iterator[None]:
    """The handlers' table is the backend's, and what they log is not shown."""
    level = logger.log_level
    logger.setLevel(logging.CRITICAL)
    try:
        with patch.object(entrypoint, "backend_of", lambda _: backend):
            yield
    finally:
        logger.setLevel(level)
