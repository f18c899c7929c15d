"""The command: it serves a template that is not a chat, explains what it cannot do, and ends."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from appsync_local import server
from appsync_local.__main__ import main

TODO = Path(__file__).parent / "apps" / "todo" / "template.yaml"


@contextmanager
def running(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    state = tmp_path / "todos.jsonl"
    command = [sys.executable, "-m", "appsync_local", "--template", str(TODO), "--port", "0"]
    environment = {name: value for name, value in os.environ.items() if "AWS_" not in name}
    process = subprocess.Popen(
        [*command, "--no-reload", "--parameter", f"StateFile={state}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def welcome(process: subprocess.Popen[str]) -> dict[str, str]:
    """What the first lines say, by their labels."""
    assert process.stdout
    lines = [process.stdout.readline() for _ in range(5)]
    return dict(re.split(r"  +", line.strip(), maxsplit=1) for line in lines[1:])


def post(url: str, key: str, query: str) -> object:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=20)
    connection.request("POST", parts.path, json.dumps({"query": query}), {"x-api-key": key})
    answer = json.load(connection.getresponse())
    connection.close()
    return answer


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_a_template_until_it_is_told_to_end(
    tmp_path: Path, number: signal.Signals
) -> None:
    with running(tmp_path) as process:
        said = welcome(process)
        answer = post(
            said["GraphQL"],
            said["API key"],
            'mutation { addTodo(input: {list: "l", title: "t", ownerId: "ann"}) '
            "{ title state owner { name } } }",
        )
        process.send_signal(number)
        _, log = process.communicate(timeout=20)

    assert answer == {
        "data": {"addTodo": {"title": "t", "state": "OPEN", "owner": {"name": "Ann"}}}
    }
    assert process.returncode == 0
    assert re.search(r"mutation addTodo 200 [\d.]+ ms", log)
    assert "Traceback" not in log


def test_a_missing_template_is_said_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--template", "nowhere.yaml", "--port", "0"])

    assert status == 1
    assert capsys.readouterr().err == (
        "There is no template at nowhere.yaml; give its path with --template.\n"
    )


def test_a_taken_port_is_said_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        status = main(["--template", str(TODO), "--port", str(port)])

    assert status == 1
    assert f"Port {port} cannot be used" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["65536", "-1", "web"])
def test_what_is_no_port_is_refused(capsys: pytest.CaptureFixture[str], port: str) -> None:
    with pytest.raises(SystemExit):
        main(["--port", port])

    assert f"{port!r} is no port; give one from 0 to 65535" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--mode=fast", "--mode=deployed", "--stack=todo"])
def test_an_endpoint_that_is_no_url_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "localhost:4566")

    status = main(["--template", str(TODO), "--port", "0", option])

    said = capsys.readouterr().err
    assert status == 1
    assert "Invalid endpoint: localhost:4566" in said
    assert "AWS_ENDPOINT_URL" in said


def test_who_interrupts_it_before_it_serves_sees_no_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(server, "bind", interrupt)

    assert main(["--template", str(TODO)]) == 130


def test_the_faults_of_a_schema_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = TODO.read_text()
    (tmp_path / "template.yaml").write_text(text)
    (tmp_path / "src").symlink_to(TODO.parent / "src")
    schema = (TODO.parent / "schema.graphql").read_text()
    (tmp_path / "schema.graphql").write_text(schema.replace("todo(id", "task(id"))

    status = main(["--template", str(tmp_path / "template.yaml"), "--port", "0"])

    said = capsys.readouterr().err
    assert status == 1
    assert said.startswith("The schema cannot be served:\n")
    assert "Query.todo" in said
    assert "Query.task has no resolver" in said


def test_a_malformed_parameter_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--parameter", "Stage"])

    assert "'Stage' is not NAME=VALUE" in capsys.readouterr().err
