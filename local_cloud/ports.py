"""Which program has a port, and how to free it or use another."""

import psutil

from local_cloud.faults import Fault
from local_cloud.instance import Instance, is_free

_SHOWN_COMMAND = 80


def require_free(instance: Instance, port: int, title: str) -> None:
    """Raises Fault, naming the program that has the port and the setting that avoids it."""
    if is_free(port):
        return
    raise Fault(
        f"Port {port} is needed for {title} but taken by {_owner(port)}: end that program, "
        f"or use other ports with `make up CHAT_PORT={instance.port + 100}`."
    )


def _owner(port: int) -> str:
    try:
        connections = psutil.net_connections(kind="tcp")
    except psutil.AccessDenied:
        return "another program"
    for each in connections:
        if each.status == psutil.CONN_LISTEN and each.pid and each.laddr[1:] == (port,):
            return _describe(each.pid)
    return "another person's program"


def _describe(pid: int) -> str:
    try:
        command = " ".join(psutil.Process(pid).cmdline())
    except psutil.Error:
        return f"process {pid}"
    return f"process {pid} ({command[:_SHOWN_COMMAND]})"
