"""Time to live for the local stack: MiniStack's CloudFormation ignores TimeToLiveSpecification."""

from pathlib import Path

import boto3
import yaml

from local_cloud.target import Target

_TABLE = "AWS::DynamoDB::Table"


def switch_on(home: Target, built: Path) -> None:
    """Give the deployed tables the time to live that the template gives them.

    built: the template as sam built it, plain YAML.
    """
    resources = yaml.safe_load(built.read_text())["Resources"]
    cloudformation = boto3.client("cloudformation", **home.options)
    dynamodb = boto3.client("dynamodb", **home.options)
    for logical_id, resource in resources.items():
        if logical_id.startswith("Fn::") or resource["Type"] != _TABLE:
            continue
        if asked_for := resource["Properties"].get("TimeToLiveSpecification"):
            table = cloudformation.describe_stack_resource(
                StackName=home.stack, LogicalResourceId=logical_id
            )["StackResourceDetail"]["PhysicalResourceId"]
            dynamodb.update_time_to_live(TableName=table, TimeToLiveSpecification=asked_for)
