"""What each function's role may do, and whether that is what it does: no less and no more."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from tests.contract.expansion import expand
from tests.contract.project import Project, Properties, listed

_TABLE = {"Fn::GetAtt": ["ChatTable", "Arn"]}
_INDEX = "${ChatTable.Arn}/index/"

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
}
"""Rights for what no story can tell, since it takes two calls at the same instant."""


def check(project: Project) -> Iterator[str]:
    """Everything below that needs nothing but files."""
    return chain(wildcards(project), managed(project))


def granted(project: Project) -> dict[str, frozenset[str]]:
    """What each function may do with the table: GetItem, or Query(GSI1) for an index."""
    return {
        function: frozenset(
            _right(action, resource)
            for statement in _statements(_roles(project)[f"{function}Role"])
            for action in listed(statement["Action"])
            for resource in _resources(statement)
            if action.startswith("dynamodb:")
        )
        for function in project.functions
    }


def lacking(project: Project, used: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Roles without a right that their function was seen to use."""
    rights = granted(project)
    for function, needed in used.items():
        for right in sorted(needed - rights[function]):
            yield f"{function}: it calls {right}, which its role does not grant."


def idle(project: Project, used: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Roles with a right that their function was not seen to use, unless that is explained."""
    for function, rights in granted(project).items():
        for right in sorted(rights - used.get(function, frozenset())):
            if (function, right) not in RARE:
                yield f"{function}: its role grants {right}, which no event of the story uses."


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
