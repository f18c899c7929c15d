"""The DynamoDB client, made with less than `boto3.client` needs for it.

botocore is what boto3 makes its clients with: its resources and S3 transfers would be imported for
nothing. docs/performance.md says what a cold start gains.
"""

from functools import cache
from typing import TYPE_CHECKING, cast

from botocore.config import Config
from botocore.loaders import Loader
from botocore.session import Session

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@cache
def client() -> "DynamoDBClient":
    """The one client of this process.

    The SDK's own time-outs of a minute would outlive the function.
    """
    session = Session()
    session.register_component("data_loader", _OneService())
    config = Config(
        connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 2}
    )
    return cast("DynamoDBClient", session.create_client("dynamodb", config=config))


class _OneService(Loader):
    """Loads DynamoDB's model without looking through the folders of 400 other services first."""

    def list_available_services(self, type_name: str) -> list[str]:
        return ["dynamodb"]
