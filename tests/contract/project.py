"""The files that must agree with each other, read from any folder: tests plant mistakes in a copy.

A check is a function of a Project that yields findings, one sentence each, naming the place. No
finding means that the files agree.
"""

import json
import runpy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from cfnlint.template import Template
from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema
from samtranslator.yaml_helper import yaml_parse

from generation import event_files
from generation.event_files import STREAM as STREAM
from story import steps
from story.api import ROOT_TYPES as ROOT_TYPES
from story.api import Api
from story.steps import Story

type Properties = Mapping[str, Any]

ROOT = Path(__file__).parents[2]
_LOOPS = "AWS::LanguageExtensions"


@dataclass(frozen=True)
class Resolver:
    """A resolver with the function that answers it; None where that leads nowhere."""

    logical_id: str
    coordinate: str
    function: str | None
    is_batched: bool


@dataclass(frozen=True)
class Project:
    """A folder with template.yaml, schema.graphql, events/story.yaml and src."""

    root: Path

    @property
    def template_path(self) -> Path:
        """The SAM template."""
        return self.root / "template.yaml"

    @cached_property
    def template(self) -> dict[str, Any]:
        """The SAM template, short tags and loops written out, Fn::GetAtt as a list.

        cfn-lint writes the loops out, so that appsync_local's own way of doing it proves nothing
        here. Without SAM's transform, lest it merge the Globals.
        """
        return _written_out(self.template_path.read_text())

    @cached_property
    def schema_text(self) -> str:
        """The schema as it is uploaded."""
        return (self.root / "schema.graphql").read_text()

    @property
    def schema(self) -> GraphQLSchema:
        """The schema, with the scalars and directives that AppSync knows by itself."""
        return self.api.schema

    @cached_property
    def api(self) -> Api:
        """The API as the story's events see it."""
        return Api(self.root)

    @cached_property
    def events(self) -> dict[str, Any]:
        """The events of the story's calls, and the stream's, by their names."""
        contents = event_files.contents(self.api, self.story)
        return {Path(path).stem: json.loads(content) for path, content in contents}

    @cached_property
    def story(self) -> Story:
        """The story of events/story.yaml."""
        return steps.read(self.root)

    @cached_property
    def required_payloads(self) -> Mapping[str, frozenset[str]]:
        """What each publishing mutation must select, as the functions are told."""
        required: Mapping[str, frozenset[str]] = runpy.run_path(
            str(self.root / "src/chat/appsync/payloads.py")
        )["REQUIRED"]
        return required

    def resources(self, kind: str) -> dict[str, Properties]:
        """Properties by logical id of the resources of a type, in the template's order."""
        return {
            logical_id: resource.get("Properties", {})
            for logical_id, resource in self.template["Resources"].items()
            if resource["Type"] == kind
        }

    @property
    def functions(self) -> dict[str, Properties]:
        """The Lambda functions."""
        return self.resources("AWS::Serverless::Function")

    @property
    def resolvers(self) -> tuple[Resolver, ...]:
        """The resolvers, each with its function."""
        functions_of_sources = {
            logical_id: referred(source.get("LambdaConfig", {}).get("LambdaFunctionArn"))
            for logical_id, source in self.resources("AWS::AppSync::DataSource").items()
        }
        return tuple(
            Resolver(
                logical_id,
                f"{resolver['TypeName']}.{resolver['FieldName']}",
                functions_of_sources.get(referred(resolver.get("DataSourceName")) or ""),
                is_batched="MaxBatchSize" in resolver,
            )
            for logical_id, resolver in self.resources("AWS::AppSync::Resolver").items()
        )

    def field(self, coordinate: str) -> GraphQLField | None:
        """The schema's field at Type.field, if there is one."""
        type_name, _, field_name = coordinate.partition(".")
        kind = self.schema.type_map.get(type_name)
        return kind.fields.get(field_name) if isinstance(kind, GraphQLObjectType) else None

    def root_coordinates(self) -> Iterator[str]:
        """Every field of Query, Mutation and Subscription, in the schema's order."""
        for name in ROOT_TYPES:
            kind = self.schema.type_map[name]
            assert isinstance(kind, GraphQLObjectType)
            yield from (f"{name}.{field}" for field in kind.fields)


@cache
def _written_out(text: str) -> dict[str, Any]:
    parsed: dict[str, Any] = yaml_parse(text)
    template = Template("template.yaml", parsed | {"Transform": _LOOPS})
    faults = template.transform()
    assert not faults, faults
    written_out: dict[str, Any] = template.template
    return written_out | {"Transform": parsed["Transform"]}


def referred(value: Any) -> str | None:
    """The logical id that a Ref or Fn::GetAtt names."""
    match value:
        case {"Ref": str(logical_id)} | {"Fn::GetAtt": [str(logical_id), *_]}:
            return logical_id
    return None


def named(value: Any) -> str:
    """A name with the variables of its Fn::Sub filled in, as far as the template tells them."""
    match value:
        case {"Fn::Sub": str(text)}:
            return text
        case {"Fn::Sub": [str(text), dict(variables)]}:
            for name, each in variables.items():
                text = text.replace(f"${{{name}}}", named(each))
            return text
    return str(value)


def listed(value: str | Iterable[str]) -> tuple[str, ...]:
    """One or several, as CloudFormation allows for actions and resources."""
    return (value,) if isinstance(value, str) else tuple(value)
