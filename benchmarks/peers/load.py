"""The load: connections that ask the next question as soon as the last one is answered.

Every answer is read and checked. It runs on httptools and uvloop, so that it can ask several times
more than any server measured here answers: comparison.py measures that too.
"""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httptools

from benchmarks.peers.server import HOST


@dataclass(frozen=True, slots=True)
class Question:
    """A query that is asked again and again, as $n the number of the asking.

    is_answer: whether that is its data, by the same number.
    """

    query: str
    is_answer: Callable[[int, Any], bool]

    def body(self, number: int) -> bytes:
        """The POST's body."""
        return b'{"query":%s,"variables":{"n":%d}}' % (json.dumps(self.query).encode(), number)


@dataclass(slots=True)
class Taken:
    """What was answered. latencies: seconds of each answer.  seconds: of all together."""

    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.latencies) / self.seconds


class WrongAnswer(Exception):
    """A server answered something else than what was asked for."""


async def ask(
    port: int, token: str, question: Question, *, concurrent: int, seconds: float
) -> Taken:
    """Ask on that many connections for that long. Raises WrongAnswer."""
    loop = asyncio.get_running_loop()
    taken = Taken()
    began = time.perf_counter()
    until = began + seconds
    head = (
        f"POST /graphql HTTP/1.1\r\nHost: {HOST}:{port}\r\nAuthorization: {token}\r\n"
        "Content-Type: application/json\r\nAccept: */*\r\nContent-Length: "
    ).encode()
    callers = [_Caller(head, question, until, taken) for _ in range(concurrent)]
    for caller in callers:
        await loop.create_connection(lambda each=caller: each, HOST, port)  # type: ignore[misc]
    await asyncio.gather(*(caller.done for caller in callers))
    taken.seconds = time.perf_counter() - began
    return taken


class _Caller(asyncio.Protocol):
    """One connection."""

    def __init__(self, head: bytes, question: Question, until: float, taken: Taken) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._head = head
        self._question = question
        self._until = until
        self._taken = taken
        self._body = b""
        self._number = 0
        self._asked = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._transport = transport
        self._parser = httptools.HttpResponseParser(self)
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(exc or ConnectionResetError("the server hung up"))

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        now = time.perf_counter()
        self._taken.latencies.append(now - self._asked)
        answer = json.loads(self._body)
        if "errors" in answer or not self._question.is_answer(self._number, answer["data"]):
            self.done.set_exception(WrongAnswer(self._body[:500].decode()))
        elif now < self._until:
            self._number += 1
            self._ask()
            return
        else:
            self.done.set_result(None)
        self._transport.close()

    def _ask(self) -> None:
        self._body = b""
        body = self._question.body(self._number)
        self._asked = time.perf_counter()
        self._transport.write(b"%s%d\r\n\r\n%s" % (self._head, len(body), body))
