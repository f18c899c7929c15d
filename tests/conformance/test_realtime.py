"""The real-time endpoint: the handshake, its frames, and what is delivered to whom."""

import json
import uuid

import pytest

from chat_client import Stack
from chat_client.documents import DOCUMENTS
from story.api import read, written
from tests.raw_client import Json, Socket, as_query, as_subprotocol, presented, socket
from tests.signed_in import Person

ON_MESSAGE = DOCUMENTS["onMessage"]
MESSAGE = written(read().selected("Subscription.onMessage", plain=True))[1:-1]
USER = " ".join(read().selected("Query.user", plain=True))


def selecting(document: str, selection: str) -> str:
    """A document of one field with another selection."""
    head = document[: document.index("{", document.index("{") + 1)]
    return f"{head}{{ {selection} }} }}"


def where(room: Json) -> dict[str, str]:
    """The arguments of onMessage and onActivity."""
    return {"conversationId": room["id"], "channel": room["channel"]}


def refusal(frame: Json, identity: str) -> Json:
    """The one error of an error frame."""
    assert (frame["type"], frame["id"]) == ("error", identity)
    [error] = frame["payload"]["errors"]
    return error


def start(asked: Socket, person: Person, room: Json, identity: str | None = None) -> str:
    """The id of an acknowledged onMessage."""
    started = asked.start(
        ON_MESSAGE, where(room), authorization=person.authorization, identity=identity
    )
    assert asked.receive() == {"type": "start_ack", "id": started}
    return started


@pytest.mark.doc
def test_credentials_come_in_a_subprotocol(tested: Stack, alice: Person) -> None:
    protocols = ("graphql-ws", as_subprotocol(presented(tested, alice.authorization)))

    with socket(tested, "", subprotocols=protocols) as asked:
        assert asked.subprotocol == "graphql-ws"
        asked.acknowledged()


@pytest.mark.doc
def test_credentials_come_in_the_query(tested: Stack, alice: Person) -> None:
    query = as_query(presented(tested, alice.authorization))

    with socket(tested, "", subprotocols=("graphql-ws",), query=query) as asked:
        assert asked.subprotocol == "graphql-ws"
        asked.acknowledged()


@pytest.mark.doc
def test_credentials_come_in_plain_headers(tested: Stack, alice: Person) -> None:
    headers = {"Authorization": alice.authorization}

    with socket(tested, "", subprotocols=("graphql-ws",), headers=headers) as asked:
        asked.acknowledged()


@pytest.mark.doc
def test_init_is_acknowledged_with_how_long_silence_may_last(tested: Stack, alice: Person) -> None:
    with socket(tested, alice.authorization) as asked:
        asked.send({"type": "connection_init"})

        assert asked.receive_any() == {
            "type": "connection_ack",
            "payload": {"connectionTimeoutMs": 300_000},
        }


@pytest.mark.seen
def test_a_keep_alive_follows_the_acknowledgement_at_once(tested: Stack, alice: Person) -> None:
    with socket(tested, alice.authorization) as asked:
        asked.send({"type": "connection_init", "payload": {}})

        assert [asked.receive_any()["type"], asked.receive_any()["type"]] == [
            "connection_ack",
            "ka",
        ]


@pytest.mark.seen
def test_bad_credentials_are_a_connection_error(tested: Stack) -> None:
    with socket(tested, "no token") as asked:
        asked.send({"type": "connection_init"})
        frame = asked.receive()

    assert frame["type"] == "connection_error"
    [error] = frame["payload"]["errors"]
    assert error["errorType"].endswith("UnauthorizedException")
    assert error["errorCode"] in {400, 401}


@pytest.mark.doc
def test_a_start_is_acknowledged_by_its_id(tested: Stack, alice: Person, room: Json) -> None:
    with socket(tested, alice.authorization) as asked:
        start(asked.acknowledged(), alice, room, identity="mine")


@pytest.mark.doc
def test_an_event_comes_as_data_of_its_subscription(
    tested: Stack, alice: Person, bob: Person, room: Json
) -> None:
    with socket(tested, alice.authorization) as asked:
        identity = start(asked.acknowledged(), alice, room)
        said = bob.send(room, "hello")

        assert asked.receive() == {
            "id": identity,
            "type": "data",
            "payload": {"data": {"onMessage": said}},
        }


@pytest.mark.doc
def test_a_subscriber_gets_what_it_selected_under_its_own_names(
    tested: Stack, alice: Person, bob: Person, room: Json
) -> None:
    document = (
        "subscription($conversationId: ID!, $channel: ID!) { heard: onMessage("
        "conversationId: $conversationId, channel: $channel) { text: body __typename } }"
    )
    with socket(tested, alice.authorization) as asked:
        asked.acknowledged().subscribed(document, where(room), authorization=alice.authorization)
        bob.send(room, "short")

        assert asked.receive()["payload"] == {
            "data": {"heard": {"text": "short", "__typename": "Message"}}
        }


@pytest.mark.doc
def test_what_the_sender_did_not_select_is_null_for_subscribers(
    tested: Stack, alice: Person, bob: Person, room: Json
) -> None:
    document = selecting(ON_MESSAGE, f"{MESSAGE} sender {{ {USER} }}")
    with socket(tested, alice.authorization) as asked:
        asked.acknowledged().subscribed(document, where(room), authorization=alice.authorization)
        said = bob.send(room, "who am I?")

        assert asked.receive()["payload"] == {"data": {"onMessage": {**said, "sender": None}}}


@pytest.mark.doc
def test_what_the_sender_selected_beyond_need_reaches_who_asks_for_it(
    tested: Stack, alice: Person, bob: Person, room: Json
) -> None:
    sender = f"sender {{ {USER} }}"
    document = selecting(ON_MESSAGE, f"body {sender}")
    said = {"conversationId": room["id"], "body": "me", "clientMessageId": str(uuid.uuid4())}
    with socket(tested, alice.authorization) as asked:
        asked.acknowledged().subscribed(document, where(room), authorization=alice.authorization)
        answer = bob.http.query(
            selecting(DOCUMENTS["sendMessage"], f"{MESSAGE} {sender}"), {"input": said}
        )

        assert asked.receive()["payload"] == {
            "data": {
                "onMessage": {"body": "me", "sender": answer.body["data"]["sendMessage"]["sender"]}
            }
        }


@pytest.mark.guess
def test_an_alias_of_the_mutation_changes_nothing_for_subscribers(
    tested: Stack, alice: Person, bob: Person, room: Json
) -> None:
    document = DOCUMENTS["sendMessage"].replace("sendMessage(input:", "aliased: sendMessage(input:")
    said = {"conversationId": room["id"], "body": "me", "clientMessageId": str(uuid.uuid4())}
    with socket(tested, alice.authorization) as asked:
        start(asked.acknowledged(), alice, room)
        answer = bob.http.query(document, {"input": said})

        heard = asked.receive()["payload"]["data"]["onMessage"]
    assert heard == answer.body["data"]["aliased"]


@pytest.mark.doc
def test_the_arguments_choose_the_events(
    tested: Stack, alice: Person, bob: Person, room: Json
) -> None:
    other = alice.group_with(bob)
    with socket(tested, alice.authorization) as asked:
        asked.acknowledged()
        here, there = start(asked, alice, room), start(asked, alice, other)
        bob.send(other, "there")
        bob.send(room, "here")
        frames = {frame["id"]: frame for frame in (asked.receive(), asked.receive())}

    bodies = {
        identity: frame["payload"]["data"]["onMessage"]["body"]
        for identity, frame in frames.items()
    }
    assert bodies == {here: "here", there: "there"}


@pytest.mark.doc
def test_each_subscription_field_hears_its_own_mutations(
    tested: Stack, alice: Person, bob: Person, room: Json
) -> None:
    with socket(tested, alice.authorization) as asked:
        identity = asked.acknowledged().subscribed(
            DOCUMENTS["onActivity"], where(room), authorization=alice.authorization
        )
        bob.send(room, "not an activity")
        typing = bob.call("setTyping", input={"conversationId": room["id"], "typing": True})

        assert asked.receive() == {
            "id": identity,
            "type": "data",
            "payload": {"data": {"onActivity": typing}},
        }


@pytest.mark.doc
def test_a_senders_own_subscription_hears_it_too(tested: Stack, alice: Person, room: Json) -> None:
    with socket(tested, alice.authorization) as asked:
        start(asked.acknowledged(), alice, room)
        said = alice.send(room, "to myself")

        assert asked.receive()["payload"]["data"]["onMessage"] == said


@pytest.mark.guess
def test_a_mutation_that_failed_publishes_nothing(
    tested: Stack, alice: Person, bob: Person, room: Json
) -> None:
    refused = {"conversationId": room["id"], "body": " ", "clientMessageId": str(uuid.uuid4())}
    with socket(tested, alice.authorization) as asked:
        start(asked.acknowledged(), alice, room)
        assert bob.http.query(DOCUMENTS["sendMessage"], {"input": refused}).errors
        said = bob.send(room, "after it")

        assert asked.receive()["payload"]["data"]["onMessage"] == said


@pytest.mark.doc
def test_stop_is_answered_with_complete_and_ends_the_events(
    tested: Stack, alice: Person, bob: Person, room: Json
) -> None:
    with socket(tested, alice.authorization) as asked:
        asked.acknowledged()
        stopped, other = start(asked, alice, room), start(asked, alice, room)
        asked.send({"type": "stop", "id": stopped})
        assert asked.receive() == {"type": "complete", "id": stopped}
        bob.send(room, "to one alone")

        assert asked.receive()["id"] == other
        asked.send({"type": "stop", "id": other})
        assert asked.receive() == {"type": "complete", "id": other}


@pytest.mark.doc
def test_an_id_may_be_used_again_after_its_end(tested: Stack, alice: Person, room: Json) -> None:
    with socket(tested, alice.authorization) as asked:
        start(asked.acknowledged(), alice, room, identity="again")
        asked.send({"type": "stop", "id": "again"})
        assert asked.receive()["type"] == "complete"

        start(asked, alice, room, identity="again")


@pytest.mark.client
def test_stopping_what_never_started_is_an_error(tested: Stack, alice: Person) -> None:
    with socket(tested, alice.authorization) as asked:
        asked.acknowledged().send({"type": "stop", "id": "never"})

        error = refusal(asked.receive(), "never")
    assert error["errorType"] == "UnknownOperationError"


@pytest.mark.seen
def test_a_repeated_id_is_refused_and_the_first_subscription_stays(
    tested: Stack, alice: Person, bob: Person, room: Json
) -> None:
    with socket(tested, alice.authorization) as asked:
        start(asked.acknowledged(), alice, room, identity="1")
        asked.start(ON_MESSAGE, where(room), authorization=alice.authorization, identity="1")

        assert refusal(asked.receive(), "1") == {
            "errorType": "DuplicatedOperationError",
            "message": "Duplicated operation with id 1",
        }
        bob.send(room, "still here")
        assert asked.receive()["type"] == "data"


@pytest.mark.doc
def test_an_id_is_a_connections_own(tested: Stack, alice: Person, room: Json) -> None:
    with (
        socket(tested, alice.authorization) as one,
        socket(tested, alice.authorization) as other,
    ):
        start(one.acknowledged(), alice, room, identity="1")
        start(other.acknowledged(), alice, room, identity="1")


@pytest.mark.seen
def test_a_query_through_the_socket_is_not_supported(tested: Stack, alice: Person) -> None:
    with socket(tested, alice.authorization) as asked:
        asked.acknowledged().start("{ me { id } }", authorization=alice.authorization, identity="1")
        frame = asked.receive()

    [error] = frame["payload"]["errors"]
    assert (frame["type"], error["errorType"]) == ("error", "UnsupportedOperation")
    assert error["message"].endswith("not supported through the realtime channel")


@pytest.mark.seen
def test_an_unreadable_start_is_not_supported(tested: Stack, alice: Person) -> None:
    authorization = presented(tested, alice.authorization)
    payload = {"data": "{", "extensions": {"authorization": authorization}}
    with socket(tested, alice.authorization) as asked:
        asked.acknowledged().send({"type": "start", "id": "1", "payload": payload})
        frame = asked.receive()

    assert frame["type"] == "error"
    assert frame["payload"]["errors"][0]["errorType"] == "UnsupportedOperation"


@pytest.mark.seen
@pytest.mark.parametrize(
    ("document", "message"),
    [
        (
            "subscription { onNothing { id } }",
            "Validation error of type FieldUndefined: "
            "Field 'onNothing' in type 'Subscription' is undefined @ 'onNothing'",
        ),
        (
            'subscription { onMessage(conversationId: "1") { body } }',
            "Validation error of type MissingFieldArgument: "
            "Missing field argument channel @ 'onMessage'",
        ),
    ],
)
def test_an_invalid_start_says_what_is_wrong(
    tested: Stack, alice: Person, document: str, message: str
) -> None:
    with socket(tested, alice.authorization) as asked:
        identity = asked.acknowledged().start(document, authorization=alice.authorization)
        error = refusal(asked.receive(), identity)

    assert (error["message"], error["errorCode"]) == (message, 400)


@pytest.mark.seen
def test_null_for_a_required_argument_is_no_subscription(
    tested: Stack, alice: Person, room: Json
) -> None:
    with socket(tested, alice.authorization) as asked:
        identity = asked.acknowledged().start(
            ON_MESSAGE, {**where(room), "channel": None}, authorization=alice.authorization
        )
        error = refusal(asked.receive(), identity)

    assert error["message"] == "Variable 'channel' has coerced Null value for NonNull type 'ID!'"


@pytest.mark.doc
def test_a_gate_that_raises_refuses_the_subscription(
    tested: Stack, alice: Person, bob: Person
) -> None:
    with socket(tested, alice.authorization) as asked:
        identity = asked.acknowledged().start(
            DOCUMENTS["onInbox"], {"userId": bob.id}, authorization=alice.authorization
        )
        error = refusal(asked.receive(), identity)

    assert error["errorType"] == "NotFound"
    assert error["message"]


@pytest.mark.doc
def test_a_start_brings_its_own_credentials(tested: Stack, alice: Person, room: Json) -> None:
    with socket(tested, alice.authorization) as asked:
        identity = asked.acknowledged().start(ON_MESSAGE, where(room), authorization="no token")
        error = refusal(asked.receive(), identity)

    assert error["errorType"] == "UnauthorizedException"


@pytest.mark.guess
@pytest.mark.parametrize("text", ['{"type": "dance"}', "no frame", json.dumps([1])])
def test_what_is_no_frame_is_answered_and_the_connection_stays(
    tested: Stack, alice: Person, text: str
) -> None:
    with socket(tested, alice.authorization) as asked:
        asked.acknowledged().send_raw(text)
        frame = asked.receive()
        asked.send({"type": "stop", "id": "never"})

        assert frame["type"] == "error"
        assert frame["payload"]["errors"][0]["errorType"] == "UnsupportedOperation"
        assert asked.receive()["id"] == "never"
