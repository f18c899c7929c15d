"""What each function's role may do, and whether that is what it does: no less and no more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import chain
from typing import Any

from tests.contract.expansion import expand
from tests.contract.project import Project, Properties, listed
from tests.contract.verbs import Use

_TABLE = {"Fn::GetAtt": ["ChatTable", "Arn"]}
_INDEX = "${ChatTable.Arn}/index/"
_KEYS = ("ForAllValues:StringLike", "dynamodb:LeadingKeys")
_SWITCH = {"Ref": "OtherKeys"}

WILDCARDS = {"AppSyncLogRole": "it must exist before the API, whose id names the log group"}
"""Roles with a wildcard, and why no ARN can be named."""

MANAGED = {
    "AWSLambdaBasicExecutionRole": "SAM gives it to every function, for its logs",
    "AWSXrayWriteOnlyAccess": "SAM gives it to every function that is traced",
    "AWSLambdaDynamoDBExecutionRole": "SAM gives it to a function that reads a stream",
}
"""Policies of AWS's own, and who attaches them."""

RARE = {
    ("MembersFunction", "GetItem"): "who loses the race to fill a hole reads what the winner wrote",
    (
        "MessagesFunction",
        "GetItem",
    ): "who loses the race to fill a hole reads what the winner wrote",
    (
        "UpdateMemberFunction",
        "GetItem",
    ): "whose answer was lost, or revision taken, reads what stands under it",
}
"""Rights for what no story can tell, since it takes two calls at the same instant, or a fault."""

RARE_KEYS: Mapping[tuple[str, str], str] = {}
"""Patterns of keys for what no story can tell."""


@dataclass(frozen=True, order=True)
class Grant:
    """A right that a role grants: GetItem, or Query(GSI1) for an index.

    keys: patterns of the partition keys that it holds for, as in USER#*. An index has its own keys.
    """

    right: str
    keys: frozenset[str]

    def allows(self, use: Use) -> bool:
        """Whether a call is within it."""
        return use.right == self.right and any(_matches(use, key) for key in self.keys)


def check(project: Project) -> Iterator[str]:
    """Everything below that needs nothing but files."""
    return chain(wildcards(project), managed(project), switched(project))


def granted(project: Project) -> dict[str, frozenset[Grant]]:
    """What each function may do with the table, and for which partition keys."""
    return {
        function: frozenset(
            Grant(_right(action, resource), frozenset(_patterns(statement)) or frozenset("*"))
            for statement in _table_statements(project, function)
            for action in listed(statement["Action"])
            for resource in _resources(statement)
        )
        for function in project.functions
    }


def switched(project: Project) -> Iterator[str]:
    """Every statement on the table names partition keys, and OtherKeys switches that off."""
    for function in project.functions:
        for statement in _table_statements(project, function):
            operator, key = _KEYS
            conditions = statement.get("Condition", {})
            if conditions.keys() != {operator} or conditions[operator].keys() != {key}:
                yield f"{function}: its policy must name partition keys, by {operator} of {key}."
            elif _SWITCH not in conditions[operator][key]:
                yield f"{function}: !Ref OtherKeys must be among the keys that its policy names."


def lacking(project: Project, used: Mapping[str, frozenset[Use]]) -> Iterator[str]:
    """Roles without a right, or a key, that their function was seen to use."""
    grants = granted(project)
    for function, uses in used.items():
        rights = {grant.right for grant in grants[function]}
        for right in sorted({use.right for use in uses} - rights):
            yield f"{function}: it calls {right}, which its role does not grant."
        for use in sorted(uses):
            if use.right in rights and not any(grant.allows(use) for grant in grants[function]):
                yield (
                    f"{function}: it calls {use.right} for {use.partition_key}, "
                    "a key that its role does not name."
                )


def idle(project: Project, used: Mapping[str, frozenset[Use]]) -> Iterator[str]:
    """Roles with a right or a key that their function was not seen to use, nor is it explained."""
    for function, grants in granted(project).items():
        uses = used.get(function, frozenset())
        rights = {grant.right for grant in grants}
        for right in sorted(rights - {use.right for use in uses}):
            if (function, right) not in RARE:
                yield f"{function}: its role grants {right}, which no event of the story uses."
        for place, keys in _keys_by_place(grants):
            reached = {use for use in uses if _place(use.right) == place}
            for key in sorted(keys):
                is_idle = not any(_matches(use, key) for use in reached)
                if is_idle and (function, key) not in RARE_KEYS:
                    yield f"{function}: its role names {key}, which no event of the story uses."


def wildcards(project: Project) -> Iterator[str]:
    """Roles that name a resource or an action by a wildcard, where an ARN could be named."""
    for logical_id, role in _roles(project).items():
        for statement in _statements(role):
            named = [*listed(statement["Action"]), *map(_text, _resources(statement))]
            if any("*" in name for name in named) and logical_id not in WILDCARDS:
                yield f"{logical_id}: name what it may use instead of a wildcard."


def managed(project: Project) -> Iterator[str]:
    """Roles with a policy that this template did not write and nobody explained."""
    for logical_id, role in _roles(project).items():
        for arn in role.get("ManagedPolicyArns", ()):
            if _text(arn).rpartition("/")[2] not in MANAGED:
                yield f"{logical_id}: {_text(arn)} grants what this template does not show."


def _roles(project: Project) -> dict[str, Properties]:
    return {
        logical_id: resource["Properties"]
        for logical_id, resource in expand(project)["Resources"].items()
        if resource["Type"] == "AWS::IAM::Role"
    }


def _statements(role: Properties) -> Iterator[dict[str, Any]]:
    for policy in role.get("Policies", ()):
        yield from policy["PolicyDocument"]["Statement"]


def _table_statements(project: Project, function: str) -> Iterator[dict[str, Any]]:
    for statement in _statements(_roles(project)[f"{function}Role"]):
        if any(action.startswith("dynamodb:") for action in listed(statement["Action"])):
            yield statement


def _patterns(statement: Mapping[str, Any]) -> Iterator[str]:
    """The patterns of partition keys that a statement names; nothing where it names none."""
    operator, key = _KEYS
    for pattern in statement.get("Condition", {}).get(operator, {}).get(key, ()):
        if pattern != _SWITCH:
            yield str(pattern)


def _keys_by_place(grants: frozenset[Grant]) -> Iterator[tuple[str, frozenset[str]]]:
    """The patterns that a role names for the table, and for each index."""
    for place in sorted({_place(grant.right) for grant in grants}):
        yield (
            place,
            frozenset().union(*(grant.keys for grant in grants if _place(grant.right) == place)),
        )


def _place(right: str) -> str:
    """The index in Query(GSI1), else empty: the table."""
    return right.partition("(")[2].removesuffix(")")


def _matches(use: Use, pattern: str) -> bool:
    """As IAM's StringLike, whose * and ? are those of file names."""
    return fnmatchcase(use.partition_key, pattern)


def _resources(statement: Mapping[str, Any]) -> list[Any]:
    resources = statement["Resource"]
    return resources if isinstance(resources, list) else [resources]


def _right(action: str, resource: Any) -> str:
    verb = action.removeprefix("dynamodb:")
    if resource == _TABLE:
        return verb
    return f"{verb}({_text(resource).removeprefix(_INDEX)})"


def _text(value: Any) -> str:
    match value:
        case {"Fn::Sub": str(text)}:
            return text
    return str(value)
