"""MiniStack's server, run by MiniStack's own Python, with two gaps closed.

- A row that expires leaves a record in the stream, as in DynamoDB: REMOVE, by DynamoDB itself.
  MiniStack 1.5.33 removes the row, a minute late, and writes no record.
- The state is saved while it runs, so that a kill costs only what came after the last snapshot.
  MiniStack saves it only when it stops. A snapshot is a folder in SNAPSHOT_DIR, complete as soon as
  its name is a number. One is taken every SNAPSHOT_SECONDS, between two requests, unless there were
  none.

`local_cloud.emulator` starts it. Nothing else of this project is on its path.
"""

import asyncio
import os
import shutil
import sys
import threading
import time
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from ministack import app as ministack
from ministack.core import persistence
from ministack.core.arn import parse_arn
from ministack.core.responses import request_scope
from ministack.services import dynamodb

_SNAPSHOTS = Path(os.environ["SNAPSHOT_DIR"])
_SNAPSHOT_SECONDS = float(os.environ["SNAPSHOT_SECONDS"])
_EXPIRY_SECONDS = 5
_REAPER = "reaper"
_BY_DYNAMODB = {"type": "Service", "principalId": "dynamodb.amazonaws.com"}
_HEALTH = "/_ministack/health"

type Scope = MutableMapping[str, Any]
type App = Callable[[Scope, Callable[[], Awaitable[Any]], Callable[[Any], Awaitable[None]]], Any]


def record_expiries() -> None:
    """Run a reaper that is quicker than MiniStack's, and writes to the stream what it removes."""
    remove, build_record = dynamodb._remove_item, dynamodb._build_change_record

    def reaping() -> bool:
        return threading.current_thread().name == _REAPER

    def remove_and_tell(table: dict[str, Any], *key: str) -> dict[str, Any] | None:
        removed: dict[str, Any] | None = remove(table, *key)
        if removed is not None and reaping():
            place = parse_arn(table["TableArn"])
            with request_scope(place.account_id, place.region):
                dynamodb._emit_stream_event(table["TableName"], "REMOVE", removed, None)
        return removed

    def record(*change: Any) -> dict[str, Any]:
        built: dict[str, Any] = build_record(*change)
        return {**built, "userIdentity": _BY_DYNAMODB} if reaping() else built

    class Clock:
        """Replaces the module's `time`, so that its loop sleeps for less."""

        time = staticmethod(time.time)

        @staticmethod
        def sleep(_: float) -> None:
            time.sleep(_EXPIRY_SECONDS)

    dynamodb._remove_item, dynamodb._build_change_record = remove_and_tell, record
    dynamodb.time = Clock
    threading.Thread(target=dynamodb._ttl_reaper, name=_REAPER, daemon=True).start()


def take_snapshots(serve: App) -> App:
    """The application, which also saves its state from time to time."""
    answered = 0

    async def snapshots() -> None:
        written = 0
        while True:
            await asyncio.sleep(_SNAPSHOT_SECONDS)
            if written == answered:
                continue
            begun = answered
            try:  # here, where requests are answered one after the other: none is half done
                state = _state()
            except RuntimeError:  # one of MiniStack's threads changed what was being copied
                continue
            if _deploying(state):  # nobody would finish it after a kill
                continue
            await asyncio.to_thread(_write, state)
            written = begun

    async def app(scope: Scope, receive: Any, send: Any) -> None:
        nonlocal answered
        if scope["type"] == "lifespan":
            task = asyncio.create_task(snapshots())
            await serve(scope, receive, send)
            task.cancel()
            return
        answered += scope["path"] != _HEALTH
        await serve(scope, receive, send)

    return app


def _state() -> dict[str, Any]:
    return {name: get() for name, get in ministack._build_persistence_save_dict().items()}


def _deploying(state: dict[str, Any]) -> bool:
    stacks = state["cloudformation"]["stacks"].all_items() if "cloudformation" in state else ()
    return any(each["StackStatus"].endswith("_IN_PROGRESS") for _, each in stacks)


def _write(state: dict[str, Any]) -> None:
    for name, each in state.items():
        persistence.save_state(name, each)
    older = [*_SNAPSHOTS.iterdir()]
    draft = _SNAPSHOTS / "draft"
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(persistence.STATE_DIR, draft)
    draft.rename(_SNAPSHOTS / str(time.time_ns()))
    for each in older:
        shutil.rmtree(each, ignore_errors=True)


if __name__ == "__main__":
    record_expiries()
    ministack.app = take_snapshots(ministack.app)
    sys.exit(ministack.main())
