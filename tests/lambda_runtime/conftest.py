"""What sam built, as Lambda would have it on its disk, and a table of the tests' own."""

import json
import uuid
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from benchmarks.lambda_disk import Disk, unpacked
from local_cloud import build, environment, functions
from local_cloud.outputs import Outputs
from local_cloud.target import LOCAL, Target
from tests import tables
from tests.conftest import ROOT

if TYPE_CHECKING:
    from mypy_boto3_lambda.type_defs import FunctionConfigurationTypeDef


@pytest.fixture(scope="session")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Disk:
    """The functions share one bundle, which is built already where the stack is up."""
    parameters = {"Environment": LOCAL, "Architecture": build.host_architecture()}
    built = build.build(ROOT, config=LOCAL, parameters=parameters)
    return unpacked(built, tmp_path_factory.mktemp("lambda"))


@pytest.fixture
def target(outputs: Outputs, monkeypatch: pytest.MonkeyPatch) -> Target:
    """The running stack, whose services are looked for where the environment says."""
    access = {
        "AWS_ACCESS_KEY_ID": environment.ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_ENDPOINT_URL": outputs["awsEndpoint"],
    }
    for name, value in access.items():
        monkeypatch.setenv(name, value)
    # boto3 keeps the credentials that it found in the first test of this process.
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    return Target(LOCAL, outputs["stackName"], {"region_name": outputs["region"]}, access)


@pytest.fixture
def names(target: Target) -> Mapping[str, str]:
    """The deployed functions' physical names by operation."""
    return functions.names(target)


@pytest.fixture
def deployed(target: Target) -> "Mapping[str, FunctionConfigurationTypeDef]":
    """The deployed functions by their physical names."""
    pages = boto3.client("lambda", **target.options).get_paginator("list_functions").paginate()
    return {each["FunctionName"]: each for page in pages for each in page["Functions"]}


@pytest.fixture
def empty(target: Target) -> Iterator[Target]:
    """A stack with nothing but a table, as template.yaml declares it; both have one name."""
    name = f"story-{uuid.uuid4().hex[:8]}"
    cloudformation = boto3.client("cloudformation", **target.options)
    cloudformation.create_stack(StackName=name, TemplateBody=json.dumps(_template(name)))
    cloudformation.get_waiter("stack_create_complete").wait(
        StackName=name, WaiterConfig={"Delay": 1}
    )
    yield Target(target.config, name, target.options, target.variables)
    cloudformation.delete_stack(StackName=name)


def _template(table_name: str) -> dict[str, Any]:
    properties = {"TableName": table_name, **tables.definition()}
    return {
        "Resources": {"ChatTable": {"Type": "AWS::DynamoDB::Table", "Properties": properties}},
        "Outputs": {"TableName": {"Value": {"Ref": "ChatTable"}}},
    }
