"""What a person sees while they wait: one line a step, with the time it took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console


class Progress:
    """Reports steps. On a terminal the current one is shown while it runs."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._started = time.monotonic()

    @contextmanager
    def step(self, doing: str) -> Iterator[None]:
        """One thing that takes a while."""
        started = time.monotonic()
        with self._console.status(f"{doing} …"):
            yield
        self._console.print(
            f"[dim]{self.elapsed:6.1f} s[/]  {doing} [dim]({time.monotonic() - started:.1f} s)[/]",
            highlight=False,
        )

    def say(self, sentence: str) -> None:
        """Something the person should know."""
        self._console.print(
            f"[dim]{self.elapsed:6.1f} s[/]  {sentence}", highlight=False, soft_wrap=True
        )

    @property
    def elapsed(self) -> float:
        """Seconds since the command began."""
        return time.monotonic() - self._started
