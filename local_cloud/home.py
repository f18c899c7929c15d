"""The local cloud that a command acts on, wherever it was started."""

import os
from dataclasses import replace
from pathlib import Path

from local_cloud import emulator, instance, processes
from local_cloud.faults import Fault
from local_cloud.instance import Instance
from local_cloud.target import LOCAL, Target, target


def found(root: Path) -> Instance:
    """The one on the port that is asked for, else on that where it runs, else on the usual one."""
    asked = instance.from_environment(root)
    running = None if instance.PORT in os.environ else processes.port(asked)
    return replace(asked, port=running or asked.port)


def answering(env: str, root: Path) -> Target:
    """The stack of an ENV of the Makefile. Raises Fault when the one at home is not running."""
    home = found(root)
    if env == LOCAL and not emulator.is_running(home):
        raise Fault("The chat is not running: start it with `make up`.")
    return target(env, home)
