import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_NO_REGISTRY = {
    "PIP_INDEX_URL": "http://127.0.0.1:9/",
    "PIP_NO_INDEX": "0",
    "PIP_FIND_LINKS": "",
    "PIP_NO_CACHE_DIR": "1",
    "UV_DEFAULT_INDEX": "http://127.0.0.1:9/",
    "UV_NO_CACHE": "1",
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A clone in which nothing is installed."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copy(ROOT / ".python-version", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    return tmp_path


def _make(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *arguments],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_make_alone_lists_the_commands(checkout: Path) -> None:
    listed = _make(checkout).stdout

    for command in (
        "up",
        "dev",
        "chat",
        "down",
        "reset",
        "test",
        "deploy",
        "deploy-web",
        "delete",
        "logs",
        "invoke",
    ):
        assert f"make {command} " in listed


def test_without_python_313_nothing_is_tried_and_the_way_out_is_named(checkout: Path) -> None:
    done = _make(checkout, "up", "PYTHON=python3.12-or-none")

    assert done.returncode != 0
    assert "Python 3.13 is needed" in done.stderr
    assert "PYTHON=/path/to/python3.13" in done.stderr
    assert not (checkout / ".venv").exists()


def test_without_a_registry_one_sentence_says_so(checkout: Path) -> None:
    done = _make(checkout, "up", **_NO_REGISTRY)

    assert done.returncode != 0
    said = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert len(said) == 1
    assert said[0].startswith("No package registry answered: connect to the network")
    assert not (checkout / ".venv" / ".installed").exists()


@pytest.fixture
def installed(checkout: Path) -> Path:
    """A clone whose Python tells of its environment instead of doing anything."""
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").write_text("#!/bin/sh\nenv\n")
    (checkout / ".venv" / "bin" / "python").chmod(0o755)
    (checkout / ".venv" / ".installed").touch()
    return checkout


@pytest.mark.parametrize("given", ["NO_PROXY", "no_proxy"])
def test_what_runs_here_is_never_asked_through_a_proxy(
    installed: Path, given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)

    told = _make(installed, "down", **{given: "example.com"}).stdout.splitlines()

    assert "NO_PROXY=example.com,localhost,127.0.0.1" in told
    assert "no_proxy=example.com,localhost,127.0.0.1" in told


def test_a_profile_of_the_persons_is_for_aws_only(installed: Path) -> None:
    at_home = _make(installed, "down", AWS_PROFILE="work").stdout
    in_aws = _make(installed, "logs", "ENV=dev", AWS_PROFILE="work").stdout

    assert "AWS_PROFILE" not in at_home
    assert "AWS_PROFILE=work" in in_aws
