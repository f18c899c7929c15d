"""How values that DynamoDB has no type for are written: times, as text that sorts."""

from datetime import UTC, datetime


def from_time(time: datetime) -> str:
    """A time as AWSDateTime: UTC, milliseconds, Z."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def to_time(text: str) -> datetime:
    """The time that from_time wrote."""
    return datetime.fromisoformat(text)
