"""How values are written in items: in DynamoDB's types, and times as text that sorts."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def marshalled(value: object) -> dict[str, Any]:
    """A value as DynamoDB takes it, such as {"N": "7"}; sets are sets of strings.

    boto3's serializer covers every type, and reads numbers as Decimal, bytes as Binary. Our items
    need six types, in plain Python. Source: DynamoDB API reference, AttributeValue.
    """
    match value:
        case str():
            return {"S": value}
        case bool():
            return {"BOOL": value}
        case int():
            return {"N": str(value)}
        case bytes():
            return {"B": value}
        case set():
            return {"SS": sorted(value)}
        case list():
            return {"L": [marshalled(element) for element in value]}
    raise TypeError(f"No attribute of an item is a {type(value).__name__}.")


def unmarshalled(attribute: Mapping[str, Any]) -> Any:
    """The value that marshalled wrote."""
    ((kind, value),) = attribute.items()
    match kind:
        case "N":
            return int(value)
        case "SS":
            return set(value)
        case "L":
            return [unmarshalled(element) for element in value]
    return value


def from_time(time: datetime) -> str:
    """A time as AWSDateTime: UTC, milliseconds, Z."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def to_time(text: str) -> datetime:
    """The time that from_time wrote."""
    return datetime.fromisoformat(text)
