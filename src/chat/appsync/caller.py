"""Who calls: taken from the token, never from an argument."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chat.domain.errors import Forbidden, NotSignedIn


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in person. id: the token's subject.  username: what they sign in with."""

    id: str
    username: str


def person(event: Mapping[str, Any]) -> Caller:
    """The person behind an event in Cognito mode. Raises NotSignedIn.

    Source: AppSync developer guide, resolver context reference, AMAZON_COGNITO_USER_POOLS identity.
    """
    identity = event.get("identity") or {}
    if not identity.get("sub") or not identity.get("username"):
        raise NotSignedIn("Sign in first.")
    return Caller(identity["sub"], identity["username"])


def back_end(event: Mapping[str, Any]) -> Caller:
    """The role behind an event in IAM mode. Raises Forbidden.

    The schema admits nobody else; this holds even where the schema is edited carelessly.
    Source: the same page, AWS_IAM identity.
    """
    identity = event.get("identity") or {}
    if not identity.get("userArn"):
        raise Forbidden("Only the chat itself may do this.")
    return Caller(identity["userArn"], identity.get("username") or "")
