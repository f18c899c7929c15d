import json
from itertools import count, islice
from typing import Any

import pytest

from local_cloud import logs
from local_cloud.logs import Entry, render
from local_cloud.target import Target


def _rendered(text: str) -> str | None:
    line = render(Entry(function="sendMessage", timestamp=1_795_365_782_525, text=text))
    return None if line is None else line.plain


def test_a_structured_line_shows_level_function_message_and_fields() -> None:
    record = {"level": "WARNING", "message": "refused", "code": "NotFound", "attempts": 2}

    line = _rendered(json.dumps(record))

    assert line is not None
    assert line.split()[1:] == ["WARNING", "sendMessage", "refused", "code=NotFound", "attempts=2"]


def test_what_every_line_repeats_is_left_out() -> None:
    record = {"level": "INFO", "message": "answered", "service": "chat", "function_arn": "arn:…"}

    line = _rendered(json.dumps(record))

    assert line is not None
    assert "chat" not in line
    assert "arn" not in line


def test_a_traceback_is_shown_below_its_line() -> None:
    record = {"level": "ERROR", "message": "failed", "exception": "Traceback …\nValueError: no"}

    line = _rendered(json.dumps(record))

    assert line is not None
    assert line.endswith("\nTraceback …\nValueError: no")


@pytest.mark.parametrize(
    "text",
    [
        "START RequestId: 1 Version: $LATEST",
        "END RequestId: 1",
        "REPORT RequestId: 1\tDuration: 10 ms",
        '{"_aws": {"CloudWatchMetrics": []}, "InternalErrors": [1.0]}',
    ],
)
def test_what_lambda_says_of_every_call_and_metrics_are_not_shown(text: str) -> None:
    assert _rendered(text) is None


def test_a_timed_out_call_is_shown() -> None:
    line = _rendered("REPORT RequestId: 1\tDuration: 3000 ms\tStatus: timeout")

    assert line is not None


def test_a_line_that_is_not_structured_is_shown_as_it_is() -> None:
    line = _rendered("Unable to import module 'chat.handlers.people.me'")

    assert line is not None
    assert line.endswith("Unable to import module 'chat.handlers.people.me'")


class _Group:
    """A log group with a line every 20 s; CloudWatch shows it 15 s later.

    since: what was asked for, look by look.
    """

    def __init__(self) -> None:
        self.now = 1_000_000
        self.since: list[int] = []

    def read(self, *_: Any, since: int) -> list[Entry]:
        self.since.append(since)
        self.now += 10_000
        visible = range(0, self.now - 15_000, 20_000)
        return [Entry("me", at, f"line {at}") for at in visible if at >= since]


def test_following_shows_late_lines_once_and_looks_back_for_a_minute_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    group = _Group()
    monkeypatch.setattr(logs, "_read", group.read)
    monkeypatch.setattr(logs, "_now_ms", lambda: group.now)
    followed = logs.follow(Target("", "", {}, {}), {}, pause=0)

    shown = [entry.timestamp for entry in islice(followed, 20)]

    assert shown == list(islice(count(1_000_000, 20_000), 20))
    assert group.since[-1] >= group.now - 90_000
