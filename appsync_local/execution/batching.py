"""Batches: fields with a MaxBatchSize share invocations, which carry a list of events.

Source: AppSync developer guide, "Direct Lambda resolver reference" and "Resolver mapping template
reference for Lambda", batch invocations. A batch of one is still a list.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from appsync_local.execution.completion import Call

_log = logging.getLogger(__name__)

_WRAPPER_KEYS = frozenset({"data", "errorMessage", "errorType"})


@dataclass(frozen=True, slots=True)
class Failure:
    """A call that failed. data: what the function attached, before the selection filters it."""

    error_type: str
    message: str
    data: object = None


def groups(calls: Iterable[Call]) -> list[list[Call]]:
    """The calls by invocation: one each, or up to MaxBatchSize of the same field in order."""
    found: list[list[Call]] = []
    filling: dict[tuple[str, str], list[Call]] = {}
    for call in calls:
        size = batch_size(call)
        coordinate = (call.field.parent, call.field.name)
        group = filling.get(coordinate)
        if size and group is not None and len(group) < size:
            group.append(call)
        else:
            group = filling[coordinate] = [call]
            found.append(group)
    return found


def batch_size(call: Call) -> int:
    """The MaxBatchSize of the call's resolver; 0 where it is invoked with a single event."""
    return call.field.resolver.max_batch_size if call.field.resolver else 0


def outcomes(function: str, answer: object, size: int) -> list[object]:
    """What a batch's answer has for each item: a value or a Failure, in the order of the events.

    An item is {"data": …, "errorMessage": …, "errorType": …}. Deployed APIs were seen to take bare
    values too; they are accepted with a warning.
    """
    if not isinstance(answer, list) or len(answer) != size:
        got = f"{len(answer)} items" if isinstance(answer, list) else "no list"
        message = (
            f"{function} was given a batch of {size} and answered {got}; "
            "it must answer one item for each event, in the same order."
        )
        return [Failure("Lambda:IllegalArgument", message)] * size
    if any(item is not None and not _is_wrapped(item) for item in answer):
        _log.warning(
            '%s answers a batch with bare values; wrap each as {"data": …}, '
            "which is what AppSync documents.",
            function,
        )
    return [_outcome(item) for item in answer]


def _is_wrapped(item: object) -> bool:
    return isinstance(item, dict) and not _WRAPPER_KEYS.isdisjoint(item)


def _outcome(item: object) -> object:
    if not isinstance(item, dict) or not _is_wrapped(item):
        return item
    if item.get("errorMessage"):
        error_type = str(item.get("errorType") or "Lambda:Unhandled")
        return Failure(error_type, str(item["errorMessage"]), item.get("data"))
    return item.get("data")
