"""The template's Outputs, as a deployed stack has them."""

from collections.abc import Mapping

import boto3
from botocore.exceptions import ClientError

from local_cloud.faults import Fault
from local_cloud.target import Target


def read(target: Target) -> Mapping[str, str]:
    """The values by the names of template.yaml. Raises Fault when there is no such stack."""
    cloudformation = boto3.client("cloudformation", **target.options)
    try:
        stack = cloudformation.describe_stacks(StackName=target.stack)["Stacks"][0]
    except ClientError as error:
        if error.response["Error"]["Code"] != "ValidationError":
            raise
        raise Fault(
            f"There is no stack {target.stack}: `make up` creates the local one, "
            "`make deploy ENV=dev` one in AWS."
        ) from error
    return {each["OutputKey"]: each["OutputValue"] for each in stack.get("Outputs", ())}
