"""Who calls: credentials in, a Caller with AppSync's identity block out.

Source: AppSync developer guide, "Resolver mapping template context reference" (identity) and
"Configuring authorization". Several credentials in one request: a signature is preferred to a
token, a token to an API key.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from appsync_local.application import Api, AuthMode
from appsync_local.authorization.sigv4 import Credential, SignatureVerifier
from appsync_local.authorization.tokens import Token, TokenVerifier

_log = logging.getLogger(__name__)

NOT_AUTHORIZED = "You are not authorized to make this call."
NO_CREDENTIALS = "Valid authorization header not provided."


class Unauthorized(Exception):
    """The request's credentials admit nobody; the text is what AppSync tells the client."""

    error_type = "UnauthorizedException"


@dataclass(frozen=True, slots=True)
class Caller:
    """An authenticated caller. identity: the event's block of that name, None for an API key."""

    mode: AuthMode
    identity: Mapping[str, Any] | None
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Credentials:
    """What came with a request or a real-time frame.

    headers: by lower-case name.  path, body: what a signature covers.
    source_ip: forwarded addresses, then the peer's.
    """

    headers: Mapping[str, str]
    path: str
    body: bytes
    source_ip: tuple[str, ...]


class Authenticator:
    """Checks credentials against the modes that an API accepts."""

    def __init__(self, api: Api, tokens: TokenVerifier, signatures: SignatureVerifier) -> None:
        self._modes = frozenset({api.default_mode, *api.additional_modes})
        self._api_keys = api.api_keys
        self._default_is_cognito = api.default_mode is AuthMode.COGNITO
        self._default_pool = api.user_pools[0] if api.user_pools else None
        self._tokens = tokens
        self._signatures = signatures

    async def authenticate(self, credentials: Credentials) -> Caller:
        """The caller that the credentials stand for; raises Unauthorized."""
        authorization = credentials.headers.get("authorization", "")
        if AuthMode.AWS_IAM in self._modes and self._signatures.recognises(authorization):
            return self._signed(credentials)
        if AuthMode.COGNITO in self._modes and authorization:
            return await self._signed_in(authorization, credentials.source_ip)
        if AuthMode.API_KEY in self._modes and "x-api-key" in credentials.headers:
            return self._keyed(credentials.headers["x-api-key"])
        raise Unauthorized(NO_CREDENTIALS)

    def _signed(self, credentials: Credentials) -> Caller:
        try:
            signer = self._signatures.verify(
                credentials.headers, path=credentials.path, body=credentials.body
            )
        except ValueError as error:
            _log.info("signature refused: %s", error)
            raise Unauthorized(NOT_AUTHORIZED) from None
        return Caller(AuthMode.AWS_IAM, _iam_identity(signer, credentials.source_ip))

    async def _signed_in(self, authorization: str, source_ip: tuple[str, ...]) -> Caller:
        try:
            token = await self._tokens.verify(authorization.removeprefix("Bearer "))
        except ValueError as error:
            raise Unauthorized(str(error)) from None
        strategy = "ALLOW"
        if self._default_is_cognito and token.pool == self._default_pool:
            strategy = token.pool.default_action
        identity = _cognito_identity(token, strategy, source_ip)
        return Caller(AuthMode.COGNITO, identity, frozenset(identity["groups"] or ()))

    def _keyed(self, key: str) -> Caller:
        if key not in self._api_keys:
            raise Unauthorized(NOT_AUTHORIZED)
        return Caller(AuthMode.API_KEY, None)


def _cognito_identity(token: Token, strategy: str, source_ip: tuple[str, ...]) -> dict[str, Any]:
    claims = token.claims
    return {
        "claims": claims,
        "defaultAuthStrategy": strategy,
        "groups": claims.get("cognito:groups"),
        "issuer": claims["iss"],
        "sourceIp": list(source_ip),
        "sub": claims.get("sub"),
        "username": claims.get("cognito:username", claims.get("username")),
    }


def _iam_identity(signer: Credential, source_ip: tuple[str, ...]) -> dict[str, Any]:
    return {
        "accountId": signer.account_id,
        "cognitoIdentityPoolId": None,
        "cognitoIdentityId": None,
        "cognitoIdentityAuthType": None,
        "cognitoIdentityAuthProvider": None,
        "sourceIp": list(source_ip),
        "username": signer.username,
        "userArn": signer.user_arn,
    }
