"""The processes of a local cloud, found in the process table rather than in files about it.

Each is started with a mark in its environment that names the instance and the service, and leads
a session of its own. So nothing is left that could go stale: not after kill -9, not after a reboot,
not when the system gives a process id to another program.
"""

import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from local_cloud.faults import Fault
from local_cloud.instance import PORT, Instance

MARK = "LOCAL_CLOUD"
_LAST_LINES = 8
_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Service:
    """A program that the local cloud keeps running.

    title: its name in messages.  command: the path of its file first.
    ready: whether it answers, called until it does.
    """

    name: str
    title: str
    command: Sequence[str]
    ready: Callable[[], bool]
    environment: Mapping[str, str] = field(repr=False)


def start(service: Service, instance: Instance, *, timeout: float) -> None:
    """Run a service in the background and wait until it is ready.

    timeout: seconds.  Raises Fault when it cannot be run, ends or does not answer.
    """
    log = log_file(instance, service.name)
    log.parent.mkdir(parents=True, exist_ok=True)
    try:
        pid = os.posix_spawn(
            service.command[0],
            [*service.command],
            {**service.environment, **instance.variables, MARK: _mark(instance, service.name)},
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_OPEN, 1, str(log), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
                (os.POSIX_SPAWN_DUP2, 1, 2),
            ],
            setsid=True,
        )
    except OSError as error:  # installed scripts name the folder that they were installed into
        raise Fault(
            f"{service.title} cannot be started ({error}). If this folder was moved, remove .venv, "
            ".local/tools and .local/emulator, and run the command again."
        ) from error
    _await_ready(service, pid, log, timeout)


def _await_ready(service: Service, pid: int, log: Path, timeout: float) -> None:
    deadline = time.monotonic() + timeout
    while not service.ready():
        if os.waitpid(pid, os.WNOHANG) != (0, 0):
            raise Fault(f"{service.title} ended while starting; {log} says why:\n{_tail(log)}")
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            raise Fault(
                f"{service.title} did not answer within {timeout:g} s; see {log}:\n{_tail(log)}"
            )
        time.sleep(_POLL_SECONDS)


def log_file(instance: Instance, name: str) -> Path:
    """Where a service's own output goes."""
    return instance.folder / "logs" / f"{name}.log"


def leader(instance: Instance, name: str) -> psutil.Process | None:
    """The running process of a service, without those it started itself."""
    return next((each for each in _marked(instance, name) if _leads(each)), None)


def variable(process: psutil.Process, name: str) -> str | None:
    """What a process was started with under this name of its environment."""
    return _environment(process).get(name)


def port(instance: Instance) -> int | None:
    """The port for which an instance's running services were started; None if nothing runs."""
    for each in _marked(instance):
        given = _environment(each).get(PORT)  # nothing, if it has just ended
        if given and _leads(each):
            return int(given)
    return None


def stop(instance: Instance, name: str, *, patience: float) -> bool:
    """Stop a service and all it started. Returns whether it ended when asked, without a kill.

    patience: seconds given after SIGTERM; then whatever is left is killed.
    """
    main = leader(instance, name)
    family = [] if main is None else [main, *main.children(recursive=True)]
    if main is not None:
        main.terminate()
    _, stubborn = psutil.wait_procs(family[:1], timeout=patience)
    left = [each for each in {*family, *_marked(instance, name)} if each.is_running()]
    for each in left:
        _kill(each)
    psutil.wait_procs(left, timeout=patience)
    return not stubborn


def _kill(process: psutil.Process) -> None:
    try:
        process.kill()
    except psutil.NoSuchProcess:
        return


def _mark(instance: Instance, name: str) -> str:
    return f"{instance.folder.resolve()}:{name}"


def _marked(instance: Instance, name: str = "") -> list[psutil.Process]:
    """The processes of one service, or of all services of an instance."""
    mark = _mark(instance, name)
    return [
        each for each in psutil.process_iter() if _environment(each).get(MARK, "").startswith(mark)
    ]


def _environment(process: psutil.Process) -> Mapping[str, str]:
    try:
        return process.environ()
    except (psutil.Error, OSError):
        return {}


def _leads(process: psutil.Process) -> bool:
    try:
        return os.getsid(process.pid) == process.pid
    except ProcessLookupError:
        return False


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-_LAST_LINES:])
