"""The Lambda handlers of the to-do list: plain functions of an AppSync event."""

import os
import sys
import time
import uuid
from datetime import UTC, datetime
from typing import Any

from . import store

Event = dict[str, Any]

PEOPLE: dict[str, dict[str, str]] = {
    "ann": {
        "id": "ann",
        "name": "Ann",
        "email": "ann@example.com",
        "phone": "+1 415 555 0100",
        "lastAddress": "192.0.2.7",
    },
    "ben": {"id": "ben", "name": "Ben", "email": "ben@example.com"},
    "cat": {"id": "cat", "name": "Cat", "lastAddress": "2001:db8::/32"},
}


class TodoNotFound(Exception):
    """Nothing has that id."""


class ListForbidden(Exception):
    """Nobody may listen to that list."""


class UnauthorizedException(Exception):
    """AppSync replaces the message of an error of this name."""


def todos(event: Event, context: object) -> list[store.Todo]:
    """Query.todos."""
    wanted = event["arguments"]["list"]
    return [todo for todo in store.every() if todo["list"] == wanted]


def todo(event: Event, context: object) -> store.Todo | None:
    """Query.todo: None when nothing has that id."""
    wanted = event["arguments"]["id"]
    return next((todo for todo in store.every() if todo["id"] == wanted), None)


def add_todo(event: Event, context: object) -> store.Todo:
    """Mutation.addTodo."""
    now = datetime.now(UTC)
    added: store.Todo = {
        **event["arguments"]["input"],
        "id": str(uuid.uuid4()),
        "state": "OPEN",
        "createdAt": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "changed": int(now.timestamp()),
    }
    store.add(added)
    return added


def fail_todo(event: Event, context: object) -> object:
    """Mutation.failTodo: each kind fails in its own way; an unknown one is a KeyError."""
    match event["arguments"]["kind"]:
        case "notFound":
            raise TodoNotFound("No to-do has this id.")
        case "unauthorized":
            raise UnauthorizedException("This text is not shown.")
        case "exit":
            sys.exit(3)
        case "kill":
            os._exit(4)
        case "slow":
            time.sleep(60)
        case "unserializable":
            return {"id": object()}
        case "large":
            return {"id": "x" * 7_000_000}
        case "null":
            return None
        case "wrongShape":
            return [{"id": "1"}]
        case "wrongScalar":
            return {**PEOPLE["ann"], "createdAt": "yesterday"}
    raise KeyError(event["arguments"]["kind"])


def authorize(event: Event, context: object) -> None:
    """Subscription.onTodo: refuses the list called forbidden."""
    if event["arguments"]["list"] == "forbidden":
        raise ListForbidden("Nobody may listen to this list.")


def owners(events: list[Event], context: object) -> list[dict[str, object]]:
    """Todo.owner in batches; the owner called broken fails alone."""
    return [_owner(event["source"].get("ownerId")) for event in events]


def _owner(person: str | None) -> dict[str, object]:
    if person == "broken":
        return {"data": None, "errorType": "OwnerBroken", "errorMessage": "This owner is broken."}
    return {"data": PEOPLE.get(person or ""), "errorType": None, "errorMessage": None}


def echo(event: Event, context: object) -> Event:
    """Query.echo."""
    print("echo", event["arguments"].get("text"))  # noqa: T201 - shows up in the function's log
    return event
