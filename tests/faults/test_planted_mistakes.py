"""Mistakes that the matrix must see, each planted in the running code."""

from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest

from chat.appsync import publisher
from chat.domain.remembered_sends import RememberedSends
from chat.handlers.subscriptions import follow_messages, publish_inbox_events
from chat.operations.mentions import recording
from chat.operations.messages import posting
from chat.store.table import Table
from tests.faults.matrix import Matrix
from tests.faults.scenarios import SCENARIOS
from tests.faults.world import Saved, World


def first_complaint(world: World, begun: Saved, name: str) -> str:
    (scenario,) = (scenario for scenario in SCENARIOS if scenario.name == name)
    return next(Matrix(world, scenario, begun).complaints(), "none")


def test_a_send_that_is_not_recognised_again(
    world: World, begun: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RememberedSends, "find", lambda *_: None)

    complaint = first_complaint(world, begun, "Mutation.sendMessage: as in the story")

    assert "SEND-TWICE" in complaint


def test_a_number_that_is_not_given_back(
    world: World, begun: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "_give_back", lambda *_: None)

    complaint = first_complaint(world, begun, "Mutation.sendMessage: as in the story")

    assert "nothing follows: it answered, and left" in complaint


def test_what_is_left_of_a_batch_and_not_asked_for_again(
    world: World, begun: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = Table._call

    def forgetful(table: Table, operation: Any, parameters: Any) -> Any:
        return {**batch(table, operation, parameters), "UnprocessedKeys": {}}

    monkeypatch.setattr(Table, "_call", forgetful)

    complaint = first_complaint(world, begun, "Query.heads: of three")

    assert "batch half done: the answer: it answered" in complaint


def test_an_event_that_was_not_published_and_is_reported_done(
    world: World, begun: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(image: Any) -> None:
        with suppress(Exception):
            publisher.publish_inbox(image)

    monkeypatch.setattr(publish_inbox_events, "publish_inbox", careless)

    complaint = first_complaint(world, begun, "ChatTable.memberships: three memberships")

    assert "3 were reported done, 2 were published" in complaint


def test_a_message_that_was_not_followed_and_is_reported_done(
    world: World, begun: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(backend: Any, change: Any) -> None:
        with suppress(Exception):
            recording.follow(backend, change)

    follow = SimpleNamespace(follow=careless, Change=recording.Change)
    monkeypatch.setattr(follow_messages, "recording", follow)

    complaint = first_complaint(world, begun, "ChatTable.messages: what mentions people")

    assert "the table does not mean what the call means" in complaint
