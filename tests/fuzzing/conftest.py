"""A server under fire, and somebody who goes on listening to it."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from chat_client import Stack
from chat_client.documents import DOCUMENTS
from local_cloud.outputs import Outputs
from local_cloud.seed import sign_up
from tests.e2e.workers import serving
from tests.figures import Figure
from tests.raw_client import Json, Socket, socket
from tests.signed_in import Person

PASSWORD = "correct horse battery"
_MB = 1_048_576
_GROWTH_MB = 200
_CPU_SECONDS = 10


class Server:
    """appsync_local as the operating system sees it."""

    def __init__(self, url: str) -> None:
        self.process = serving(url)
        [log] = {each.path for each in self.process.open_files() if each.path.endswith(".log")}
        self._log = Path(log)

    def log(self, since: int = 0) -> str:
        """What it has said since a position."""
        return self._log.read_text(errors="replace")[since:]

    def cpu_seconds(self) -> float:
        """What its own process has used so far, the functions' not counted."""
        times = self.process.cpu_times()
        return times.user + times.system

    def memory_mb(self) -> float:
        """What its own process keeps resident."""
        return self.process.memory_info().rss / _MB


@dataclass(frozen=True)
class World:
    """Who is there, and what they can see.

    mallory: fires.  room: hers and bob's.  cursors: of her lists.
    alice: listens in a room of hers and bob's, which mallory is not in.
    """

    stack: Stack
    server: Server
    mallory: Person
    room: Json
    cursors: tuple[str, ...]
    alice: Person
    others_room: Json
    others_cursors: tuple[str, ...]


@pytest.fixture(scope="session")
def world(stack: Stack, outputs: Outputs) -> World:
    mallory, alice, bob = (_newcomer(stack, outputs) for _ in range(3))
    room, _ = mallory.group_with(bob), mallory.group_with(bob)
    others_room, _ = alice.group_with(bob), alice.group_with(bob)
    return World(
        stack=stack,
        server=Server(stack.graphql_url),
        mallory=mallory,
        room=room,
        cursors=_cursors(mallory, room),
        alice=alice,
        others_room=others_room,
        others_cursors=_cursors(alice, others_room),
    )


def _newcomer(stack: Stack, outputs: Outputs) -> Person:
    name = f"p{uuid.uuid4().hex[:12]}"
    sign_up(outputs, name, PASSWORD)
    return Person(stack, name, PASSWORD)


def _cursors(person: Person, room: Json) -> tuple[str, ...]:
    """The tokens of a person's lists, each one page in."""
    return (
        person.call("inbox", limit=1)["nextToken"],
        person.call("members", conversationId=room["id"], limit=1)["nextToken"],
    )


@pytest.fixture(scope="session")
def listener(world: World) -> Iterator[Socket]:
    """A subscriber who stays through all of it."""
    token = world.alice.authorization
    where = {"conversationId": world.others_room["id"], "channel": world.others_room["channel"]}
    with socket(world.stack, token) as open_socket:
        open_socket.acknowledged().subscribed(DOCUMENTS["onMessage"], where, authorization=token)
        yield open_socket


@pytest.fixture(scope="session")
def bounded(world: World, figure: Figure) -> Iterator[None]:
    """The storm leaves no more memory behind than caches may keep."""
    before = world.server.memory_mb()
    yield
    after = world.server.memory_mb()
    figure(f"fuzzing: the server's memory was {before:.0f} MB, then {after:.0f} MB")
    assert after - before < _GROWTH_MB


@pytest.fixture
def unharmed(world: World, listener: Socket, bounded: None) -> Iterator[None]:
    """After each test: no traceback, the same process, and the listener still hears."""
    position = len(world.server.log())
    yield
    said = world.alice.send(world.others_room, "still there?")
    heard = listener.receive()["payload"]["data"]["onMessage"]
    assert (heard["seq"], heard["body"]) == (said["seq"], said["body"])
    assert world.server.process.is_running()
    assert "Traceback" not in world.server.log(position)


@pytest.fixture(scope="session")
def costs(figure: Figure) -> Iterator[dict[str, float]]:
    """Seconds of a processor by what was fired; the dearest is told at the end."""
    spent: dict[str, float] = {}
    yield spent
    if spent:
        dearest = max(spent, key=lambda name: spent[name])
        figure(f"fuzzing: the dearest request took {spent[dearest]:.1f} s: {dearest}")


@pytest.fixture
def cheap(world: World, costs: dict[str, float], request: pytest.FixtureRequest) -> Iterator[None]:
    """What is fired costs the server little: under 2 s of a processor that has nothing else to do.

    On a busy machine the same work is charged several times over, so the bound is wide.
    """
    before = world.server.cpu_seconds()
    yield
    spent = costs[request.node.name] = world.server.cpu_seconds() - before
    assert spent < _CPU_SECONDS
