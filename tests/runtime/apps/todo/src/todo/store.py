"""The to-dos, one JSON document a line in the file that STATE_FILE names.

Every function instance is a process of its own, so what they share cannot live in memory.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

Todo = dict[str, object]


def add(todo: Todo) -> None:
    """Append a to-do; a short append is atomic, so instances need no lock."""
    with _path().open("a") as file:
        file.write(json.dumps(todo) + "\n")


def every() -> Iterator[Todo]:
    """All to-dos, oldest first."""
    if not _path().exists():
        return
    with _path().open() as file:
        yield from map(json.loads, file)


def _path() -> Path:
    return Path(os.environ["STATE_FILE"])
