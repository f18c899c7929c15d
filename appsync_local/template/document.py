"""A CloudFormation template as plain data: YAML or JSON, short tags written out.

`!GetAtt Api.ApiId` becomes {"Fn::GetAtt": "Api.ApiId"}. Dates stay text, as CloudFormation reads
them.
"""

import json
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from appsync_local.template.errors import TemplateError

type Node = bool | int | float | str | list[Node] | dict[str, Node] | None

_PLAIN_TAGS = {"Ref", "Condition"}
_TEXT = "tag:yaml.org,2002:str"


class _Loader(yaml.SafeLoader):
    """SafeLoader with intrinsic functions, without dates, and with names that are always text."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """A map; `ON` and an account's number are names like any other."""
        self.flatten_mapping(node)
        for name, _ in node.value:
            if isinstance(name, yaml.ScalarNode):
                name.tag = _TEXT
        return super().construct_mapping(node, deep)


def _intrinsic(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    name = suffix if suffix in _PLAIN_TAGS else f"Fn::{suffix}"
    match node:
        case yaml.ScalarNode():
            return {name: loader.construct_scalar(node)}
        case yaml.SequenceNode():
            return {name: loader.construct_sequence(node, deep=True)}
        case yaml.MappingNode():
            return {name: loader.construct_mapping(node, deep=True)}
    raise yaml.YAMLError(f"!{suffix} cannot be read")


_Loader.add_multi_constructor("!", _intrinsic)
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(template: Path) -> dict[str, Node]:
    """The template's sections. Raises TemplateError when it is missing or not a template."""
    try:
        text = template.read_text(encoding="utf-8")
    except OSError as error:
        reason = f"cannot be read ({error.strerror}); give the path of a SAM template"
        raise TemplateError([f"{template}: {reason}"]) from error
    except UnicodeDecodeError as error:
        raise TemplateError([f"{template.name}: is no text; save it as UTF-8"]) from error
    try:
        document = _parse(text)
    except (yaml.YAMLError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise TemplateError([f"{template.name}: correct its syntax: {reason}"]) from error
    if not isinstance(document, dict) or not isinstance(document.get("Resources"), dict):
        raise TemplateError([f"{template.name}: has no Resources; give a SAM template"])
    return document


def _parse(text: str) -> Any:
    if text.lstrip().startswith("{"):
        return json.loads(text)
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - it is a SafeLoader
