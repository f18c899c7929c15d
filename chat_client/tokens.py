"""A signed-in person's tokens, from Cognito.

The calls need no AWS credentials. Source: Amazon Cognito user pools API reference, InitiateAuth and
GetTokensFromRefreshToken (the one that Amplify uses; it works with and without rotation).
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any, Self

import boto3
from botocore import UNSIGNED
from botocore.client import Config
from botocore.exceptions import BotoCoreError, ClientError

from chat_client.errors import ChatError
from chat_client.stack import Stack

_MARGIN_S = 60


class Tokens:
    """Hands out an access token that is valid for at least another minute."""

    def __init__(self, stack: Stack, *, clock: Callable[[], float]) -> None:
        self._cognito = boto3.client(
            "cognito-idp",
            region_name=stack.region,
            endpoint_url=stack.aws_endpoint,
            config=Config(signature_version=UNSIGNED),
        )
        self._client_id = stack.user_pool_client_id
        self._clock = clock
        self._refreshing = asyncio.Lock()

    @classmethod
    async def signed_in(
        cls,
        stack: Stack,
        *,
        username: str,
        password: str,
        clock: Callable[[], float] = time.time,
    ) -> Self:
        """Signs in. Raises ChatError with Cognito's code, such as NotAuthorizedException."""
        tokens = cls(stack, clock=clock)
        credentials = {"USERNAME": username, "PASSWORD": password}
        await tokens._ask(
            tokens._cognito.initiate_auth,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters=credentials,
        )
        return tokens

    async def access(self) -> str:
        """The access token, renewed first where it is about to expire."""
        async with self._refreshing:
            if self._clock() > self._expires_at - _MARGIN_S:
                await self._ask(
                    self._cognito.get_tokens_from_refresh_token, RefreshToken=self._refresh
                )
            return self._access

    async def _ask(self, call: Callable[..., Mapping[str, Any]], **arguments: Any) -> None:
        try:
            answer = await asyncio.to_thread(call, ClientId=self._client_id, **arguments)
        except ClientError as error:
            reason = error.response["Error"]
            raise ChatError(reason["Code"], reason["Message"]) from error
        except BotoCoreError as error:
            raise ChatError("Disconnected", str(error)) from error
        if "AuthenticationResult" not in answer:
            raise ChatError(answer["ChallengeName"], "Cognito asks for more than a password.")
        self._keep(answer["AuthenticationResult"])

    def _keep(self, result: Mapping[str, Any]) -> None:
        self._access: str = result["AccessToken"]
        self._refresh: str = result.get("RefreshToken") or self._refresh
        self._expires_at: float = self._clock() + result["ExpiresIn"]
