"""Starting functions cold: a process of the real Lambda runtime client for each start."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

from benchmarks.lambda_disk import PYTHON, Disk
from local_cloud.environment import REGION

_LONGEST = 60
"""Seconds that a start may take."""

_ANOTHER = "/2018-06-01/runtime/invocation/next"
_DYNAMODB = "/"
_PROFILE = json.dumps(
    {
        "Item": {
            "id": {"S": "11111111-1111-4111-8111-111111111111"},
            "username": {"S": "alice"},
            "displayName": {"S": "Alice"},
            "createdAt": {"S": "2026-01-01T00:00:00.000Z"},
        }
    }
).encode()


@dataclass(frozen=True, slots=True)
class Start:
    """One cold start. processor, clock: milliseconds."""

    processor: float
    clock: float


class Starter:
    """Starts functions from a disk, one at a time."""

    def __init__(self, disk: Disk, server: "_Server") -> None:
        host, port = server.server_address[:2]
        address = f"{host!s}:{port}"
        self._disk, self._server = disk, server
        self._variables = {
            **disk.variables,
            "AWS_ACCESS_KEY_ID": "example",
            "AWS_SECRET_ACCESS_KEY": "example",
            "AWS_DEFAULT_REGION": REGION,
            "AWS_REGION": REGION,
            "AWS_ENDPOINT_URL_DYNAMODB": f"http://{address}",
            "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1024",
            "AWS_LAMBDA_FUNCTION_NAME": "cold-start",
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_LAMBDA_RUNTIME_API": address,
            "LANG": "en_US.UTF-8",
            "POWERTOOLS_SERVICE_NAME": "chat",
            "TABLE_NAME": "chat",
            "TZ": ":UTC",
            "WRITER_TIMEOUT": "10",
            "SENDS_PER_MINUTE": "1000000",
        }

    def initialise(self, handler: str) -> Start:
        """From the process to its first request for an event."""
        return self._start(handler, _Progress(event=None))

    def answer(self, handler: str, event: bytes) -> Start:
        """From the process to its first answer. Its calls of DynamoDB find a profile."""
        return self._start(handler, _Progress(event))

    def _start(self, handler: str, progress: "_Progress") -> Start:
        self._server.progress = progress
        began = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own arguments
            [*PYTHON, "-m", "awslambdaric", handler],
            cwd=self._disk.bundle,
            env={**self._variables, "_HANDLER": handler},
            stdout=subprocess.DEVNULL,
        )
        progress.reached.wait(_LONGEST)
        clock = time.perf_counter() - began
        # Not process.kill(): that would take the usage of a process that has ended by itself.
        os.kill(process.pid, signal.SIGKILL)
        _, process.returncode, used = os.wait4(process.pid, 0)
        progress.over.set()
        if progress.error or not progress.reached.is_set():
            raise RuntimeError(f"{handler} does not start. {progress.error}")
        return Start(1000 * (used.ru_utime + used.ru_stime), 1000 * clock)


@contextmanager
def starter(disk: Disk) -> Iterator[Starter]:
    """What starts functions from this disk."""
    with _Server(("127.0.0.1", 0), _Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield Starter(disk, server)
        finally:
            server.shutdown()


@dataclass(slots=True)
class _Progress:
    """How far a start is. event: what is answered to its request for one; None: nothing."""

    event: bytes | None
    reached: Event = field(default_factory=Event)
    over: Event = field(default_factory=Event)
    error: str = ""


class _Server(ThreadingHTTPServer):
    """The Runtime API, and a DynamoDB that answers GetItem with a profile, whichever is wanted.

    Source: Lambda developer guide, "Using the Lambda runtime API for custom runtimes".
    """

    progress: _Progress


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        progress = self.server.progress
        if self.path == _ANOTHER and progress.event is not None:
            # awslambdaric crashes without a content type.
            self._answer(
                progress.event,
                {
                    "Content-Type": "application/json",
                    "Lambda-Runtime-Aws-Request-Id": "11111111-1111-4111-8111-111111111111",
                    "Lambda-Runtime-Deadline-Ms": str(int((time.time() + _LONGEST) * 1000)),
                    "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:example",
                },
            )
        else:
            self._reached()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == _DYNAMODB:
            self._answer(_PROFILE, {"Content-Type": "application/x-amz-json-1.0"})
        else:
            failed = self.path.endswith("/error")
            self._reached(error=body.decode() if failed else "")

    def log_message(self, format: str, *_: object) -> None:  # noqa: A002
        """Nothing: requests are no news."""

    def _answer(self, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _reached(self, error: str = "") -> None:
        """Leave the request unanswered until the process is gone, so that it does no more."""
        progress = self.server.progress
        progress.error = error
        progress.reached.set()
        progress.over.wait()
        self.close_connection = True
