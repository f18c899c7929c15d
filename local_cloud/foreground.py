"""The local cloud in the foreground: its logs as they come, all of it stopped at the end."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from botocore.exceptions import BotoCoreError
from rich.console import Console

from local_cloud import appsync, emulator, functions, logs, processes
from local_cloud.faults import Fault
from local_cloud.instance import Instance
from local_cloud.stack import Stack
from local_cloud.target import at_home

_PAUSE_SECONDS = 0.3
# Checks before a missing service counts as ended: `make deploy` restarts AppSync.
_PATIENCE = 30
_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def until_interrupted(stack: Stack) -> Iterator[None]:
    """Stops the stack when the block ends, be it by Ctrl-C, SIGTERM or a closed terminal."""
    before = {number: signal.signal(number, _interrupt) for number in _ENDINGS}
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        # A second Ctrl-C must not leave half of it running.
        for number in _ENDINGS:
            signal.signal(number, signal.SIG_IGN)
        stack.down()
        for number, handler in before.items():
            signal.signal(number, handler)


def watch(instance: Instance, console: Console) -> None:
    """Show requests and functions' logs until a service ends, and raise Fault then."""
    for follow in (_follow_requests, _follow_functions):
        threading.Thread(target=follow, args=(instance, console), daemon=True).start()
    missing = 0
    while missing < _PATIENCE:
        time.sleep(_PAUSE_SECONDS)
        ended = [each for each in (appsync, emulator) if not each.is_running(instance)]
        missing = missing + 1 if ended else 0
    log = processes.log_file(instance, ended[0].NAME)
    raise Fault(f"{ended[0].TITLE} stopped unexpectedly; {log} may say why.")


def _follow_requests(instance: Instance, console: Console) -> None:
    with processes.log_file(instance, appsync.NAME).open(errors="replace") as log:
        log.seek(0, 2)
        while True:
            for line in log:
                console.print(line.rstrip(), markup=False, highlight=False, soft_wrap=True)
            time.sleep(_PAUSE_SECONDS)
            if os.fstat(log.fileno()).st_size < log.tell():  # it was restarted
                log.seek(0)


def _follow_functions(instance: Instance, console: Console) -> None:
    home = at_home(instance)
    with suppress(BotoCoreError):  # the emulator ended; watch reports it
        for entry in logs.follow(home, functions.names(home), pause=_PAUSE_SECONDS):
            logs.show(entry, console)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
