"""Fn::ForEach written out, as the transform AWS::LanguageExtensions does it before a deployment.

Source: CloudFormation template reference, "Fn::ForEach". An identifier is replaced in keys, in the
text of Fn::Sub, and where a Ref names it. Other text stays as it is: cfn-lint reads it so too, and
the examples of the reference write !Sub wherever a value names the identifier.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from appsync_local.template.document import Node
from appsync_local.template.errors import Faults
from appsync_local.template.intrinsics import IntrinsicError, text

_TRANSFORM = "AWS::LanguageExtensions"
_LOOP = "Fn::ForEach::"
_SECTIONS = ("Conditions", "Resources", "Outputs")
_DEEPEST = 5
_MOST_COPIES = 10_000
"""Far more than fit into a template, which may hold 500 resources and a megabyte."""

_PLACEHOLDER = re.compile(r"(?P<form>[$&])\{(?P<name>[^}!]+)\}")

type _Items = Mapping[str, str]
"""The item that each identifier stands for at the moment."""


def expand(
    document: dict[str, Node],
    *,
    parameters: Collection[str],
    value: Callable[[Node], Node],
    faults: Faults,
) -> dict[str, Node]:
    """The template without loops. What a loop lacks becomes a fault, and the loop makes nothing.

    parameters: names that no identifier may have.  value: evaluates a collection, and raises
    IntrinsicError for one that has no value here.
    """
    found = [(section, name) for section in document for name in _named(document[section], set())]
    if not found:
        return document
    _check_names(document, found, faults)
    expansion = _Expansion(parameters, value, faults)
    sections = {section: document[section] for section in _SECTIONS if section in document}
    return document | {name: expansion.section(node) for name, node in sections.items()}


class _Expansion:
    """Writes loops out, and counts the copies that it makes."""

    def __init__(
        self, parameters: Collection[str], value: Callable[[Node], Node], faults: Faults
    ) -> None:
        self._parameters = parameters
        self._value = value
        self._faults = faults
        self._copies = 0

    def section(self, node: Node) -> Node:
        """A section whose keys are logical ids."""
        return self._map(node, {}, are_ids=True) if isinstance(node, dict) else node

    def _node(self, node: Node, items: _Items) -> Node:
        match node:
            case {"Ref": str(name), **others} if name in items and not others:
                return items[name]
            case {"Fn::Sub": str(written), **others} if not others:
                return {"Fn::Sub": _filled(written, items)}
            case {"Fn::Sub": [str(written), dict(names)], **others} if not others:
                outer = {name: item for name, item in items.items() if name not in names}
                return {"Fn::Sub": [_filled(written, outer), self._map(names, items)]}
            case dict():
                return self._map(node, items)
            case list():
                return [self._node(each, items) for each in node]
        return node

    def _map(
        self, node: Mapping[str, Node], items: _Items, *, are_ids: bool = False
    ) -> dict[str, Node]:
        made: dict[str, Node] = {}
        for key, each in node.items():
            if not key.startswith(_LOOP):
                made[_filled(key, items)] = self._node(each, items)
                continue
            for name, copy in self._loop(key, each, items, are_ids=are_ids):
                if name in made or name in node:
                    self._faults.add(key, f"makes {name}, which is there already; rename either")
                made[name] = copy
        return made

    def _loop(
        self, key: str, node: Node, items: _Items, *, are_ids: bool
    ) -> Iterator[tuple[str, Node]]:
        match node:
            case [str(identifier), collection, dict(fragment)] if identifier:
                pass
            case _:
                self._faults.add(key, "needs an identifier, a collection and a map to repeat")
                return
        if identifier in items or identifier in self._parameters:
            self._faults.add(key, f"its identifier {identifier} has a meaning already; rename it")
        elif len(items) == _DEEPEST:
            self._faults.add(key, f"is nested too deeply; CloudFormation takes {_DEEPEST} loops")
        elif self._has_own_keys(key, identifier, fragment):
            for item in self._collection(key, collection, items):
                self._copies += 1
                if self._copies > _MOST_COPIES:
                    self._faults.add(key, f"makes more than {_MOST_COPIES} copies; shorten it")
                    return
                yield from self._copy(key, fragment, {**items, identifier: item}, are_ids=are_ids)

    def _copy(
        self, loop: str, fragment: Mapping[str, Node], items: _Items, *, are_ids: bool
    ) -> Iterator[tuple[str, Node]]:
        for name, each in self._map(fragment, items, are_ids=are_ids).items():
            if are_ids and not (name.isascii() and name.isalnum()):
                self._faults.add(
                    loop, f"makes {name}; a logical id has only letters and digits: write &{{…}}"
                )
            yield name, each

    def _has_own_keys(self, loop: str, identifier: str, fragment: Mapping[str, Node]) -> bool:
        """Whether each key differs from copy to copy."""
        same = [
            key
            for key in fragment
            if not key.startswith(_LOOP)
            and identifier not in (found["name"] for found in _PLACEHOLDER.finditer(key))
        ]
        for key in same:
            self._faults.add(loop, f"makes {key} each time; write ${{{identifier}}} into its name")
        return not same

    def _collection(self, loop: str, node: Node, items: _Items) -> list[str]:
        try:
            values = self._value(self._node(node, items))
        except IntrinsicError as error:
            self._faults.add(loop, f"its collection has no value: {error}")
            return []
        if not isinstance(values, list):
            self._faults.add(
                loop, "its collection must be a list, or a Ref to a CommaDelimitedList parameter"
            )
            return []
        texts = [text(value) for value in values]
        if None in texts:
            self._faults.add(loop, "its collection must hold texts only")
        return [each for each in texts if each is not None]


def _named(node: Node, seen: set[int]) -> Iterator[str]:
    """The keys of all loops below a node; what an anchor repeats is looked at once."""
    if not isinstance(node, dict | list) or id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, dict):
        yield from (key for key in node if key.startswith(_LOOP))
    for each in node.values() if isinstance(node, dict) else node:
        yield from _named(each, seen)


def _check_names(
    document: Mapping[str, Node], found: list[tuple[str, str]], faults: Faults
) -> None:
    transforms = document.get("Transform")
    if _TRANSFORM not in (transforms if isinstance(transforms, list) else [transforms]):
        faults.add("Transform", f"Fn::ForEach needs {_TRANSFORM}; write it before any other")
    resources = document.get("Resources")
    names = [name for _, name in found]
    for section, name in found:
        if section not in _SECTIONS:
            faults.add(name, f"is in {section}; loops work in {', '.join(_SECTIONS)}")
        if names.count(name) > 1:
            faults.add(name, "is there twice; give each loop a name of its own")
        if isinstance(resources, dict) and name.removeprefix(_LOOP) in resources:
            faults.add(name, "a resource has this name; give the loop another")


def _filled(written: str, items: _Items) -> str:
    def item(match: re.Match[str]) -> str:
        if match["name"] not in items:
            return match[0]
        found = items[match["name"]]
        return found if match["form"] == "$" else re.sub(r"[^0-9A-Za-z]", "", found)

    return _PLACEHOLDER.sub(item, written)
