"""What the table handle makes of the SDK's errors."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from botocore.stub import Stubber

from chat.domain.errors import TryAgain
from chat.store import keys
from chat.store.table import Table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

SOMEONE = keys.user("someone")


@pytest.fixture
def stub(client: "DynamoDBClient") -> Iterator[Stubber]:
    with Stubber(client) as stub:
        yield stub


def test_a_server_error_without_a_code_is_passing_trouble(
    client: "DynamoDBClient", stub: Stubber
) -> None:
    stub.add_client_error("get_item", service_error_code="503", http_status_code=503)

    with pytest.raises(TryAgain):
        Table(client, "chat", remaining=lambda: 0.0).get(SOMEONE)


def test_no_retry_begins_that_could_outlive_the_function(
    client: "DynamoDBClient", stub: Stubber
) -> None:
    for _ in range(2):
        stub.add_client_error("get_item", service_error_code="ThrottlingException")

    with pytest.raises(TryAgain):
        Table(client, "chat", remaining=lambda: 3.5).get(SOMEONE)

    with pytest.raises(AssertionError):
        stub.assert_no_pending_responses()
