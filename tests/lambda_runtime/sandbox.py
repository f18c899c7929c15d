"""A function as Lambda runs it: awslambdaric in a process that sees the bundle and the runtime."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from benchmarks.lambda_disk import PYTHON, Disk
from local_cloud.environment import REGION
from tests.lambda_runtime.runtime_api import Reply, RuntimeApi, serving

if TYPE_CHECKING:
    from mypy_boto3_lambda.type_defs import FunctionConfigurationTypeDef


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
