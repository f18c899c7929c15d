"""The servers that are measured, as processes: how each is started, and what it uses."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

import psutil

HOST = "127.0.0.1"
FOLDER = Path(__file__).parent

_START_SECONDS = 30
_STOP_SECONDS = 10


class CannotStart(Exception):
    """A server does not answer; the text is its command and what it printed."""


class Server:
    """A running server and the processes that it started."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.port = port
        self._process = psutil.Process(process.pid)

    @property
    def memory(self) -> float:
        """MB in all its processes, shared pages counted once (PSS)."""
        return sum(each.memory_full_info().pss for each in self._processes()) / 1e6

    @property
    def cpu_seconds(self) -> float:
        """Processor time of all its processes that live."""
        times = [each.cpu_times() for each in self._processes()]
        return sum(each.user + each.system for each in times)

    def _processes(self) -> list[psutil.Process]:
        return [self._process, *self._process.children(recursive=True)]


@contextmanager
def appsync_local(port: int, *, jwks_url: str) -> Iterator[Server]:
    """Ours, by its command and with nothing that is not the default."""
    template = FOLDER / "app" / "template.yaml"
    command = [sys.executable, "-m", "appsync_local", "--template", str(template)]
    with _running([*command, "--port", str(port), "--jwks-url", jwks_url], port) as server:
        yield server


@contextmanager
def simulator(port: int) -> Iterator[Server]:
    """The peer; Express is told that this is production."""
    command = ["env", "NODE_ENV=production", "node", str(FOLDER / "simulator.js"), str(port)]
    with _running(command, port) as server:
        yield server


@contextmanager
def empty(port: int) -> Iterator[Server]:
    """One that does nothing."""
    with _running([sys.executable, "-m", "benchmarks.peers.empty", str(port)], port) as server:
        yield server


def free_port() -> int:
    """One that nobody listens on."""
    with socket.create_server((HOST, 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@contextmanager
def _running(command: Sequence[str], port: int) -> Iterator[Server]:
    with TemporaryFile() as output:
        process = subprocess.Popen(  # noqa: S603 - our own commands
            command, stdin=subprocess.PIPE, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            if not _answers(process, port):
                output.seek(0)
                raise CannotStart(f"{' '.join(command)}\n{output.read().decode()}")
            yield Server(port, process)
        finally:
            process.terminate()
            process.wait(_STOP_SECONDS)


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Whether it answers at all, as soon as it does."""
    until = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/graphql", data=b"{}", timeout=5):
                return True
        except urllib.error.HTTPError:  # it wants a token, so it is there
            return True
        except OSError:
            time.sleep(0.005)
    return False
