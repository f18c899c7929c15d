"""The story of events/, run on the deployed functions.

The story is about four people with fixed ids, so their rows are removed from the table first. That,
and imitating writers that die, takes access to the table: it works locally only.
"""

import base64
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3

from local_cloud import template_outputs
from local_cloud.faults import Fault
from local_cloud.functions import operation
from local_cloud.target import Target
from story import api
from story.events import event
from story.steps import Names, Step, Story, StoryError, is_part, read, resolved

_DEAD_FOR = timedelta(seconds=40)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a function answered. error: the errorType, with its message; then there is no answer."""

    answer: Any
    error: str | None = None
    message: str = ""

    def fits(self, step: Step, names: Names) -> bool:
        """Whether it is what the story expects. names: what its $names stand for."""
        if step.error or self.error:
            return step.error == self.error
        return is_part(resolved(step.result, names), self.answer)


def told(root: Path) -> Story:
    """The story of a project's folder. Raises Fault where it cannot be read."""
    try:
        return read(root)
    except StoryError as error:
        raise Fault(str(error)) from error


def until(whole: Story, name: str | None) -> Sequence[Step]:
    """The story up to a call, which is included; without a name all of it.

    name: as in sendMessage or Mutation.sendMessage.stranger.  Raises Fault for no such call.
    """
    if name is None:
        return whole.steps
    try:
        return whole.until(name)
    except LookupError:
        raise Fault(
            f"OP={name} is unknown: use the name of an event, as in events/story.yaml."
        ) from None


def play(
    whole: Story, steps: Sequence[Step], functions: Mapping[str, str], target: Target
) -> Iterator[tuple[Step, Outcome]]:
    """Run steps of the story one after the other. functions: as functions.names gives them."""
    table = boto3.resource("dynamodb", **target.options).Table(
        template_outputs.read(target)["TableName"]
    )
    names = dict(whole.names)
    _forget(table, names)
    for step in steps:
        if step.writer_died_in:
            _let_a_writer_die(table, resolved(step.writer_died_in, names))
        outcome = _tell(step, names, functions, target)
        if outcome.error is None:
            names |= {name: outcome.answer[field] for field, name in step.keep.items()}
        yield step, outcome


def alone(whole: Story, name: str, functions: Mapping[str, str], target: Target) -> Outcome:
    """Run one call without those before it, as in its event file. Raises Fault if unknown."""
    return _tell(until(whole, name)[-1], whole.names, functions, target)


def _tell(step: Step, names: Names, functions: Mapping[str, str], target: Target) -> Outcome:
    described = api.read()
    logical_id = described.functions[step.call]
    if operation(logical_id) not in functions:
        raise Fault(f"The stack {target.stack} has no {logical_id}: deploy it again.")
    return _invoke(target, functions[operation(logical_id)], event(step, described, names))


def _invoke(target: Target, function: str, payload: Any) -> Outcome:
    """Source: Lambda API reference, Invoke (FunctionError, LogType)."""
    client = boto3.client("lambda", **target.options)
    answer = client.invoke(
        FunctionName=function, Payload=json.dumps(payload).encode(), LogType="Tail"
    )
    document = json.load(answer["Payload"])
    if not answer.get("FunctionError"):
        return Outcome(document)
    log = base64.b64decode(answer.get("LogResult", "")).decode(errors="replace")
    return failure(document, log)


def failure(payload: Mapping[str, Any], log: str) -> Outcome:
    """The outcome according to an error document and the call's log.

    MiniStack 1.5.33 calls every error Runtime.HandlerError; the traceback has the real name.
    """
    error, message = payload.get("errorType", "Unknown"), payload.get("errorMessage", "")
    if error == "Runtime.HandlerError":
        named = re.findall(rf"^(?:\w+\.)*(\w+): {re.escape(message)}$", log, flags=re.MULTILINE)
        error = named[-1] if named else error
    return Outcome(None, error=error, message=message)


def _forget(table: Any, names: Names) -> None:
    """Remove all rows of the story's people and conversations."""
    ids = set(names.values())
    pages = table.meta.client.get_paginator("scan").paginate(
        TableName=table.name, ProjectionExpression="PK, SK"
    )
    with table.batch_writer() as batch:
        for item in (item for page in pages for item in page["Items"]):
            if ids & {*item["PK"].split("#"), *item["SK"].split("#")}:
                batch.delete_item(Key=item)


def _let_a_writer_die(table: Any, conversation_id: str) -> None:
    """Imitate a writer that took a message number and a change number, and wrote nothing."""
    then = (datetime.now(UTC) - _DEAD_FOR).isoformat(timespec="milliseconds")
    table.update_item(
        Key={"PK": f"CONVERSATION#{conversation_id}", "SK": "DETAILS"},
        UpdateExpression="ADD lastSeq :one, lastRevision :one "
        "SET lastSeqAt = :then, lastRevisionAt = :then",
        ExpressionAttributeValues={":one": 1, ":then": then.replace("+00:00", "Z")},
    )
