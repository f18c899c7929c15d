"""What a table means, whatever numbers it took to get there, and whether answers mean the same."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from boto3.dynamodb.types import TypeDeserializer

_VARYING = frozenset(
    [
        *("createdAt", "editedAt", "deletedAt", "pinnedAt", "joinedAt", "lastActivityAt"),
        "lastReplyAt",
        *("channel", "nextToken", "baseline"),
    ]
)
"""Times, tokens, and a page's baseline, which is as far as is certain at that moment."""

_NUMBERS = frozenset(
    ["seq", "revision", "lastSeq", "lastRevision", "readSeq", "unread", "before", "after"]
)

_deserialize = TypeDeserializer().deserialize


def of_table(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """People, conversations, memberships, and what was said and changed in which order.

    `read` says how far whom: only comparable where the same numbers were taken.
    """
    meaning: dict[str, Any] = defaultdict(dict, members=[])
    for item in sorted(items, key=lambda item: (item["PK"]["S"], item["SK"]["S"])):
        row = {name: _deserialize(value) for name, value in item.items()}
        match row["entity"]:
            case "User":
                meaning["people"][row["id"]] = _some(row, "displayName", "GSI1SK")
            case "Conversation":
                details = (
                    "kind",
                    "title",
                    "memberCount",
                    "channelVersion",
                    "absent",
                    "mentionedIn",
                    "isRestricted",
                )
                meaning["conversations"][row["id"]] = _some(row, *details)
                meaning["numbers"][row["id"]] = _some(row, "lastSeq", "lastRevision")
            case "UserConversation":
                place = row["userId"], row["conversationId"]
                if row["status"] == "ACTIVE":
                    meaning["members"].append(place)
                standing = _some(row, "status", "role", "inboxEvent", "mentionedIn", "mutedUntil")
                meaning["memberships"][place] = standing
                meaning["read"][place] = row["readSeq"]
            case "Message":
                said = _some(row, "senderId", "clientMessageId", "event", "body", "memberIds")
                said += _some(row, "edits", "changes", "isOpen", "replyTo", "forwardedFromId")
                said += _some(row, "changedBy", "deletedBy", "pinnedBy")
                said += _some(row, "mentions", "mentionsEveryone", "follow")
                log = row["PK"].rpartition("#")[0]
                meaning["said"].setdefault(log, []).append(said)
            case "Change":
                log = row["PK"].rpartition("#")[0]
                # The number of a reply is one of those that it took to get there.
                numbers = ("rootSeq",) if "rootSeq" in row else ("seq",)
                changed = _some(row, "kind", "memberIds", *numbers)
                meaning["changed"].setdefault(log, []).append(changed)
            case "Responses":
                place = row["PK"], row["SK"]
                meaning["responses"][place] = (
                    sorted(row.get("people", ())),
                    row.get("changes", 0),
                    "closed" in row,
                    row.get("replies", 0),
                    sorted(row.get("repliers", ())),
                )
            case "Thread":
                meaning["numbers"][row["PK"]] = _some(row, "lastSeq")
            case "Follow":
                place = row["PK"], row["SK"]
                meaning["followed"][place] = row["isFollowed"]
                meaning["read"][place] = row["readSeq"]
            case "Mention":
                place = row["PK"], *_some(row, "conversationId", "rootSeq", "seq")
                meaning["mentions"][place] = row["expiresAt"]
            case "Pins":
                meaning["pins"][row["PK"]] = sorted(row.get("numbers", ()))
            case "MessageVersion":
                message = row["PK"], row["seq"]
                version = _some(row, "edits", "body", "editedBy")
                meaning["former"].setdefault(message, []).append(version)
    return dict(meaning)


def is_one_of(meaning: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a table means the same as one of these."""
    return any(_comparable(meaning, other) == _comparable(other, meaning) for other in others)


def of_answer(answer: Any, *, exactly: bool) -> Any:
    """An answer without times and tokens, and unless exactly without numbers."""
    left_out = _VARYING if exactly else _VARYING | _NUMBERS
    match answer:
        case dict():
            return {
                name: of_answer(value, exactly=exactly)
                for name, value in answer.items()
                if name not in left_out
            }
        case list():
            return [of_answer(value, exactly=exactly) for value in answer]
    return answer


def _comparable(meaning: Mapping[str, Any], other: Mapping[str, Any]) -> Mapping[str, Any]:
    left_out = {"numbers"} if meaning["numbers"] == other["numbers"] else {"numbers", "read"}
    return {name: value for name, value in meaning.items() if name not in left_out}


def _some(row: Mapping[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in names)
