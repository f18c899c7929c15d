"""The table as template.yaml declares it: its keys are stated once in the whole project."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import boto3
import yaml
from moto import mock_aws

from tests.answers import written_as_they_are

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TEMPLATE = Path(__file__).parent.parent / "template.yaml"

_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "eu-west-1",
}
_KEPT = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")


class _Loader(yaml.SafeLoader):
    """Reads CloudFormation's short tags as their bare values."""


def _bare(loader: yaml.SafeLoader, _tag: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return node.value


written_as_they_are()
_Loader.add_multi_constructor("!", _bare)


@cache
def definition() -> dict[str, Any]:
    """The parameters of CreateTable, but for the name and the stream."""
    template = yaml.load(TEMPLATE.read_text(), Loader=_Loader)  # noqa: S506 - derived from SafeLoader
    properties = template["Resources"]["ChatTable"]["Properties"]
    return {name: properties[name] for name in _KEPT}


@contextmanager
def in_process(name: str) -> Iterator["DynamoDBClient"]:
    """The table in moto, in this process, empty; what speaks to it."""
    with patch.dict(os.environ, _ENVIRONMENT), mock_aws():
        os.environ.pop("AWS_ENDPOINT_URL", None)
        client = boto3.client("dynamodb")
        client.create_table(TableName=name, **definition())
        yield client
