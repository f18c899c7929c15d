"""The threads that a person follows, latest reply first."""

from datetime import datetime

from chat.domain.models import Place, log_of
from chat.domain.pages import ThreadPage
from chat.domain.threads import Follow
from chat.operations.access import may_read
from chat.operations.backend import Backend
from chat.operations.messages.present_state import completed
from chat.operations.threads.following import seen
from chat.store import cursor, follows, rooms, threads
from chat.store.attributes import from_time

type _Position = tuple[str, str]
"""The time of the last reply as it is stored, and the name of the thread's log."""


def page(backend: Backend, user_id: str, *, limit: int, next_token: str | None) -> ThreadPage:
    """A page of threads that the person may read.

    So many are looked at as the limit says: those that are gone, or not theirs to read any more,
    are left out. Raises InvalidArguments for a token of another query.
    """
    before = cursor.decode(next_token, "threads", user_id, str) if next_token else None
    followed = follows.of_user(backend.table, user_id, now=backend.now())
    counters = threads.get_many(
        backend.table, ((each.conversation_id, each.root_seq) for each in followed)
    )

    def position(follow: Follow) -> _Position:
        counter = counters.get((follow.conversation_id, follow.root_seq))
        return _position(follow, counter.last_seq_at if counter else follow.since)

    ordered = sorted(followed, key=position, reverse=True)
    rest = [each for each in ordered if before is None or position(each) < before]
    shown = rest[:limit]
    places = [Place(each.conversation_id, each.root_seq) for each in shown]
    here = dict.fromkeys(place.conversation_id for place in places)
    rows, found = rooms.get_with_messages(backend.table, ((user_id, each) for each in here), places)
    readable = {
        place: message
        for place, message in found.items()
        if (row := rows.get((user_id, place.conversation_id))) and may_read(row, message)
    }
    roots = {each.place: each for each in completed(backend, [*readable.values()])}
    return ThreadPage(
        threads=tuple(
            seen(roots[place], each)
            for each, place in zip(shown, places, strict=True)
            if place in roots
        ),
        next_token=cursor.encode("threads", user_id, position(shown[-1]))
        if len(rest) > limit
        else None,
    )


def _position(follow: Follow, at: datetime | None) -> _Position:
    return from_time(at) if at else "", log_of(follow.conversation_id, follow.root_seq)
