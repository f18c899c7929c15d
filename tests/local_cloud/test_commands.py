"""The commands as the Makefile calls them, with all that they start."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import boto3
import psutil
import pytest
from rich.console import Console

import chat_client
from chat_client import connect
from local_cloud import appsync, emulator, environment, processes, template_outputs
from local_cloud.instance import Instance, on_free_ports
from local_cloud.progress import Progress
from local_cloud.stack import Stack
from local_cloud.target import at_home

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(
    not (ROOT / ".local" / "emulator" / ".installed").exists(),
    reason="the embedded AWS is not installed (make test installs it)",
)


@pytest.fixture(scope="module")
def home() -> Iterator[Instance]:
    made = on_free_ports(f"commands-{os.getpid()}", ROOT)
    yield made
    _run(made, "reset")


@pytest.fixture
def up(home: Instance) -> Instance:
    """The instance, running."""
    if not Stack(home, Progress(Console(stderr=True))).is_up():
        done = _run(home, "up")
        assert done.returncode == 0, done.stdout + done.stderr
    return home


def _run(home: Instance, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "local_cloud", *arguments],
        cwd=ROOT,
        env=os.environ | home.variables,
        capture_output=True,
        text=True,
        check=False,
    )


def _kill(home: Instance, service: str) -> None:
    main = processes.leader(home, service)
    assert main is not None
    main.kill()
    psutil.wait_procs([main], timeout=5)


def _family(home: Instance) -> list[psutil.Process]:
    leaders = [processes.leader(home, each.NAME) for each in (appsync, emulator)]
    return [each for main in leaders if main for each in (main, *main.children(recursive=True))]


async def _say(home: Instance, body: str) -> str:
    """The id of alice's new group with carol, who has heard of it, with one message in it."""
    stack = chat_client.Stack.at(home.outputs_file)
    async with (
        asyncio.timeout(30),
        connect(stack, "alice", stack.passwords["alice"]) as alice,
        connect(stack, "carol", stack.passwords["carol"]) as carol,
        carol.on_inbox() as events,
    ):
        group = {
            "kind": "GROUP",
            "title": "Test",
            "memberIds": [carol.user_id],
            "clientConversationId": str(uuid.uuid4()),
        }
        conversation_id: str = (await alice.call("createConversation", input=group))["id"]
        await alice.send(conversation_id, body)
        async for event in events:
            if event["conversationId"] == conversation_id:
                break
    return conversation_id


async def _said(home: Instance, conversation_id: str) -> list[str]:
    stack = chat_client.Stack.at(home.outputs_file)
    async with connect(stack, "carol", stack.passwords["carol"]) as carol:
        page = await carol.messages(conversation_id)
    return [message["body"] for message in page["messages"]]


def test_up_proves_that_a_message_arrives_and_says_where_to_sign_in(home: Instance) -> None:
    done = _run(home, "up")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "A message from alice reached bob in" in done.stdout
    for shown in (home.graphql_url, home.aws_endpoint, "alice-demo-password", "123456", "654321"):
        assert shown in done.stdout


def test_up_leaves_what_clients_need_to_know(up: Instance) -> None:
    written = json.loads(up.outputs_file.read_text())

    assert written["graphqlUrl"] == up.graphql_url
    assert [user["username"] for user in written["users"]] == ["alice", "bob", "carol"]
    assert all(uuid.UUID(user["userId"]) for user in written["users"])


def test_up_twice_says_that_it_is_up_and_starts_nothing(up: Instance) -> None:
    before = _family(up)

    done = _run(up, "up")

    assert done.returncode == 0
    assert "up already" in done.stdout
    assert up.graphql_url in done.stdout
    assert set(before) <= set(_family(up))


def test_rows_expire_by_the_attribute_that_the_template_names(up: Instance) -> None:
    table = boto3.client("dynamodb", **environment.options(up))
    name = template_outputs.read(at_home(up))["TableName"]

    expiry = table.describe_time_to_live(TableName=name)["TimeToLiveDescription"]

    assert expiry == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expiresAt"}


def test_all_of_it_listens_on_this_machine_only(up: Instance) -> None:
    listening = {
        connection.laddr[0]
        for each in _family(up)
        for connection in each.net_connections()
        if connection.status == psutil.CONN_LISTEN
    }

    assert listening == {"127.0.0.1"}


async def test_what_is_said_and_the_stream_survive_a_restart(up: Instance) -> None:
    before = await _say(up, "Before the stop")
    family = _family(up)

    stopped = _run(up, "down")
    left = [each for each in family if each.is_running()]
    started = _run(up, "up")
    after = await _say(up, "After it")

    assert "what was said is kept" in stopped.stdout
    assert not left
    assert "sam deploy" not in started.stdout
    assert await _said(up, before) == ["Before the stop"]
    assert await _said(up, after) == ["After it"]


def test_logs_show_what_a_function_did(up: Instance) -> None:
    shown = _run(up, "logs", "--operation", "sendMessage").stdout

    assert "sendMessage" in shown
    assert "operation=Mutation.sendMessage" in shown
    assert "{" not in shown


def test_an_unknown_operation_is_told_with_those_that_there_are(up: Instance) -> None:
    done = _run(up, "logs", "--operation", "sendMassage")

    assert done.returncode == 1
    assert "OP=sendMassage is unknown" in done.stderr
    assert "sendMessage" in done.stderr


def test_a_call_of_the_story_is_made_on_the_deployed_functions_after_all_that_leads_to_it(
    up: Instance,
) -> None:
    done = _run(up, "invoke", "--operation", "createConversation")

    assert done.returncode == 0, done.stdout + done.stderr
    assert '"title": "Lunch"' in done.stdout


def test_a_killed_appsync_is_started_again(up: Instance) -> None:
    _kill(up, appsync.NAME)

    done = _run(up, "up")

    assert done.returncode == 0
    assert "A message from alice reached bob in" in done.stdout


def test_a_killed_emulator_is_made_anew_and_the_loss_is_told(up: Instance) -> None:
    _kill(up, emulator.NAME)

    done = _run(up, "up")

    assert done.returncode == 0
    assert "The embedded AWS was killed last time. Lost: " in done.stdout
    assert "A message from alice reached bob in" in done.stdout


def test_the_smoke_test_hears_a_message_each_time_it_is_run(up: Instance) -> None:
    runs = [_run(up, "smoke") for _ in range(2)]

    for done in runs:
        assert done.returncode == 0, done.stdout + done.stderr
        assert "A message through serverless-chat-local" in done.stdout


def test_down_that_is_interrupted_loses_nothing(up: Instance) -> None:
    main = processes.leader(up, emulator.NAME)
    assert main is not None
    down = subprocess.Popen(
        [sys.executable, "-m", "local_cloud", "down"], cwd=ROOT, env=os.environ | up.variables
    )

    psutil.wait_procs([main], timeout=60)
    down.send_signal(signal.SIGINT)
    down.wait(timeout=60)

    assert "Lost" not in _run(up, "up").stdout


def test_interrupting_dev_stops_all_of_it(up: Instance) -> None:
    family = _family(up)
    dev = subprocess.Popen(
        [sys.executable, "-m", "local_cloud", "dev"],
        cwd=ROOT,
        env=os.environ | up.variables,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert dev.stdout is not None
    shown = next(line for line in dev.stdout if "Ctrl-C stops the chat" in line)

    dev.send_signal(signal.SIGINT)
    rest, _ = dev.communicate(timeout=60)

    assert shown
    assert dev.returncode == 0, rest
    assert not [each for each in family if each.is_running()]


def test_down_with_nothing_running_is_no_fault(home: Instance) -> None:
    _run(home, "down")

    done = _run(home, "down")

    assert done.returncode == 0
    assert "Nothing is running" in done.stdout


def test_a_command_that_needs_a_running_chat_says_how_to_start_it(home: Instance) -> None:
    _run(home, "down")

    done = _run(home, "logs")

    assert done.returncode == 1
    assert "`make up`" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_environment_is_told_with_those_that_there_are(home: Instance) -> None:
    done = _run(home, "deploy", "--env", "production")

    assert done.returncode == 1
    assert "use local, dev, prod" in done.stderr
