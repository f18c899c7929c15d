from typing import Any

import pytest

from chat.domain.errors import NotFound
from chat.handlers.people.resolve_users import resolve_users
from chat.operations.backend import Backend
from chat.operations.people import profiles
from chat.store import keys, users
from tests.people import ALICE, BOB, CAROL

SORT_KEY_BYTES = 1024
"""Source: DynamoDB developer guide, "Quotas", sort keys."""


def test_people_are_found_by_how_the_name_they_chose_begins(backend: Backend) -> None:
    for person, name in ((ALICE, "Alice  Liddell"), (BOB, "ALIBABA"), (CAROL, "Carol")):
        profiles.rename(backend, person, display_name=name)

    found = profiles.search(backend, "ali", limit=20)

    assert [user.display_name for user in found] == ["ALIBABA", "Alice  Liddell"]
    assert [user.id for user in profiles.search(backend, "alice l", limit=20)] == [ALICE]


def test_who_chose_no_name_is_not_listed(backend: Backend) -> None:
    assert profiles.search(backend, "al", limit=20) == []


def test_an_earlier_name_finds_nobody(backend: Backend) -> None:
    profiles.rename(backend, ALICE, display_name="Alice")

    profiles.rename(backend, ALICE, display_name="Lady A")

    assert profiles.search(backend, "alice", limit=20) == []


def test_names_are_folded_alike_when_stored_and_searched(backend: Backend) -> None:
    profiles.rename(backend, ALICE, display_name="\N{FULLWIDTH LATIN CAPITAL LETTER A}\u0301lice#1")

    assert [
        user.id
        for user in profiles.search(backend, "\N{LATIN SMALL LETTER A WITH ACUTE}LI", limit=5)
    ] == [ALICE]


def test_a_name_needs_a_profile(backend: Backend) -> None:
    with pytest.raises(NotFound):
        profiles.rename(backend, "77777777-7777-4777-8777-777777777777", display_name="Nobody")


def test_a_name_of_separators_alone_is_not_found(backend: Backend) -> None:
    profiles.rename(backend, ALICE, display_name="##")

    assert profiles.search(backend, "#", limit=20) == []


def test_a_name_that_folding_makes_long_fits_into_a_key_and_is_found(backend: Backend) -> None:
    name = "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 50
    profiles.rename(backend, ALICE, display_name=name)

    sort_key = keys.directory(users.folded(name), ALICE).sk

    assert len(sort_key.encode()) <= SORT_KEY_BYTES
    assert [user.id for user in profiles.search(backend, name, limit=20)] == [ALICE]


def test_people_asked_for_in_two_ways_at_once_are_read_for_both(backend: Backend) -> None:
    def event(sender: str, *selected: str) -> dict[str, Any]:
        info = {"fieldName": "sender", "selectionSetList": [*selected]}
        return {"info": info, "source": {"senderId": sender}}

    _, bob = resolve_users(backend, [event(ALICE, "id"), event(BOB, "id", "displayName")])

    assert bob == profiles.public(backend, BOB)
