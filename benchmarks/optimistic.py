"""A design that the chat did not take, to compare with: an optimistic counter in the transaction.

Read the conversation's last number n; in one transaction raise it to n + 1 on condition that it is
still n, and store the message. Two calls instead of three, as long as nobody else is sending.
"""

import random
import time
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from benchmarks.engine import PATIENCE

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 0.5
"""Seconds, as in the chat's own retries."""


def send(
    client: "DynamoDBClient", table: str, conversation_id: str, *, sender: str, body: str
) -> int:
    """Store a text under the next number, in as many attempts as a function's time allows.

    Raises TimeoutError.
    """
    pause, deadline = _FIRST_PAUSE, time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        seq = _last(client, table, conversation_id) + 1
        try:
            client.transact_write_items(
                TransactItems=_entries(table, conversation_id, seq, sender=sender, body=body)
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "TransactionCanceledException":
                raise
        else:
            return seq
        time.sleep(random.uniform(0, pause))  # noqa: S311 - jitter is no secret
        pause = min(pause * 2, _LONGEST_PAUSE)
    raise TimeoutError


def _last(client: "DynamoDBClient", table: str, conversation_id: str) -> int:
    found = client.get_item(TableName=table, Key=_key(conversation_id), ConsistentRead=True)
    return int(found["Item"]["lastSeq"]["N"]) if "Item" in found else 0


def _entries(table: str, conversation_id: str, seq: int, *, sender: str, body: str) -> Any:
    message = {
        **_key(conversation_id, f"{seq:012}"),
        "senderId": {"S": sender},
        "body": {"S": body},
    }
    counter = {
        "TableName": table,
        "Key": _key(conversation_id),
        "UpdateExpression": "SET lastSeq = :next",
        "ConditionExpression": "attribute_not_exists(PK) OR lastSeq = :last",
        "ExpressionAttributeValues": {":next": {"N": str(seq)}, ":last": {"N": str(seq - 1)}},
    }
    absent = "attribute_not_exists(PK)"
    return [
        {"Update": counter},
        {"Put": {"TableName": table, "Item": message, "ConditionExpression": absent}},
    ]


def _key(conversation_id: str, sort: str = "DETAILS") -> dict[str, Any]:
    return {"PK": {"S": f"OPTIMISTIC#{conversation_id}"}, "SK": {"S": sort}}
