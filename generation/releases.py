"""Earlier releases, as far as their clients depend on them: the schema and the documents."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generation import documents
from story.api import Api

FOLDER = "releases"


@dataclass(frozen=True)
class Release:
    """releases/<version>: schema.graphql and operations.graphql, as they were."""

    folder: Path

    @property
    def version(self) -> str:
        """Such as 0.1.0."""
        return self.folder.name

    @cached_property
    def api(self) -> Api:
        """Its API, of which only the schema is kept."""
        return Api(self.folder)

    @property
    def operations(self) -> str:
        """What its clients send, as one text."""
        return (self.folder / documents.FILE).read_text()


def read(root: Path) -> Iterator[Release]:
    """All of them, the oldest first."""
    folders = (root / FOLDER).glob("*.*.*/")
    for folder in sorted(folders, key=lambda each: [*map(int, each.name.split("."))]):
        yield Release(folder)
