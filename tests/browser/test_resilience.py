"""What was promised of two windows: how soon, how complete after a cut, how calm after a sleep."""

import asyncio
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from playwright.sync_api import ViewportSize, WebSocket, WebSocketRoute, expect

from chat_client import Stack, connect
from tests.browser.conftest import NewPerson, ask
from tests.browser.person import PASSWORD, Person
from tests.figures import Figure

PINGS = 100
LONGEST_MEDIAN_MS = 500

CUT_S = 30
MISSED = [f"Missed {number}" for number in range(50)]
FROM_ALICE = [f"Alice in the tunnel, {number}" for number in range(3)]
FROM_BOB = [f"Bob in the tunnel, {number}" for number in range(2)]
TALL: ViewportSize = {"width": 1280, "height": 6000}
"""Room for the whole history: a window draws only what is in view."""

ASLEEP_MS = 80_000
WATCHED_MS = 15_000
MOST_SOCKETS = 3


def test_a_message_is_painted_in_the_other_window_while_the_key_is_still_warm(
    person: NewPerson, figure: Figure
) -> None:
    alice, bob = person("Alice"), person("Bob")
    alice.begin(bob)
    alice.say("Hello")
    bob.open(alice.name)
    bob.hears("Hello")
    alice.page.evaluate(NOTE_WHEN_ENTER_IS_PRESSED)
    bob.page.evaluate(NOTE_WHEN_MESSAGES_ARE_PAINTED)

    took = [_milliseconds_across(alice, bob, f"Ping {number}") for number in range(PINGS)]

    median, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    figure(
        f"from Enter in one window to paint in the other, {PINGS} messages:"
        f" median {median:.0f} ms, p95 {p95:.0f} ms"
    )
    assert min(took) > 0
    assert median <= LONGEST_MEDIAN_MS


def test_after_half_a_minute_without_a_network_both_windows_show_the_same(
    person: NewPerson, stack: Stack, figure: Figure
) -> None:
    alice, bob = person("Alice", signed_in=False), person("Bob", signed_in=False)
    carol = person("Carol", signed_in=False)
    sockets: list[WebSocketRoute] = []
    for window in (alice, bob):
        window.page.route_web_socket("**/realtime", partial(_carry, kept=sockets))
        window.sign_in()
    alice.begin(bob, carol, title="Tunnel")
    bob.open("Tunnel")
    conversation_id = alice.open_id

    for window in (alice, bob):
        window.page.context.set_offline(True)
    for socket in sockets:
        socket.close()
    with ThreadPoolExecutor(1) as pool:
        carol_talks = pool.submit(asyncio.run, _say_slowly(stack, carol, conversation_id))
        for window, texts in ((alice, FROM_ALICE), (bob, FROM_BOB)):
            for text in texts:
                window.say(text)
        carol_talks.result()
    seen_in_the_dark = (alice.bodies(), bob.bodies())
    back_at = time.perf_counter()
    for window in (alice, bob):
        window.page.context.set_offline(False)
        window.page.set_viewport_size(TALL)
    for window in (alice, bob):
        expect(window.messages.locator("[data-seq]")).to_have_count(55, timeout=40_000)
        expect(window.messages.locator("[data-draft]")).to_have_count(0)
    figure(
        f"after {CUT_S} s without a network, both windows show the 55 messages written meanwhile"
        f" {time.perf_counter() - back_at:.1f} s later"
    )

    page = ask(stack, carol.username, "messages", conversationId=conversation_id, limit=100)
    stored = [message["body"] for message in page["messages"] if message["kind"] == "TEXT"]
    assert seen_in_the_dark == (FROM_ALICE, FROM_BOB)
    assert _from_top_to_bottom(alice) == stored
    assert _from_top_to_bottom(bob) == stored
    assert sorted(stored) == sorted([*MISSED, *FROM_ALICE, *FROM_BOB])
    for in_order in (MISSED, FROM_ALICE, FROM_BOB):
        assert [text for text in stored if text in in_order] == in_order


def test_a_laptop_that_wakes_up_connects_and_stays_connected(person: NewPerson) -> None:
    alice, bob = person("Alice", signed_in=False), person("Bob", signed_in=False)
    opened: list[WebSocket] = []
    alice.page.on("websocket", lambda socket: opened.append(socket))
    alice.page.clock.install()
    alice.sign_in()
    alice.begin(bob)
    alice.say("Good night")
    alice.hears("Good night")

    alice.page.clock.fast_forward(ASLEEP_MS)
    opened.clear()
    alice.page.wait_for_timeout(WATCHED_MS)

    assert len(opened) <= MOST_SOCKETS
    expect(alice.page.get_by_test_id("connection")).to_have_count(0)


def _milliseconds_across(sender: Person, receiver: Person, text: str) -> float:
    """From the key to the paint, by the clock that pages of one browser share."""
    sender.composer.fill(text)
    sender.page.keyboard.press("Enter")
    painted_at: float = receiver.page.evaluate("text => window.painted(text)", text)
    pressed_at: float = sender.page.evaluate("window.pressedAt")
    return painted_at - pressed_at


NOTE_WHEN_ENTER_IS_PRESSED = """() => {
  addEventListener('keydown', event => {
    if (event.key === 'Enter') window.pressedAt = performance.timeOrigin + event.timeStamp;
  }, {capture: true});
}"""

# painted(text) waits for a message; its time is that of the second frame after its element came:
# at the first one the browser is about to paint, at the second it has.
NOTE_WHEN_MESSAGES_ARE_PAINTED = """() => {
  const paints = new Map();
  const paint = text => {
    if (!paints.has(text)) paints.set(text, Promise.withResolvers());
    return paints.get(text);
  };
  const list = document.querySelector('[data-testid=messages]');
  new MutationObserver(() => {
    for (const body of list.querySelectorAll('[data-seq] [data-testid=body]')) {
      requestAnimationFrame(() => requestAnimationFrame(() => {
        paint(body.textContent).resolve(performance.timeOrigin + performance.now());
      }));
    }
  }).observe(list, {childList: true, subtree: true});
  window.painted = text => paint(text).promise;
}"""


def _carry(socket: WebSocketRoute, *, kept: list[WebSocketRoute]) -> None:
    """Lets it through to the server. Chromium without a network only holds its frames back."""
    socket.connect_to_server()
    kept.append(socket)


async def _say_slowly(stack: Stack, person: Person, conversation_id: str) -> None:
    """All that is missed, over the whole time of the cut."""
    async with connect(stack, person.username, PASSWORD) as chat:
        for text in MISSED:
            await chat.send(conversation_id, text)
            await asyncio.sleep(CUT_S / len(MISSED))


def _from_top_to_bottom(person: Person) -> list[str]:
    """What is written where on the screen, whatever the order in the document."""
    bodies: list[str] = person.messages.evaluate(
        """list => [...list.querySelectorAll('[data-testid=body]')]
            .toSorted((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
            .map(body => body.textContent)"""
    )
    return bodies
