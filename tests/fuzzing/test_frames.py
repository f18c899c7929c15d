"""Whatever comes through a socket: other sockets stay, and this one is told or closed."""

import base64
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed

from chat_client.documents import DOCUMENTS
from tests.fuzzing.conftest import World
from tests.fuzzing.effort import effort
from tests.fuzzing.test_requests import json_values
from tests.raw_client import Json, Socket, presented, socket

pytestmark = pytest.mark.usefixtures("unharmed")

KINDS = ("connection_init", "start", "stop", "complete", "ka", "data", "error", "subscribe", "ping")
IDS = ("1", "2", "", "é", "a" * 5_000, "\ud800")


def frames(world: World) -> st.SearchStrategy[str | bytes]:
    """Frames that the protocol has, in any state of repair, and what are none."""
    where = {"conversationId": world.room["id"], "channel": world.room["channel"]}
    genuine = json.dumps({"query": DOCUMENTS["onMessage"], "variables": where})
    datas = st.sampled_from(
        (
            genuine,
            json.dumps({"query": "{ me { id } }"}),
            json.dumps({"query": "subscription { onInbox(userId: 1) { userId } }"}),
            json.dumps({"query": "subscription { " + "onInbox " * 500 + "}"}),
            "[" * 50_000,
            "",
        )
    )
    credentials = st.just(presented(world.stack, world.mallory.authorization)) | json_values
    payloads = st.fixed_dictionaries(
        {},
        optional={
            "data": datas | json_values,
            "extensions": st.fixed_dictionaries({}, optional={"authorization": credentials})
            | json_values,
        },
    )
    frame = st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(KINDS) | json_values,
            "id": st.sampled_from(IDS) | json_values,
            "payload": payloads | json_values,
        },
    )
    repaired = st.fixed_dictionaries(
        {
            "type": st.sampled_from(("start", "stop")),
            "id": st.sampled_from(IDS),
            "payload": st.fixed_dictionaries(
                {
                    "data": datas,
                    "extensions": st.fixed_dictionaries({"authorization": credentials}),
                }
            ),
        }
    )
    return st.one_of(
        frame.map(json.dumps),
        repaired.map(json.dumps),
        json_values.map(json.dumps),
        st.text(max_size=40).map(lambda text: text.encode(errors="replace").decode()),
        st.binary(max_size=40),
    )


@pytest.mark.parametrize("acknowledged", [True, False])
def test_any_frames_in_any_order_end_in_frames_or_a_close(world: World, acknowledged: bool) -> None:
    @effort(40)
    @given(fired=st.lists(frames(world), min_size=1, max_size=8))
    def fire(fired: list[str | bytes]) -> None:
        with socket(world.stack, world.mallory.authorization) as open_socket:
            if acknowledged:
                open_socket.acknowledged()
            for each in fired:
                open_socket.send_raw(each)
            for frame in answers(open_socket):
                assert frame["type"] in {
                    *("connection_ack", "start_ack", "complete", "error", "data"),
                    "connection_error",
                }
                assert "InternalFailure" not in json.dumps(frame)

    fire()


def answers(open_socket: Socket) -> list[Json]:
    """What the server says up to its answer to a frame that is always answered."""
    said: list[Any] = []
    with suppress(ConnectionClosed):  # credentials that stood for nobody
        open_socket.send({"type": "stop", "id": "the last"})
        while not said or said[-1].get("id") != "the last":
            said.append(open_socket.receive())
    return said


@effort(40)
@given(
    header=json_values.map(json.dumps) | st.text(max_size=40),
    place=st.sampled_from(("subprotocol", "query")),
)
def test_any_credentials_of_a_handshake_are_refused_in_a_frame(
    world: World, header: str, place: str
) -> None:
    encoded = base64.urlsafe_b64encode(header.encode(errors="replace")).decode().rstrip("=")
    subprotocols = ["graphql-ws", *([f"header-{encoded}"] if place == "subprotocol" else [])]
    query = f"header={encoded}" if place == "query" else ""

    with socket(world.stack, "", subprotocols=subprotocols, query=query) as open_socket:
        open_socket.send({"type": "connection_init"})
        assert open_socket.receive()["type"] == "connection_error"
        assert open_socket.closes() == 1000


def test_a_frame_of_thirty_megabytes_ends_its_own_connection_alone(world: World) -> None:
    with socket(world.stack, world.mallory.authorization) as open_socket:
        open_socket.acknowledged()
        with suppress(ConnectionClosed):
            open_socket.send_raw("x" * 30_000_000)

        assert open_socket.closes() in {1006, 1009}


def test_a_thousand_starts_are_answered_and_only_a_hundred_admitted(world: World) -> None:
    where = {"conversationId": world.room["id"], "channel": world.room["channel"]}
    token = world.mallory.authorization
    with socket(world.stack, token) as open_socket:
        open_socket.acknowledged()
        for number in range(1_000):
            open_socket.start(
                DOCUMENTS["onMessage"], where, authorization=token, identity=str(number)
            )
        kinds = [open_socket.receive()["type"] for _ in range(1_000)]

    assert (kinds.count("start_ack"), kinds.count("error")) == (100, 900)
