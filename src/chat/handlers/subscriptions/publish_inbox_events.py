"""The table's stream: tell people's devices about memberships that changed.

template.yaml filters the stream, so that only rows with an inboxEvent arrive. A redelivered record
is published again, which changes nothing: events are hints, and clients fetch what they point to.
"""

from typing import TYPE_CHECKING, Any

from chat.appsync.publisher import publish_inbox
from chat.settings import logger

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """Publish the records in order; the stream continues with the first that fails.

    Source: Lambda developer guide, DynamoDB streams, reporting batch item failures.
    """
    for record in event["Records"]:
        number = record["dynamodb"]["SequenceNumber"]
        try:
            publish_inbox(record["dynamodb"]["NewImage"])
        except Exception:
            logger.exception(
                "inbox_event_not_published",
                sequence_number=number,
                function_request_id=context.aws_request_id,
            )
            return {"batchItemFailures": [{"itemIdentifier": number}]}
    return {"batchItemFailures": []}
