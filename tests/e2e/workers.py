"""The worker processes of the tests' own stack."""

import contextlib

import psutil

from local_cloud import processes
from local_cloud.instance import Instance
from tests.conftest import INSTANCE, ROOT


def kill_workers() -> None:
    """Kill every worker: calls after this one run in fresh processes."""
    for worker in _workers():
        with contextlib.suppress(psutil.NoSuchProcess):
            worker.kill()


def _workers() -> list[psutil.Process]:
    """The children of the warm parent, which is the one child of appsync_local."""
    serving = processes.leader(Instance(INSTANCE, port=0, root=ROOT), "appsync")
    assert serving is not None, "the tests' own stack is not running"
    return [worker for parent in serving.children() for worker in parent.children()]
