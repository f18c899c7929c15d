"""Whom the template's roles let call the API: what IAM alone decides in docs/authorization.md.

The local AppSync evaluates no policies, so this reads them where CloudFormation does, in the
expanded template. Source: IAM user guide, policy evaluation logic, within one account.
"""

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

import pytest

from tests.authorization import page
from tests.authorization.page import POLICY
from tests.conftest import ROOT
from tests.contract.expansion import PARAMETERS, expand
from tests.contract.project import Project, listed

PAGE = page.read((ROOT / page.PAGE).read_text())
ACTION = "appsync:GraphQL"
PUBLISHER = "PublishInboxEventsFunctionRole"
API = "${ChatApi.Arn}/types/"


@pytest.mark.parametrize("environment", PARAMETERS)
def test_only_the_publishers_role_may_call_and_only_what_the_page_grants(
    project: Project, environment: str
) -> None:
    granted = {
        cell.coordinate
        for cell in PAGE.cells
        if cell.caller == "IAM publisher" and cell.outcome == "yes"
    }

    assert dict(callable_fields(expand(project, environment))) == {PUBLISHER: granted}


def test_what_only_iam_refuses_is_what_the_publisher_is_granted() -> None:
    refused = {cell.coordinate for cell in PAGE.cells if cell.outcome == POLICY}

    assert refused == {"Mutation.publishInbox"}


def test_only_lambda_may_take_the_publishers_role(project: Project) -> None:
    role = expand(project)["Resources"][PUBLISHER]["Properties"]

    (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": ["lambda.amazonaws.com"]}


@pytest.mark.parametrize(
    "statement",
    [
        {"Action": "appsync:*", "Resource": "*"},
        {"Action": ["logs:*", "appsync:graphql"], "Resource": {"Fn::Sub": f"{API}Mutation/*"}},
        {"Action": "*", "Resource": {"Fn::Sub": f"{API}Mutation/fields/publishInbox"}},
        {"NotAction": "iam:*", "Resource": "*"},
    ],
)
def test_a_right_to_call_is_seen_however_it_is_written(statement: dict[str, Any]) -> None:
    document = {"Statement": [{"Effect": "Allow"} | statement]}
    role = {"Properties": {"Policies": [{"PolicyDocument": document}]}}

    assert "Planted" in dict(callable_fields({"Resources": {"Planted": role}}))


def callable_fields(template: Mapping[str, Any]) -> Iterator[tuple[str, set[str]]]:
    """What has a policy with the right to call, and the fields; a wildcard stands for itself."""
    for logical_id, resource in template["Resources"].items():
        fields = {
            _field(place)
            for statement in _statements(resource.get("Properties", {}))
            if _covers(statement)
            for place in _resources(statement)
        }
        if fields:
            yield logical_id, fields


def _statements(properties: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Of a role, and of a policy that is a resource of its own."""
    for policy in (*properties.get("Policies", ()), properties):
        if "PolicyDocument" in policy:
            yield from policy["PolicyDocument"]["Statement"]


def _covers(statement: Mapping[str, Any]) -> bool:
    if statement["Effect"] != "Allow":
        return False
    if "NotAction" in statement:
        return not _matches(listed(statement["NotAction"]))
    return _matches(listed(statement["Action"]))


def _matches(patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(ACTION.lower(), pattern.lower()) for pattern in patterns)


def _resources(statement: Mapping[str, Any]) -> list[Any]:
    resources = statement["Resource"]
    return resources if isinstance(resources, list) else [resources]


def _field(place: Any) -> str:
    """A field's ARN as a coordinate."""
    match place:
        case {"Fn::Sub": str(text)}:
            return text.removeprefix(API).replace("/fields/", ".")
    return str(place)
