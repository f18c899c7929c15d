"""The DynamoDB client, made without looking for services that are not used."""

from functools import cache
from typing import TYPE_CHECKING

# Before boto3, which imports it so deep in the call stack that calls cross the edge of a chunk of
# Python's stack: each maps a chunk and frees it, 4,500 page faults and a seventh of a cold start.
from botocore.session import Session

# isort: split
import boto3
from botocore.config import Config
from botocore.loaders import Loader

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@cache
def client() -> "DynamoDBClient":
    """The one client of this process.

    The SDK's own time-outs of a minute would outlive the function.
    """
    session = Session()
    session.register_component("data_loader", _OneService())
    return boto3.Session(botocore_session=session).client(
        "dynamodb",
        config=Config(
            connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 2}
        ),
    )


class _OneService(Loader):
    """Loads DynamoDB's model without looking through the folders of 400 other services first.

    docs/performance.md says what a cold start gains.
    """

    def list_available_services(self, type_name: str) -> list[str]:
        return ["dynamodb"]
