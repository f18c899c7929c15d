"""The real-time protocol, without server and without waiting."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from appsync_local.realtime.connection import Close, Connection, Rejected, Settings


class Clock:
    """Timers that go off when the test says so."""

    def __init__(self) -> None:
        self.timers: list[tuple[float, Callable[[], None], list[bool]]] = []
        self.now = 0.0

    def call_later(self, seconds: float, callback: Callable[[], None]) -> "Cancelled":
        cancelled: list[bool] = []
        self.timers.append((self.now + seconds, callback, cancelled))
        return Cancelled(cancelled)

    def advance(self, seconds: float) -> None:
        """Let time pass, and what was due happen."""
        end = self.now + seconds
        while due := [timer for timer in self.timers if timer[0] <= end]:
            timer = min(due, key=lambda each: each[0])
            self.timers.remove(timer)
            self.now = timer[0]
            if not timer[2]:
                timer[1]()
        self.now = end


class Cancelled:
    def __init__(self, flag: list[bool]) -> None:
        self._flag = flag

    def cancel(self) -> None:
        self._flag.append(True)


class FakeDoor:
    """Admits what the test lets in; keeps what was asked and who listens."""

    def __init__(self) -> None:
        self.refusal: Rejected | None = None
        self.failure: Exception | None = None
        self.opened = asyncio.Event()
        self.opened.set()
        self.asked: list[tuple[str, object]] = []
        self.listeners: dict[str, Callable[[str], None]] = {}

    async def connect(self) -> None:
        if self.refusal:
            raise self.refusal

    async def subscribe(
        self, data: str, authorization: object, deliver: Callable[[str], None]
    ) -> Callable[[], None]:
        self.asked.append((data, authorization))
        await self.opened.wait()
        if self.refusal or self.failure:
            raise self.refusal or self.failure or AssertionError
        self.listeners[data] = deliver
        return lambda: self.listeners.pop(data, None) and None


class Client:
    """The other end of the socket."""

    def __init__(self, settings: Settings) -> None:
        self.door = FakeDoor()
        self.clock = Clock()
        self._to_server: asyncio.Queue[str | None] = asyncio.Queue()
        self._to_client: asyncio.Queue[str] = asyncio.Queue()
        self.reading = asyncio.Event()
        self.reading.set()
        self.connection = Connection(
            self.door,
            receive=self._to_server.get,
            send=self._accept,
            call_later=self.clock.call_later,
            settings=settings,
        )
        self.running = asyncio.create_task(self.connection.run())

    async def _accept(self, text: str) -> None:
        await self.reading.wait()
        self._to_client.put_nowait(text)

    def send(self, frame: object) -> None:
        self._to_server.put_nowait(json.dumps(frame))

    def send_text(self, text: str) -> None:
        self._to_server.put_nowait(text)

    def start(self, identifier: str = "1", data: str = "{}") -> None:
        payload = {"data": data, "extensions": {"authorization": {"host": "h"}}}
        self.send({"type": "start", "id": identifier, "payload": payload})

    def leave(self) -> None:
        self._to_server.put_nowait(None)

    async def frame(self) -> Any:
        async with asyncio.timeout(30):
            return json.loads(await self._to_client.get())

    async def closed(self) -> Close:
        async with asyncio.timeout(30):
            return await self.running

    async def nothing_more(self) -> None:
        """Pass if no frame precedes the answer to a frame that is always answered."""
        self.send({"type": "stop", "id": "never started"})
        assert (await self.frame())["payload"]["errors"][0]["errorType"] == "UnknownOperationError"

    async def acknowledged(self) -> "Client":
        self.send({"type": "connection_init"})
        assert (await self.frame())["type"] == "connection_ack"
        assert await self.frame() == {"type": "ka"}
        return self

    async def subscribed(self, identifier: str = "1", data: str = "{}") -> "Client":
        self.start(identifier, data)
        assert await self.frame() == {"type": "start_ack", "id": identifier}
        return self


@pytest.fixture
def settings() -> Settings:
    return Settings(max_subscriptions=2, max_waiting=5)


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[Client]:
    client = Client(settings)
    yield client
    client.running.cancel()
    await asyncio.gather(client.running, return_exceptions=True)


@pytest.fixture
async def connected(client: Client) -> Client:
    return await client.acknowledged()


def errors(frame: Any) -> Any:
    return frame["payload"]["errors"]


async def test_init_is_acknowledged_and_a_keep_alive_follows_at_once(client: Client) -> None:
    client.send({"type": "connection_init", "payload": {}})

    assert await client.frame() == {
        "type": "connection_ack",
        "payload": {"connectionTimeoutMs": 300_000},
    }
    assert await client.frame() == {"type": "ka"}


async def test_a_keep_alive_is_sent_every_minute(connected: Client) -> None:
    connected.clock.advance(59)
    await connected.nothing_more()
    connected.clock.advance(1)

    assert await connected.frame() == {"type": "ka"}
    connected.clock.advance(120)
    assert [await connected.frame(), await connected.frame()] == [{"type": "ka"}] * 2


async def test_a_second_init_does_not_start_a_second_keep_alive(connected: Client) -> None:
    connected.send({"type": "connection_init"})
    assert (await connected.frame())["type"] == "connection_ack"

    connected.clock.advance(60)

    assert await connected.frame() == {"type": "ka"}
    await connected.nothing_more()


async def test_bad_credentials_are_a_connection_error_and_the_end(client: Client) -> None:
    client.door.refusal = Rejected(
        {"errorType": "UnauthorizedException", "message": "no", "errorCode": 401}
    )

    client.send({"type": "connection_init"})

    assert await client.frame() == {
        "type": "connection_error",
        "payload": {
            "errors": [{"errorType": "UnauthorizedException", "message": "no", "errorCode": 401}]
        },
    }
    assert await client.closed() == Close(1000, "Unauthorized")


async def test_a_start_before_the_acknowledgement_is_ignored(client: Client) -> None:
    client.start()

    await client.acknowledged()
    await client.nothing_more()

    assert client.door.asked == []


async def test_a_start_is_acknowledged_once_the_api_admits_it(connected: Client) -> None:
    connected.start("a", '{"query":"q"}')

    assert await connected.frame() == {"type": "start_ack", "id": "a"}
    assert connected.door.asked == [('{"query":"q"}', {"host": "h"})]


async def test_an_event_is_sent_as_data_of_its_subscription(connected: Client) -> None:
    await connected.subscribed('say "a"')

    connected.door.listeners["{}"]('{"data":{"on":null}}')

    assert await connected.frame() == {
        "id": 'say "a"',
        "type": "data",
        "payload": {"data": {"on": None}},
    }


async def test_a_refused_start_is_an_error_and_its_id_is_free_again(connected: Client) -> None:
    connected.door.refusal = Rejected({"errorType": "ListForbidden", "message": "no"})
    connected.start("a")

    assert await connected.frame() == {
        "type": "error",
        "id": "a",
        "payload": {"errors": [{"errorType": "ListForbidden", "message": "no"}]},
    }
    connected.door.refusal = None
    await connected.subscribed("a")


async def test_a_failure_inside_is_logged_and_shown_as_nothing(
    connected: Client, caplog: pytest.LogCaptureFixture
) -> None:
    connected.door.failure = RuntimeError("secret")
    connected.start("a")

    frame = await connected.frame()

    assert errors(frame)[0]["errorType"] == "InternalFailure"
    assert "secret" not in json.dumps(frame)
    assert "secret" in caplog.text


async def test_starts_do_not_wait_for_each_other(connected: Client) -> None:
    connected.door.opened.clear()
    connected.start("slow", "slow")
    await connected.nothing_more()

    connected.door.opened.set()

    assert (await connected.frame())["id"] == "slow"


async def test_a_repeated_id_is_refused_and_the_first_subscription_stays(
    connected: Client,
) -> None:
    await connected.subscribed("a", "first")

    connected.start("a", "second")

    assert errors(await connected.frame()) == [
        {"errorType": "DuplicatedOperationError", "message": "Duplicated operation with id a"}
    ]
    assert list(connected.door.listeners) == ["first"]


async def test_stop_is_answered_with_complete(connected: Client) -> None:
    await connected.subscribed("a")

    connected.send({"type": "stop", "id": "a"})

    assert await connected.frame() == {"type": "complete", "id": "a"}
    assert connected.door.listeners == {}
    await connected.subscribed("a")


async def test_stop_ends_a_subscription_that_is_only_being_asked_for(connected: Client) -> None:
    connected.door.opened.clear()
    connected.start("a")

    connected.send({"type": "stop", "id": "a"})

    assert await connected.frame() == {"type": "complete", "id": "a"}
    connected.door.opened.set()
    await connected.nothing_more()
    assert connected.door.listeners == {}


async def test_stopping_what_never_started_is_an_error(connected: Client) -> None:
    connected.send({"type": "stop", "id": "x"})

    assert await connected.frame() == {
        "type": "error",
        "id": "x",
        "payload": {
            "errors": [{"errorType": "UnknownOperationError", "message": "Unknown operation id x"}]
        },
    }


async def test_subscriptions_beyond_the_limit_are_refused_with_a_single_error(
    connected: Client,
) -> None:
    await connected.subscribed("a")
    await connected.subscribed("b")

    connected.start("c")

    assert await connected.frame() == {
        "type": "error",
        "id": "c",
        "payload": {
            "errors": {
                "errorType": "MaxSubscriptionsReachedError",
                "message": "Max number of 2 subscriptions reached",
            }
        },
    }


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("no json", ""),
        ("[]", ""),
        ('{"type":"dance","id":"a"}', "a"),
        ('{"type":"start","id":"a"}', "a"),
        ('{"type":"start","id":"a","payload":{"data":{}}}', "a"),
        ('{"type":"start","payload":{"data":"{}"}}', ""),
    ],
)
async def test_what_is_no_frame_is_unsupported(
    connected: Client, text: str, identifier: str
) -> None:
    connected.send_text(text)

    assert await connected.frame() == {
        "type": "error",
        "id": identifier,
        "payload": {
            "errors": [
                {
                    "errorType": "UnsupportedOperation",
                    "message": "unknown not supported through the realtime channel",
                }
            ]
        },
    }


async def test_a_client_that_leaves_is_forgotten(connected: Client) -> None:
    await connected.subscribed("a")
    connected.door.opened.clear()
    connected.start("b", "asking")

    connected.leave()

    assert (await connected.closed()).code == 1000
    assert connected.door.listeners == {}
    connected.clock.advance(100_000)


async def test_a_client_that_does_not_read_is_cut_off(connected: Client) -> None:
    await connected.subscribed("a")
    deliver = connected.door.listeners["{}"]
    connected.reading.clear()

    for _ in range(10):
        deliver("{}")

    assert await connected.closed() == Close(1013, "The client is too slow")
    assert connected.door.listeners == {}


async def test_a_connection_lives_for_a_day(connected: Client) -> None:
    await connected.subscribed("a")
    for _ in range(1439):
        connected.clock.advance(60)
        assert await connected.frame() == {"type": "ka"}

    connected.clock.advance(60)

    assert await connected.closed() == Close(1000, "Connection lifetime exceeded")
    assert connected.door.listeners == {}


async def test_when_the_server_ends_the_client_is_told_to_go_away(connected: Client) -> None:
    connected.connection.shut_down()

    assert (await connected.closed()).code == 1001
