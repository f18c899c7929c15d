"""Reading the table, and nothing else: a parallel Scan, and one conversation again."""

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import batched
from typing import TYPE_CHECKING, Any

from chat_fsck.rows import BUCKET_SIZE

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

type Item = dict[str, Any]

_KEYS_AT_ONCE = 100
"""BatchGetItem takes this many. Source: DynamoDB API reference, BatchGetItem."""

_OF_MESSAGES = ("MESSAGES", "VERSIONS", "RESPONSES")
"""What there is to each log of messages."""

_PAUSE = 0.5
"""Seconds before asking again for the keys that a busy table left unprocessed."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How hard the table is read.

    segments: parts of the table that are read side by side.  page: items per request.
    rate: read units a second in all, None for as many as it gives.
    """

    segments: int = 4
    page: int = 1000
    rate: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is only read."""

    client: "DynamoDBClient"
    name: str

    def size(self) -> int:
        """About how many items there are: DynamoDB counts them every six hours."""
        return self.client.describe_table(TableName=self.name)["Table"].get("ItemCount", 0)

    def scan(self, pace: Pace) -> Iterator[Sequence[Item]]:
        """Every item that exists throughout the scan, page by page."""
        with ThreadPoolExecutor(pace.segments) as pool:
            pages: dict[Future[Any], int] = {
                pool.submit(self._page, pace, segment, {}): segment
                for segment in range(pace.segments)
            }
            while pages:
                done, _ = wait(pages, return_when=FIRST_COMPLETED)
                for future in done:
                    segment, answer = pages.pop(future), future.result()
                    if last := answer.get("LastEvaluatedKey"):
                        start = {"ExclusiveStartKey": last}
                        pages[pool.submit(self._page, pace, segment, start)] = segment
                    yield answer["Items"]

    def conversation(
        self, conversation_id: str, people: Collection[str], roots: Collection[int]
    ) -> Iterator[Item]:
        """A conversation with its logs, and these people's rows and those of its members.

        roots: numbers on which threads hang; others that its rows tell of are found.
        All as it is now, except for members that GSI1 does not show yet.
        """
        details = self._get([_key(f"CONVERSATION#{conversation_id}", "DETAILS")])
        yield from details
        members = self._query("GSI1PK", f"CONVERSATION#{conversation_id}", IndexName="GSI1")
        keys = [{"PK": item["PK"], "SK": item["SK"]} for item in members]
        for person in people:
            keys += [_key(f"USER#{person}", f"CONVERSATION#{conversation_id}")]
            keys += [_key(f"USER#{person}", "PROFILE")]
        distinct = {(key["PK"]["S"], key["SK"]["S"]): key for key in keys}
        for some in batched(distinct.values(), _KEYS_AT_ONCE, strict=False):
            yield from self._get(some)
        for person in people:
            for partition in (f"MENTIONS#{person}", f"FOLLOWS#{person}"):
                for item in self._query("PK", partition, ConsistentRead=True):
                    if item.get("conversationId") == {"S": conversation_id}:
                        yield item
        yield from self._get([_key(f"PINS#{conversation_id}", "LIST")])
        threads = {*roots}
        for item in self._log(("CHANGES",), conversation_id, details, "lastRevision"):
            threads.update(_numbers([item], "rootSeq"))
            yield item
        yield from self._log(_OF_MESSAGES, conversation_id, details, "lastSeq")
        for root in sorted(threads):
            counter = self._get([_key(f"THREAD#{conversation_id}#{root}", "COUNTER")])
            yield from counter
            yield from self._log(_OF_MESSAGES, f"{conversation_id}/{root}", counter, "lastSeq")

    def _log(
        self, kinds: Sequence[str], name: str, counters: Sequence[Item], attribute: str
    ) -> Iterator[Item]:
        last = max(_numbers(counters, attribute), default=0)
        for kind in kinds:
            # One partition more: whatever is above the last number is a finding.
            for bucket in range(last // BUCKET_SIZE + 2):
                yield from self._query("PK", f"{kind}#{name}#{bucket}", ConsistentRead=True)

    def _page(self, pace: Pace, segment: int, start: dict[str, Any]) -> Any:
        answer = self.client.scan(
            TableName=self.name,
            Segment=segment,
            TotalSegments=pace.segments,
            Limit=pace.page,
            ReturnConsumedCapacity="TOTAL",
            **start,
        )
        if pace.rate:
            units = answer.get("ConsumedCapacity", {}).get("CapacityUnits", 0)
            time.sleep(units * pace.segments / pace.rate)
        return answer

    def _query(self, attribute: str, value: str, **options: Any) -> Iterator[Item]:
        pages = self.client.get_paginator("query").paginate(
            TableName=self.name,
            KeyConditionExpression="#key = :value",
            ExpressionAttributeNames={"#key": attribute},
            ExpressionAttributeValues={":value": {"S": value}},
            **options,
        )
        for page in pages:
            yield from page["Items"]

    def _get(self, keys: Sequence[Item]) -> list[Item]:
        items: list[Item] = []
        request: Any = {self.name: {"Keys": list(keys), "ConsistentRead": True}}
        while request:
            answer = self.client.batch_get_item(RequestItems=request)
            items += answer["Responses"].get(self.name, [])
            if request := answer.get("UnprocessedKeys"):
                time.sleep(_PAUSE)
        return items


def _key(partition_key: str, sort_key: str) -> Item:
    return {"PK": {"S": partition_key}, "SK": {"S": sort_key}}


def _numbers(items: Iterable[Item], attribute: str) -> Iterator[int]:
    return (int(item[attribute]["N"]) for item in items if attribute in item)
