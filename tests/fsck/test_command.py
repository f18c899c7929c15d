"""The command, on the emulator."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import batched
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import uuid4

import boto3
import pytest

from local_cloud import environment
from local_cloud.outputs import Outputs
from tests import tables
from tests.conftest import INSTANCE, ROOT
from tests.faults.chat import LUNCH
from tests.figures import Figure
from tests.fsck.conftest import Rows

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_MESSAGES = 3000


@pytest.fixture
def variables(outputs: Outputs) -> dict[str, str]:
    """The environment in which the running stack is the one at home."""
    mine = {} if "CHAT_OUTPUTS" in os.environ else {"CHAT_INSTANCE": INSTANCE}
    return {
        **os.environ,
        **mine,
        "AWS_ENDPOINT_URL": outputs["awsEndpoint"],
        "AWS_ACCESS_KEY_ID": environment.ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": outputs["region"],
        "CHAT_PORT": str(urlsplit(outputs["graphqlUrl"]).port),
    }


@pytest.fixture
def client(outputs: Outputs) -> "DynamoDBClient":
    return boto3.client("dynamodb", **environment.options_at(outputs["awsEndpoint"]))


@pytest.fixture
def table(client: "DynamoDBClient") -> Iterator[str]:
    name = f"fsck-{uuid4().hex[:8]}"
    client.create_table(TableName=name, **tables.definition())
    client.get_waiter("table_exists").wait(TableName=name)
    yield name
    client.delete_table(TableName=name)


def store(client: "DynamoDBClient", table: str, rows: Rows) -> None:
    for some in batched(rows.stored(), 25, strict=False):
        client.batch_write_item(RequestItems={table: [{"PutRequest": {"Item": i}} for i in some]})


def fsck(arguments: Sequence[str], variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "chat_fsck", *arguments],
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_the_tests_said_to_each_other_is_sound(variables: dict[str, str]) -> None:
    done = fsck(["--env", "local"], variables)

    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert " 0 broken" in done.stdout


def test_a_broken_table_is_told_by_code_sentence_and_place(
    client: "DynamoDBClient", table: str, rows: Rows, variables: dict[str, str]
) -> None:
    rows.put(rows.details(LUNCH), memberCount=4)
    store(client, table, rows)

    done = fsck(["--table", table], variables)

    assert done.returncode == 1
    assert "MEMBER-COUNT memberCount is the number of active rows." in done.stdout
    assert f"{LUNCH} DETAILS: counts 4 members of 3" in done.stdout
    assert f"{len(rows)} rows, 1 broken" in done.stdout


def test_a_table_that_does_not_exist_could_not_be_read(variables: dict[str, str]) -> None:
    done = fsck(["--table", "nowhere"], variables)

    assert done.returncode == 2
    assert done.stderr.startswith("✗ The table could not be read:")
    assert "Traceback" not in done.stderr


def test_a_stack_that_does_not_exist_is_told_with_the_way_out(variables: dict[str, str]) -> None:
    done = fsck(["--env", "production"], variables)

    assert done.returncode == 2
    assert "use local, dev, prod" in done.stderr


def test_a_chat_at_home_that_is_not_running_is_told_with_the_way_out(
    variables: dict[str, str],
) -> None:
    done = fsck(["--env", "local"], variables | {"CHAT_INSTANCE": "none-of-this-name"})

    assert done.returncode == 2
    assert "start it with `make up`" in done.stderr


def test_the_speed_of_reading_is_measured(
    client: "DynamoDBClient",
    table: str,
    rows: Rows,
    variables: dict[str, str],
    figure: Figure,
) -> None:
    for seq in range(6, 6 + _MESSAGES):
        rows.say(seq, f"client-{seq}")
    store(client, table, rows)

    begun = time.perf_counter()
    done = fsck(["--table", table], variables)
    elapsed = time.perf_counter() - begun

    assert f"{len(rows)} rows, 0 broken" in done.stdout
    speed = len(rows) / elapsed
    figure(f"fsck: {len(rows)} rows in {elapsed:.1f} s, {speed:.0f} a second, start included")
