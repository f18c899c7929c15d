"""What the bundle brings, and what it leaves to Lambda."""

import shutil
import subprocess
from pathlib import Path

import pytest

from benchmarks.lambda_disk import PYTHON, Disk


def run(code: str, disk: Disk, **variables: str) -> str:
    """What a function prints that has nothing but this code."""
    done = subprocess.run(
        [*PYTHON, "-c", code],
        cwd=disk.bundle,
        env={**disk.variables, **variables},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize("module", ["aws_lambda_powertools", "pydantic", "pydantic_core"])
def test_powertools_and_pydantic_come_from_the_bundle(module: str, disk: Disk) -> None:
    place = run(f"import {module}; print({module}.__file__)", disk)

    assert Path(place).is_relative_to(disk.bundle)


@pytest.mark.parametrize("module", ["boto3", "botocore"])
def test_the_sdk_is_left_to_lambda(module: str, disk: Disk) -> None:
    place = run(f"import {module}; print({module}.__file__)", disk)

    assert Path(place).is_relative_to(disk.runtime)


def test_the_bundle_is_within_twenty_megabytes(disk: Disk) -> None:
    files = [each for each in disk.bundle.rglob("*") if each.is_file()]

    assert sum(each.stat().st_size for each in files) <= 20_000_000


def test_functions_run_what_was_compiled_without_a_look_at_the_source(
    disk: Disk, tmp_path: Path
) -> None:
    shutil.copytree(disk.bundle / "chat", tmp_path / "chat")
    for source in (tmp_path / "chat").rglob("*.py"):
        source.write_text("this is no Python")

    name = run(
        "from chat.domain.errors import NotFound; print(NotFound.__name__)",
        Disk(tmp_path, disk.runtime),
    )

    assert name == "NotFound"
