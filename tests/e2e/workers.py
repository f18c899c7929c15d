"""The server behind a URL, and the workers of an appsync_local."""

import contextlib
from urllib.parse import urlsplit

import psutil


def kill_workers(pid: int) -> None:
    """Kill every worker of an appsync_local: the calls that follow run in fresh processes.

    The workers are the children of the warm parent, which is its one child.
    """
    for parent in psutil.Process(pid).children():
        for worker in parent.children():
            with contextlib.suppress(psutil.NoSuchProcess):
                worker.kill()


def serving(url: str) -> psutil.Process:
    """The process that listens there."""
    port = urlsplit(url).port
    (pid,) = {
        connection.pid
        for connection in psutil.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
        and connection.laddr
        and connection.laddr.port == port
    }
    return psutil.Process(pid)
