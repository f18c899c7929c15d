"""A user pool to sign in with: one key, one token that lasts, and the place of the public key."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

_ISSUER = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Peers"
_KEY_ID = "peers"


@dataclass(frozen=True, slots=True)
class Pool:
    """token: a signed access token.  jwks_url: where <pool id>/.well-known/jwks.json lies."""

    token: str
    jwks_url: str


@contextmanager
def served() -> Iterator[Pool]:
    """A pool whose public key can be fetched meanwhile."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    document = json.dumps({"keys": [{**public, "kid": _KEY_ID, "use": "sig"}]}).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(document)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Pool(_token(key), f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _token(key: rsa.RSAPrivateKey) -> str:
    now = int(time.time())
    claims = {
        "sub": "11111111-1111-4111-8111-111111111111",
        "iss": _ISSUER,
        "client_id": "peers",
        "token_use": "access",
        "scope": "aws.cognito.signin.user.admin",
        "cognito:groups": ["people"],
        "auth_time": now,
        "iat": now,
        "exp": now + 86_400,
        "username": "ann",
    }
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": _KEY_ID})
