"""Who knocks, and with what: a caller for each column of docs/authorization.md.

Tokens with a fault are those of the owner, whom the same token without it would let in.
"""

import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import boto3
import jwt
from botocore.credentials import Credentials
from botocore.session import Session
from cryptography.hazmat.primitives.asymmetric import rsa
from gql.transport.appsync_auth import (
    AppSyncAuthentication,
    AppSyncIAMAuthentication,
    AppSyncJWTAuthentication,
)

from local_cloud import credentials
from local_cloud.outputs import Outputs
from local_cloud.seed import sign_up
from tests.authorization.door import NoCredentials
from tests.conftest import ROOT

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

PASSWORD = "Correct horse battery 1!"
"""Fits the other pool's policy too, which is Cognito's default."""

STANDINGS: Mapping[str, Mapping[str, str]] = {
    "reader": {"role": "READER"},
    "muted member": {"mutedUntil": "2099-12-31T00:00:00Z"},
    "group moderator": {"role": "MODERATOR"},
    "group admin": {"role": "ADMIN"},
}
"""What the owner has made of some members."""

PEOPLE = ("owner", "member", *STANDINGS, "former member", "stranger", "moderator", "admin")
"""Those with an access token that the API takes."""

_GROUPS = {"moderator": "moderators", "admin": "admins"}
"""Of the template's groups, the one that each is in."""

PUBLISHER, OTHER_ROLE = "publish-inbox-events", "send-message"
"""The functions whose roles sign requests."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Someone who knocks. user_id: the subject of their token, the owner's in a faulty one."""

    auth: AppSyncAuthentication
    user_id: str


class Callers:
    """Every caller by the name of their column."""

    def __init__(
        self,
        outputs: Outputs,
        options: Mapping[str, Any],
        *,
        other_client: str,
        other_pool: tuple[str, str],
    ) -> None:
        """options: what makes boto3 a client of the embedded AWS.

        other_client: of the same pool, for another application.  other_pool: its id and a client.
        """
        self._outputs = outputs
        self._options = options
        self._cognito: CognitoIdentityProviderClient = boto3.client("cognito-idp", **options)
        self._host = urlsplit(outputs["graphqlUrl"]).netloc
        self._names = {who: f"p{uuid.uuid4().hex[:12]}" for who in PEOPLE}
        for who, name in self._names.items():
            sign_up(outputs, name, PASSWORD)
            if who in _GROUPS:
                self._cognito.admin_add_user_to_group(
                    UserPoolId=outputs["userPoolId"], Username=name, GroupName=_GROUPS[who]
                )
        tokens = {who: self._tokens(name) for who, name in self._names.items()}
        self._owner = tokens["owner"]["AccessToken"]
        self.by_name: Mapping[str, Caller] = {
            "no token": Caller(NoCredentials(self._host), _claims(self._owner)["sub"]),
            "expired token": self._bearer(self.signed_by_the_pool(expired=True)),
            "alg: none": self._bearer(self._unsigned()),
            "forged signature": self._bearer(self._forged()),
            "other pool": self._bearer(self._namesake(*other_pool)),
            "other client": self._bearer(
                self._tokens(self._names["owner"], other_client)["AccessToken"]
            ),
            "ID token": self._bearer(tokens["owner"]["IdToken"]),
            **{who: self._bearer(tokens[who]["AccessToken"]) for who in PEOPLE},
            "IAM publisher": self._role(PUBLISHER),
            "other IAM role": self._role(OTHER_ROLE),
        }

    def signed_by_the_pool(self, *, expired: bool) -> str:
        """The owner's token once more, signed with the pool's own key, of another age."""
        claims = _claims(self._owner) | {"exp": int(time.time()) + (-1 if expired else 600)}
        headers = jwt.get_unverified_header(self._owner)
        return jwt.encode(claims, self._pool_key, algorithm="RS256", headers=headers)

    def bearer(self, token: str) -> AppSyncAuthentication:
        """How a client shows a token."""
        return AppSyncJWTAuthentication(self._host, token)

    @cached_property
    def _pool_key(self) -> str:
        """MiniStack keeps the keys that its pools sign with among its state."""
        place = f"*/running/cognito-pool-keys/{self._outputs['userPoolId']}-access.pem"
        (file,) = Path(ROOT, ".local").glob(place)
        return file.read_text()

    def _unsigned(self) -> str:
        headers = jwt.get_unverified_header(self._owner) | {"alg": "none"}
        return jwt.encode(_claims(self._owner), "", algorithm="none", headers=headers)

    def _forged(self) -> str:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        headers = jwt.get_unverified_header(self._owner)
        return jwt.encode(_claims(self._owner), key, algorithm="RS256", headers=headers)

    def _namesake(self, pool_id: str, client_id: str) -> str:
        """The token of someone who took the owner's name in another pool."""
        name = self._names["owner"]
        self._cognito.admin_create_user(UserPoolId=pool_id, Username=name)
        self._cognito.admin_set_user_password(
            UserPoolId=pool_id, Username=name, Password=PASSWORD, Permanent=True
        )
        return self._tokens(name, client_id)["AccessToken"]

    def _tokens(self, username: str, client_id: str | None = None) -> dict[str, str]:
        answer = self._cognito.initiate_auth(
            ClientId=client_id or self._outputs["userPoolClientId"],
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": username, "PASSWORD": PASSWORD},
        )
        return cast(dict[str, str], answer["AuthenticationResult"])

    def _bearer(self, token: str) -> Caller:
        return Caller(self.bearer(token), _claims(token)["sub"])

    def _role(self, function: str) -> Caller:
        described = boto3.client("lambda", **self._options).get_function(
            FunctionName=f"{self._outputs['stackName']}-{function}"
        )
        derived = credentials.derived(described["Configuration"])
        auth = AppSyncIAMAuthentication(
            self._host,
            region_name=self._outputs["region"],
            credentials=Credentials(derived.access_key, derived.secret_key),
            session=Session(),
        )
        return Caller(auth, _claims(self._owner)["sub"])


@contextmanager
def gathered(outputs: Outputs, options: Mapping[str, Any]) -> Iterator[Callers]:
    """New people, and all who pretend to be one of them."""
    cognito: CognitoIdentityProviderClient = boto3.client("cognito-idp", **options)
    with (
        _client(cognito, outputs["userPoolId"]) as other_client,
        _pool(cognito) as other_pool,
    ):
        yield Callers(outputs, options, other_client=other_client, other_pool=other_pool)


def _claims(token: str) -> dict[str, Any]:
    return jwt.decode(token, options={"verify_signature": False})


@contextmanager
def _pool(cognito: "CognitoIdentityProviderClient") -> Iterator[tuple[str, str]]:
    """Another user pool with a client; both are gone afterwards."""
    pool_id = cognito.create_user_pool(PoolName="other")["UserPool"]["Id"]
    try:
        with _client(cognito, pool_id) as client_id:
            yield pool_id, client_id
    finally:
        cognito.delete_user_pool(UserPoolId=pool_id)


@contextmanager
def _client(cognito: "CognitoIdentityProviderClient", pool_id: str) -> Iterator[str]:
    client_id = cognito.create_user_pool_client(
        UserPoolId=pool_id,
        ClientName="other",
        ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    )["UserPoolClient"]["ClientId"]
    try:
        yield client_id
    finally:
        cognito.delete_user_pool_client(UserPoolId=pool_id, ClientId=client_id)
