"""The replies that a device has been told of, and how far back it has all of them."""

from collections.abc import Iterable, Iterator

from tests.history.logs import reply_in
from tests.history.records import Json
from tests.history.states import States


class Thread:
    """first: from this number on nothing is missing; None where the thread was not looked at."""

    def __init__(self, first: int | None) -> None:
        self.states = States()
        self.first = first

    @property
    def before(self) -> int | None:
        """What the next older page is asked for with; None where it is the newest page."""
        return None if self.first in {None, 1} else self.first

    def add(self, page: Json) -> None:
        """A page of it: the newest, or the one before what is there."""
        self.states.fold(page["messages"])
        self.first = min(page["before"] or 1, self.first or page["after"] + 1)


class Threads:
    """The threads of a conversation, by the number that they hang on."""

    def __init__(self) -> None:
        self._threads: dict[int, Thread] = {}
        self._end = 0

    def __iter__(self) -> Iterator[tuple[int, Thread]]:
        yield from sorted(self._threads.items())

    def begin(self, end: int) -> None:
        """Of what is numbered later than this, every reply will be told."""
        self._threads.clear()
        self._end = end

    def at(self, root: int) -> Thread:
        """The thread there, which may be empty."""
        first = 1 if root > self._end else None
        return self._threads.setdefault(root, Thread(first))

    def fold(self, told: Iterable[Json]) -> None:
        """Keep what these messages tell of their threads."""
        for message in told:
            if reply := reply_in(message):
                self.at(reply["rootSeq"]).states.fold([reply])

    def shown(self) -> list[Json]:
        """As a view has them."""
        return [
            {"rootSeq": root, "first": thread.first, "messages": thread.states.all()}
            for root, thread in self
        ]
