"""All generated files, and which of them are stale."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from generation import documents, emoji_set, event_files, grants, operations_page, payloads
from story.api import Api
from story.steps import read


def generated(root: Path) -> Mapping[str, str]:
    """The files by their paths below the project's folder. Raises StoryError."""
    api, story = Api(root), read(root)
    return {
        documents.FILE: documents.content(api),
        payloads.FILE: payloads.content(api),
        emoji_set.FILE: emoji_set.content(),
        operations_page.FILE: operations_page.content(api),
        grants.PAGE: grants.page(api),
        grants.MODULE: grants.module(),
        **dict(event_files.contents(api, story)),
    }


def stale(root: Path) -> Iterator[str]:
    """Paths of files that are missing, differ from what is generated, or should not exist."""
    files = generated(root)
    for path, content in files.items():
        file = root / path
        if not file.exists() or file.read_text() != content:
            yield path
    for file in sorted((root / event_files.FOLDER).glob("*.*.json")):
        path = str(file.relative_to(root))
        if path not in files:
            yield path
