"""The states of messages that a device has been told, folded as a client must."""

from collections.abc import Iterable, Mapping

from chat_client.parts import is_whole
from chat_client.timeline import revision_of
from tests.history.records import Json


class States:
    """Of each message the latest state, whatever told it and in whatever order it came."""

    def __init__(self) -> None:
        self._latest: dict[int, Json] = {}

    def fold(self, told: Iterable[Json]) -> None:
        """Keep those that are later than what is there, or say more of the same."""
        for message in told:
            held = self._latest.get(message["seq"])
            if held is None or _rank(message) > _rank(held):
                self._latest[message["seq"]] = message

    def of(self, known: Mapping[int, Json]) -> list[Json]:
        """The latest states of these messages, in order."""
        return [self._latest.get(seq, known[seq]) for seq in sorted(known)]

    def revision(self, seq: int) -> int:
        """The state of a message as far as is known."""
        return revision_of(self._latest[seq]) if seq in self._latest else 0

    def incomplete(self) -> list[int]:
        """The messages of which something is missing, because an older client published them."""
        return [seq for seq, message in self._latest.items() if not is_whole(message)]


def _rank(message: Json) -> tuple[int, bool]:
    return revision_of(message), is_whole(message)
