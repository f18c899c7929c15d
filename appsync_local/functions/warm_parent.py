"""The runtime's handle on the warm parent process (worker_process.py), for an asyncio program."""

import asyncio
import contextlib
import itertools
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from appsync_local.functions import worker_process
from appsync_local.functions.worker_process import EXIT_NOTICE, LENGTH

PRELOAD = (
    "awslambdaric.bootstrap",
    "boto3.dynamodb.types",
    "aws_lambda_powertools.event_handler",
    "aws_lambda_powertools.logging",
    "aws_lambda_powertools.metrics",
    "pydantic.alias_generators",
    "pydantic.main",
    "pydantic.root_model",
    "pydantic.types",
    "regex",
)
"""What functions import most and what takes longest; what is not installed is skipped.

pydantic loads its modules on first use, hence the names of those that every model needs.
"""

_KILLED = -9
_GRACE = 5
_THROWAWAY = {"AWS_ACCESS_KEY_ID": "warm", "AWS_SECRET_ACCESS_KEY": "warm"}


@dataclass(frozen=True, slots=True)
class Order:
    """A worker to start. environment: all it gets."""

    handler: str
    code: str
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fork:
    """A started worker. number: names it to its parent.  exit_code: negative is a signal."""

    number: int
    exit_code: asyncio.Future[int]


class WarmParent:
    """Starts the process on first use, and again if it dies."""

    def __init__(self, preload: Sequence[str] = PRELOAD) -> None:
        self._preload = preload
        self._numbers = itertools.count(1)
        self._exits: dict[int, asyncio.Future[int]] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._notices = b""

    def start(self) -> socket.socket:
        """Start the process unless it runs; returns our end of its control socket."""
        if self._control:
            return self._control
        self._reap()
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [
                    *(sys.executable, "-P", worker_process.__file__),
                    *(str(theirs.fileno()), *self._preload),
                ],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                cwd=Path(sys.prefix),
                env={
                    **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
                    **_THROWAWAY,
                    "PYTHONUTF8": "1",
                },
                start_new_session=True,
            )
        asyncio.get_running_loop().add_reader(ours.fileno(), self._read_notices)
        self._control = ours
        return ours

    def fork(self, order: Order, *, channel: int, output: int) -> Fork:
        """Start a worker with these descriptors: its event socket, its output."""
        number = next(self._numbers)
        try:
            self._send({"number": number, **asdict(order)}, [channel, output])
        except OSError:  # the parent has just died: once more with a new one
            self._lose()
            self._send({"number": number, **asdict(order)}, [channel, output])
        fork = Fork(number, asyncio.get_running_loop().create_future())
        self._exits[number] = fork.exit_code
        return fork

    def kill(self, fork: Fork) -> None:
        """End a worker at once. The parent does it: only it knows whose the pid still is."""
        if not fork.exit_code.done():
            with contextlib.suppress(OSError):
                self._send({"kill": fork.number})

    async def close(self) -> None:
        """End the process; it ends its workers."""
        self._lose()
        await asyncio.to_thread(self._reap)

    def _send(self, message: Mapping[str, object], descriptors: Sequence[int] = ()) -> None:
        body = json.dumps(message).encode()
        control = self.start()
        socket.send_fds(control, [LENGTH.pack(len(body))], descriptors)
        control.sendall(body)

    def _read_notices(self) -> None:
        if not self._control:
            return
        try:
            received = self._control.recv(4096, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return
        except OSError:
            received = b""
        if not received:
            self._lose()
            return
        self._notices += received
        while len(self._notices) >= EXIT_NOTICE.size:
            number, code = EXIT_NOTICE.unpack_from(self._notices)
            self._notices = self._notices[EXIT_NOTICE.size :]
            self._note_exit(number, code)

    def _lose(self) -> None:
        if self._control:
            asyncio.get_running_loop().remove_reader(self._control.fileno())
            self._control.close()
            self._control = None
        self._notices = b""
        for number in list(self._exits):
            self._note_exit(number, _KILLED)

    def _note_exit(self, number: int, code: int) -> None:
        exit_code = self._exits.pop(number, None)
        if exit_code and not exit_code.done():
            exit_code.set_result(code)

    def _reap(self) -> None:
        if not self._process:
            return
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
