"""AppSync's behaviour, asked of the stack at hand: the local one, or one in AWS.

CONFORMANCE_STACK names a deployed stack, CONFORMANCE_PEOPLE two people who can sign in to it:
alice:password,bob:password. Without them it is the local stack that all tests share.
"""

import os

import pytest

from chat_client import Stack
from tests.raw_client import Json
from tests.signed_in import Person

EVIDENCE = {"doc", "seen", "client", "guess"}


def pytest_itemcollected(item: pytest.Item) -> None:
    """Each test says what its expectation rests on, or is not collected."""
    marks = EVIDENCE & {mark.name for mark in item.iter_markers()}
    if len(marks) != 1:
        raise pytest.UsageError(f"{item.nodeid}: mark it with one of {', '.join(sorted(EVIDENCE))}")


@pytest.fixture(scope="session")
def tested(request: pytest.FixtureRequest) -> Stack:
    """The stack whose behaviour is asked."""
    if name := os.environ.get("CONFORMANCE_STACK"):
        return Stack.named(name)
    local: Stack = request.getfixturevalue("stack")
    return local


@pytest.fixture(scope="session")
def people(tested: Stack) -> list[Person]:
    """Two people of that stack."""
    given = os.environ.get("CONFORMANCE_PEOPLE", "")
    named = [each.split(":", 1) for each in given.split(",") if ":" in each]
    passwords = dict(named) or tested.passwords
    if len(passwords) < 2:
        pytest.exit("Two people must sign in: CONFORMANCE_PEOPLE=alice:password,bob:password", 4)
    return [Person(tested, name, password) for name, password in list(passwords.items())[:2]]


@pytest.fixture(scope="session")
def alice(people: list[Person]) -> Person:
    return people[0]


@pytest.fixture(scope="session")
def bob(people: list[Person]) -> Person:
    return people[1]


@pytest.fixture(scope="session")
def room(alice: Person, bob: Person) -> Json:
    """A group of the two, with a message in it."""
    return alice.group_with(bob)
