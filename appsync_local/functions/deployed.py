"""The functions of an application where they are deployed, called through the Lambda API.

Source: Lambda API reference, Invoke (FunctionError, Payload).
"""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from appsync_local import wire
from appsync_local.application import Application
from appsync_local.functions import APPSYNC_SECONDS, FunctionError, from_document, timed_out

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_lambda.type_defs import InvocationResponseTypeDef

_CALLS = 50


class DeployedFunctions:
    """Functions called by their physical names.

    client: by default that of the application's region, at AWS_ENDPOINT_URL when that is set.
    """

    def __init__(
        self,
        application: Application,
        *,
        client: "LambdaClient | None" = None,
        cap_seconds: float = APPSYNC_SECONDS,
    ) -> None:
        self._names: Mapping[str, str] = {
            logical_id: function.name for logical_id, function in application.functions.items()
        }
        self._client = client or _client(application.region)
        self._cap_seconds = cap_seconds
        self._threads = ThreadPoolExecutor(_CALLS, "lambda")

    async def invoke(self, logical_id: str, event: object) -> object:
        """The function's answer. Raises FunctionError, after 30 s at the latest."""
        payload = wire.encode_bytes(event)
        call = asyncio.get_running_loop().run_in_executor(
            self._threads, self._call, self._names[logical_id], payload
        )
        try:
            return await asyncio.wait_for(call, self._cap_seconds)
        except TimeoutError:
            raise timed_out() from None

    async def close(self) -> None:
        """Wait for no more answers."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _call(self, name: str, payload: bytes) -> object:
        try:
            return _answer(self._client.invoke(FunctionName=name, Payload=payload))
        except ClientError as error:
            details = error.response["Error"]
            raise FunctionError(f"Lambda:{details['Code']}", details["Message"]) from error
        except BotoCoreError as error:
            raise FunctionError("Lambda:ServiceException", str(error)) from error


def _answer(response: "InvocationResponseTypeDef") -> object:
    body = wire.decode(response["Payload"].read() or b"null")
    if response.get("FunctionError"):
        raise from_document(body)
    return body


def _client(region: str) -> "LambdaClient":
    """Waits a little longer than AppSync does, and repeats nothing, as it does not either."""
    config = Config(
        connect_timeout=2,
        read_timeout=APPSYNC_SECONDS + 5,
        max_pool_connections=_CALLS,
        retries={"total_max_attempts": 1},
    )
    return boto3.client("lambda", region_name=region, config=config)
