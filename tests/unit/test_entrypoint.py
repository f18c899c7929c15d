"""The error policy and the log, through the door that every handler has."""

import json
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest

from chat.appsync.caller import back_end, person
from chat.appsync.entrypoint import guarded
from chat.domain.errors import Forbidden, InternalError, NotFound, NotSignedIn
from chat.settings import logger
from tests.people import ALICE

CONTEXT: Any = SimpleNamespace(aws_request_id="request-1")


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    stream = StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", stream)
    return stream


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def raising(error: Exception) -> Any:
    def respond(_event: Any, _context: Any) -> None:
        raise error

    return guarded(respond, lambda _: {"operation": "Query.me", "caller": ALICE})


def test_a_refusal_goes_out_as_it_is_and_is_logged_once(log: StringIO) -> None:
    with pytest.raises(NotFound, match="no such person"):
        raising(NotFound("There is no such person."))({}, CONTEXT)

    (line,) = lines(log.getvalue())
    assert (line["level"], line["outcome"], line["caller"]) == ("INFO", "NotFound", ALICE)
    assert line["function_request_id"] == "request-1"


def test_what_nobody_foresaw_is_logged_fully_counted_and_shown_as_nothing(
    log: StringIO, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "serverless-chat")

    with pytest.raises(InternalError) as shown:
        raising(KeyError("table chat-prod"))({}, CONTEXT)

    assert "request-1" in str(shown.value)
    assert "chat-prod" not in str(shown.value)
    assert shown.value.__cause__ is None
    assert "chat-prod" in lines(log.getvalue())[0]["exception"]
    (metric,) = lines(capsys.readouterr().out)
    assert metric["InternalErrors"] == [1.0]
    (declared,) = metric["_aws"]["CloudWatchMetrics"]
    assert (declared["Namespace"], declared["Dimensions"]) == ("Chat", [["service"]])
    assert metric["service"] == "serverless-chat"


def test_a_person_is_who_the_token_says() -> None:
    caller = person({"identity": {"sub": ALICE, "username": "alice"}})

    assert (caller.id, caller.username) == (ALICE, "alice")


@pytest.mark.parametrize("identity", [None, {}, {"userArn": "arn:aws:sts::1:role/x"}])
def test_nobody_else_is_a_person(identity: object) -> None:
    with pytest.raises(NotSignedIn):
        person({"identity": identity})


@pytest.mark.parametrize("identity", [None, {}, {"sub": ALICE, "username": "alice"}])
def test_a_person_is_not_the_back_end(identity: object) -> None:
    with pytest.raises(Forbidden):
        back_end({"identity": identity})
