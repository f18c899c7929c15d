"""The chat calling its own API: an internal mutation, signed with the function's role."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.httpsession import URLLib3Session

from chat.settings import required

# One field without an alias per request: whether AppSync publishes aliased ones is not documented.
PUBLISH_INBOX = """mutation PublishInbox($input: PublishInboxInput!) {
  publishInbox(input: $input) {
    userId
    conversationId
    kind
    revision
  }
}"""

_TIMEOUT = 5
"""Seconds for connecting, and for the answer."""


class NotPublished(Exception):
    """The API refused the mutation, or did not answer with success."""


def publish_inbox(image: Mapping[str, Any]) -> None:
    """Publish to a person's devices the stream's new image of a membership row.

    Raises NotPublished, and the SDK's errors where the API cannot be reached.
    """
    event = {
        "userId": image["userId"]["S"],
        "conversationId": image["conversationId"]["S"],
        "kind": image["inboxEvent"]["S"],
        "revision": int(image["revision"]["N"]),
    }
    _execute(PUBLISH_INBOX, {"input": event})


def _execute(query: str, variables: Mapping[str, Any]) -> None:
    request = AWSRequest(
        "POST",
        required("GRAPHQL_URL"),
        headers={
            "Content-Type": "application/json",
            "Host": urlsplit(required("GRAPHQL_URL")).netloc,
        },
        data=json.dumps({"query": query, "variables": variables}),
    )
    _signer().add_auth(request)
    response = _connections().send(request.prepare())
    # AppSync answers 200 to a mutation that failed: the errors are in the body.
    errors = json.loads(response.content).get("errors") if response.status_code == 200 else True
    if errors:
        raise NotPublished(f"HTTP {response.status_code}: {response.text[:500]}")


def _signer() -> SigV4Auth:
    # Credentials are fetched at each call: the role's expire while the process lives.
    credentials = _session().get_credentials()
    if credentials is None:
        raise NotPublished("There are no AWS credentials to sign with.")
    return SigV4Auth(credentials, "appsync", _session().region_name)


@cache
def _session() -> boto3.Session:
    return boto3.Session()


@cache
def _connections() -> URLLib3Session:
    # Kept open between invocations.
    return URLLib3Session(timeout=_TIMEOUT)
