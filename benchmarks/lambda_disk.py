"""What a function finds on Lambda's disk: the built bundle, the runtime's client, and the SDK.

python -S leaves out the packages of whoever runs this, so what the bundle lacks is missing.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from zipfile import ZipFile

from local_cloud import build

PYTHON = (sys.executable, "-S")

_OF_LAMBDA = (
    *("awslambdaric", "simplejson", "snapshot-restore-py"),
    *("boto3", "botocore", "jmespath", "python-dateutil", "s3transfer", "six", "urllib3"),
)
"""What the python3.13 runtime brings: its own client with the SDK, and what these need."""


@dataclass(frozen=True, slots=True)
class Disk:
    """bundle: the unpacked code, /var/task.  runtime: what Lambda brings, /var/runtime."""

    bundle: Path
    runtime: Path

    @property
    def variables(self) -> dict[str, str]:
        """The environment of a Python that starts in the bundle; neither folder is written to."""
        return {"PATH": os.defpath, "PYTHONPATH": str(self.runtime), "PYTHONDONTWRITEBYTECODE": "1"}


def unpacked(template: Path, folder: Path) -> Disk:
    """The disk of the functions of a built template, in a folder. They share one bundle."""
    disk = Disk(folder / "task", folder / "runtime")
    with ZipFile(template.parent / build.BUNDLE) as archive:
        archive.extractall(disk.bundle)
    disk.runtime.mkdir()
    for name in _OF_LAMBDA:
        _copy(name, disk.runtime)
    compile_all(disk.runtime)
    return disk


def compile_all(folder: Path) -> None:
    """Write `.pyc` files as the bundle has them: no source is looked at when they are loaded."""
    arguments = ("-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", folder)
    subprocess.run([sys.executable, *arguments], check=True)  # noqa: S603 - our own arguments


def forget_compiled(folder: Path) -> None:
    """Leave nothing but sources."""
    for compiled in list(folder.rglob("__pycache__")):
        shutil.rmtree(compiled)


def _copy(name: str, folder: Path) -> None:
    """Copy an installed distribution."""
    installed = distribution(name)
    for top in {file.parts[0] for file in installed.files or ()} - {"..", "__pycache__"}:
        source = Path(str(installed.locate_file(top)))
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, folder / top, ignore=ignored)
        else:
            shutil.copy(source, folder)
