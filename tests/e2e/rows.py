"""What the stack's table holds."""

from typing import TYPE_CHECKING, Any

import boto3

from local_cloud import environment
from local_cloud.outputs import Outputs

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def stored(outputs: Outputs) -> list[dict[str, Any]]:
    """All items of the table."""
    client: DynamoDBClient = boto3.client(
        "dynamodb", **environment.options_at(outputs["awsEndpoint"])
    )
    pages = client.get_paginator("scan").paginate(TableName=outputs["tableName"])
    items = [item for page in pages for item in page["Items"]]
    return sorted(items, key=lambda item: (item["PK"]["S"], item["SK"]["S"]))
