"""The worker processes of an appsync_local."""

import contextlib

import psutil

from local_cloud import processes
from local_cloud.instance import Instance
from tests.conftest import INSTANCE, ROOT


def kill_workers(pid: int) -> None:
    """Kill every worker of an appsync_local: the calls that follow run in fresh processes.

    The workers are the children of the warm parent, which is its one child.
    """
    for parent in psutil.Process(pid).children():
        for worker in parent.children():
            with contextlib.suppress(psutil.NoSuchProcess):
                worker.kill()


def own_appsync() -> int:
    """The process id of the appsync_local in the tests' own stack."""
    serving = processes.leader(Instance(INSTANCE, port=0, root=ROOT), "appsync")
    assert serving is not None, "the tests' own stack is not running"
    return serving.pid
