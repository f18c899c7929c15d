"""What somebody wanted of which the contrary may be wanted too: which of the two came last."""

from collections.abc import Sequence

from tests.history.records import Call


def meets(call: Call, other: Call) -> bool:
    """Whether another call may have taken effect while this one was under way."""
    return other.began <= call.ended and (_is_uncertain(other) or other.ended >= call.began)


def certainly_last(calls: Sequence[Call]) -> Call | None:
    """The call after which nothing can have happened to the contrary; None if that is unsure."""
    answered = [call for call in calls if call.answer]
    if not answered:
        return None
    last = max(answered, key=lambda call: call.began)
    contrary = [call for call in calls if call.field != last.field]
    if any(_is_uncertain(call) or call.ended >= last.began for call in contrary):
        return None
    return last


def _is_uncertain(call: Call) -> bool:
    """Whether it may have taken effect without saying so, even later."""
    return call.answer is None and call.error not in {"NotFound", "Forbidden", "Conflict"}
