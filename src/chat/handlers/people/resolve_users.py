"""Message.sender, Member.user, InboxEntry.peer: people, many at once.

AppSync passes a list of events for one field; the answers keep their order. An unknown person is
null, so that one missing profile does not fail the rest of the batch.
"""

from collections.abc import Sequence
from typing import Any

from chat.appsync.entrypoint import Event, batch_resolver
from chat.operations.backend import Backend
from chat.operations.people import profiles

_ID_OF = {"sender": "senderId", "user": "userId", "peer": "peerId"}
_KNOWN_FROM_SOURCE = {"id", "__typename"}


def resolve_users(backend: Backend, events: Sequence[Event]) -> list[Any]:
    """One person for each event, or None."""
    ids = [event["source"].get(_ID_OF[event["info"]["fieldName"]]) for event in events]
    # One field may appear in several places of a query, with different selections.
    selected = {name for event in events for name in event["info"]["selectionSetList"]}
    if selected <= _KNOWN_FROM_SOURCE:
        return [{"id": user_id} if user_id else None for user_id in ids]
    return profiles.in_order(backend, ids)


lambda_handler = batch_resolver(resolve_users)
