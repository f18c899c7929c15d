"""What figures were measured on."""

import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Self

import psutil
from pydantic import BaseModel, ConfigDict

_LIBRARIES = ("boto3", "pydantic", "aws-lambda-powertools", "awslambdaric")
_GIB = 2**30


class Machine(BaseModel):
    """A computer. memory: GiB.  libraries: versions by distribution."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cpu: str
    cores: int
    memory: float
    kernel: str
    python: str
    libraries: dict[str, str]

    @classmethod
    def here(cls) -> Self:
        """The one that runs this."""
        return cls(
            cpu=_cpu(),
            cores=psutil.cpu_count() or 1,
            memory=round(psutil.virtual_memory().total / _GIB, 1),
            kernel=f"{platform.system()} {platform.release()}",
            python=platform.python_version(),
            libraries={name: version(name) for name in _LIBRARIES},
        )


def commit(root: Path) -> str:
    """The short hash of what is checked out, with + if files differ from it."""
    described = subprocess.run(
        ["git", "describe", "--always", "--abbrev=7", "--exclude=*", "--dirty=+"],  # noqa: S607
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    return described.stdout.strip() or "unknown"


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()
