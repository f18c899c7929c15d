"""events/*.json: each call of the story as AppSync passes it to its function."""

import json
from collections.abc import Iterator
from typing import Any

from story.api import Api
from story.events import event, stream
from story.steps import Story

FOLDER = "events"
STREAM = "ChatTable."
"""What the names of the stream's events begin with: that of the mapping follows."""


def contents(api: Api, story: Story) -> Iterator[tuple[str, str]]:
    """The files, with their paths."""
    for name, step in story.by_name.items():
        yield f"{FOLDER}/{name}.json", _written(event(step, api, story.names))
    for mapping, images in story.stream.items():
        yield f"{FOLDER}/{STREAM}{mapping}.json", _written(stream(images))


def _written(content: Any) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
