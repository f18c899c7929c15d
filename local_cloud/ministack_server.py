"""MiniStack's server, run by MiniStack's own Python, with four gaps closed.

- A row that expires leaves a record in the stream, as in DynamoDB: REMOVE, by DynamoDB itself.
  MiniStack 1.5.33 removes the row, a minute late, and writes no record.
- The state is saved while it runs, so that a kill costs only what came after the last snapshot.
  MiniStack saves it only when it stops. A snapshot is a folder in SNAPSHOT_DIR, complete as soon as
  its name is a number. One is taken every SNAPSHOT_SECONDS, between two requests, unless there were
  none.
- People sign in however they write upper and lower case, where the user pool says so, and nobody
  signs up under another spelling of a name that is taken. MiniStack keeps the setting and compares
  exactly.
- Confirming a sign-up verifies the email address, so that it signs in, too. MiniStack leaves it.

`local_cloud.emulator` starts it. Nothing else of this project is on its path.
"""

import asyncio
import os
import shutil
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from pathlib import Path
from typing import Any

from ministack import app as ministack
from ministack.core import persistence
from ministack.core.arn import parse_arn
from ministack.core.responses import request_scope
from ministack.services import cognito, dynamodb

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


def ignore_case() -> None:
    """Find people by name or email address whatever the case, in pools that are not sensitive."""
    resolve, sign_up = cognito._resolve_user, cognito._sign_up

    def resolve_any_case(pool: dict[str, Any], name: str | None) -> Any:
        found, error = resolve(pool, name)
        if found or name is None or _is_case_sensitive(pool):
            return found, error
        spellings = (each for each in _names(pool) if each.casefold() == name.casefold())
        return resolve(pool, next(spellings, name))

    def sign_up_once(request: dict[str, Any]) -> Any:
        if any(resolve_any_case(pool, request.get("Username"))[0] for pool in _asked(request)):
            return cognito.error_response_json(
                "UsernameExistsException", "User already exists", 400
            )
        return sign_up(request)

    cognito._resolve_user, cognito._sign_up = resolve_any_case, sign_up_once


def verify_addresses() -> None:
    """Whoever confirms a sign-up has confirmed the address that the code went to."""
    confirm = cognito._confirm_sign_up

    def confirm_and_verify(request: dict[str, Any]) -> Any:
        answer = confirm(request)
        for pool in _asked(request):
            user, _ = cognito._resolve_user(pool, request.get("Username"))
            if user and user["UserStatus"] == "CONFIRMED":
                attributes = cognito._attr_list_to_dict(user["Attributes"])
                verified = {
                    f"{name}_verified": "true" for name in pool.get("AutoVerifiedAttributes") or ()
                }
                user["Attributes"] = cognito._dict_to_attr_list(attributes | verified)
        return answer

    cognito._confirm_sign_up = confirm_and_verify


def _asked(request: dict[str, Any]) -> list[dict[str, Any]]:
    """The pool of the client that a request comes from, if there is one."""
    client = request.get("ClientId")
    return [pool for pool in cognito._user_pools.values() if client in pool["_clients"]]


def _is_case_sensitive(pool: dict[str, Any]) -> bool:
    setting = pool.get("UsernameConfiguration", {}).get("CaseSensitive", True)
    return str(setting).lower() != "false"


def _names(pool: dict[str, Any]) -> Iterator[str]:
    """Usernames and email addresses."""
    for name, user in pool["_users"].items():
        yield name
        yield from (each["Value"] for each in user["Attributes"] if each["Name"] == "email")


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
        try:
            await serve(scope, receive, send)
        finally:  # counted sooner, it would be missing in a snapshot that is taken meanwhile
            answered += scope["path"] != _HEALTH

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
    ignore_case()
    verify_addresses()
    ministack.app = take_snapshots(ministack.app)
    sys.exit(ministack.main())
