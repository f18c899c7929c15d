"""The functions of an application as pools of worker processes: fast, and close to Lambda.

A function has as many workers as there are calls at a time, up to a bound; beyond it calls wait in
order. Workers start on first use, end when idle, and make way for new ones when their code changes.
"""

import asyncio
import logging
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from appsync_local import wire
from appsync_local.application import Application, Function
from appsync_local.functions import APPSYNC_SECONDS, FunctionError, reload, timed_out
from appsync_local.functions.logs import Logs, open_logs
from appsync_local.functions.warm_parent import PRELOAD, WarmParent
from appsync_local.functions.worker import Site, Worker

_log = logging.getLogger(__name__)

_LARGEST_EVENT = 6_291_456


class WorkerFunctions:
    """Functions that run the code beside the template.

    logs: taken over, and closed with this; by default as AWS_ENDPOINT_URL says (open_logs).
    limit: workers of one function.  idle_seconds: after which an unused worker ends.
    cap_seconds: after which a call is given up, though its worker goes on as Lambda would.
    """

    def __init__(
        self,
        application: Application,
        *,
        environment: Mapping[str, str] = os.environ,
        logs: Logs | None = None,
        preload: Sequence[str] = PRELOAD,
        limit: int = 10,
        idle_seconds: float = 600,
        cap_seconds: float = APPSYNC_SECONDS,
        reload: bool = True,
    ) -> None:
        site = Site(
            region=application.region,
            account_id=application.account_id,
            own=environment,
            logs=open_logs(environment, region=application.region) if logs is None else logs,
            parent=WarmParent(preload),
        )
        self._site = site
        self._cap_seconds = cap_seconds
        self._reload = reload
        self._is_closed = False
        self._watcher: asyncio.Task[None] | None = None
        self._calls: set[asyncio.Task[object]] = set()
        self._pools = {
            logical_id: Pool(function, site, limit=limit, idle_seconds=idle_seconds)
            for logical_id, function in application.functions.items()
        }

    async def start(self) -> None:
        """Warm up and watch the code before the first call, which otherwise does it."""
        self._site.parent.start()
        if self._reload and not self._watcher:
            folders = {pool.code for pool in self._pools.values()}
            self._watcher = asyncio.create_task(reload.watch(folders, self._code_changed))
            self._watcher.add_done_callback(_say_why_it_ended)

    async def invoke(self, logical_id: str, event: object) -> object:
        """The function's answer. Raises FunctionError, after 30 s at the latest."""
        if self._is_closed:
            raise FunctionError("Lambda:ServiceException", "The runtime is stopping; try again.")
        if not self._watcher:
            await self.start()
        body = wire.encode_bytes(event)
        if len(body) > _LARGEST_EVENT:
            raise FunctionError("RequestEntityTooLargeException", _too_large())
        loop = asyncio.get_running_loop()
        call = asyncio.Task(self._pools[logical_id].invoke(body), loop=loop, eager_start=True)
        self._calls.add(call)
        call.add_done_callback(self._forget)
        done, _ = await asyncio.wait({call}, timeout=self._cap_seconds)
        if not done:
            raise timed_out()
        return call.result()

    async def close(self) -> None:
        """End every process and deliver the logs."""
        self._is_closed = True
        tasks = [*self._calls, *([self._watcher] if self._watcher else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._site.parent.close()
        for pool in self._pools.values():
            pool.dispose()
        await asyncio.to_thread(self._site.logs.close)

    def _forget(self, call: asyncio.Task[object]) -> None:
        """Nobody may be left to ask for the outcome: look at it, or asyncio complains."""
        self._calls.discard(call)
        if not call.cancelled():
            call.exception()

    def _code_changed(self, folder: Path) -> None:
        for pool in self._pools.values():
            if pool.code == folder:
                pool.retire()


class Pool:
    """The workers of one function."""

    def __init__(self, function: Function, site: Site, *, limit: int, idle_seconds: float) -> None:
        self._function = function
        self._site = site
        self._idle_seconds = idle_seconds
        self._turns = asyncio.Semaphore(limit)
        self._workers: set[Worker] = set()
        self._current: set[Worker] = set()
        self._idle: dict[Worker, asyncio.TimerHandle] = {}

    @property
    def code(self) -> Path:
        """The folder that the workers run."""
        return self._function.code

    async def invoke(self, event: bytes) -> object:
        """The answer of the worker used last, of a new one if all are busy, or of the next free."""
        async with self._turns:
            worker = self._idle_worker() or await self._started()
            try:
                return await worker.run(event)
            finally:
                self._release(worker)

    def retire(self) -> None:
        """The code has changed: idle workers end now, busy ones after their call."""
        self._current.clear()
        for worker in list(self._idle):
            self._expire(worker)

    def dispose(self) -> None:
        """Let go of what ended processes left."""
        for worker in self._workers:
            worker.end()
            worker.dispose()
        for timer in self._idle.values():
            timer.cancel()

    def _idle_worker(self) -> Worker | None:
        while self._idle:
            worker, timer = self._idle.popitem()
            timer.cancel()
            if worker.is_free:
                return worker
        return None

    async def _started(self) -> Worker:
        self._workers = {worker for worker in self._workers if not worker.is_gone}
        worker = Worker(self._function, self._site)
        self._workers.add(worker)
        self._current.add(worker)
        try:
            await worker.start()
        except BaseException:
            self._current.discard(worker)
            worker.kill()
            raise
        return worker

    def _release(self, worker: Worker) -> None:
        if worker.is_free and worker in self._current:
            loop = asyncio.get_running_loop()
            self._idle[worker] = loop.call_later(self._idle_seconds, self._expire, worker)
        else:
            self._current.discard(worker)
            worker.kill()

    def _expire(self, worker: Worker) -> None:
        self._idle.pop(worker).cancel()
        self._current.discard(worker)
        worker.end()


def _say_why_it_ended(watcher: asyncio.Task[None]) -> None:
    if not watcher.cancelled() and (error := watcher.exception()):
        _log.warning("Code is not watched any more; restart to run what you edit: %s", error)


def _too_large() -> str:
    """As the Lambda API words it."""
    return f"Request must be smaller than {_LARGEST_EVENT} bytes for the InvokeFunction operation"
