"""Where a person was mentioned, newest first."""

from chat.domain.models import Place
from chat.domain.pages import MentionEntry, MentionPage
from chat.operations.access import may_read
from chat.operations.backend import Backend
from chat.store import cursor, mentions, rooms


def page(backend: Backend, user_id: str, *, limit: int, next_token: str | None) -> MentionPage:
    """A page of mentions that the person may read, and that are still there.

    So many are looked at as the limit says: those that are gone are left out, and a page may hold
    fewer. Raises InvalidArguments for a token of another query.
    """
    before = cursor.decode(next_token, "mentions", user_id, str) if next_token else None
    found = mentions.newest(
        backend.table, user_id, now=backend.now(), limit=limit + 1, before=before
    )
    looked_at = found[:limit]
    places = [
        Place(mention.conversation_id, mention.seq, mention.root_seq) for mention in looked_at
    ]
    here = dict.fromkeys(place.conversation_id for place in places)
    rows, present = rooms.get_with_messages(
        backend.table, ((user_id, each) for each in here), places
    )
    entries = []
    for mention, place in zip(looked_at, places, strict=True):
        row, message = rows.get((user_id, place.conversation_id)), present.get(place)
        if row and message and user_id in message.mentions and may_read(row, message):
            entries.append(
                MentionEntry(
                    conversation_id=place.conversation_id,
                    root_seq=place.root_seq,
                    seq=place.seq,
                    created_at=mention.created_at,
                    message=message,
                )
            )
    is_last = len(found) <= limit
    return MentionPage(
        mentions=tuple(entries),
        next_token=None
        if is_last
        else cursor.encode("mentions", user_id, mentions.position(looked_at[-1])),
    )
