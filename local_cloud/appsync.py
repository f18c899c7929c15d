"""appsync_local as a service of the local cloud."""

import sys
import urllib.error
import urllib.request

from local_cloud import environment, ports, processes
from local_cloud.instance import Instance
from local_cloud.processes import Service

NAME = "appsync"
TITLE = "AppSync"
_START_SECONDS = 30
_STOP_SECONDS = 10


def is_running(instance: Instance) -> bool:
    """Whether its process is running."""
    return processes.leader(instance, NAME) is not None


def start(instance: Instance) -> None:
    """Serve the deployed template's API. Raises Fault when the port is taken or it fails."""
    ports.require_free(instance, instance.port, TITLE)
    processes.start(_service(instance), instance, timeout=_START_SECONDS)


def stop(instance: Instance) -> bool:
    """Stop it and its functions' processes. Returns whether it was running."""
    was_running = is_running(instance)
    processes.stop(instance, NAME, patience=_STOP_SECONDS)
    return was_running


def _service(instance: Instance) -> Service:
    return Service(
        name=NAME,
        title=TITLE,
        command=[sys.executable, "-m", "local_cloud.serve"],
        environment=environment.for_clients(instance) | {"PYTHONPATH": str(instance.root)},
        ready=lambda: _answers(instance.graphql_url),
    )


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, data=b"{}", timeout=1):  # noqa: S310 - our own address
            return True
    except urllib.error.HTTPError:  # it wants a token, so it is there
        return True
    except OSError:
        return False
