"""What can befall a request, at the sockets of the SDK.

The SDK makes two attempts of one call, so a fault that passes is mended below the chat, one that
lasts for both is the chat's to mend, and one that lasts for good is the caller's.
"""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.exceptions import EndpointConnectionError, ReadTimeoutError

from tests.faults.network import PUBLISH, Attempt, Died, Strike

SDK_ATTEMPTS = 2
READ_TIMEOUT = 2.0
"""Seconds, as chat.store.table.client has them."""

READS = frozenset({"GetItem", "BatchGetItem", "Query"})
SINGLE_WRITES = frozenset({"PutItem", "UpdateItem"})
TRANSACTION = frozenset({"TransactWriteItems"})
WRITES = SINGLE_WRITES | TRANSACTION
DYNAMODB = READS | WRITES
ALL = DYNAMODB | {PUBLISH}

TWIN, READER = "twin", "reader"
"""Who may come in between: the same call from another device; a reader who waited long enough."""


@dataclass(frozen=True)
class Fault:
    """on: the operations that it can befall.  strikes, after: as of Injection.

    kills: nobody gets an answer.  loses: numbers may be taken in vain, or not be given back.
    lasts: giving back may take until the platform ends the function; the outcome is unknown then.
    below: nothing was done, and whoever mends it does not know what the call is about: the SDK, or
    chat.store.table. So it befalls each operation once, and not in all circumstances.
    """

    name: str
    on: Collection[str]
    strikes: Sequence[Strike]
    after: Strike | None = None
    kills: bool = False
    loses: bool = False
    lasts: bool = False
    below: bool = False


def _error(status: int, code: str) -> Strike:
    """An error as DynamoDB words it."""
    return lambda attempt: attempt.answer(status, _document(code))


def _cancelled(reason: str) -> Strike:
    """A transaction that was cancelled because of its first item."""

    def strike(attempt: Attempt) -> AWSResponse:
        others = [{"Code": "None"}] * (len(attempt.body["TransactItems"]) - 1)
        reasons = [{"Code": reason}, *others]
        document = _document("TransactionCanceledException")
        return attempt.answer(400, document | {"CancellationReasons": reasons})

    return strike


def _document(code: str) -> dict[str, Any]:
    return {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": "injected"}


def _unreachable(attempt: Attempt) -> AWSResponse:
    attempt.sleep(1)
    raise EndpointConnectionError(endpoint_url=attempt.request.url)


def _lost(attempt: Attempt) -> AWSResponse:
    """Done, and the answer lost on its way."""
    attempt.forward()
    attempt.sleep(READ_TIMEOUT)
    raise ReadTimeoutError(endpoint_url=attempt.request.url)


def _killed_before(_: Attempt) -> AWSResponse:
    raise Died


def _killed_after(attempt: Attempt) -> AWSResponse:
    attempt.forward()
    raise Died


def _half(attempt: Attempt) -> AWSResponse:
    """Of a batch the first half, the rest unprocessed."""
    return _part(attempt, lambda keys: len(keys) // 2)


def _none(attempt: Attempt) -> AWSResponse:
    """Of a batch nothing at all."""
    return _part(attempt, lambda _: 0) if attempt.operation == "BatchGetItem" else attempt.forward()


def _part(attempt: Attempt, take: Callable[[Sequence[Any]], int]) -> AWSResponse:
    ((table, request),) = attempt.body["RequestItems"].items()
    keys = request["Keys"]
    done, left = keys[: take(keys)], keys[take(keys) :]
    found: list[Any] = []
    if done:
        wanted = {"RequestItems": {table: request | {"Keys": done}}}
        found = json.loads(attempt.forward_as(wanted).content)["Responses"][table]
    unprocessed = {table: request | {"Keys": left}} if left else {}
    return attempt.answer(200, {"Responses": {table: found}, "UnprocessedKeys": unprocessed})


def _short(attempt: Attempt) -> AWSResponse:
    """Of a page the first item, as if the next did not fit into a megabyte."""
    return attempt.forward_as(attempt.body | {"Limit": 1})


def _only(operations: Collection[str], strike: Strike) -> Strike:
    return lambda attempt: strike(attempt) if attempt.operation in operations else attempt.forward()


def _conflict(attempt: Attempt) -> AWSResponse:
    if attempt.operation in TRANSACTION:
        return _cancelled("TransactionConflict")(attempt)
    return _error(400, "TransactionConflictException")(attempt)


def _after(who: str) -> Strike:
    def strike(attempt: Attempt) -> AWSResponse:
        attempt.meanwhile(who)
        return attempt.forward()

    return strike


_throttled = _error(400, "ProvisionedThroughputExceededException")
_slowed = _error(400, "ThrottlingException")
_failed = _error(500, "InternalServerError")
_conflicting = _only(WRITES, _conflict)


def _unavailable(attempt: Attempt) -> AWSResponse:
    """What a load balancer says."""
    return attempt.answer(503, "<html>Service Unavailable</html>")


def _page(status: int, body: object) -> Strike:
    return lambda attempt: attempt.answer(status, body)


FAULTS = (
    Fault("throttled once", DYNAMODB, [_throttled], below=True),
    Fault("throttled until the SDK gives up", DYNAMODB, [_slowed] * SDK_ATTEMPTS, below=True),
    Fault("throttled for good", DYNAMODB, [_throttled], after=_throttled, loses=True, below=True),
    Fault("failing until the SDK gives up", DYNAMODB, [_failed] * SDK_ATTEMPTS, below=True),
    Fault(
        "unavailable until the SDK gives up", DYNAMODB, [_unavailable] * SDK_ATTEMPTS, below=True
    ),
    Fault("unreachable once", ALL, [_unreachable], below=True),
    Fault(
        "unreachable until the SDK gives up", DYNAMODB, [_unreachable] * SDK_ATTEMPTS, below=True
    ),
    Fault("unreachable for good", ALL, [_unreachable], after=_unreachable, loses=True),
    Fault("answer lost once", ALL, [_lost], loses=True),
    Fault(
        "answers lost until the SDK gives up",
        DYNAMODB,
        [_lost] * SDK_ATTEMPTS,
        loses=True,
    ),
    Fault(
        "answer lost, then unreachable", ALL, [_lost], after=_unreachable, loses=True, lasts=True
    ),
    Fault("in conflict once", WRITES, [_conflict]),
    Fault("in conflict for good", WRITES, [_conflict], after=_conflicting, loses=True),
    Fault("cancelled by throttling", TRANSACTION, [_cancelled("ThrottlingError")], below=True),
    Fault("batch half done", {"BatchGetItem"}, [_half]),
    Fault("batches never done", {"BatchGetItem"}, [_none], after=_none),
    Fault("page cut short", {"Query"}, [_short]),
    Fault("killed before", ALL, [_killed_before], kills=True, loses=True),
    Fault("killed after", ALL, [_killed_after], kills=True, loses=True),
    Fault("the same call came first", DYNAMODB, [_after(TWIN)]),
    Fault("a reader gave numbers up first", WRITES, [_after(READER)]),
    Fault("429", {PUBLISH}, [_page(429, {"errors": [{"message": "slow down"}]})]),
    Fault("500", {PUBLISH}, [_page(500, "oops")]),
    Fault("errors with 200", {PUBLISH}, [_page(200, {"data": None, "errors": [{}]})]),
    Fault("200 and no JSON", {PUBLISH}, [_page(200, "<html>")]),
)
