"""A table that is read row by row while it is in use."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from chat_fsck import command
from chat_fsck.audit import Verdict, audit
from chat_fsck.table import Pace, Table
from local_cloud.faults import Fault
from tests import tables
from tests.faults.chat import ALICE_AND_CAROL, LUNCH, PARTY
from tests.fsck.conftest import PATIENCE, TALK, Rows
from tests.people import ALICE, BOB, CAROL

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

NAME = "chat"
PACE = Pace(segments=3, page=2)


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with tables.in_process(NAME) as client:
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


def test_a_former_text_that_is_lost_is_lost_at_a_second_look_too(
    client: "DynamoDBClient", rows: Rows
) -> None:
    lost = rows.former(ALICE_AND_CAROL, 1)[1]
    del rows[lost["PK"], lost["SK"]]
    store(client, rows)

    (found,) = audited(client, rows).findings

    assert (found.code, found.detail) == ("VERSION-KEPT", "has 1 former texts after 2 edits")


def test_a_reaction_that_is_lost_is_lost_at_a_second_look_too(
    client: "DynamoDBClient", rows: Rows
) -> None:
    kept = rows.responses(PARTY, 1, CAROL)
    rows.put(kept, people=None, changes=None, revision=None, changedBy=None)
    store(client, rows)

    (found,) = audited(client, rows).findings

    assert (found.code, found.detail) == ("CHANGE-MESSAGE", "has changed 3 times after 4 changes")


def test_a_pin_that_is_lost_is_lost_at_a_second_look_too(
    client: "DynamoDBClient", rows: Rows
) -> None:
    rows.put(rows.pins(PARTY), numbers=None)
    store(client, rows)

    (found,) = audited(client, rows).findings

    assert (found.code, found.place) == ("PIN-LISTED", "PINS 3")


def test_a_count_of_replies_that_is_wrong_is_wrong_at_a_second_look_too(
    client: "DynamoDBClient", rows: Rows
) -> None:
    rows.put(rows.responses(TALK, 1, ALICE), replies=2)
    store(client, rows)

    (found,) = audited(client, rows).findings

    assert (found.code, found.place) == ("THREAD-COUNT", "RESPONSES 1")


def test_a_former_text_of_a_reply_that_is_lost_is_lost_at_a_second_look_too(
    client: "DynamoDBClient", rows: Rows
) -> None:
    (lost,) = rows.former(TALK, 1, root=1)
    del rows[lost["PK"], lost["SK"]]
    store(client, rows)

    (found,) = audited(client, rows).findings

    assert (found.code, found.place) == ("VERSION-KEPT", "MESSAGES 1/1")


def test_a_thread_that_only_its_counter_tells_of_is_looked_at_again(
    client: "DynamoDBClient", rows: Rows
) -> None:
    rows.put(rows.thread(TALK, 1), PK=f"THREAD#{TALK}#9", rootSeq=9)
    store(client, rows)

    found = audited(client, rows).findings

    assert ("THREAD-ROOT", "THREAD 9") in {(each.code, each.place) for each in found}


def test_a_reply_that_was_under_way_is_not_wrong(client: "DynamoDBClient", rows: Rows) -> None:
    sound = Rows(rows)
    reply, share = rows.message(TALK, 1, root=2), rows.responses(TALK, 2, BOB)
    for each in (reply, share, rows.thread(TALK, 2)):
        del rows[each["PK"], each["SK"]]
    store(client, rows)

    assert audited(client, rows).findings
    assert audited(client, rows, pause=lambda _: store(client, sound)).findings == ()


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


def test_reading_is_as_slow_as_one_wants(
    client: "DynamoDBClient", rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(client, rows)
    units: list[float] = []
    paused: list[float] = []
    client.meta.events.register(
        "after-call.dynamodb.Scan",
        lambda parsed, **_: units.append(parsed["ConsumedCapacity"]["CapacityUnits"]),
    )
    monkeypatch.setattr("chat_fsck.table.time", SimpleNamespace(sleep=paused.append))

    audit(Table(client, NAME), PATIENCE, pace=Pace(3, 2, rate=0.5), now=rows.now)

    assert sum(paused) / 3 == pytest.approx(sum(units) / 0.5)
    assert sum(units) > 0


def test_what_is_left_of_a_batch_is_asked_for_again_after_a_while(
    client: "DynamoDBClient", rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(client, rows)
    left = iter([4, 2])
    paused: list[float] = []

    def in_part(parsed: dict[str, Any], **_: Any) -> None:
        if count := next(left, 0):
            found = parsed["Responses"][NAME]
            parsed["Responses"][NAME], rest = found[count:], found[:count]
            keys = [{"PK": item["PK"], "SK": item["SK"]} for item in rest]
            parsed["UnprocessedKeys"] = {NAME: {"Keys": keys, "ConsistentRead": True}}

    client.meta.events.register("after-call.dynamodb.BatchGetItem", in_part)
    monkeypatch.setattr("chat_fsck.table.time", SimpleNamespace(sleep=paused.append))
    wanted = [{"PK": {"S": pk}, "SK": {"S": sk}} for pk, sk in rows][:9]

    found = Table(client, NAME)._get(wanted)

    assert sorted(item["SK"]["S"] for item in found) == sorted(key["SK"]["S"] for key in wanted)
    assert len(paused) == 2
    assert min(paused) > 0


def test_what_could_not_be_read_is_told_as_it_is_worded(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise Fault("No table [/name] here.")

    monkeypatch.setattr(command, "app", refuse)

    with pytest.raises(SystemExit) as ended:
        command.main()

    assert ended.value.code == command.UNREADABLE
    assert capsys.readouterr().err == "✗ No table [/name] here.\n"


@pytest.mark.usefixtures("client")
def test_the_command_reads_at_the_pace_that_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Pace] = []

    def remember(*_: Any, pace: Pace, **__: Any) -> Verdict:
        asked.append(pace)
        return Verdict(0, ())

    monkeypatch.setattr(command, "audit", remember)
    given = ["--table", NAME, "--segments", "2", "--page", "5", "--rate", "7"]

    done = CliRunner().invoke(command.app, given)

    assert done.exit_code == command.SOUND
    assert asked == [Pace(2, 5, 7)]
