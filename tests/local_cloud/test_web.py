from pathlib import Path

import pytest

from local_cloud import web


@pytest.fixture
def node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only node on the PATH, to be written; npm is beside it."""
    for name in ("node", "npm"):
        (tmp_path / name).touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path / "node"


def test_a_node_that_does_not_run_is_told_as_such(node: Path) -> None:
    node.write_text("#!/bin/sh\necho 'No version is chosen.' >&2\nexit 126\n")

    reason = web.lacking()

    assert reason is not None
    assert "`node --version` fails" in reason


@pytest.mark.parametrize("version", ["v18.20.4", "v20.18.3"])
def test_a_node_that_is_too_old_is_told_with_its_version(node: Path, version: str) -> None:
    node.write_text(f"#!/bin/sh\necho {version}\n")

    assert web.lacking() == f"Node is too old ({version}): install 20.19 or newer"


@pytest.mark.parametrize("version", ["v20.19.0", "v22.12.0"])
def test_a_node_that_is_new_enough_lacks_nothing(node: Path, version: str) -> None:
    node.write_text(f"#!/bin/sh\necho {version}\n")

    assert web.lacking() is None
