"""Cognito's tokens: signature, issuer, expiry, use and client id are checked as AppSync does.

Source: AppSync developer guide, "AMAZON_COGNITO_USER_POOLS authorization"; Amazon Cognito
developer guide, "Verifying a JSON web token".
"""

import asyncio
import logging
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import jwt
from jwt import PyJWKClient

from appsync_local.application import UserPool

_log = logging.getLogger(__name__)

UNPARSABLE = "Unable to parse JWT token."
EXPIRED = "Token has expired."
REFUSED = "You are not authorized to make this call."

_KEPT_TOKENS = 1024
_KEPT_KEYS_SECONDS = 86_400
_FETCH_TIMEOUT_SECONDS = 5


class InvalidToken(ValueError):
    """The token admits nobody; the text is what AppSync tells the client."""


@dataclass(frozen=True, slots=True)
class Token:
    """A verified token of a pool."""

    claims: dict[str, Any]
    pool: UserPool


class TokenVerifier:
    """Verifies tokens of the given pools; keeps verified ones until they expire."""

    def __init__(
        self,
        pools: Iterable[UserPool],
        *,
        jwks_url: str | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """jwks_url: where <pool id>/.well-known/jwks.json lies; by default the issuer's own place.

        clock: seconds since the epoch.
        """
        self._pools = {_issuer(pool): pool for pool in pools}
        self._keys = {
            pool.pool_id: PyJWKClient(
                f"{(jwks_url or issuer.rpartition('/')[0]).rstrip('/')}/{pool.pool_id}"
                "/.well-known/jwks.json",
                lifespan=_KEPT_KEYS_SECONDS,
                timeout=_FETCH_TIMEOUT_SECONDS,
                cooldown_duration=0,
            )
            for issuer, pool in self._pools.items()
        }
        self._clock = clock
        self._verified: OrderedDict[str, Token] = OrderedDict()

    async def verify(self, encoded: str) -> Token:
        """The token's claims and pool; raises InvalidToken."""
        token = self._verified.get(encoded)
        if token is None:
            token = await self._check(encoded)
        if token.claims["exp"] <= self._clock():
            self._verified.pop(encoded, None)
            raise InvalidToken(EXPIRED)
        self._keep(encoded, token)
        return token

    def _keep(self, encoded: str, token: Token) -> None:
        self._verified[encoded] = token
        self._verified.move_to_end(encoded)
        if len(self._verified) > _KEPT_TOKENS:
            self._verified.popitem(last=False)

    async def _check(self, encoded: str) -> Token:
        pool = self._pool(encoded)
        try:
            key = await asyncio.to_thread(
                self._keys[pool.pool_id].get_signing_key_from_jwt, encoded
            )
            claims = jwt.decode(
                encoded,
                key,
                algorithms=["RS256"],
                issuer=_issuer(pool),
                options={"require": ["exp", "iss"], "verify_exp": False, "verify_aud": False},
            )
        except (jwt.PyJWTError, OSError, ValueError) as error:  # the latter of a broken key server
            raise _refused(str(error)) from None
        _check_use(claims, pool)
        return Token(claims, pool)

    def _pool(self, encoded: str) -> UserPool:
        try:
            claims = jwt.decode(encoded, options={"verify_signature": False})
        except (jwt.PyJWTError, UnicodeEncodeError):  # the latter of half a character
            raise InvalidToken(UNPARSABLE) from None
        issuer = claims.get("iss")
        if not isinstance(issuer, str) or issuer not in self._pools:
            expected = " or ".join(self._pools)
            raise _refused(f"its issuer is {issuer}, the API trusts {expected}")
        return self._pools[issuer]


def _issuer(pool: UserPool) -> str:
    return f"https://cognito-idp.{pool.region}.amazonaws.com/{pool.pool_id}"


def _check_use(claims: dict[str, Any], pool: UserPool) -> None:
    client = {"id": claims.get("aud"), "access": claims.get("client_id")}
    use = claims.get("token_use")
    if use not in client:
        raise _refused(f"its token_use is {use}, not id or access")
    if pool.client_pattern and not re.fullmatch(pool.client_pattern, str(client[use])):
        raise _refused(f"its client {client[use]} does not match {pool.client_pattern}")


def _refused(reason: str) -> InvalidToken:
    _log.info("token refused: %s", reason)
    return InvalidToken(REFUSED)
