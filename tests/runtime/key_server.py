"""A Cognito user pool's keys, served on this machine, and tokens signed with them."""

import json
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from tests.runtime.applications import POOL

ISSUER = f"https://cognito-idp.{POOL.region}.amazonaws.com/{POOL.pool_id}"


class KeyServer:
    """Serves a pool's public keys; counts how often they were fetched."""

    def __init__(self) -> None:
        self.keys: dict[str, rsa.RSAPrivateKey] = {}
        self.fetched: list[str] = []
        self._server = HTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def add(self, kid: str) -> None:
        self.keys[kid] = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def token(self, kid: str = "one", /, **claims: Any) -> str:
        """An access token, valid but for what the claims change; None leaves a claim out."""
        standard = {
            "sub": "user-1",
            "iss": ISSUER,
            "token_use": "access",
            "client_id": "web",
            "username": "ann",
            "exp": int(time.time()) + 600,
        }
        merged = {key: value for key, value in {**standard, **claims}.items() if value is not None}
        return jwt.encode(merged, self.keys[kid], algorithm="RS256", headers={"kid": kid})

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _document(self) -> bytes:
        keys = [
            {**RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid, "use": "sig"}
            for kid, key in self.keys.items()
        ]
        return json.dumps({"keys": keys}).encode()

    def _handler(server: "KeyServer") -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.fetched.append(self.path)
                self.send_response(200)
                self.end_headers()
                self.wfile.write(server._document())

            def log_message(self, *_: object) -> None:
                pass

        return Handler
