import os
import sys
from pathlib import Path

import psutil
import pytest

from local_cloud import processes
from local_cloud.faults import Fault
from local_cloud.instance import Instance
from local_cloud.processes import Service

_SLEEP = "import time; time.sleep(60)"
_WITH_CHILD = f"""
import pathlib, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", {_SLEEP!r}])
pathlib.Path(sys.argv[1]).write_text(str(child.pid))
time.sleep(60)
"""
_DEAF = """
import pathlib, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path(sys.argv[1]).write_text("deaf")
time.sleep(60)
"""


def _service(source: str, tells: Path | None = None) -> Service:
    return Service(
        name="service",
        title="The service",
        command=[sys.executable, "-c", source, str(tells)],
        ready=lambda: tells is None or (tells.exists() and tells.read_text() != ""),
        environment=dict(os.environ),
    )


def test_a_started_service_is_found_and_stopped(instance: Instance) -> None:
    processes.start(_service(_SLEEP), instance, timeout=10)
    found = processes.leader(instance, "service")

    assert processes.stop(instance, "service", patience=10)

    assert found is not None
    assert not found.is_running()
    assert processes.leader(instance, "service") is None


def test_a_service_of_another_instance_is_not_found(instance: Instance, tmp_path: Path) -> None:
    processes.start(_service(_SLEEP), instance, timeout=10)

    other = Instance(name="other", port=instance.port, root=instance.root)

    assert processes.leader(other, "service") is None


def test_stopping_leaves_no_child_behind(instance: Instance, tmp_path: Path) -> None:
    note = tmp_path / "child"
    processes.start(_service(_WITH_CHILD, note), instance, timeout=10)
    child = psutil.Process(int(note.read_text()))

    processes.stop(instance, "service", patience=10)

    assert not child.is_running()


def test_the_orphans_of_a_killed_service_are_no_service_and_are_stopped(
    instance: Instance, tmp_path: Path
) -> None:
    note = tmp_path / "child"
    processes.start(_service(_WITH_CHILD, note), instance, timeout=10)
    orphan = psutil.Process(int(note.read_text()))
    main = processes.leader(instance, "service")
    assert main is not None
    main.kill()
    psutil.wait_procs([main])

    assert processes.leader(instance, "service") is None
    processes.stop(instance, "service", patience=10)

    assert not orphan.is_running()


def test_a_service_that_will_not_end_is_killed_and_that_is_told(
    instance: Instance, tmp_path: Path
) -> None:
    processes.start(_service(_DEAF, tmp_path / "deaf"), instance, timeout=10)

    ended_by_itself = processes.stop(instance, "service", patience=0.2)

    assert not ended_by_itself
    assert processes.leader(instance, "service") is None


def test_a_service_that_ends_at_once_is_a_fault_with_its_last_words(
    instance: Instance, tmp_path: Path
) -> None:
    broken = _service("raise SystemExit('no disk left')", tmp_path / "never")

    with pytest.raises(Fault, match="no disk left"):
        processes.start(broken, instance, timeout=10)


def test_a_service_that_stays_silent_is_a_fault_and_is_gone(
    instance: Instance, tmp_path: Path
) -> None:
    with pytest.raises(Fault, match="did not answer"):
        processes.start(_service(_SLEEP, tmp_path / "never"), instance, timeout=0.2)

    assert processes.leader(instance, "service") is None


def test_a_program_that_is_not_there_is_a_fault_that_says_what_to_do(instance: Instance) -> None:
    missing = Service(
        name="service",
        title="The service",
        command=[str(instance.root / "missing")],
        ready=lambda: True,
        environment={},
    )

    with pytest.raises(Fault, match=r"The service cannot be started .*was moved, remove \.venv"):
        processes.start(missing, instance, timeout=1)
