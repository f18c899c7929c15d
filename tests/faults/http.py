"""Requests and answers as the SDK has them."""

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from moto.core.botocore_stubber import MockRawResponse


def content(request: AWSPreparedRequest) -> bytes:
    """The body of a request, all of it."""
    body: object = request.body
    return body if isinstance(body, bytes) else str(body).encode()


def response(request: AWSPreparedRequest, status: int, text: str | bytes) -> AWSResponse:
    """An answer to a request."""
    raw = MockRawResponse(text if isinstance(text, str) else text.decode())
    return AWSResponse(request.url, status, HTTPHeaders(), raw)
