"""The calls of events/story.yaml, which explains its keys."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

BACK_END = "back end"

type Names = Mapping[str, Any]
"""What $names stand for."""

_ONCE, _SELF = "once", "self"


class StoryError(Exception):
    """The story cannot be read: what is wrong where, and what to write instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One call of the story.

    call: the field's coordinate.  case: what is special about it, if anything.
    arguments: as they are written, with $names.  selection: if it is not everything.
    parents: the objects of a batched field.  result: part of the answer, unless error is set.
    keep: names to give to fields of the answer.  writer_died_in: where, before this call.
    """

    call: str
    caller: str
    case: str | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    selection: str | None = None
    parents: Sequence[Mapping[str, Any]] = ()
    result: Any = None
    error: str | None = None
    keep: Mapping[str, str] = field(default_factory=dict)
    writer_died_in: str | None = None

    @property
    def name(self) -> str:
        """The name of its event: Mutation.sendMessage, Mutation.sendMessage.stranger."""
        return f"{self.call}.{self.case}" if self.case else self.call

    def given(self, names: Names, *, caller_id: str | None = None) -> dict[str, Any]:
        """The arguments, with what the names stand for in their place.

        caller_id: what $self stands for, unless it is the story's own caller.
        """
        own = {_ONCE: self.name, _SELF: caller_id or names.get(self.caller)}
        return {name: resolved(value, own | dict(names)) for name, value in self.arguments.items()}


@dataclass(frozen=True)
class Story:
    """All steps in order. names: what they stand for in the event files.

    stream: images of rows, as the table's stream passes them to its functions, by the name of the
    mapping in template.yaml.
    """

    steps: Sequence[Step]
    names: Names
    stream: Mapping[str, Sequence[Mapping[str, Any]]]

    @cached_property
    def by_name(self) -> Mapping[str, Step]:
        """The steps by the names of their events; of those that appear twice, the first."""
        found: dict[str, Step] = {}
        for step in self.steps:
            found.setdefault(step.name, step)
        return found

    def plain_calls(self, about: str | None = None) -> Sequence[Step]:
        """One call, without a case, of each query and mutation that people make.

        about: a name that must be among its arguments, as in lunch.
        """
        return [
            step
            for step in self.by_name.values()
            if step.case is None
            and step.call.startswith(("Query.", "Mutation."))
            and step.caller != BACK_END
            and (about is None or f"${about}" in step.arguments.values())
        ]

    def until(self, name: str) -> Sequence[Step]:
        """The story up to a call, which is included. Raises LookupError for no such call.

        name: as in sendMessage or Mutation.sendMessage.stranger.
        """
        for number, step in enumerate(self.steps, start=1):
            if name in {step.name, step.name.partition(".")[2]}:
                return self.steps[:number]
        raise LookupError(name)


def read(root: Path) -> Story:
    """The story of a project's folder. Raises StoryError."""
    written = yaml.safe_load((root / "events" / "story.yaml").read_text())
    names = written["names"]
    steps = [*_steps(written["calls"])]
    _check_names(steps, names)
    stream = resolved(written["stream"], names)
    return Story(steps, names, stream)


def resolved(value: Any, names: Names) -> Any:
    """A value with what the names in it stand for. Raises StoryError for an unknown one."""
    match value:
        case str() if value.startswith("$"):
            if value[1:] not in names:
                raise StoryError(f"events/story.yaml: {value} is not defined under names.")
            return names[value[1:]]
        case dict():
            return {key: resolved(each, names) for key, each in value.items()}
        case list():
            return [resolved(each, names) for each in value]
    return value


def _steps(calls: Sequence[Mapping[str, Any]]) -> Iterator[Step]:
    plain = {each["call"]: each for each in reversed(calls) if "case" not in each}
    for call in calls:
        name = call["call"]
        if name not in plain:
            raise StoryError(f"events/story.yaml: add a call of {name} without a case.")
        if ("result" in call) == ("error" in call):
            raise StoryError(f"events/story.yaml: give {name} either a result or an error.")
        yield _step(call, plain[name])


def _step(call: Mapping[str, Any], plain: Mapping[str, Any]) -> Step:
    left_out = call.get("without", ())
    arguments = {**plain.get("with", {}), **call.get("with", {})}
    return Step(
        call=call["call"],
        case=call.get("case"),
        caller=call["as"],
        arguments={name: each for name, each in arguments.items() if name not in left_out},
        selection=call.get("select"),
        parents=call.get("parents") or plain.get("parents", ()),
        result=call.get("result"),
        error=call.get("error"),
        keep=call.get("keep", {}),
        writer_died_in=call.get("given", {}).get("writer_died_in"),
    )


def _check_names(steps: Sequence[Step], names: Names) -> None:
    for step in steps:
        step.given(names, caller_id=names.get(step.caller, BACK_END))
        resolved([*step.parents], names)
        if step.caller not in {*names, BACK_END}:
            raise StoryError(f"events/story.yaml: {step.name}: nobody is called {step.caller}.")


def is_part(told: Any, answer: Any) -> bool:
    """Whether an answer is as expected: `told` may leave out fields of objects, but no elements."""
    match told, answer:
        case dict(), dict():
            return all(name in answer and is_part(told[name], answer[name]) for name in told)
        case list(), list():
            return len(told) == len(answer) and all(map(is_part, told, answer))
    return bool(told == answer)
