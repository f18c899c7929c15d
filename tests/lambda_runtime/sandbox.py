"""A function as Lambda runs it: awslambdaric in a process that sees the bundle and the runtime.

python -S leaves out the packages of whoever runs the tests, so what the bundle lacks is missing.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

from local_cloud.environment import REGION
from tests.lambda_runtime.runtime_api import Reply, RuntimeApi, serving

if TYPE_CHECKING:
    from mypy_boto3_lambda.type_defs import FunctionConfigurationTypeDef

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


def install_runtime(folder: Path) -> None:
    """Link what Lambda brings from the packages that are installed here."""
    for name in _OF_LAMBDA:
        installed = distribution(name)
        for top in {file.parts[0] for file in installed.files or ()} - {"..", "__pycache__"}:
            (folder / top).symlink_to(str(installed.locate_file(top)))


class Sandbox:
    """One process of one function."""

    def __init__(self, api: RuntimeApi, process: asyncio.subprocess.Process) -> None:
        self._api = api
        self._process = process

    async def invoke(self, event: bytes) -> Reply:
        """What became of an event. Raises AssertionError when the process ends without telling."""
        answer = asyncio.create_task(self._api.invoke(event))
        end = asyncio.create_task(self._process.wait())
        await asyncio.wait({answer, end}, return_when=asyncio.FIRST_COMPLETED)
        for task in (answer, end):
            task.cancel()
        assert answer.done(), f"The process ended with {self._process.returncode}."
        return answer.result()


@asynccontextmanager
async def sandbox(
    function: "FunctionConfigurationTypeDef", disk: Disk, surroundings: Mapping[str, str]
) -> AsyncIterator[Sandbox]:
    """A process of a deployed function, which is ready as soon as its code is loaded.

    surroundings: environment variables that go before those it was deployed with.
    """
    api = RuntimeApi(function["FunctionArn"], timeout=function["Timeout"])
    async with serving(api):
        process = await asyncio.create_subprocess_exec(
            *(*PYTHON, "-m", "awslambdaric", function["Handler"]),
            cwd=disk.bundle,
            env={
                **disk.variables,
                **_variables(function),
                **surroundings,
                "AWS_LAMBDA_RUNTIME_API": api.address,
            },
        )
        try:
            yield Sandbox(api, process)
        finally:
            process.kill()
            await process.wait()


def _variables(function: "FunctionConfigurationTypeDef") -> dict[str, str]:
    """Source: Lambda developer guide, "Defined runtime environment variables"."""
    return {
        **function["Environment"]["Variables"],
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function["MemorySize"]),
        "AWS_LAMBDA_FUNCTION_NAME": function["FunctionName"],
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_REGION": REGION,
        "LANG": "en_US.UTF-8",
        "LAMBDA_TASK_ROOT": "/var/task",
        "TZ": ":UTC",
        "_HANDLER": function["Handler"],
    }
