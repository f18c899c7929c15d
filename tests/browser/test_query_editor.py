"""GraphiQL, for people who build on the API: signed in as the person of the app."""

import uuid

from playwright.sync_api import Locator, Page, WebSocket, expect

from chat_client import Stack
from chat_client.documents import Json
from tests.browser.conftest import NewPerson, ask
from tests.browser.person import Person, refusals

SUBSCRIPTION = """
query Mine {{ me {{ id }} }}

subscription Messages {{ onMessage(conversationId: "{id}", channel: "{channel}") {{ ...Said }} }}

fragment Said on Message {{ body }}
"""


def test_it_asks_as_the_person_who_is_signed_in(person: NewPerson) -> None:
    alice = person("Alice")
    refused = refusals(alice.page)

    _open(alice)
    alice.page.get_by_role("button", name="Execute query").click()

    expect(_answer(alice.page)).to_contain_text("entries", timeout=15_000)
    assert refused == []


def test_a_subscription_shows_each_event_until_it_is_stopped(
    person: NewPerson, stack: Stack
) -> None:
    alice, bob = person("Alice"), person("Bob", signed_in=False)
    conversation = _conversation(stack, bob, alice)
    _open(alice)
    acknowledged: list[str | bytes] = []

    with alice.page.expect_websocket(lambda socket: _keep(socket, acknowledged)) as opening:
        _subscribe(alice.page, conversation)
    socket = opening.value
    if not acknowledged:
        socket.wait_for_event("framereceived", _is_acknowledgement)
    for body in ("First", "Second", "Third"):
        _say(stack, bob, conversation, body)
        expect(_answer(alice.page)).to_contain_text(f'"body": "{body}"', timeout=15_000)
    with socket.expect_event("framesent", lambda frame: '"stop"' in frame):
        alice.page.get_by_role("button", name="Stop query").click()

    expect(alice.page.get_by_role("button", name="Execute query")).to_be_visible()


def test_a_refused_subscription_says_why_and_ends(person: NewPerson, stack: Stack) -> None:
    alice, bob = person("Alice"), person("Bob", signed_in=False)
    not_hers = _conversation(stack, bob, person("Carol", signed_in=False))
    _open(alice)

    _subscribe(alice.page, not_hers)

    expect(_answer(alice.page)).to_contain_text("NotFound", timeout=15_000)
    expect(alice.page.get_by_role("button", name="Execute query")).to_be_visible()


def _open(someone: Person) -> None:
    someone.page.goto(f"{someone.web_url}/graphiql")
    expect(_editor(someone.page)).to_contain_text("conversationId", timeout=30_000)


def _subscribe(page: Page, conversation: Json) -> None:
    """Writes a document with a query beside it, and runs the subscription."""
    _editor(page).locator(".view-lines").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(SUBSCRIPTION.format(**conversation))
    execute = page.get_by_role("button", name="Execute query")
    expect(execute).to_have_attribute("aria-haspopup", "menu")
    execute.click()
    page.get_by_role("menuitem", name="Messages").click()


def _keep(socket: WebSocket, acknowledged: list[str | bytes]) -> bool:
    """Keeps the acknowledgement, which may come before anybody has begun to wait for it."""
    socket.on(
        "framereceived",
        lambda frame: acknowledged.append(frame) if _is_acknowledgement(frame) else None,
    )
    return True


def _is_acknowledgement(frame: str | bytes) -> bool:
    return '"start_ack"' in str(frame)


def _editor(page: Page) -> Locator:
    return page.get_by_role("region", name="Operation Editor")


def _answer(page: Page) -> Locator:
    return page.get_by_role("region", name="Result Window")


def _conversation(stack: Stack, owner: Person, other: Person) -> Json:
    created: Json = ask(
        stack,
        owner.username,
        "createConversation",
        input={
            "kind": "DIRECT",
            "memberIds": [ask(stack, other.username, "me")["id"]],
            "clientConversationId": str(uuid.uuid4()),
        },
    )
    return created


def _say(stack: Stack, someone: Person, conversation: Json, body: str) -> None:
    message = {
        "conversationId": conversation["id"],
        "body": body,
        "clientMessageId": str(uuid.uuid4()),
    }
    ask(stack, someone.username, "sendMessage", input=message)
