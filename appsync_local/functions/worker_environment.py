"""The environment variables of a worker: those of Lambda's sandbox, and not the developer's.

Source: Lambda developer guide, "Defined runtime environment variables".
"""

import sys
from collections.abc import Mapping

from appsync_local.application import Function

_PASSED = (
    "AWS_ACCESS_KEY_ID",
    "AWS_CONFIG_FILE",
    "AWS_EC2_METADATA_DISABLED",
    "AWS_PROFILE",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_SHARED_CREDENTIALS_FILE",
    "HOME",
    "PATH",
    "TMPDIR",
)


def build(
    function: Function, *, region: str, log_stream: str, own: Mapping[str, str]
) -> dict[str, str]:
    """own: the runtime's environment; only credentials, endpoints and paths are taken from it.

    A function may set any of these itself except the names that Lambda reserves.
    """
    passed = {
        name: value
        for name, value in own.items()
        if name in _PASSED or name.startswith("AWS_ENDPOINT_URL")
    }
    return {
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
        **passed,
        **function.environment,
        **_reserved(function, region=region, log_stream=log_stream),
    }


def _reserved(function: Function, *, region: str, log_stream: str) -> dict[str, str]:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    reserved = {
        "AWS_DEFAULT_REGION": region,
        "AWS_EXECUTION_ENV": f"AWS_Lambda_python{version}",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory),
        "AWS_LAMBDA_FUNCTION_NAME": function.name,
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_FORMAT": function.log_format,
        "AWS_LAMBDA_LOG_GROUP_NAME": function.log_group,
        "AWS_LAMBDA_LOG_STREAM_NAME": log_stream,
        "AWS_REGION": region,
        "LAMBDA_TASK_ROOT": str(function.code),
        "_HANDLER": function.handler,
    }
    if function.log_level:
        reserved["AWS_LAMBDA_LOG_LEVEL"] = function.log_level
    return reserved
