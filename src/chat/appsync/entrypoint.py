"""From an AppSync event to an operation and back: logging and the error policy, written once."""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import single_metric
from aws_lambda_powertools.metrics import MetricUnit

from chat.appsync.arguments import Arguments
from chat.appsync.caller import Caller, person
from chat.appsync.selection import require
from chat.appsync.wire import wire
from chat.domain.errors import ChatError, InternalError, TryAgain
from chat.domain.holes import Patience
from chat.domain.pace import Pace
from chat.operations.backend import Backend, Limits
from chat.settings import logger, settings
from chat.store.client import client
from chat.store.table import Table

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

METRICS_NAMESPACE = "Chat"
"""Where the alarm in template.yaml looks."""

_INITIALISING = "AWS_LAMBDA_INITIALIZATION_TYPE"
"""Lambda sets it. Source: Lambda developer guide, "Defined runtime environment variables"."""

type Event = Mapping[str, Any]
type Handler = Callable[[Any, "LambdaContext"], Any]


@dataclass(frozen=True, slots=True)
class Request[A]:
    """One call of a field: the caller, the arguments and the backend.

    event: as received, for the few operations that serve several fields.
    """

    caller: Caller
    arguments: A
    backend: Backend
    event: Event


def resolver[A: Arguments](
    operation: Callable[[Request[A]], object],
    arguments: type[A],
    *,
    caller: Callable[[Event], Caller] = person,
) -> Handler:
    """The Lambda handler of a direct resolver. caller: who may call.

    A mutation that publishes must select its whole payload.
    """

    def respond(event: Event, context: "LambdaContext") -> Any:
        who = caller(event)
        require(event, _coordinate(event))
        request = Request(who, arguments.parse(event["arguments"]), backend_of(context), event)
        return wire(operation(request), who.id)

    return guarded(respond, _facts_of_call)


def batch_resolver(operation: Callable[[Backend, Sequence[Event]], Sequence[object]]) -> Handler:
    """The Lambda handler of a resolver with MaxBatchSize: a list of events in, as many answers out.

    Source: AppSync developer guide, Lambda mapping template reference, direct batch resolvers: an
    answer is {data, errorMessage, errorType}.
    """

    def respond(events: Sequence[Event], context: "LambdaContext") -> Any:
        answers = operation(backend_of(context), events)
        return [
            {"data": wire(answer), "errorMessage": None, "errorType": None} for answer in answers
        ]

    return guarded(respond, lambda events: _facts_of_call(events[0]) | {"batch": len(events)})


def guarded(
    respond: Callable[[Any, "LambdaContext"], Any], facts: Callable[[Any], dict[str, Any]]
) -> Handler:
    """A handler that logs one line per call, and hides causes that clients may not know.

    facts: what to log about an event; never a body, never a token.
    """
    if _INITIALISING in os.environ:
        client()  # now, so that the first caller need not wait for it

    def lambda_handler(event: Any, context: "LambdaContext") -> Any:
        started = time.perf_counter()
        keys = facts(event) | {"function_request_id": context.aws_request_id}
        with logger.append_context_keys(**keys):
            outcome = "ok"
            try:
                return respond(event, context)
            except ChatError as error:
                outcome = type(error).__name__
                raise
            except Exception:
                outcome = InternalError.__name__
                logger.exception("unforeseen")
                _count_internal_error()
                raise InternalError(
                    f"Something went wrong on our side. Request id: {context.aws_request_id}"
                ) from None
            finally:
                log = logger.warning if outcome == TryAgain.__name__ else logger.info
                elapsed = round((time.perf_counter() - started) * 1000, 2)
                log("answered", outcome=outcome, duration_ms=elapsed)

    return lambda_handler


def _facts_of_call(event: Event) -> dict[str, Any]:
    identity = event.get("identity") or {}
    return {
        "operation": _coordinate(event),
        "caller": identity.get("sub") or identity.get("userArn"),
        "correlation_id": event["request"]["headers"].get("x-amzn-trace-id"),
    }


def _coordinate(event: Event) -> str:
    info = event["info"]
    return f"{info['parentTypeName']}.{info['fieldName']}"


def backend_of(context: "LambdaContext") -> Backend:
    """What an invocation works on, until the platform ends it."""
    ends = time.monotonic() + context.get_remaining_time_in_millis() / 1000
    given = settings()
    table = Table(client(), given.table_name, remaining=lambda: ends - time.monotonic())
    limits = Limits(sends=Pace(given.sends_per_minute, timedelta(minutes=1)))
    return Backend(table, now=_now, patience=Patience(given.writer_timeout), limits=limits)


def _now() -> datetime:
    return datetime.now(UTC)


def _count_internal_error() -> None:
    with single_metric(
        name="InternalErrors", unit=MetricUnit.Count, value=1, namespace=METRICS_NAMESPACE
    ):
        pass
