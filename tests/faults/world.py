"""A small chat in this process: its table, its functions, and a time that passes when told to.

with living() as world:
    world.call("Mutation.sendMessage", ALICE, input={...})
"""

import hashlib
import importlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from types import SimpleNamespace
from typing import Any, Self
from unittest.mock import patch

from botocore.httpsession import URLLib3Session
from botocore.retries.quota import RetryQuota
from botocore.signers import RequestSigner
from botocore.useragent import UserAgentString
from moto.dynamodb.models import dynamodb_backends

from chat import settings
from chat.appsync import entrypoint, publisher
from chat.domain.errors import ChatError
from chat.store import table
from chat.store.client import client
from chat_fsck.invariants import Patience
from story.events import event
from story.steps import Names
from tests import tables
from tests.clock import Clock
from tests.contract.project import ROOT, STREAM, Project, Properties
from tests.contract.verbs import Use, noting
from tests.faults.auditor import Auditor
from tests.faults.network import GRAPHQL_URL, Died, Injection, Network
from tests.faults.partition import Item
from tests.faults.storage import REGION, TABLE, State, Storage
from tests.people import NAMES

_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": REGION,
    "GRAPHQL_URL": GRAPHQL_URL,
    "SENDS_PER_MINUTE": "1000",
    "TABLE_NAME": TABLE,
}

MESSAGES = f"{STREAM}messages"

_SDK_PAUSE = 1.0
"""Seconds: about the longest that the SDK waits between two of its attempts."""


@dataclass(frozen=True)
class Outcome:
    """What became of a call: an answer, an error by its code, or neither where the process died."""

    answer: Any = None
    error: str | None = None
    died: bool = False

    def __str__(self) -> str:
        return "died" if self.died else self.error or f"answered {json.dumps(self.answer)[:300]}"


class _SideBySide:
    """In the place of the thread pool: calls keep their order, and take as long as the longest."""

    def __init__(self, clock: Clock, max_workers: int) -> None:
        """As many workers as there are calls."""
        self._clock = clock
        self._ends = clock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._clock.advance(seconds=max(0.0, (self._ends - self._clock()).total_seconds()))

    def submit[T](self, call: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()
        begun = self._clock()
        try:
            future.set_result(call())
        except Exception as error:
            future.set_exception(error)
        self._ends = max(self._ends, self._clock())
        self._clock.advance(seconds=(begun - self._clock()).total_seconds())
        return future

    def map[T](self, call: Callable[[Any], T], arguments: Sequence[Any]) -> Iterator[T]:
        futures = [self.submit(partial(call, argument)) for argument in arguments]
        return (future.result() for future in futures)


@dataclass(eq=False)
class World:
    """published: what people's devices were told through onInbox.

    used: the rights on the table that each function used so far.
    """

    clock: Clock = field(default_factory=Clock)
    storage: Storage = field(default_factory=Storage)
    published: list[Mapping[str, Any]] = field(default_factory=list)
    used: dict[str, set[Use]] = field(default_factory=dict)
    _running: str = ""

    def __post_init__(self) -> None:
        self._project = Project(ROOT)
        self.auditor = Auditor(self.storage, Patience(self.writer_timeout))
        self._network = self._new_network(ends=float("inf"))
        self.attempts: Sequence[str] = ()

    @cached_property
    def functions(self) -> Mapping[str, str]:
        """The function that answers each coordinate, or follows the stream."""
        following = {
            f"{STREAM}{mapping.lower()}": logical_id
            for logical_id, function in self._project.functions.items()
            for mapping in function.get("Events", ())
        }
        return following | {
            each.coordinate: each.function for each in self._project.resolvers if each.function
        }

    def call(self, coordinate: str, caller: str, **arguments: object) -> Any:
        """What somebody gets for asking. Raises AssertionError where it is not an answer."""
        outcome = self.invoke(coordinate, self.event(coordinate, caller, arguments))
        assert outcome.error is None, outcome
        assert not outcome.died
        return outcome.answer

    def event(self, coordinate: str, caller: str, arguments: Mapping[str, object]) -> Any:
        """The event of events/ with another caller and other arguments."""
        made = deepcopy(self._project.events[coordinate])
        made["arguments"] = arguments
        made["identity"] |= {"sub": caller, "username": NAMES[caller]}
        return made

    def follow(self, records: Iterable[Any]) -> None:
        """Tell the function that follows messages of these."""
        outcome = self.invoke(MESSAGES, {"Records": [*records]})
        assert outcome.answer == {"batchItemFailures": []}

    def records(self, coordinate: str, attribute: str) -> list[Any]:
        """What a mapping of the stream tells of the rows that have an attribute, as they are."""
        record = self.recorded_event(coordinate)["Records"][0]
        told = [item for item in self.items() if attribute in item]
        return [
            record
            | {"dynamodb": {**record["dynamodb"], "NewImage": item, "SequenceNumber": str(n)}}
            for n, item in enumerate(sorted(told, key=lambda item: item["PK"]["S"]), start=1)
        ]

    def told_event(
        self,
        name: str,
        names: Names,
        caller: str | None = None,
        wanted: Mapping[str, object] | None = None,
    ) -> Any:
        """The event of a call of the story. names: what its $names stand for here.

        caller, wanted: another person's id, and arguments in the place of the story's.
        """
        step = self._project.story.by_name[name]
        told = replace(step, arguments={**step.arguments, **(wanted or {})})
        return event(told, self._project.api, names, caller_id=caller)

    def recorded_event(self, coordinate: str) -> Any:
        """The event of events/ as it is."""
        return deepcopy(self._project.events[coordinate])

    def invoke(self, coordinate: str, event: Any, injection: Injection | None = None) -> Outcome:
        """Run the function in a process of its own, as far as anybody can tell from outside."""
        called, caller = self.functions[coordinate], self._running
        function = self._project.functions[called]
        module, _, name = function["Handler"].rpartition(".")
        handler = getattr(importlib.import_module(module), name)
        ends = self.now + self._timeout(function)
        context = SimpleNamespace(
            aws_request_id="00000000-0000-4000-8000-000000000000",
            get_remaining_time_in_millis=lambda: (ends - self.now) * 1000,
        )
        network, self._network = self._network, self._new_network(ends=ends)
        self._network.injection = injection
        self._running = called
        try:
            outcome = Outcome(handler(deepcopy(event), context))
        except ChatError as error:
            outcome = Outcome(error=type(error).__name__)
        except Died:
            outcome = Outcome(died=True)
        finally:
            self.attempts, self._network = self._network.attempts, network
            self._running = caller
        return outcome if self.now < ends else Outcome(died=True)

    def note(self, uses: Iterable[Use]) -> None:
        """Remember what the running function uses; what the tests do by themselves is nobody's."""
        if self._running:
            self.used.setdefault(self._running, set()).update(uses)

    def send(self, request: Any) -> Any:
        """What the running process sends."""
        return self._network.send(request)

    def items(self) -> list[Item]:
        """All rows, as DynamoDB's low-level API gives them."""
        return self.storage.items()

    def save(self) -> "Saved":
        """The table and the time, to come back to."""
        return Saved(self.storage.state, self.now, len(self.published))

    def restore(self, saved: "Saved") -> None:
        """As if nothing had happened since."""
        self.storage.state = saved.state
        self.clock.advance(seconds=saved.now - self.now)
        del self.published[saved.published :]

    @property
    def now(self) -> float:
        """Seconds since 1970."""
        return self.clock().timestamp()

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.clock.advance(seconds=seconds)

    @property
    def writer_timeout(self) -> float:
        """Seconds that a function may live which takes numbers."""
        return float(self._project.template["Parameters"]["WriterTimeout"]["Default"])

    def _timeout(self, function: Properties) -> float:
        timeout = function.get("Timeout", self._project.template["Globals"]["Function"]["Timeout"])
        return self.writer_timeout if timeout == {"Ref": "WriterTimeout"} else float(timeout)

    def token(self) -> str:
        """24 characters that are others in another state of the table, and at another attempt."""
        place = f"{self.storage.state} {len(self._network.attempts)} {self.now}"
        return hashlib.sha256(place.encode()).hexdigest()[:24]

    def _new_network(self, *, ends: float) -> Network:
        return Network(
            self.storage.answer, self._publish, self.sleep, is_over=lambda: self.now >= ends
        )

    def _publish(self, document: Mapping[str, Any]) -> Any:
        event = self.recorded_event("Mutation.publishInbox") | {"arguments": document["variables"]}
        outcome = self.invoke("Mutation.publishInbox", event)
        assert outcome.error is None
        self.published.append(outcome.answer)
        return {"data": {"publishInbox": outcome.answer}}


@dataclass(frozen=True)
class Saved:
    """A state of the world."""

    state: State
    now: float
    published: int


@contextmanager
def living() -> Iterator[World]:
    """A world with an empty table."""
    world = World()
    time = SimpleNamespace(
        monotonic=lambda: world.now, perf_counter=lambda: world.now, sleep=world.sleep
    )
    # Nothing is random: from the same state the same call leads to the same one.
    sdk_time = SimpleNamespace(sleep=lambda _: world.sleep(_SDK_PAUSE))
    jitter = SimpleNamespace(uniform=lambda _, longest: longest)
    side_by_side = partial(_SideBySide, world.clock)
    secrets = SimpleNamespace(token_urlsafe=lambda _: world.token())
    caches = (client, settings.settings, publisher._session, publisher._connections)
    environment = _ENVIRONMENT | {"WRITER_TIMEOUT": str(world.writer_timeout)}
    with ExitStack() as patches:
        patches.callback(world.auditor.close)
        patches.enter_context(patch.dict(os.environ, environment, clear=True))
        patches.enter_context(
            patch.object(URLLib3Session, "send", lambda _session, request: world.send(request))
        )
        patches.enter_context(patch.object(entrypoint, "_now", world.clock))
        for place, imitation in (
            ("chat.appsync.entrypoint.time", time),
            ("chat.store.table.time", time),
            ("chat.store.table.random", jitter),
            ("chat.domain.ids.secrets", secrets),
            ("botocore.endpoint.time", sdk_time),
        ):
            patches.enter_context(patch(place, imitation))
        patches.enter_context(patch.object(table, "ThreadPoolExecutor", side_by_side))
        # A process begins with more retries than one call can use up: here all share one client.
        patches.enter_context(patch.object(RetryQuota, "acquire", lambda *_, **__: True))
        # Nobody looks who asks, and by which program: that is a fifth of what a call costs the SDK.
        patches.enter_context(patch.object(RequestSigner, "handler", lambda *_, **__: None))
        patches.enter_context(patch.object(UserAgentString, "to_string", lambda _: "tests"))
        for cache in caches:
            cache.cache_clear()
        patches.callback(lambda: [cache.cache_clear() for cache in caches])
        dynamodb_backends.reset()
        client().create_table(TableName=TABLE, **tables.definition())
        patches.enter_context(noting(client(), world.note))
        yield world
        dynamodb_backends.reset()
