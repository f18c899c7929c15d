from typing import Any

import pytest

from chat.appsync.arguments import Arguments
from chat.domain.errors import InvalidArguments
from chat.handlers.conversations.create_conversation import CreateConversation
from chat.handlers.members.add_members import AddMembers
from chat.handlers.messages.messages import Messages
from chat.handlers.messages.send_message import SendMessage
from tests.people import ALICE

CONVERSATION = "a" * 26
MESSAGE = {"conversationId": CONVERSATION, "body": "hello", "clientMessageId": "client-id-1"}


def refusal(model: type[Arguments], arguments: dict[str, Any]) -> str:
    with pytest.raises(InvalidArguments) as refused:
        model.parse(arguments)
    return str(refused.value)


def test_arguments_come_in_camel_case() -> None:
    assert SendMessage.parse({"input": MESSAGE}).client_message_id == "client-id-1"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("body", ""),
        ("body", "  \n\t"),
        ("body", "x" * 4001),
        ("body", "lone surrogate \ud800"),
        ("body", 7),
        ("clientMessageId", "short"),
        ("clientMessageId", "x" * 65),
        ("clientMessageId", "with space"),
        ("conversationId", "MESSAGES#1"),
        ("conversationId", CONVERSATION + "\n"),
    ],
)
def test_a_misfit_is_named(field: str, value: object) -> None:
    assert f"input.{field}" in refusal(SendMessage, {"input": {**MESSAGE, field: value}})


def test_a_refusal_does_not_repeat_what_was_said() -> None:
    secret = "my secret " * 500

    assert "secret" not in refusal(SendMessage, {"input": {**MESSAGE, "body": secret}})


@pytest.mark.parametrize("length", [4001, 9000])
def test_a_body_that_is_too_long_is_told_how_long_it_may_be(length: int) -> None:
    told = refusal(SendMessage, {"input": {**MESSAGE, "body": "x" * length}})

    assert told == "input.body: must have at most 4,000 characters"


def test_the_line_ends_of_windows_count_once() -> None:
    body = "x\r\n" * 1999 + "xx"

    assert len(SendMessage.parse({"input": {**MESSAGE, "body": body}}).body or "") == 4000


def test_the_longest_body_fits() -> None:
    body = "\N{GRINNING FACE}" * 4000

    assert SendMessage.parse({"input": {**MESSAGE, "body": body}}).body == body


def test_an_unknown_argument_is_refused() -> None:
    assert "input.senderId" in refusal(SendMessage, {"input": {**MESSAGE, "senderId": ALICE}})


@pytest.mark.parametrize("arguments", [{}, {"input": None}, {"input": "text"}])
def test_a_missing_input_is_named(arguments: dict[str, Any]) -> None:
    assert refusal(SendMessage, arguments).startswith("input")


def test_the_position_in_a_list_is_named() -> None:
    arguments = {
        "conversationId": CONVERSATION,
        "memberIds": [ALICE, "bob"],
        "clientMessageId": "client-id-1",
    }

    assert "input.memberIds[1]" in refusal(AddMembers, {"input": arguments})


def test_nobody_is_named_twice() -> None:
    arguments = {
        "conversationId": CONVERSATION,
        "memberIds": [ALICE, ALICE],
        "clientMessageId": "client-id-1",
    }

    assert "twice" in refusal(AddMembers, {"input": arguments})


def test_at_most_ninety_people_come_at_once() -> None:
    people = [f"{n:08x}-1111-4111-8111-111111111111" for n in range(91)]
    arguments = {"kind": "GROUP", "memberIds": people, "clientConversationId": "client-id-1"}

    assert "input.memberIds" in refusal(CreateConversation, {"input": arguments})


def test_an_enum_comes_as_its_name() -> None:
    arguments = {"kind": "DIRECT", "memberIds": [ALICE], "clientConversationId": "client-id-1"}

    assert CreateConversation.parse({"input": arguments}).kind == "DIRECT"
    assert "input.kind" in refusal(CreateConversation, {"input": {**arguments, "kind": "PARTY"}})


@pytest.mark.parametrize(
    ("argument", "value"), [("limit", 0), ("limit", 101), ("before", -1), ("after", "1")]
)
def test_a_page_is_bounded(argument: str, value: object) -> None:
    assert refusal(Messages, {"conversationId": CONVERSATION, argument: value}).startswith(argument)


def test_a_page_has_one_direction() -> None:
    arguments = {"conversationId": CONVERSATION, "before": 1, "after": 1}

    assert "pass one of them" in refusal(Messages, arguments)
