"""What functions print reaches CloudWatch Logs, or is counted as lost."""

import io
import logging
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from moto import mock_aws

from appsync_local.functions.logs import CloudWatchLogs, ConsoleLogs, Line, batches, open_logs

if TYPE_CHECKING:
    from mypy_boto3_logs import CloudWatchLogsClient

GROUP = "/aws/lambda/f"


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> "Iterator[CloudWatchLogsClient]":
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        client = boto3.client("logs", region_name="eu-west-1")
        client.describe_log_groups()  # moto loads what it needs: close() waits two seconds
        yield client


class Away:
    """A client whose endpoint answers only while it is back."""

    def __init__(self, client: "CloudWatchLogsClient") -> None:
        self._client = client
        self.back = threading.Event()
        self.tried = threading.Event()
        self.reached = threading.Event()

    def put_log_events(self, **request: Any) -> Any:
        if not self.back.is_set():
            self.tried.set()
            raise EndpointConnectionError(endpoint_url="http://127.0.0.1:1")
        self.reached.set()
        return self._client.put_log_events(**request)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)


def line(text: str, *, stream: str = "s", time_ms: int = 0) -> Line:
    return Line(group=GROUP, stream=stream, function="f", text=text, time_ms=NOW + time_ms)


NOW = time.time_ns() // 1_000_000  # what is long past or far ahead is refused


def texts(client: "CloudWatchLogsClient", stream: str = "s") -> list[str]:
    found = client.get_log_events(logGroupName=GROUP, logStreamName=stream, startFromHead=True)
    return [event["message"] for event in found["events"]]


def test_lines_arrive_in_their_stream_in_order(client: "CloudWatchLogsClient") -> None:
    logs = CloudWatchLogs(client)

    logs.write(line("a1", stream="a", time_ms=1))
    logs.write(line("b1", stream="b"))
    logs.write(line("a2", stream="a", time_ms=2))
    logs.close()

    assert texts(client, "a") == ["a1", "a2"]
    assert texts(client, "b") == ["b1"]


def test_a_group_that_vanished_is_made_again(client: "CloudWatchLogsClient") -> None:
    logs = CloudWatchLogs(client)
    logs.write(line("before"))
    logs.close()
    client.delete_log_group(logGroupName=GROUP)

    logs = CloudWatchLogs(client)
    logs.write(line("after"))
    logs.close()

    assert texts(client) == ["after"]


def test_an_empty_line_holds_up_nothing(client: "CloudWatchLogsClient") -> None:
    logs = CloudWatchLogs(client)

    logs.write(line(""))
    logs.write(line("after", time_ms=1))
    logs.close()

    assert texts(client) == ["\n", "after"]


def test_what_cloudwatch_logs_would_never_take_is_not_tried_forever(
    client: "CloudWatchLogsClient", caplog: pytest.LogCaptureFixture
) -> None:
    logs = CloudWatchLogs(client)

    logs.write(line("good"))
    logs.write(line("bad", stream=""))
    logs.close()

    assert texts(client) == ["good"]
    assert "refused 1 lines" in caplog.text


def test_lines_wait_while_the_endpoint_is_away(client: "CloudWatchLogsClient") -> None:
    away = Away(client)
    logs = CloudWatchLogs(away, retry_seconds=0.01)  # type: ignore[arg-type]

    logs.write(line("early"))
    assert away.tried.wait(30)
    logs.write(line("late", time_ms=1))
    away.back.set()
    assert away.reached.wait(30)
    logs.close()

    assert texts(client) == ["early", "late"]


def test_lines_beyond_the_bound_are_counted(
    client: "CloudWatchLogsClient", caplog: pytest.LogCaptureFixture
) -> None:
    away = Away(client)
    logs = CloudWatchLogs(away, capacity=2, retry_seconds=0.01)  # type: ignore[arg-type]

    logs.write(line("sent"))
    assert away.tried.wait(30)
    for number in range(5):
        logs.write(line(f"line {number}", time_ms=number))
    away.back.set()
    assert away.reached.wait(30)
    with caplog.at_level(logging.WARNING):
        logs.close()

    assert texts(client) == ["sent", "line 0", "line 1"]
    assert "3 lines of function output were lost" in caplog.text


def test_close_does_not_wait_for_an_endpoint_that_stays_away(
    client: "CloudWatchLogsClient", caplog: pytest.LogCaptureFixture
) -> None:
    away = Away(client)
    logs = CloudWatchLogs(away, retry_seconds=60)  # type: ignore[arg-type]

    logs.write(line("never sent"))
    assert away.tried.wait(30)
    with caplog.at_level(logging.WARNING):
        logs.close()

    assert "1 lines of function output were lost" in caplog.text


def test_a_batch_stays_within_what_put_log_events_takes() -> None:
    large = [line("x" * 400_000) for _ in range(5)]
    many = [line("") for _ in range(10_001)]

    assert [len(batch) for batch in batches(large)] == [2, 2, 1]
    assert [len(batch) for batch in batches(many)] == [10_000, 1]


def test_without_an_endpoint_lines_go_to_the_console_with_the_functions_name() -> None:
    console = io.StringIO()

    ConsoleLogs(console).write(line("hello"))

    assert console.getvalue() == "[f] hello\n"
    assert isinstance(open_logs({}, region="eu-west-1"), ConsoleLogs)


@pytest.mark.parametrize("name", ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_LOGS"])
def test_with_an_endpoint_lines_go_to_cloudwatch_logs_there(name: str) -> None:
    logs = open_logs({name: "http://127.0.0.1:1"}, region="eu-west-1")
    logs.close()

    assert isinstance(logs, CloudWatchLogs)
