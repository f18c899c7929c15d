"""The story of events/, told to the functions where they are deployed.

A step invokes a function with an event file and says what comes of it; events/story.yaml explains
its words. The story happens to four people with fixed ids, so whatever is known of them is removed
from the table first. That, and writers that die, takes hold of the table: it works at home only.
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
import yaml

from local_cloud import template_outputs
from local_cloud.faults import Fault
from local_cloud.functions import operation
from local_cloud.target import Target

type Step = Mapping[str, Any]

_DEAD_FOR = timedelta(seconds=40)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a function answered. error: the errorType, with its message; then no answer."""

    answer: Any
    error: str | None = None
    message: str = ""

    def fits(self, step: Step) -> bool:
        """Whether it is what the story tells."""
        if "error" in step:
            return bool(self.error == step["error"])
        return self.error is None and is_part(step["result"], self.answer)


def steps(events: Path, until: str | None = None) -> Sequence[Step]:
    """The story, or as much of it as leads to an event, that event included.

    until: as in sendMessage or Mutation.sendMessage.stranger.  Raises Fault for no such event.
    """
    story: list[Step] = yaml.safe_load((events / "story.yaml").read_text())
    if until is None:
        return story
    for number, step in enumerate(story, start=1):
        if until in {step["event"], step["event"].partition(".")[2]}:
            return story[:number]
    raise Fault(f"OP={until} is in no step of {events / 'story.yaml'}: use one of its events.")


def play(
    story: Sequence[Step], events: Path, functions: Mapping[str, str], target: Target
) -> Iterator[tuple[Step, Outcome]]:
    """Tell the steps one after the other. functions: as functions.names gives them."""
    table = boto3.resource("dynamodb", **target.options).Table(
        template_outputs.read(target)["TableName"]
    )
    kept: dict[str, Any] = {}
    _forget(table, events)
    for step in story:
        if died_in := step.get("given", {}).get("writer_died_in"):
            _let_a_writer_die(table, died_in)
        outcome = _invoke(
            target, functions[operation(step["function"])], _event(events, step, kept)
        )
        kept |= {name: outcome.answer[field] for field, name in _kept(step, outcome)}
        yield step, outcome


def alone(events: Path, name: str, functions: Mapping[str, str], target: Target) -> Outcome:
    """One event as its file has it, without what leads to it. Raises Fault for no such event."""
    step = steps(events, name)[-1]
    function = functions.get(operation(step["function"]))
    if function is None:
        raise Fault(f"The stack {target.stack} has no {step['function']}: deploy it anew.")
    return _invoke(target, function, _event(events, step, {}))


def is_part(told: Any, answer: Any) -> bool:
    """Whether an answer holds what is told of it: fields may be left out, elements may not."""
    match told, answer:
        case dict(), dict():
            return all(name in answer and is_part(told[name], answer[name]) for name in told)
        case list(), list():
            return len(told) == len(answer) and all(map(is_part, told, answer))
    return bool(told == answer)


def _invoke(target: Target, function: str, event: Any) -> Outcome:
    """Source: Lambda API reference, Invoke (FunctionError, LogType)."""
    client = boto3.client("lambda", **target.options)
    answer = client.invoke(
        FunctionName=function, Payload=json.dumps(event).encode(), LogType="Tail"
    )
    payload = json.load(answer["Payload"])
    if not answer.get("FunctionError"):
        return Outcome(payload)
    log = base64.b64decode(answer.get("LogResult", "")).decode(errors="replace")
    return failure(payload, log)


def failure(payload: Mapping[str, Any], log: str) -> Outcome:
    """What an error document and the call's log tell.

    MiniStack 1.5.33 calls every error Runtime.HandlerError; then the traceback has its name.
    """
    error, message = payload.get("errorType", "Unknown"), payload.get("errorMessage", "")
    if error == "Runtime.HandlerError":
        named = re.findall(rf"^(?:\w+\.)*(\w+): {re.escape(message)}$", log, flags=re.MULTILINE)
        error = named[-1] if named else error
    return Outcome(None, error=error, message=message)


def _kept(step: Step, outcome: Outcome) -> Iterator[tuple[str, str]]:
    if outcome.error is None:
        yield from step.get("keep", {}).items()


def _event(events: Path, step: Step, kept: Mapping[str, Any]) -> Any:
    event = json.loads((events / f"{step['event']}.json").read_text())
    for path, name in step.get("with", {}).items():
        if name not in kept:
            continue
        *parents, last = path.split(".")
        place = event
        for parent in parents:
            place = place[parent]
        place[last] = kept[name]
    return event


def _forget(table: Any, events: Path) -> None:
    ids = _ids(events)
    pages = table.meta.client.get_paginator("scan").paginate(
        TableName=table.name, ProjectionExpression="PK, SK"
    )
    with table.batch_writer() as batch:
        for item in (item for page in pages for item in page["Items"]):
            if ids & {*item["PK"].split("#"), *item["SK"].split("#")}:
                batch.delete_item(Key=item)


def _ids(events: Path) -> set[str]:
    """The story's people and conversations."""
    found = set[str | None]()
    for file in events.glob("*.*.json"):
        event = json.loads(file.read_text())
        for each in event if isinstance(event, list) else [event]:
            found.add((each.get("identity") or {}).get("sub"))
            arguments = each.get("arguments") or {}
            found.add((arguments.get("input") or arguments).get("conversationId"))
    return {each for each in found if each}


def _let_a_writer_die(table: Any, conversation_id: str) -> None:
    """It took a message number and a change number a while ago, and wrote nothing."""
    then = (datetime.now(UTC) - _DEAD_FOR).isoformat(timespec="milliseconds")
    table.update_item(
        Key={"PK": f"CONVERSATION#{conversation_id}", "SK": "DETAILS"},
        UpdateExpression="ADD lastSeq :one, lastRevision :one "
        "SET lastSeqAt = :then, lastRevisionAt = :then",
        ExpressionAttributeValues={":one": 1, ":then": then.replace("+00:00", "Z")},
    )
