"""Episode after episode, many at a time, and what comes of them."""

import asyncio
import itertools
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from local_cloud.outputs import Outputs
from tests.conftest import ROOT
from tests.history.checker import check
from tests.history.crowd import Crowd
from tests.history.episode import play
from tests.history.fault import Fault
from tests.history.programme import Programme, draw
from tests.history.records import History
from tests.history.service import WRITER_TIMEOUT_S, Service, serving

_ALIVE = 4
"""For each episode that acts, so many are begun: most of the others wait for holes to die."""

type Draw = Callable[[int, int], Programme]


@dataclass(frozen=True, slots=True)
class Stage:
    """Where episodes are played, and by whom. turns: one for each that may act at a time."""

    service: Service
    crowd: Crowd
    http: aiohttp.ClientSession
    at_once: int
    turns: asyncio.Semaphore

    async def play(self, programme: Programme) -> History:
        """One episode."""
        return await play(programme, self.service, self.crowd, self.http, turns=self.turns)

    async def episodes(self, seed: int, *, drawn: Draw = draw) -> AsyncGenerator[History]:
        """The episodes of a seed without end, as they come to theirs."""
        numbers = itertools.count()
        playing: set[asyncio.Task[History]] = set()
        try:
            while True:
                while len(playing) < self.at_once * _ALIVE:
                    programme = drawn(seed, next(numbers))
                    playing.add(asyncio.create_task(self.play(programme)))
                done, playing = await asyncio.wait(playing, return_when=asyncio.FIRST_COMPLETED)
                for episode in done:
                    yield episode.result()
        finally:
            for episode in playing:
                episode.cancel()
            await asyncio.gather(*playing, return_exceptions=True)


@asynccontextmanager
async def stage(
    outputs: Outputs,
    *,
    root: Path = ROOT,
    writer_timeout_s: int = WRITER_TIMEOUT_S,
    at_once: int = 6,
) -> AsyncIterator[Stage]:
    """A stage on which the code in root is played; at_once: how many episodes act at a time."""
    async with AsyncExitStack() as open_:
        service = await open_.enter_async_context(
            serving(outputs, root=root, writer_timeout_s=writer_timeout_s)
        )
        http = await open_.enter_async_context(
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        )
        crowd = Crowd(outputs, http, size=3 * at_once)
        yield Stage(service, crowd, http, at_once, asyncio.Semaphore(at_once))


@dataclass(slots=True)
class Tally:
    """What was played and checked. failed: the first history that is not allowed, if any."""

    episodes: int = 0
    operations: int = 0
    deliveries: int = 0
    failed: History | None = None
    faults: list[Fault] = field(default_factory=list)

    def count(self, history: History) -> None:
        """Check a history and add it."""
        self.episodes += 1
        self.operations += sum(1 for _ in history.calls)
        self.deliveries += sum(1 for _ in history.deliveries)
        if faults := check(history):
            self.failed, self.faults = history, faults


async def until_a_fault(
    stage: Stage,
    seed: int,
    *,
    operations: int,
    drawn: Draw = draw,
    tell: Callable[[Tally], None] = lambda tally: None,
) -> Tally:
    """Play until so many operations are done, or a history is not allowed."""
    tally = Tally()
    async with aclosing(stage.episodes(seed, drawn=drawn)) as episodes:
        async for history in episodes:
            tally.count(history)
            tell(tally)
            if tally.failed or tally.operations >= operations:
                break
    return tally
