"""CloudFormation's intrinsic functions, evaluated as far as one machine can know the answer.

Source: CloudFormation template reference, "Intrinsic function reference" and "Pseudo parameters
reference". Names come in as a Scope, so nothing here knows resources or stacks.
"""

import base64
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from appsync_local.template.document import Node

_PLACEHOLDER = re.compile(r"\$\{(!?)\s*([^}]+?)\s*\}")


class IntrinsicError(Exception):
    """An expression without a value; str() is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class _NoValue:
    """AWS::NoValue: the property is as if it had not been written."""


NO_VALUE = _NoValue()
type Value = Node | _NoValue


class Scope(Protocol):
    """What the names in an expression stand for; each raises IntrinsicError for unknown ones."""

    def ref(self, name: str) -> Value:
        """The value of a parameter, pseudo parameter or resource."""

    def attribute(self, resource: str, name: str) -> str:
        """An attribute of a resource."""

    def export(self, name: str) -> str:
        """The value another stack exports under a name."""


class Evaluator:
    """Evaluates expressions; conditions and mappings are the template's sections."""

    def __init__(
        self, scope: Scope, *, conditions: Mapping[str, Node], mappings: Mapping[str, Node]
    ) -> None:
        self._scope = scope
        self._conditions = conditions
        self._mappings = mappings
        self._path: list[str] = []
        self._functions: dict[str, Callable[[Node], Value]] = {
            "Ref": self._ref,
            "Fn::Base64": self._base64,
            "Fn::FindInMap": self._find_in_map,
            "Fn::GetAtt": self._get_att,
            "Fn::If": self._if,
            "Fn::ImportValue": self._import_value,
            "Fn::Join": self._join,
            "Fn::Length": self._length,
            "Fn::Select": self._select,
            "Fn::Split": self._split,
            "Fn::Sub": self._sub,
            "Fn::ToJsonString": self._to_json_string,
        }

    def value(self, node: Node) -> Node:
        """The node without intrinsic functions; AWS::NoValue on its own is None."""
        value = self._value(node)
        return None if isinstance(value, _NoValue) else value

    def condition(self, name: str) -> bool:
        """Whether a named condition holds."""
        if name not in self._conditions:
            raise IntrinsicError(f"there is no condition {name}; add it to Conditions")
        with self.visiting(f"condition {name}"):
            return self._test(self._conditions[name])

    @contextmanager
    def visiting(self, name: str) -> Iterator[None]:
        """Refuse to evaluate what is being evaluated already."""
        if name in self._path:
            circle = " → ".join([*self._path[self._path.index(name) :], name])
            raise IntrinsicError(f"depends on itself ({circle}); break the circle")
        self._path.append(name)
        try:
            yield
        finally:
            self._path.pop()

    def _value(self, node: Node) -> Value:
        match node:
            case dict() if is_intrinsic(node):
                ((name, argument),) = node.items()
                return self._call(name, argument)
            case dict():
                values = {key: self._value(each) for key, each in node.items()}
                return {
                    key: value for key, value in values.items() if not isinstance(value, _NoValue)
                }
            case list():
                return [
                    value for value in map(self._value, node) if not isinstance(value, _NoValue)
                ]
        return node

    def _call(self, name: str, argument: Node) -> Value:
        if name not in self._functions:
            known = ", ".join(sorted(self._functions))
            raise IntrinsicError(f"{name} is not supported here; write it with one of {known}")
        return self._functions[name](argument)

    def _test(self, node: Node) -> bool:
        match node:
            case {"Fn::Equals": [left, right]}:
                return _same(self.value(left), self.value(right))
            case {"Fn::And": [*parts]}:
                return all(self._test(part) for part in parts)
            case {"Fn::Or": [*parts]}:
                return any(self._test(part) for part in parts)
            case {"Fn::Not": [part]}:
                return not self._test(part)
            case {"Condition": str(name)}:
                return self.condition(name)
        raise IntrinsicError(
            "is no condition; write Equals, And, Or or Not, or name another condition"
        )

    def _ref(self, argument: Node) -> Value:
        return self._scope.ref(_name(self.value(argument), "Ref"))

    def _get_att(self, argument: Node) -> Value:
        match argument:
            case str() if "." in argument:
                resource, _, attribute = argument.partition(".")
            case [named, first, *rest]:
                resource = _name(self.value(named), "GetAtt")
                attribute = self._text([first, *rest], ".")
            case _:
                raise IntrinsicError("GetAtt needs a resource and an attribute: !GetAtt Api.ApiId")
        return self._scope.attribute(resource, attribute)

    def _import_value(self, argument: Node) -> Value:
        return self._scope.export(_name(self.value(argument), "ImportValue"))

    def _if(self, argument: Node) -> Value:
        match argument:
            case [str(name), yes, no]:
                return self._value(yes if self.condition(name) else no)
        raise IntrinsicError("If needs a condition and two values: !If [IsProduction, a, b]")

    def _join(self, argument: Node) -> Value:
        match argument:
            case [str(separator), parts]:
                return self._text(self._list(parts, "Join"), separator)
        raise IntrinsicError("Join needs a separator and a list: !Join ['-', [a, b]]")

    def _split(self, argument: Node) -> Value:
        match argument:
            case [str(separator), text] if separator:
                return [*_text(self.value(text)).split(separator)]
        raise IntrinsicError("Split needs a separator and a text: !Split [',', 'a,b']")

    def _select(self, argument: Node) -> Value:
        match argument:
            case [index, parts]:
                values = self._list(parts, "Select")
                position = _text(self.value(index))
                if position.isdecimal() and int(position) < len(values):
                    return values[int(position)]
                raise IntrinsicError(f"Select asks for element {position} of {len(values)}")
        raise IntrinsicError("Select needs an index and a list: !Select [0, [a, b]]")

    def _find_in_map(self, argument: Node) -> Value:
        match argument:
            case [mapping, first, second, *rest]:
                keys = [_text(self.value(part)) for part in (mapping, first, second)]
            case _:
                raise IntrinsicError("FindInMap needs a map and two keys: !FindInMap [Map, a, b]")
        found: Node = {**self._mappings}
        for key in keys:
            if not isinstance(found, dict) or key not in found:
                match rest:
                    case [{"DefaultValue": default}]:
                        return self._value(default)
                raise IntrinsicError(f"Mappings has no {'.'.join(keys)}; add it")
            found = found[key]
        return found

    def _sub(self, argument: Node) -> Value:
        match argument:
            case str(text):
                names: dict[str, Node] = {}
            case [str(text), dict(names)]:
                pass
            case _:
                raise IntrinsicError("Sub needs a text, or a text and a map of names")
        return _PLACEHOLDER.sub(lambda match: self._placeholder(match, names), text)

    def _placeholder(self, match: re.Match[str], names: Mapping[str, Node]) -> str:
        literal, name = match.groups()
        if literal:
            return "${" + name + "}"
        if name in names:
            return _text(self.value(names[name]))
        resource, dot, attribute = name.partition(".")
        if dot:
            return self._scope.attribute(resource, attribute)
        return _text(self.value({"Ref": name}))

    def _base64(self, argument: Node) -> Value:
        return base64.b64encode(_text(self.value(argument)).encode()).decode()

    def _length(self, argument: Node) -> Value:
        return len(self._list(argument, "Length"))

    def _to_json_string(self, argument: Node) -> Value:
        return json.dumps(self.value(argument))

    def _list(self, node: Node, function: str) -> list[Node]:
        value = self.value(node)
        if not isinstance(value, list):
            raise IntrinsicError(f"{function} needs a list and got {value!r}")
        return value

    def _text(self, parts: list[Node], separator: str) -> str:
        return separator.join(_text(self.value(part)) for part in parts)


def is_intrinsic(node: Node) -> bool:
    """Whether a node is a call of an intrinsic function rather than a map."""
    match node:
        case dict() if len(node) == 1:
            (name,) = node
            return name == "Ref" or name.startswith("Fn::")
    return False


def text(value: Node) -> str | None:
    """A scalar as CloudFormation writes it into a text; None for anything else."""
    match value:
        case bool():
            return "true" if value else "false"
        case str() | int() | float():
            return str(value)
    return None


def _text(value: Node) -> str:
    written = text(value)
    if written is None:
        raise IntrinsicError(f"a text was expected, not {value!r}")
    return written


def _name(argument: Node, function: str) -> str:
    if not isinstance(argument, str):
        raise IntrinsicError(f"{function} needs a name and got {argument!r}")
    return argument


def _same(left: Node, right: Node) -> bool:
    return left == right or (text(left) is not None and text(left) == text(right))
