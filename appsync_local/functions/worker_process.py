"""The warm parent and the workers it forks; a program of its own, run by its path.

    python -P worker_process.py CONTROL_FD PRELOAD…

The parent has imported what most functions import, never any application code, and has one thread,
so forking it is safe and takes milliseconds. A worker runs awslambdaric's own loop (its marshaller,
its error documents) and differs from Lambda only in the transport: frames on a socket instead of
HTTP. Nothing of appsync_local is imported, so an application cannot lean on it by accident.

Control frames, runtime → parent: 4 bytes length, then JSON; the first form carries descriptors of
the worker's event socket and of its output.
    {"number": 7, "handler": "app.handler", "code": "/src", "environment": {…}}
    {"kill": 7}
Control frames, parent → runtime: 4 bytes number, 4 bytes exit code (negative: the signal).
Event frames, runtime → worker: 4 bytes header length, 4 bytes event length, header, event.
Event frames, worker → runtime: 1 byte kind (READY to INIT_ERROR), 4 bytes length, JSON.
"""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import struct
import sys
import time
import traceback
from collections.abc import Sequence
from typing import Any, NoReturn

LARGEST_RESULT = 6_291_556
"""Bytes. Source: Lambda developer guide, "Lambda quotas": 6 MB each for request and response."""

EVENT_HEAD = struct.Struct(">II")
REPLY_HEAD = struct.Struct(">cI")
EXIT_NOTICE = struct.Struct(">Ii")
LENGTH = struct.Struct(">I")

READY = b"n"
RESULT = b"r"
ERROR = b"e"
INIT_ERROR = b"i"

_CHANNEL = 3
_PR_SET_PDEATHSIG = 1


class Parent:
    """Forks a worker for each request; ends, with all of them, when the runtime does."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._numbers: dict[int, int] = {}

    def serve(self) -> None:
        """Until the runtime closes its end."""
        awake, wake = socket.socketpair()
        wake.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake.fileno())
        with awake, wake:
            with contextlib.suppress(EOFError, ConnectionError):
                self._listen(awake)
            signal.set_wakeup_fd(-1)
        for pid in self._numbers:
            _kill(pid)

    def _listen(self, awake: socket.socket) -> NoReturn:
        selector = selectors.DefaultSelector()
        selector.register(self._control, selectors.EVENT_READ)
        selector.register(awake, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fileobj is awake:
                    awake.recv(4096)
                    self._reap()
                else:
                    self._obey()

    def _obey(self) -> None:
        head, descriptors = _receive_with_descriptors(self._control)
        order = json.loads(_receive(self._control, LENGTH.unpack(head)[0]))
        if "kill" in order:
            for pid, number in self._numbers.items():
                if number == order["kill"]:
                    _kill(pid)
            return
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0:
            _become_worker(order, *descriptors)
        self._numbers[pid] = order["number"]
        for descriptor in descriptors:
            os.close(descriptor)

    def _reap(self) -> None:
        """End what ended workers started, as long as a zombie keeps their number from others."""
        while self._numbers:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is None:
                return
            _kill(ended.si_pid)
            pid, status = os.waitpid(ended.si_pid, 0)
            number = self._numbers.pop(pid)
            self._control.sendall(EXIT_NOTICE.pack(number, os.waitstatus_to_exitcode(status)))


class EventClient:
    """Lambda's Runtime API over a socket, with the methods that awslambdaric's loop calls."""

    def __init__(self, channel: socket.socket) -> None:
        from awslambdaric.lambda_runtime_marshaller import LambdaMarshaller

        self.marshaller = LambdaMarshaller()
        self._channel = channel
        self._is_ready = False

    def wait_next_invocation(self) -> Any:
        """The next event; ends the process when there will be none."""
        from awslambdaric.lambda_runtime_client import InvocationRequest

        if not self._is_ready:
            self._is_ready = True
            self._send(READY, "")
        try:
            head = _receive(self._channel, EVENT_HEAD.size)
            header_length, event_length = EVENT_HEAD.unpack(head)
            header = json.loads(_receive(self._channel, header_length))
            event = _receive(self._channel, event_length)
        except (EOFError, ConnectionError):
            sys.exit(0)
        return InvocationRequest(
            invoke_id=header["id"],
            x_amzn_trace_id=header["trace"],
            invoked_function_arn=header["arn"],
            deadline_time_in_ms=header["deadline_ms"],
            client_context=None,
            cognito_identity=None,
            tenant_id=None,
            content_type="application/json",
            event_body=event,
            invocation_id=None,
        )

    def post_invocation_result(
        self,
        invoke_id: str,
        result_data: str | bytes,
        content_type: str = "application/json",
        invocation_id: str | None = None,
    ) -> None:
        """Answer with the handler's result, or with an error that it is too large."""
        result = result_data if isinstance(result_data, bytes) else result_data.encode()
        if len(result) > LARGEST_RESULT:
            self._send(ERROR, json.dumps(_too_large()))
        else:
            self._send(RESULT, result)

    def post_invocation_error(
        self,
        invoke_id: str,
        error_response_data: str,
        xray_fault: str,
        invocation_id: str | None = None,
    ) -> None:
        """Answer with Lambda's error document."""
        self._send(ERROR, error_response_data)

    def post_init_error(
        self, error_response_data: dict[str, object], error_type_override: str | None = None
    ) -> None:
        """Report why the code cannot be loaded."""
        self._send(INIT_ERROR, json.dumps(error_response_data))

    def _send(self, kind: bytes, body: str | bytes) -> None:
        content = body if isinstance(body, bytes) else body.encode()
        self._channel.sendall(REPLY_HEAD.pack(kind, len(content)) + content)


def _too_large() -> dict[str, str]:
    return {
        "errorType": "Function.ResponseSizeTooLarge",
        "errorMessage": "Response payload size exceeded maximum allowed payload size"
        f" ({LARGEST_RESULT} bytes).",
    }


def _become_worker(order: dict[str, Any], channel: int, output: int) -> NoReturn:
    """Turn a fresh fork into what the Lambda sandbox starts; os._exit skips the parent's atexit."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        _die_with_parent()
        channel = _keep_only(channel, output)
        os.environ.clear()
        os.environ.update(order["environment"])
        time.tzset()
        os.chdir(order["code"])
        sys.path.insert(0, order["code"])
        _run(order["handler"], socket.socket(fileno=channel))
    except SystemExit as exit_:
        code = _exit_code(exit_)
    except BaseException:  # noqa: BLE001, RUF100 - the last line of a process
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _run(handler: str, channel: socket.socket) -> None:
    from awslambdaric import bootstrap

    importlib.reload(bootstrap)  # it reads the log format from the environment when imported
    bootstrap.run(handler, EventClient(channel))


def _exit_code(exit_: SystemExit) -> int:
    match exit_.code:
        case None:
            return 0
        case int(code):
            return code & 0xFF
    print(exit_.code, file=sys.stderr)  # noqa: T201 - as the interpreter does
    return 1


def _keep_only(channel: int, output: int) -> int:
    """Keep open an empty stdin, the output twice, and the channel; returns its number."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, descriptor in enumerate((nothing, output, output, channel)):
        os.dup2(descriptor, number, inheritable=number < _CHANNEL)
    os.closerange(_CHANNEL + 1, os.sysconf("SC_OPEN_MAX"))
    return _CHANNEL


def _die_with_parent() -> None:
    """Linux only; elsewhere a worker ends at the latest when its socket is closed."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if parent != os.getppid():
            os._exit(1)


def _kill(pid: int) -> None:
    """End a worker and what it started: it leads a session of its own."""
    for end in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            end(pid, signal.SIGKILL)


def _receive_with_descriptors(channel: socket.socket) -> tuple[bytes, list[int]]:
    head, descriptors, _, _ = socket.recv_fds(channel, LENGTH.size, 2)
    if not head:
        raise EOFError
    return head + _receive(channel, LENGTH.size - len(head)), list(descriptors)


def _receive(channel: socket.socket, length: int) -> bytes:
    parts: list[bytes] = []
    while length:
        part = channel.recv(min(length, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _preload(modules: Sequence[str]) -> None:
    """Import what is installed, and let botocore load what it loads with its first client."""
    for module in modules:
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
    if "boto3" in sys.modules:
        session = importlib.import_module("boto3.session").Session()
        session.client("dynamodb", region_name="us-east-1")
    gc.collect()
    gc.freeze()


def main(arguments: Sequence[str]) -> None:
    """Serve the runtime whose end of a socket pair has the given descriptor."""
    control = socket.socket(fileno=int(arguments[0]))
    control.set_inheritable(False)
    sys.dont_write_bytecode = True  # a .pyc is trusted for a second too long to reload edits
    _preload(arguments[1:])
    Parent(control).serve()


if __name__ == "__main__":
    main(sys.argv[1:])
