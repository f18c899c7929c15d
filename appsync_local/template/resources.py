"""The resources of a template, with Globals merged in and expressions evaluated on demand.

Only what somebody asks for is evaluated, so a stream function may use what no laptop knows.
Without a deployed stack, `Ref` of a resource is the name its properties give it, else its logical
id.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from appsync_local.template import loops, parameters
from appsync_local.template.attributes import NAME_PROPERTIES, attribute
from appsync_local.template.document import Node
from appsync_local.template.errors import Faults
from appsync_local.template.intrinsics import (
    NO_VALUE,
    Evaluator,
    IntrinsicError,
    Value,
    is_intrinsic,
    text,
)
from appsync_local.template.stack import DeployedStack

_SAM_FUNCTION = "AWS::Serverless::Function"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the application is served. graphql_url: what GetAtt …GraphQLUrl answers."""

    region: str
    account_id: str
    graphql_url: str
    stack: DeployedStack | None


class Resource:
    """One resource; its getters note a fault and answer the default where a property misfits."""

    def __init__(
        self,
        logical_id: str,
        type_name: str,
        properties: dict[str, Node],
        *,
        evaluator: Evaluator,
        faults: Faults,
    ) -> None:
        self.logical_id = logical_id
        self.type_name = type_name
        self._properties = properties
        self._evaluator = evaluator
        self._faults = faults

    def fault(self, path: str, sentence: str) -> None:
        """Note what is wrong with a property."""
        self._faults.add(f"{self.logical_id}.{path}", sentence)

    def value(self, path: str) -> Node:
        """A property by its dotted path; None when absent. Raises IntrinsicError."""
        node: Node = self._properties
        for key in path.split("."):
            if is_intrinsic(node):
                node = self._evaluator.value(node)
            node = _member(node, key)
        return self._evaluator.value(node)

    def has(self, path: str) -> bool:
        """Whether a property is there and not AWS::NoValue."""
        return self.get(path) is not None

    def get(self, path: str) -> Node:
        """As value(), but an expression without a value is a fault."""
        try:
            return self.value(path)
        except IntrinsicError as error:
            self.fault(path, str(error))
            return None

    def text(self, path: str, default: str = "") -> str:
        """A property as text; numbers and booleans as CloudFormation writes them."""
        value = self.get(path)
        if value is None:
            return default
        written = text(value)
        if written is None:
            self.fault(path, f"must be a text, not {value!r}")
        return written or default

    def integer(self, path: str, default: int) -> int:
        """A property that is a whole number, possibly written as text."""
        written = self.text(path)
        if not written:
            return default
        if not written.isdecimal():
            self.fault(path, f"must be a whole number, not {written!r}")
            return default
        return int(written)

    def texts(self, path: str) -> dict[str, str]:
        """A property that maps names to texts."""
        value = self.get(path)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.fault(path, f"must map names to texts, not {value!r}")
            return {}
        return {name: self.text(f"{path}.{name}") for name in value}


class Resources:
    """The resources that the conditions keep; also the scope that expressions are read in."""

    def __init__(
        self,
        document: Mapping[str, Node],
        *,
        place: Place,
        given: Mapping[str, str],
        faults: Faults,
    ) -> None:
        """Raises TemplateError for faults of parameters, loops and conditions; the rest waits."""
        self.place = place
        self._resources: dict[str, Resource] = {}
        self._parameters = parameters.values(
            _section(document, "Parameters"),
            given=given,
            deployed=place.stack.parameters if place.stack else {},
            faults=faults,
        )
        faults.check()
        mappings = _section(document, "Mappings")
        expanded = loops.expand(
            dict(document),
            parameters=self._parameters,
            value=Evaluator(self, conditions={}, mappings=mappings).value,
            faults=faults,
        )
        faults.check()
        conditions = _section(expanded, "Conditions")
        self._evaluator = Evaluator(self, conditions=conditions, mappings=mappings)
        for name in conditions:
            self._holds(name, faults)
        faults.check()
        self._resources = {each.logical_id: each for each in self._present(expanded, faults)}
        faults.check()

    def of_type(self, *type_names: str) -> list[Resource]:
        """Those of the given types, in the template's order."""
        return [each for each in self._resources.values() if each.type_name in type_names]

    def ref(self, name: str) -> Value:
        """The value of a parameter, pseudo parameter or resource."""
        if name.startswith("AWS::"):
            return self._pseudo_parameter(name)
        if name in self._parameters:
            return self._parameters[name]
        owner, dot, qualifier = name.partition(".")
        if dot and qualifier in {"Alias", "Version"}:
            return f"{self.attribute(owner, 'Arn')}:{qualifier}"
        return self._physical_id(self._resource(name))

    def name(self, resource: Resource) -> str:
        """The physical name of a resource; empty where its expression has no value here."""
        try:
            return self._physical_id(resource)
        except IntrinsicError:
            return ""

    def attribute(self, resource: str, name: str) -> str:
        """What GetAtt answers. Raises IntrinsicError for what only AWS knows."""
        owner = self._resource(resource)
        if name in _URLS:
            return _URLS[name](self.place.graphql_url)
        if name == "Name" and owner.type_name == "AWS::AppSync::DataSource":
            with self._evaluator.visiting(f"{resource}.{name}"):
                return owner.text("Name")
        try:
            return attribute(
                owner.type_name,
                name,
                physical_id=self._physical_id(owner),
                place=self._names(),
            )
        except LookupError as error:
            raise IntrinsicError(
                f"{resource}.{name} is known only to AWS; take it from a parameter instead"
            ) from error

    def export(self, name: str) -> str:
        """What another stack exports, as the deployed stack saw it."""
        exports = self.place.stack.exports if self.place.stack else {}
        if name not in exports:
            raise IntrinsicError(
                f"no stack exports {name}; deploy it and name this stack with --stack,"
                " or take the value from a parameter"
            )
        return exports[name]

    def _resource(self, name: str) -> Resource:
        if name not in self._resources:
            raise IntrinsicError(
                f"there is no resource or parameter {name}, or its Condition leaves it out"
            )
        return self._resources[name]

    def _physical_id(self, resource: Resource) -> str:
        stack = self.place.stack
        if stack and resource.logical_id in stack.physical_ids:
            return stack.physical_ids[resource.logical_id]
        if resource.type_name == "AWS::AppSync::ApiKey":
            return f"da2-{resource.logical_id.lower()}"
        property_name = NAME_PROPERTIES.get(resource.type_name, "")
        try:
            with self._evaluator.visiting(resource.logical_id):
                named = text(resource.value(property_name)) if property_name else None
        except IntrinsicError as error:
            raise IntrinsicError(f"{resource.logical_id}.{property_name}: {error}") from error
        return named or resource.logical_id

    def _pseudo_parameter(self, name: str) -> Value:
        stack = self.place.stack
        values: dict[str, Value] = {
            "AWS::AccountId": self.place.account_id,
            "AWS::NoValue": NO_VALUE,
            "AWS::NotificationARNs": [],
            "AWS::Partition": self._names()["partition"],
            "AWS::Region": self.place.region,
            "AWS::StackId": stack.stack_id if stack else self._local_stack_id(),
            "AWS::StackName": stack.name if stack else "local",
            "AWS::URLSuffix": "amazonaws.com",
        }
        if name not in values:
            raise IntrinsicError(f"there is no pseudo parameter {name}; correct its name")
        return values[name]

    def _local_stack_id(self) -> str:
        """Of the form that templates take apart for a suffix of their own."""
        owner = f"{self.place.region}:{self.place.account_id}"
        return f"arn:aws:cloudformation:{owner}:stack/local/{UUID(int=0)}"

    def _names(self) -> dict[str, str]:
        return {
            "partition": "aws",
            "region": self.place.region,
            "account": self.place.account_id,
        }

    def _holds(self, condition: str, faults: Faults) -> bool:
        try:
            return self._evaluator.condition(condition)
        except IntrinsicError as error:
            faults.add(f"Conditions.{condition}", str(error))
            return False

    def _is_wanted(self, logical_id: str, condition: Node, faults: Faults) -> bool:
        """Whether a resource's Condition holds; in a loop it may be an expression, for its name."""
        try:
            name = self._evaluator.value(condition)
        except IntrinsicError as error:
            faults.add(f"{logical_id}.Condition", str(error))
            return False
        return not isinstance(name, str) or self._holds(name, faults)

    def _present(self, document: Mapping[str, Node], faults: Faults) -> Iterator[Resource]:
        shared = _section(_section(document, "Globals"), "Function")
        for logical_id, node in _section(document, "Resources").items():
            if not isinstance(node, dict) or not isinstance(node.get("Type"), str):
                faults.add(logical_id, "is no resource; give it a Type")
                continue
            if not self._is_wanted(logical_id, node.get("Condition"), faults):
                continue
            type_name = str(node["Type"])
            properties = _section(node, "Properties")
            if type_name == _SAM_FUNCTION:
                properties = merged(shared, properties)
            yield Resource(
                logical_id, type_name, properties, evaluator=self._evaluator, faults=faults
            )


def merged(shared: Mapping[str, Node], own: Mapping[str, Node]) -> dict[str, Node]:
    """Globals under a resource's own properties: maps merge, all else is replaced.

    Source: SAM specification, "Globals section, overridable".
    """
    return {**shared, **{name: _merge(shared.get(name), node) for name, node in own.items()}}


def _merge(shared: Node, own: Node) -> Node:
    match shared, own:
        case dict(), dict() if not is_intrinsic(shared) and not is_intrinsic(own):
            return merged(shared, own)
    return own


def _member(node: Node, key: str) -> Node:
    match node:
        case dict():
            return node.get(key)
        case list() if key.isdecimal() and int(key) < len(node):
            return node[int(key)]
    return None


def _section(document: Mapping[str, Node], name: str) -> dict[str, Node]:
    section = document.get(name)
    return section if isinstance(section, dict) else {}


def _realtime_url(graphql_url: str) -> str:
    scheme, rest = graphql_url.split("://", 1)
    return f"{'wss' if scheme == 'https' else 'ws'}://{rest}/realtime"


def _host(graphql_url: str) -> str:
    return urlsplit(graphql_url).netloc


_URLS: Mapping[str, Callable[[str], str]] = {
    "GraphQLDns": _host,
    "GraphQLUrl": str,
    "RealtimeDns": _host,
    "RealtimeUrl": _realtime_url,
}
