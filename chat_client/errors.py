"""What the chat refuses, with the code of each refusal.

AppSync puts the code (errorType) beside the message of an error. Sources: AppSync developer guide,
"Building a real-time WebSocket client"; gql's exceptions, which keep the entries as they came.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from gql.transport.exceptions import TransportError, TransportQueryError


class ChatError(Exception):
    """A refusal or failure. code: the errorType on the wire, such as NotFound.

    Disconnected is ours: the server could not be reached, or the connection ended. So is Unclear:
    what was typed does not say enough.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message

    @classmethod
    def of(cls, error: TransportError) -> Self:
        """The first error in a GraphQL answer, an error frame or a connection_error."""
        if isinstance(error, TransportQueryError) and error.errors:
            entry = _first(error.errors)
            return cls(entry.get("errorType") or "GraphQLError", entry.get("message") or "")
        # gql keeps only the text of a connection_error
        refused = re.search(r"'errorType': '(\w+)'", str(error))
        return cls(refused[1] if refused else "Disconnected", str(error) or repr(error))


@contextmanager
def translated() -> Iterator[None]:
    """Turns what gql raises into ChatError."""
    try:
        yield
    except TransportError as error:
        raise ChatError.of(error) from error
    except TimeoutError as error:
        raise ChatError("Disconnected", "The server did not answer in time.") from error


def _first(errors: Any) -> dict[str, Any]:
    """The entry within [{…}], an error frame's [{errors: [{…}]}], or its {…} without a list."""
    entry: dict[str, Any] = errors[0] if isinstance(errors, list) else errors
    return _first(entry["errors"]) if "errors" in entry else entry
