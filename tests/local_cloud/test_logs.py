import json

import pytest

from local_cloud.logs import Entry, render


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
    line = _rendered("Unable to import module 'chat.handlers.me'")

    assert line is not None
    assert line.endswith("Unable to import module 'chat.handlers.me'")
