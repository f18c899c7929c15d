"""Signature Version 4: who signed a request, recomputed with botocore's own signer.

Source: IAM user guide, "Signature Version 4 for API requests".
"""

import hmac
import re
import time
from calendar import timegm
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as Keys

_SCHEME = "AWS4-HMAC-SHA256"
_AUTHORIZATION = re.compile(
    rf"{_SCHEME} Credential=(?P<key>[^/,\s]+)/(?P<date>\d{{8}})/(?P<region>[^/]+)/"
    r"(?P<service>[^/]+)/aws4_request, *"
    r"SignedHeaders=(?P<headers>[^,\s]+), *Signature=(?P<signature>[0-9a-f]{64})"
)
_SERVICE = "appsync"
_MAX_SKEW_SECONDS = 300


class InvalidSignature(ValueError):
    """The signature proves nothing; the text says why, for the log only."""


@dataclass(frozen=True, slots=True)
class Credential:
    """An access key that the runtime knows, and what it says about its holder."""

    access_key: str
    secret_key: str
    account_id: str
    username: str
    user_arn: str


class _Claim(NamedTuple):
    key: str
    date: str
    region: str
    service: str
    headers: str
    signature: str


class SignatureVerifier:
    """Verifies signatures for AppSync in one region, made with known credentials."""

    def __init__(
        self,
        credentials: Iterable[Credential],
        *,
        region: str,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """clock: seconds since the epoch."""
        self._credentials = {credential.access_key: credential for credential in credentials}
        self._region = region
        self._clock = clock

    def recognises(self, authorization: str) -> bool:
        """Whether the header claims to be a signature."""
        return authorization.startswith(_SCHEME)

    def verify(self, headers: Mapping[str, str], *, path: str, body: bytes) -> Credential:
        """The credential that signed a POST; headers by lower-case name.

        Raises InvalidSignature.
        """
        claim = _claim(headers["authorization"])
        if (claim.region, claim.service) != (self._region, _SERVICE):
            raise InvalidSignature(
                f"it is for {claim.service} in {claim.region}, "
                f"expected {_SERVICE} in {self._region}"
            )
        if claim.key not in self._credentials:
            raise InvalidSignature(f"the access key {claim.key} is not known here")
        credential = self._credentials[claim.key]
        timestamp = headers.get("x-amz-date", "")
        self._check_age(timestamp)
        _check_body_digest(headers, body)
        expected = _signature(credential, claim, timestamp, _signed(headers, claim), path, body)
        if not hmac.compare_digest(expected, claim.signature):
            raise InvalidSignature("it does not fit the request")
        return credential

    def _check_age(self, timestamp: str) -> None:
        try:
            signed_at = timegm(time.strptime(timestamp, "%Y%m%dT%H%M%SZ"))
        except ValueError:
            raise InvalidSignature(f"x-amz-date is {timestamp!r}") from None
        if abs(self._clock() - signed_at) > _MAX_SKEW_SECONDS:
            raise InvalidSignature(f"it was made at {timestamp}, more than 5 minutes away")


def _claim(authorization: str) -> _Claim:
    match = _AUTHORIZATION.fullmatch(authorization)
    if match is None:
        raise InvalidSignature("the Authorization header is malformed")
    return _Claim(**match.groupdict())


def _signed(headers: Mapping[str, str], claim: _Claim) -> dict[str, str]:
    names = claim.headers.split(";")
    if "host" not in names or not set(names) <= headers.keys():
        raise InvalidSignature("a signed header is missing")
    return {name: headers[name] for name in names}


def _check_body_digest(headers: Mapping[str, str], body: bytes) -> None:
    digest = headers.get("x-amz-content-sha256")
    if digest is not None and digest != sha256(body).hexdigest():
        raise InvalidSignature("x-amz-content-sha256 is not the body's")


def _signature(
    credential: Credential,
    claim: _Claim,
    timestamp: str,
    headers: Mapping[str, str],
    path: str,
    body: bytes,
) -> str:
    signer = SigV4Auth(Keys(credential.access_key, credential.secret_key), _SERVICE, claim.region)
    request = AWSRequest("POST", f"https://{headers['host']}{path}", dict(headers), body)
    request.context["timestamp"] = timestamp
    return str(
        signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)
    )
