"""Deployed functions are called through the Lambda API, by their physical names."""

import io
import time
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from botocore.response import StreamingBody
from botocore.stub import Stubber

from appsync_local.functions import FunctionError
from appsync_local.functions.deployed import DeployedFunctions
from appsync_local.template import load
from appsync_local.template.stack import DeployedStack
from tests.runtime.test_template import TODO

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient

STACK = DeployedStack(
    name="todo",
    stack_id="arn:aws:cloudformation:eu-west-1:123456789012:stack/todo/1",
    physical_ids={"EchoFunction": "todo-EchoFunction-X1"},
)
APPLICATION = load(TODO, stack=STACK, deployed=True)


@pytest.fixture
def client() -> "LambdaClient":
    return boto3.client(
        "lambda", region_name="eu-west-1", aws_access_key_id="a", aws_secret_access_key="b"
    )


def answer(body: bytes, **more: str) -> dict[str, Any]:
    return {"StatusCode": 200, "Payload": StreamingBody(io.BytesIO(body), len(body)), **more}


async def test_an_event_goes_to_the_physical_function(client: "LambdaClient") -> None:
    with Stubber(client) as stubber:
        stubber.add_response(
            "invoke",
            answer(b'{"a": 1}'),
            {"FunctionName": "todo-EchoFunction-X1", "Payload": b'{"x":null}'},
        )
        functions = DeployedFunctions(APPLICATION, client=client)

        found = await functions.invoke("EchoFunction", {"x": None})
        await functions.close()

    assert found == {"a": 1}


@pytest.mark.parametrize(
    ("document", "error_type", "message"),
    [
        (b'{"errorType": "NotFound", "errorMessage": "no", "stackTrace": []}', "NotFound", "no"),
        (b'{"errorMessage": "Task timed out"}', "Lambda:Unhandled", "Task timed out"),
        (b"null", "Lambda:Unhandled", "The function failed without saying why."),
    ],
)
async def test_an_error_document_is_a_function_error(
    client: "LambdaClient", document: bytes, error_type: str, message: str
) -> None:
    with Stubber(client) as stubber:
        stubber.add_response("invoke", answer(document, FunctionError="Unhandled"))
        functions = DeployedFunctions(APPLICATION, client=client)

        with pytest.raises(FunctionError) as caught:
            await functions.invoke("EchoFunction", {})
        await functions.close()

    assert (caught.value.error_type, caught.value.message) == (error_type, message)


async def test_what_the_api_refuses_is_a_function_error(client: "LambdaClient") -> None:
    with Stubber(client) as stubber:
        stubber.add_client_error("invoke", "ResourceNotFoundException", "Function not found")
        functions = DeployedFunctions(APPLICATION, client=client)

        with pytest.raises(FunctionError) as caught:
            await functions.invoke("EchoFunction", {})
        await functions.close()

    assert caught.value.error_type == "Lambda:ResourceNotFoundException"
    assert caught.value.message == "Function not found"


class Slow:
    """A Lambda API that answers too late."""

    def invoke(self, **request: Any) -> Any:
        time.sleep(0.3)
        raise EndpointConnectionError(endpoint_url="http://127.0.0.1:1")


async def test_appsync_gives_up_on_an_answer_that_takes_too_long() -> None:
    functions = DeployedFunctions(APPLICATION, client=Slow(), cap_seconds=0.01)  # type: ignore[arg-type]

    with pytest.raises(FunctionError, match="Execution timed out") as caught:
        await functions.invoke("EchoFunction", {})
    await functions.close()

    assert caught.value.error_type == "Lambda:ExecutionTimeoutException"


async def test_an_api_that_cannot_be_reached_is_a_function_error() -> None:
    functions = DeployedFunctions(APPLICATION, client=Slow())  # type: ignore[arg-type]

    with pytest.raises(FunctionError, match="Could not connect") as caught:
        await functions.invoke("EchoFunction", {})
    await functions.close()

    assert caught.value.error_type == "Lambda:ServiceException"
