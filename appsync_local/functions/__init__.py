"""The interface through which an operation reaches its Lambda functions.

Behind it are worker processes (workers.py) or the Lambda API (deployed.py).
"""

from typing import Protocol

APPSYNC_SECONDS = 30.0
"""How long AppSync waits for a function. Source: AppSync quotas, request execution time."""


class FunctionError(Exception):
    """What AppSync sees of an invocation that failed.

    error_type: the exception's class name, or a type of Lambda's own such as Sandbox.Timedout.
    Source: AppSync developer guide, "Configuring direct Lambda resolvers", custom error handling.
    """

    def __init__(self, error_type: str, message: str) -> None:
        super().__init__(f"{error_type}: {message}")
        self.error_type = error_type
        self.message = message


class Functions(Protocol):
    """The functions of an application, by logical id."""

    async def invoke(self, logical_id: str, event: object) -> object:
        """The function's answer; event and answer are JSON values. Raises FunctionError."""

    async def close(self) -> None:
        """Stop what runs."""


def from_document(document: object) -> FunctionError:
    """The error in Lambda's error document: {"errorType": …, "errorMessage": …, "stackTrace": …}.

    A document without a type is what Lambda answers when the sandbox itself failed.
    """
    fields = document if isinstance(document, dict) else {}
    return FunctionError(
        str(fields.get("errorType") or "Lambda:Unhandled"),
        str(fields.get("errorMessage") or "The function failed without saying why."),
    )


def timed_out() -> FunctionError:
    """What AppSync answers when it has waited long enough."""
    return FunctionError("Lambda:ExecutionTimeoutException", "Execution timed out.")
