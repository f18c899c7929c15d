from collections.abc import Iterator
from pathlib import Path

import pytest

from local_cloud import processes
from local_cloud.instance import Instance, on_free_ports


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[Instance]:
    """An instance in a folder of its own; what runs of it at the end is killed."""
    made = on_free_ports("test", tmp_path)
    yield made
    for name in ("emulator", "appsync", "service"):
        processes.stop(made, name, patience=0.1)
