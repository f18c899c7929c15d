"""A stack that is deployed already: where physical ids come from.

Read from CloudFormation at AWS_ENDPOINT_URL when that is set, so an emulator does as well as AWS.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import boto3

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cloudformation.type_defs import StackTypeDef

_HIDDEN = "****"


@dataclass(frozen=True, slots=True)
class DeployedStack:
    """What CloudFormation knows of a stack.

    stack_id: its ARN, which also names region and account.  physical_ids: by logical id.
    parameters: as deployed, without those that NoEcho hides.  exports: of all stacks, by name.
    """

    name: str
    stack_id: str
    physical_ids: Mapping[str, str]
    parameters: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    exports: Mapping[str, str] = field(default_factory=dict)

    @property
    def region(self) -> str:
        """The region it is deployed in."""
        return self.stack_id.split(":")[3]

    @property
    def account_id(self) -> str:
        """The account it is deployed in."""
        return self.stack_id.split(":")[4]


def describe(name: str, *, client: "CloudFormationClient | None" = None) -> DeployedStack:
    """Read a stack. Raises botocore's ClientError (ValidationError) when there is none."""
    cloudformation = client or boto3.client("cloudformation")
    stack = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    resources = cloudformation.get_paginator("list_stack_resources").paginate(StackName=name)
    exports = cloudformation.get_paginator("list_exports").paginate()
    return DeployedStack(
        name=name,
        stack_id=stack["StackId"],
        physical_ids={
            resource["LogicalResourceId"]: resource["PhysicalResourceId"]
            for page in resources
            for resource in page["StackResourceSummaries"]
            if resource.get("PhysicalResourceId")
        },
        parameters=_parameters(stack),
        outputs={output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])},
        exports={each["Name"]: each["Value"] for page in exports for each in page["Exports"]},
    )


def _parameters(stack: "StackTypeDef") -> dict[str, str]:
    given = {
        parameter["ParameterKey"]: parameter.get("ResolvedValue", parameter.get("ParameterValue"))
        for parameter in stack.get("Parameters", [])
    }
    return {key: value for key, value in given.items() if value is not None and value != _HIDDEN}
