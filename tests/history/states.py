"""The states of messages that a device has been told, folded as a client must."""

from collections.abc import Iterable, Mapping

from chat_client.parts import is_whole
from chat_client.timeline import revision_of, version_of
from tests.history.records import Json


class States:
    """Of each message the latest state, whatever told it and in whatever order it came."""

    def __init__(self) -> None:
        self._latest: dict[int, Json] = {}
        self._untold: set[int] = set()

    def fold(self, told: Iterable[Json]) -> None:
        """Keep those that are later than what is there, or say more of the same."""
        for message in told:
            seq = message["seq"]
            held = self._latest.get(seq)
            if held is None or _rank(message) > _rank(held):
                self._latest[seq] = message
            if not is_whole(message):
                self._untold.add(seq)

    def told(self, message: Json) -> None:
        """The state that was asked for."""
        self._untold.discard(message["seq"])
        self.fold([message])

    def all(self) -> list[Json]:
        """The latest states of all messages, in order."""
        return [self._latest[seq] for seq in sorted(self._latest)]

    def of(self, known: Mapping[int, Json]) -> list[Json]:
        """The latest states of these messages, in order."""
        return [self._latest.get(seq, known[seq]) for seq in sorted(known)]

    def revision(self, seq: int) -> int:
        """The state of a message as far as is known."""
        return revision_of(self._latest[seq]) if seq in self._latest else 0

    def incomplete(self) -> list[int]:
        """The messages of which something is missing, because an older client published them."""
        return sorted(self._untold)


def _rank(message: Json) -> tuple[int, int, bool]:
    return version_of(message), revision_of(message), is_whole(message)
