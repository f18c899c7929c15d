"""The events that the story makes: one for each operation, fit for the schema, harmless.

Source of the shape: AppSync developer guide, "Resolver context reference", and the events that
direct Lambda resolvers are documented to receive.
"""

import json
import re
from collections.abc import Iterator, Mapping
from ipaddress import ip_address, ip_network
from itertools import chain
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLError,
    GraphQLField,
    Undefined,
    coerce_input_literal,
    coerce_input_value,
    get_named_type,
    is_leaf_type,
    is_required_argument,
    parse,
    validate,
)
from graphql.utilities import validate_input_value
from graphql.validation import FieldsOnCorrectTypeRule, ScalarLeafsRule

from tests.contract.project import STREAM, Project

_TOKEN_LIFE = 3600
"""Seconds: as long as Cognito's access tokens live by default."""

_LEAKS = {
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    "a token": re.compile(r"eyJ[\w-]{8,}"),
    "an access key": re.compile(r"\b(AKIA|ASIA)[A-Z0-9]{16}\b"),
    "an account's number": re.compile(r"(?<=:)(?!123456789012)\d{12}(?=:)"),
}
_ADDRESS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
_DOCUMENTATION = [*map(ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"))]
"""Addresses that belong to nobody. Source: RFC 5737."""


def check(project: Project) -> Iterator[str]:
    """Everything below."""
    checks = (present, arguments, selections, stream_records, leaks)
    return chain.from_iterable(check(project) for check in checks)


def coordinate_of(name: str) -> str:
    """The coordinate that an event's name begins with; what follows names the case."""
    return ".".join(name.split(".")[:2])


def present(project: Project) -> Iterator[str]:
    """The story tells a call of every field that has a resolver."""
    told = {step.call for step in project.story.steps}
    for resolver in project.resolvers:
        if resolver.coordinate not in told:
            yield f"events/story.yaml: tell a call of {resolver.coordinate}."


def arguments(project: Project) -> Iterator[str]:
    """The arguments are those that the schema lets through, its defaults filled in."""
    for name, field, event in _with_fields(project):
        sent = event.get("arguments", {})
        for unknown in sorted(sent.keys() - field.args.keys()):
            yield f"events/{name}.json: {coordinate_of(name)} has no argument {unknown}."
        for argument_name, argument in field.args.items():
            fault = _misfit(argument, sent.get(argument_name, Undefined))
            if fault:
                yield f"events/{name}.json: argument {argument_name}: {fault}"


def selections(project: Project) -> Iterator[str]:
    """What is selected exists."""
    for name, field, event in _with_fields(project):
        info = event.get("info", {})
        text = info.get("selectionSetGraphQL")
        if is_leaf_type(get_named_type(field.type)):
            continue
        for error in _faults_of_selection(project, field, text):
            yield f"events/{name}.json: {error.message}"


def stream_records(project: Project) -> Iterator[str]:
    """Each mapping of the stream has an event, whose records its filter lets through."""
    for name, patterns in _stream_patterns(project):
        if name not in project.events:
            yield f"events/story.yaml: tell under stream what {name} receives."
        for record in project.events.get(name, {}).get("Records", ()):
            if not any(_passes(record, pattern) for pattern in patterns):
                yield f"events/{name}.json: the filter in template.yaml keeps this record out."


def leaks(project: Project) -> Iterator[str]:
    """Nothing in an event belongs to anybody, and no token in it lives long."""
    for name, content in project.events.items():
        text = json.dumps(content)
        for what, pattern in _LEAKS.items():
            if found := pattern.search(text):
                yield f"events/{name}.json: {found[0]} looks like {what}."
        for address in _ADDRESS.findall(text):
            if not any(ip_address(address) in network for network in _DOCUMENTATION):
                yield f"events/{name}.json: {address} may be somebody's; see RFC 5737."
    for name, event in _resolver_events(project):
        claims = (event.get("identity") or {}).get("claims", {})
        if claims.get("exp", 0) - claims.get("iat", 0) > _TOKEN_LIFE:
            yield f"events/{name}.json: its token lives longer than an hour."


def _resolver_events(project: Project) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, content in project.events.items():
        if not name.startswith(STREAM):
            for event in content if isinstance(content, list) else [content]:
                yield name, event


def _with_fields(project: Project) -> Iterator[tuple[str, GraphQLField, dict[str, Any]]]:
    for name, event in _resolver_events(project):
        field = project.field(coordinate_of(name))
        if field is not None:
            yield name, field, event


def _misfit(argument: GraphQLArgument, sent: Any) -> str | None:
    if sent is Undefined:
        if argument.default and argument.default.literal:
            default = coerce_input_literal(argument.default.literal, argument.type)
            return f"AppSync sends its default, {default!r}."
        return "it is required." if is_required_argument(argument) else None
    faults: list[str] = []
    validate_input_value(sent, argument.type, lambda error, _path: faults.append(error.message))
    if faults:
        return " ".join(faults)
    coerced = coerce_input_value(sent, argument.type)
    return None if coerced == sent else f"AppSync sends it as {coerced!r}."


def _faults_of_selection(project: Project, field: GraphQLField, text: str) -> list[GraphQLError]:
    document = parse(f"fragment Selected on {get_named_type(field.type)} {text}")
    return validate(project.schema, document, [FieldsOnCorrectTypeRule, ScalarLeafsRule])


def _stream_patterns(project: Project) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The events of the stream's mappings, with the patterns of their filters."""
    for function in project.functions.values():
        for mapping, source in function.get("Events", {}).items():
            rules = source["Properties"]["FilterCriteria"]["Filters"]
            yield f"{STREAM}{mapping.lower()}", [json.loads(rule["Pattern"]) for rule in rules]


def _passes(value: Any, pattern: Mapping[str, Any] | list[Any]) -> bool:
    """Lambda's event filtering, as far as this template uses it: exact values, and any."""
    if isinstance(pattern, list):
        return value in pattern or (value is not None and {"exists": True} in pattern)
    return isinstance(value, dict) and all(
        _passes(value.get(name), rule) for name, rule in pattern.items()
    )
