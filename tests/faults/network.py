"""The network of a function in this process: whatever it sends comes by here, one at a time.

What the SDK does about an answer, or about none, is the SDK's own code: faults happen where its
sockets would be.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from botocore.awsrequest import AWSPreparedRequest, AWSResponse

from tests.faults.http import content, response

GRAPHQL_URL = "https://chat.example/graphql"
PUBLISH = "POST /graphql"


class Died(BaseException):
    """The process is gone: nothing of it runs any more, and nobody gets an answer."""


@dataclass(frozen=True)
class Attempt:
    """One request on its way. The SDK may make several of one call.

    sleep: lets virtual time pass.  meanwhile: lets somebody else do something first.
    """

    request: AWSPreparedRequest
    _forward: Callable[["Attempt"], AWSResponse]
    sleep: Callable[[float], None]

    meanwhile: Callable[[str], None]

    def forward(self) -> AWSResponse:
        """Let it arrive, and return the answer."""
        return self._forward(self)

    def forward_as(self, body: object) -> AWSResponse:
        """Let another body arrive in its place."""
        request = copy(self.request)
        request.body = json.dumps(body).encode()
        return self._forward(replace(self, request=request))

    @property
    def operation(self) -> str:
        """As in GetItem, or PUBLISH."""
        target: object = self.request.headers.get("X-Amz-Target", PUBLISH)
        name = target.decode() if isinstance(target, bytes) else str(target)
        return name.rpartition(".")[2]

    @property
    def body(self) -> Any:
        """The parameters as they were sent."""
        return json.loads(content(self.request))

    def answer(self, status: int, body: object) -> AWSResponse:
        """An answer to it. body: text as it is, anything else as JSON."""
        text = body if isinstance(body, str) else json.dumps(body)
        return response(self.request, status, text)


type Strike = Callable[[Attempt], AWSResponse]


@dataclass
class Injection:
    """A fault on its way: the attempts from `first` on meet the strikes, later ones `after`.

    others: what somebody else may do meanwhile, by who it is.
    """

    first: int
    strikes: Sequence[Strike]
    after: Strike | None = None
    others: Mapping[str, Callable[[], None]] = field(default_factory=dict)
    met: bool = False


@dataclass
class Network:
    """Of one process, which ends when a fault kills it, or when the platform says it is over.

    store: DynamoDB.  publish: AppSync, of a signed mutation.  sleep: lets virtual time pass.
    attempts: what was sent so far.
    """

    store: Callable[[str, AWSPreparedRequest], AWSResponse]
    publish: Callable[[Any], Any]
    sleep: Callable[[float], None]
    is_over: Callable[[], bool]
    attempts: list[str] = field(default_factory=list)
    injection: Injection | None = None
    is_dead: bool = False

    def send(self, request: AWSPreparedRequest) -> AWSResponse:
        """In the place of the HTTP session's method."""
        if self.is_dead or self.is_over():
            self.is_dead = True
            raise Died
        attempt = Attempt(request, self._forward, self.sleep, self._meanwhile)
        number = len(self.attempts)
        self.attempts.append(attempt.operation)
        strike = self._strike(number)
        try:
            return strike(attempt) if strike else attempt.forward()
        except Died:
            self.is_dead = True
            raise

    def _strike(self, number: int) -> Strike | None:
        plan = self.injection
        if plan is None or number < plan.first:
            return None
        plan.met = True
        place = number - plan.first
        return plan.strikes[place] if place < len(plan.strikes) else plan.after

    def _meanwhile(self, who: str) -> None:
        assert self.injection
        self.injection.others[who]()

    def _forward(self, attempt: Attempt) -> AWSResponse:
        if attempt.operation == PUBLISH:
            return attempt.answer(200, self.publish(attempt.body))
        return self.store(attempt.operation, attempt.request)
