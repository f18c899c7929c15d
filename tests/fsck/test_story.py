"""What the story of events/story.yaml leaves in the table, with the stream told of every write."""

from collections.abc import Iterator, Mapping
from typing import Any

from chat.store import conversations
from chat.store.client import client
from chat.store.table import Table
from chat_fsck.audit import judge
from story import api, steps
from story.events import event
from story.steps import Step, resolved
from tests.conftest import ROOT
from tests.faults.storage import TABLE
from tests.faults.world import MESSAGES, World, living
from tests.fsck.conftest import PATIENCE

type Images = Mapping[tuple[str, str], Any]

_GONE_FOR = 40
"""Seconds since a writer died, as events/story.yaml says."""


def images(world: World) -> Images:
    return {(item["PK"]["S"], item["SK"]["S"]): item for item in world.items()}


def records(world: World, before: Images, after: Images) -> Iterator[Any]:
    """What the stream tells of messages that were written meanwhile and leave work."""
    (record, *_) = world.recorded_event(MESSAGES)["Records"]
    for key, item in after.items():
        if "follow" in item and item != before.get(key):
            old = {"OldImage": before[key]} if key in before else {}
            yield record | {"dynamodb": {"NewImage": item, **old, "SequenceNumber": "1"}}


def play(world: World, step: Step, names: dict[str, Any]) -> None:
    if step.writer_died_in:
        handle = Table(client(), TABLE, remaining=lambda: 1.0)
        conversation_id = resolved(step.writer_died_in, names)
        conversations.take_both(handle, conversation_id, now=world.clock())
        world.sleep(_GONE_FOR)
    before = images(world)
    outcome = world.invoke(step.call, event(step, api.read(), names))
    assert (step.name, outcome.error) == (step.name, step.error)
    names |= {name: outcome.answer[field] for field, name in step.keep.items()}
    world.follow(records(world, before, images(world)))


def test_what_the_story_leaves_is_sound() -> None:
    story = steps.read(ROOT)
    with living() as world:
        names = dict(story.names)
        for step in story.steps:
            play(world, step, names)
        left = images(world)
        verdict = judge(left.values(), now=world.now, patience=PATIENCE)

    assert verdict.findings == ()
    assert {"Thread", "Follow", "Mention"} <= {item["entity"]["S"] for item in left.values()}
