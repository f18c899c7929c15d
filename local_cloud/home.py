"""The local cloud that a command acts on, wherever it was started."""

import os
from dataclasses import replace
from pathlib import Path

from local_cloud import emulator, instance, processes
from local_cloud.faults import Fault
from local_cloud.instance import Instance
from local_cloud.target import LOCAL, Target, target


def found(root: Path) -> Instance:
    """The instance on the port asked for, else on the one where it runs, else on the default."""
    asked = instance.from_environment(root)
    running = None if instance.PORT in os.environ else processes.port(asked)
    return replace(asked, port=running or asked.port)


def answering(env: str, root: Path) -> Target:
    """The stack of an ENV of the Makefile. Raises Fault if it is the local one and not running."""
    home = found(root)
    if env == LOCAL and not emulator.is_running(home):
        raise Fault("The chat is not running: start it with `make up`.")
    return target(env, home)
