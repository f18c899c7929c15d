import socket
import subprocess
import sys

import pytest

from local_cloud import ports
from local_cloud.faults import Fault
from local_cloud.instance import Instance

_LISTEN = """
import socket, sys
with socket.create_server(("127.0.0.1", int(sys.argv[1]))):
    print("listening", flush=True)
    sys.stdin.read()
"""


def test_a_taken_port_is_told_with_its_owner_and_the_setting_that_evades_it(
    instance: Instance,
) -> None:
    squatter = subprocess.Popen(
        [sys.executable, "-c", _LISTEN, str(instance.port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert squatter.stdout is not None
    squatter.stdout.readline()

    with squatter, pytest.raises(Fault) as fault:
        ports.require_free(instance, instance.port, "AppSync")

    for word in (str(instance.port), "AppSync", f"process {squatter.pid}", "CHAT_PORT="):
        assert word in str(fault.value)


def test_a_free_port_is_no_fault(instance: Instance) -> None:
    with socket.create_server(("127.0.0.1", instance.port)):
        pass

    ports.require_free(instance, instance.port, "AppSync")
