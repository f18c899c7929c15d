"""Credentials: what admits whom, and what functions learn about the caller."""

import asyncio
import base64
import time
from collections.abc import Iterator
from typing import Any

import jwt
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as Keys

from appsync_local.application import AuthMode, UserPool
from appsync_local.authorization.identity import Authenticator, Caller, Credentials, Unauthorized
from appsync_local.authorization.sigv4 import Credential, SignatureVerifier
from appsync_local.authorization.tokens import InvalidToken, TokenVerifier
from tests.runtime.applications import KEY, POOL, application
from tests.runtime.key_server import ISSUER, KeyServer

CREDENTIAL = Credential("AKID", "secret", "123456789012", "AROA:me", "arn:aws:sts::1:assumed/me")
BODY = b'{"query":"{ ping }"}'


@pytest.fixture
def keys() -> Iterator[KeyServer]:
    server = KeyServer()
    server.add("one")
    yield server
    server.close()


def authenticator(
    *modes: AuthMode, keys: KeyServer | None = None, pool: UserPool = POOL, now: float | None = None
) -> Authenticator:
    api = application(
        "type Query { a: Int }", default=modes[0], additional=modes[1:], pool=pool
    ).api

    def clock() -> float:
        return time.time() if now is None else now

    return Authenticator(
        api,
        TokenVerifier(api.user_pools, jwks_url=keys.url if keys else None, clock=clock),
        SignatureVerifier([CREDENTIAL], region="eu-west-1", clock=clock),
    )


def credentials(**headers: str) -> Credentials:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Credentials(named, "/graphql", BODY, ("127.0.0.1",))


def signed(
    *,
    region: str = "eu-west-1",
    service: str = "appsync",
    key: str = CREDENTIAL.secret_key,
    path: str = "/graphql",
) -> dict[str, str]:
    request = AWSRequest("POST", f"https://localhost:4000{path}", {"host": "localhost:4000"}, BODY)
    SigV4Auth(Keys("AKID", key), service, region).add_auth(request)
    return {name.lower(): value for name, value in request.headers.items()}


async def refusal(checking: Authenticator, presented: Credentials) -> str:
    with pytest.raises(Unauthorized) as caught:
        await checking.authenticate(presented)
    return str(caught.value)


async def test_an_api_key_has_no_identity() -> None:
    caller = await authenticator(AuthMode.API_KEY).authenticate(credentials(x_api_key=KEY))

    assert caller == Caller(AuthMode.API_KEY, None)


async def test_a_wrong_api_key_is_refused() -> None:
    text = await refusal(authenticator(AuthMode.API_KEY), credentials(x_api_key="other"))

    assert text == "You are not authorized to make this call."


@pytest.mark.parametrize("mode", list(AuthMode))
async def test_without_credentials_nobody_is_admitted(mode: AuthMode) -> None:
    text = await refusal(authenticator(mode), credentials())

    assert text == "Valid authorization header not provided."


async def test_an_access_token_gives_cognitos_identity(keys: KeyServer) -> None:
    token = keys.token("one", **{"cognito:groups": ["staff"]})

    caller = await authenticator(AuthMode.COGNITO, keys=keys).authenticate(
        credentials(authorization=token)
    )

    assert caller.mode is AuthMode.COGNITO
    assert caller.groups == {"staff"}
    assert caller.identity == {
        "claims": jwt.decode(token, options={"verify_signature": False}),
        "defaultAuthStrategy": "ALLOW",
        "groups": ["staff"],
        "issuer": ISSUER,
        "sourceIp": ["127.0.0.1"],
        "sub": "user-1",
        "username": "ann",
    }


async def test_an_id_token_names_the_user_in_its_own_claim(keys: KeyServer) -> None:
    token = keys.token(
        token_use="id", aud="web", client_id=None, username=None, **{"cognito:username": "bob"}
    )

    caller = await authenticator(AuthMode.COGNITO, keys=keys).authenticate(
        credentials(authorization=f"Bearer {token}")
    )

    assert caller.identity is not None
    assert caller.identity["username"] == "bob"
    assert caller.identity["groups"] is None


async def test_the_default_pools_action_is_passed_on(keys: KeyServer) -> None:
    pool = UserPool(POOL.pool_id, POOL.region, default_action="DENY")

    caller = await authenticator(AuthMode.COGNITO, keys=keys, pool=pool).authenticate(
        credentials(authorization=keys.token())
    )

    assert caller.identity is not None
    assert caller.identity["defaultAuthStrategy"] == "DENY"


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\n\r\nno JSON", None])
async def test_a_key_server_that_fails_admits_nobody(keys: KeyServer, answer: bytes | None) -> None:
    async def fail(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if answer is None:
            writer.transport.abort()
        else:
            writer.write(answer)
            writer.close()

    async with await asyncio.start_server(fail, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        verifier = TokenVerifier([POOL], jwks_url=f"http://127.0.0.1:{port}")

        with pytest.raises(InvalidToken, match="not authorized"):
            await verifier.verify(keys.token())


async def test_a_token_whose_issuer_is_no_text_is_refused(keys: KeyServer) -> None:
    header, _, signature = keys.token().split(".")
    claims = base64.urlsafe_b64encode(b'{"iss": []}').decode().rstrip("=")

    with pytest.raises(Unauthorized, match="not authorized"):
        await authenticator(AuthMode.COGNITO, keys=keys).authenticate(
            credentials(authorization=f"{header}.{claims}.{signature}")
        )


@pytest.mark.parametrize(
    ("claims", "text"),
    [
        ({"exp": 1}, "Token has expired."),
        ({"iss": f"{ISSUER}x"}, "You are not authorized to make this call."),
        ({"iss": None}, "You are not authorized to make this call."),
        ({"exp": None}, "You are not authorized to make this call."),
        ({"token_use": "refresh"}, "You are not authorized to make this call."),
        ({"client_id": "other"}, "You are not authorized to make this call."),
        ({"token_use": "id", "aud": "website"}, "You are not authorized to make this call."),
    ],
)
async def test_a_token_with_a_wrong_claim_is_refused(
    keys: KeyServer, claims: dict[str, Any], text: str
) -> None:
    pool = UserPool(POOL.pool_id, POOL.region, client_pattern="web")
    checking = authenticator(AuthMode.COGNITO, keys=keys, pool=pool)

    assert await refusal(checking, credentials(authorization=keys.token(**claims))) == text


@pytest.mark.parametrize("token", ["garbage", "a.b.c", "\ud800.b.c"])
async def test_what_is_no_token_is_refused_as_such(keys: KeyServer, token: str) -> None:
    checking = authenticator(AuthMode.COGNITO, keys=keys)

    assert await refusal(checking, credentials(authorization=token)) == "Unable to parse JWT token."


async def test_a_token_signed_by_somebody_else_is_refused(keys: KeyServer) -> None:
    token = keys.token()
    keys.add("one")
    checking = authenticator(AuthMode.COGNITO, keys=keys)

    assert "not authorized" in await refusal(checking, credentials(authorization=token))


async def test_an_unsigned_token_is_refused(keys: KeyServer) -> None:
    claims = jwt.decode(keys.token(), options={"verify_signature": False})
    token = jwt.encode(claims, "", algorithm="none", headers={"kid": "one"})
    checking = authenticator(AuthMode.COGNITO, keys=keys)

    assert "not authorized" in await refusal(checking, credentials(authorization=token))


async def test_keys_are_fetched_once_and_again_for_an_unknown_one(keys: KeyServer) -> None:
    checking = authenticator(AuthMode.COGNITO, keys=keys)

    await checking.authenticate(credentials(authorization=keys.token(sub="a")))
    await checking.authenticate(credentials(authorization=keys.token(sub="b")))
    keys.add("two")
    await checking.authenticate(credentials(authorization=keys.token("two")))

    assert keys.fetched == [f"/{POOL.pool_id}/.well-known/jwks.json"] * 2


async def test_a_token_that_was_verified_is_refused_once_it_expires(keys: KeyServer) -> None:
    now = time.time()
    api = application("type Query { a: Int }", default=AuthMode.COGNITO).api
    moments = iter([now, now + 700])
    verifier = TokenVerifier(api.user_pools, jwks_url=keys.url, clock=lambda: next(moments))
    token = keys.token()

    await verifier.verify(token)

    with pytest.raises(ValueError, match="Token has expired"):
        await verifier.verify(token)


async def test_keys_that_cannot_be_fetched_admit_nobody(keys: KeyServer) -> None:
    keys.close()
    checking = authenticator(AuthMode.COGNITO, keys=keys)

    assert "not authorized" in await refusal(checking, credentials(authorization=keys.token()))


async def test_a_signed_request_gives_the_signers_identity() -> None:
    caller = await authenticator(AuthMode.AWS_IAM).authenticate(
        Credentials(signed(), "/graphql", BODY, ("10.0.0.1", "127.0.0.1"))
    )

    assert caller == Caller(
        AuthMode.AWS_IAM,
        {
            "accountId": "123456789012",
            "cognitoIdentityPoolId": None,
            "cognitoIdentityId": None,
            "cognitoIdentityAuthType": None,
            "cognitoIdentityAuthProvider": None,
            "sourceIp": ["10.0.0.1", "127.0.0.1"],
            "username": "AROA:me",
            "userArn": "arn:aws:sts::1:assumed/me",
        },
    )


@pytest.mark.parametrize(
    ("headers", "path", "body"),
    [
        (signed(), "/graphql", b"other"),
        (signed(), "/graphql/connect", BODY),
        (signed() | {"host": "elsewhere"}, "/graphql", BODY),
        (signed(key="guess"), "/graphql", BODY),
        (signed(region="us-east-1"), "/graphql", BODY),
        (signed(service="s3"), "/graphql", BODY),
        (signed() | {"x-amz-content-sha256": "UNSIGNED-PAYLOAD"}, "/graphql", BODY),
        (signed() | {"authorization": "AWS4-HMAC-SHA256 Credential=x"}, "/graphql", BODY),
    ],
)
async def test_a_signature_that_does_not_fit_is_refused(
    headers: dict[str, str], path: str, body: bytes
) -> None:
    checking = authenticator(AuthMode.AWS_IAM)

    text = await refusal(checking, Credentials(headers, path, body, ()))

    assert text == "You are not authorized to make this call."


@pytest.mark.parametrize("seconds", [-301, 301])
async def test_a_signature_of_another_time_is_refused(seconds: int) -> None:
    checking = authenticator(AuthMode.AWS_IAM, now=time.time() + seconds)

    text = await refusal(checking, Credentials(signed(), "/graphql", BODY, ()))

    assert text == "You are not authorized to make this call."


async def test_a_signature_goes_before_a_token_and_a_token_before_a_key(keys: KeyServer) -> None:
    checking = authenticator(AuthMode.API_KEY, AuthMode.COGNITO, AuthMode.AWS_IAM, keys=keys)
    signature = signed() | {"x-api-key": KEY}

    by_signature = await checking.authenticate(Credentials(signature, "/graphql", BODY, ()))
    by_token = await checking.authenticate(credentials(authorization=keys.token(), x_api_key=KEY))
    by_key = await checking.authenticate(credentials(x_api_key=KEY))

    assert [each.mode for each in (by_signature, by_token, by_key)] == [
        AuthMode.AWS_IAM,
        AuthMode.COGNITO,
        AuthMode.API_KEY,
    ]
