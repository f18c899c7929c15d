"""Who listens to what: published payloads go to the subscriptions whose arguments they match.

Source: AppSync developer guide, "Real-time data" (the mutation's response is what subscribers get,
projected onto their selection; arguments must equal its top-level fields; a null argument matches
only what is null or absent).

Listeners are found by their arguments' values, not by asking each, and those that select the same
share one projection, so that a delivery costs little more than the frame.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from appsync_local import wire
from appsync_local.execution.executor import Publication, Subscription

_log = logging.getLogger(__name__)

MAX_PAYLOAD_BYTES = 245_760

_Names = tuple[str, ...]
_Values = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Listener:
    subscription: Subscription
    deliver: Callable[[str], None]


class Broker:
    """The subscriptions of an API."""

    def __init__(self, listeners: Mapping[str, tuple[str, ...]]) -> None:
        """listeners: subscription fields by the mutation that feeds them."""
        self._fields = listeners
        self._audiences: dict[str, dict[_Names, dict[_Values, dict[_Listener, None]]]] = {}

    def listen(
        self, subscription: Subscription, deliver: Callable[[str], None]
    ) -> Callable[[], None]:
        """Deliver what the subscription matches, as JSON text; the result ends that.

        deliver must neither wait nor raise.
        """
        listener = _Listener(subscription, deliver)
        names = tuple(sorted(subscription.arguments))
        values = _values(subscription.arguments, names)
        by_names = self._audiences.setdefault(subscription.field, {})
        by_names.setdefault(names, {}).setdefault(values, {})[listener] = None

        def end() -> None:
            audience = by_names[names].get(values, {})
            audience.pop(listener, None)
            if not audience:
                by_names[names].pop(values, None)

        return end

    def publish(self, publication: Publication) -> None:
        """Deliver soon, in the order of the calls, without keeping the caller waiting."""
        asyncio.get_running_loop().call_soon(self._fan_out, publication)

    def _fan_out(self, publication: Publication) -> None:
        try:
            self._deliver(publication)
        except Exception:
            _log.exception("%s could not be delivered", publication.mutation)

    def _deliver(self, publication: Publication) -> None:
        payload = publication.payload
        audience = [
            listener
            for field in self._fields.get(publication.mutation, ())
            for listener in self._audience(field, payload if isinstance(payload, dict) else {})
        ]
        if not audience or _is_oversized(publication):
            return
        texts: dict[object, str] = {}
        for listener in audience:
            subscription = listener.subscription
            if subscription.likeness not in texts:
                texts[subscription.likeness] = wire.encode(subscription.project(payload))
            listener.deliver(texts[subscription.likeness])

    def _audience(self, field: str, payload: Mapping[str, object]) -> Iterator[_Listener]:
        for names, by_values in self._audiences.get(field, {}).items():
            yield from by_values.get(_values(payload, names), ())


def _values(fields: Mapping[str, object], names: _Names) -> _Values:
    """The named fields in comparable form; null stands for absent too."""
    return tuple(wire.encode(fields.get(name)) for name in names)


def _is_oversized(publication: Publication) -> bool:
    size = wire.size(wire.encode(publication.payload))
    if size <= MAX_PAYLOAD_BYTES:
        return False
    _log.warning(
        "%s is not delivered: its payload has %d bytes, AppSync drops what exceeds %d.",
        publication.mutation,
        size,
        MAX_PAYLOAD_BYTES,
    )
    return True
