"""Whom a text may mention."""

from collections.abc import Mapping, Sequence

from chat.domain.errors import InvalidArguments
from chat.domain.models import ConversationKind, Membership


def require_members(user_ids: Sequence[str], rows: Mapping[str, Membership]) -> None:
    """Raise InvalidArguments, naming who of these is not in. rows: theirs, by user id.

    Whoever left a direct conversation counts: they are back in when either person writes.
    """
    outsiders = (
        f"input.mentions[{position}]"
        for position, user_id in enumerate(user_ids)
        if not _may_be_mentioned(rows.get(user_id))
    )
    if named := ", ".join(outsiders):
        raise InvalidArguments(f"{named}: mention members of this conversation only.")


def _may_be_mentioned(row: Membership | None) -> bool:
    return row is not None and (row.is_active or row.kind is ConversationKind.DIRECT)
