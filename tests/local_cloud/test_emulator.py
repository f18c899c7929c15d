"""The real MiniStack, started and stopped."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import boto3
import psutil
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from local_cloud import emulator, environment, processes
from local_cloud.instance import Instance

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(
    not (ROOT / ".local" / "emulator" / ".installed").exists(),
    reason="the embedded AWS is not installed (make test installs it)",
)


@pytest.fixture
def instance(instance: Instance) -> Instance:
    (instance.root / ".local").mkdir(exist_ok=True)
    (instance.root / ".local" / "emulator").symlink_to(ROOT / ".local" / "emulator")
    return instance


def _note(instance: Instance, value: str) -> None:
    client = boto3.client("ssm", **environment.options(instance))
    client.put_parameter(Name="note", Value=value, Type="String", Overwrite=True)


@contextmanager
def _beginning_to_note(instance: Instance, value: str) -> Iterator[Callable[[], int]]:
    """A request whose head has been sent. What it gives sends the rest: the status."""
    body = json.dumps({"Name": "note", "Value": value, "Type": "String", "Overwrite": True})
    request = AWSRequest("POST", f"{instance.aws_endpoint}/", data=body)
    request.headers["X-Amz-Target"] = "AmazonSSM.PutParameter"
    request.headers["Content-Type"] = "application/x-amz-json-1.1"
    signer = Credentials(environment.ACCOUNT, "test")
    SigV4Auth(signer, "ssm", environment.REGION).add_auth(request)
    with closing(HTTPConnection("127.0.0.1", instance.emulator_port)) as connection:
        connection.putrequest("POST", "/")
        for name, header in {**request.headers, "Content-Length": str(len(body))}.items():
            connection.putheader(name, header)
        connection.endheaders()

        def end() -> int:
            connection.send(body.encode())
            return connection.getresponse().status

        yield end


def _noted(instance: Instance) -> str:
    client = boto3.client("ssm", **environment.options(instance))
    return client.get_parameter(Name="note")["Parameter"]["Value"]


def _await(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _snapshots(instance: Instance) -> list[int]:
    names = [each.name for each in (instance.folder / "snapshots").iterdir()]
    return sorted(int(name) for name in names if name.isdecimal())


def _newest_snapshot(instance: Instance) -> str:
    """Its notes; nothing where there is none, or a newer one has just taken its place."""
    newest = max(_snapshots(instance), default=0)
    file = instance.folder / "snapshots" / str(newest) / "ssm.json"
    try:
        return file.read_text()
    except OSError:
        return ""


def _kill(instance: Instance) -> None:
    main = processes.leader(instance, emulator.NAME)
    assert main is not None
    main.kill()
    psutil.wait_procs([main])


def test_its_state_survives_a_stop(instance: Instance) -> None:
    emulator.start(instance)
    _note(instance, "said")

    assert emulator.stop(instance)
    lost = emulator.start(instance)

    assert lost is None
    assert _noted(instance) == "said"


def test_one_of_an_older_checkout_is_not_current(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = emulator.is_current(instance)
    emulator.start(instance)
    started = emulator.is_current(instance)

    monkeypatch.setattr(emulator, "_SOURCES", ("requirements/emulator.txt",))

    assert (before, started, emulator.is_current(instance)) == (False, True, False)


def test_killed_it_goes_back_to_the_last_stop_and_tells_what_is_lost(instance: Instance) -> None:
    emulator.start(instance)
    _note(instance, "saved")
    emulator.stop(instance)
    emulator.start(instance)
    _note(instance, "not saved")
    _kill(instance)

    lost = emulator.start(instance)

    assert lost is not None
    assert lost.startswith("what was said after 20")
    assert _noted(instance) == "saved"


def test_killed_it_goes_back_to_the_last_snapshot(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emulator, "SNAPSHOT_SECONDS", 0.1)
    emulator.start(instance)
    _note(instance, "in a snapshot")
    _await(lambda: "in a snapshot" in _newest_snapshot(instance))
    _kill(instance)

    lost = emulator.start(instance)

    assert lost is not None
    assert _noted(instance) == "in a snapshot"


def test_what_is_under_way_during_a_snapshot_is_in_the_next(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emulator, "SNAPSHOT_SECONDS", 0.1)
    emulator.start(instance)

    with _beginning_to_note(instance, "said slowly") as end:
        _note(instance, "said meanwhile")
        _await(lambda: "said meanwhile" in _newest_snapshot(instance))
        assert end() == HTTPStatus.OK

    _await(lambda: "said slowly" in _newest_snapshot(instance))


def test_without_requests_no_snapshot_is_taken(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emulator, "SNAPSHOT_SECONDS", 0.1)
    emulator.start(instance)
    _note(instance, "said")
    _await(lambda: "said" in _newest_snapshot(instance))
    before = _snapshots(instance)

    enough = time.monotonic() + 0.5
    while time.monotonic() < enough:
        assert emulator.answers(instance)

    assert _snapshots(instance) == before


def test_killed_before_any_stop_it_tells_that_all_is_lost(instance: Instance) -> None:
    emulator.start(instance)
    _kill(instance)

    lost = emulator.start(instance)

    assert lost is not None
    assert lost.startswith("all that was in it")


def test_a_row_that_expires_leaves_a_record_by_dynamodb(instance: Instance) -> None:
    emulator.start(instance)
    options = environment.options(instance)
    table = boto3.client("dynamodb", **options)
    made = table.create_table(
        TableName="expiring",
        KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "PK", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )["TableDescription"]
    table.update_time_to_live(
        TableName="expiring",
        TimeToLiveSpecification={"Enabled": True, "AttributeName": "expiresAt"},
    )
    stream = boto3.client("dynamodbstreams", **options)
    said: list[str] = []
    stream.meta.events.register(
        "before-parse.dynamodb-streams.GetRecords",
        lambda response_dict, **_: said.append(response_dict["body"].decode()),
    )
    description = stream.describe_stream(StreamArn=made["LatestStreamArn"])["StreamDescription"]
    start = stream.get_shard_iterator(
        StreamArn=made["LatestStreamArn"],
        ShardId=description["Shards"][0]["ShardId"],
        ShardIteratorType="TRIM_HORIZON",
    )["ShardIterator"]

    def records() -> list[dict[str, Any]]:
        stream.get_records(ShardIterator=start)
        answered: list[dict[str, Any]] = json.loads(said[-1])["Records"]
        return answered

    table.put_item(TableName="expiring", Item={"PK": {"S": "old"}, "expiresAt": {"N": "1"}})
    table.put_item(TableName="expiring", Item={"PK": {"S": "deleted"}})
    table.delete_item(TableName="expiring", Key={"PK": {"S": "deleted"}})
    _await(lambda: len(records()) == 4)

    removed = {
        each["dynamodb"]["Keys"]["PK"]["S"]: each.get("userIdentity")
        for each in records()
        if each["eventName"] == "REMOVE"
    }
    assert removed == {
        "deleted": None,
        "old": {"type": "Service", "principalId": "dynamodb.amazonaws.com"},
    }


def test_it_listens_on_this_machine_only(instance: Instance) -> None:
    emulator.start(instance)

    main = processes.leader(instance, emulator.NAME)
    assert main is not None
    listening = {
        each.laddr[0] for each in main.net_connections() if each.status == psutil.CONN_LISTEN
    }

    assert listening == {"127.0.0.1"}


def test_stopping_what_does_not_run_says_so(instance: Instance) -> None:
    assert not emulator.stop(instance)


def test_the_persons_aws_account_is_out_of_reach(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", "https://dynamodb.example.com")

    for variables in (environment.for_emulator(), environment.for_clients(instance)):
        assert "AWS_PROFILE" not in variables
        assert "AWS_ENDPOINT_URL_DYNAMODB" not in variables
        assert variables["AWS_ACCESS_KEY_ID"] == environment.ACCOUNT
