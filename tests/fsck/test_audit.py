"""A table that is read row by row while it is in use."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from moto import mock_aws

from chat_fsck.audit import Verdict, audit
from chat_fsck.table import Pace, Table
from tests import tables
from tests.faults.chat import LUNCH
from tests.fsck.conftest import PATIENCE, Rows
from tests.people import ALICE

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

NAME = "chat"
PACE = Pace(segments=3, page=2)


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator["DynamoDBClient"]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        client = boto3.client("dynamodb")
        client.create_table(TableName=NAME, **tables.definition())
        yield client


def store(client: "DynamoDBClient", rows: Rows) -> None:
    for item in rows.stored():
        client.put_item(TableName=NAME, Item=item)


def audited(
    client: "DynamoDBClient", rows: Rows, pause: Callable[[float], object] = lambda _: None
) -> Verdict:
    return audit(Table(client, NAME), PATIENCE, pace=PACE, now=rows.now, pause=pause)


def test_every_row_is_read_once(client: "DynamoDBClient", rows: Rows) -> None:
    store(client, rows)
    told: list[int] = []

    verdict = audit(Table(client, NAME), PATIENCE, pace=PACE, now=rows.now, progress=told.append)

    assert verdict.rows == sum(told) == len(rows)
    assert verdict.findings == ()


def test_what_stays_wrong_is_wrong(client: "DynamoDBClient", rows: Rows) -> None:
    rows.put(rows.details(LUNCH), memberCount=9)
    rows.put(rows.profile(ALICE), nickname="al")
    store(client, rows)

    verdict = audited(client, rows)

    assert {finding.code for finding in verdict.findings} == {"MEMBER-COUNT", "ROW-UNKNOWN"}
    assert not verdict.is_sound


def test_what_was_under_way_is_not_wrong(client: "DynamoDBClient", rows: Rows) -> None:
    sound = Rows(rows)
    sound.put(sound.details(LUNCH), lastSeq=6)
    rows.void(f"MESSAGES#{LUNCH}#0", 6)
    store(client, rows)

    verdict = audited(client, rows, pause=lambda _: store(client, sound))

    assert verdict.findings == ()


def test_what_is_under_way_each_time_is_not_wrong_either(
    client: "DynamoDBClient", rows: Rows
) -> None:
    counts = iter([8, 7])
    rows.put(rows.details(LUNCH), memberCount=9)
    store(client, rows)

    def meanwhile(_: float) -> None:
        rows.put(rows.details(LUNCH), memberCount=next(counts))
        store(client, rows)

    assert audited(client, rows, pause=meanwhile).findings == ()


def test_an_empty_number_that_waits_for_a_reader_breaks_nothing(
    client: "DynamoDBClient", rows: Rows
) -> None:
    rows.put(rows.details(LUNCH), lastSeq=6)
    store(client, rows)

    verdict = audited(client, rows)

    assert [finding.code for finding in verdict.findings] == ["NUMBER-EMPTY"]
    assert verdict.is_sound


def test_nothing_is_written(client: "DynamoDBClient", rows: Rows) -> None:
    rows.put(rows.details(LUNCH), memberCount=9)
    store(client, rows)
    called: set[str] = set()
    client.meta.events.register(
        "provide-client-params.dynamodb", lambda model, **_: called.add(model.name)
    )

    audited(client, rows)

    assert called == {"Scan", "BatchGetItem", "Query"}
