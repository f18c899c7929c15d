"""How long a handler itself takes, beside what the SDK does for it. DynamoDB's time is no part.

A call is made once with a DynamoDB, whose answers are kept, and then again and again with those
answers in the place of the network.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock, local
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSRequest, AWSResponse

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass(frozen=True, slots=True)
class Taken:
    """One call of a handler. ours, sdk: milliseconds of processor time, which waits for nobody."""

    ours: float
    sdk: float


@dataclass(frozen=True, slots=True)
class _Answer:
    """What DynamoDB answered. request: the operation, and the body that asked for it."""

    request: tuple[Any, Any]
    status: int
    headers: Mapping[str, str]
    body: bytes


@contextmanager
def kept(client: "DynamoDBClient") -> Iterator[list[_Answer]]:
    """Keep the answers that come meanwhile."""
    answers: list[_Answer] = []
    asked = local()

    def ask(request: AWSRequest, **_: Any) -> None:
        asked.request = _request(request)

    def keep(response_dict: Mapping[str, Any], **_: Any) -> None:
        status, headers, body = (response_dict[name] for name in ("status_code", "headers", "body"))
        answers.append(_Answer(asked.request, status, headers, body))

    with _hooked(client, {"before-send.dynamodb": ask, "before-parse.dynamodb": keep}):
        yield answers


def taken(
    client: "DynamoDBClient", answers: Sequence[_Answer], call: Callable[[], object], *, times: int
) -> list[Taken]:
    """Make a handler's call so many times, each with the answers that were kept."""
    left: list[_Answer] = []
    sdk = _Calls()

    def answer(request: AWSRequest, **_: Any) -> AWSResponse:
        given = _fitting(left, _request(request))
        left.remove(given)
        headers: Any = given.headers
        return AWSResponse(str(request.url), given.status, headers, _Body(given.body))

    hooks: dict[str, Callable[..., Any]] = {
        "provide-client-params.dynamodb": sdk.began,
        "after-call.dynamodb": sdk.ended,
        "before-send.dynamodb": answer,
    }
    found = []
    with _hooked(client, hooks):
        for _ in range(times):
            left[:] = answers
            sdk.seconds = 0.0
            started = time.process_time()
            call()
            total = time.process_time() - started
            found.append(Taken(1000 * (total - sdk.seconds), 1000 * sdk.seconds))
    return found


def _request(request: AWSRequest) -> tuple[Any, Any]:
    return request.headers["X-Amz-Target"], request.body


def _fitting(answers: Sequence[_Answer], wanted: tuple[Any, Any]) -> _Answer:
    """That of the same request or, where a write has the present time in it, operation."""
    for answer in answers:
        if answer.request == wanted:
            return answer
    return next(answer for answer in answers if answer.request[0] == wanted[0])


class _Body:
    """What AWSResponse reads an answer from."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self) -> Iterator[bytes]:
        yield self._content


class _Calls:
    """The processor time of the SDK's calls, in whatever thread they are made."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._lock = Lock()
        self._of_thread = local()

    def began(self, **_: Any) -> None:
        self._of_thread.began = time.thread_time()

    def ended(self, **_: Any) -> None:
        took = time.thread_time() - self._of_thread.began
        with self._lock:
            self.seconds += took


@contextmanager
def _hooked(client: "DynamoDBClient", hooks: Mapping[str, Callable[..., Any]]) -> Iterator[None]:
    events = client.meta.events
    for name, hook in hooks.items():
        events.register_first(name, hook)
    try:
        yield
    finally:
        for name, hook in hooks.items():
            events.unregister(name, hook)
