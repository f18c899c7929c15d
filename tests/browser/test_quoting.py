"""Messages answer others, and every message has a link."""

import re
from itertools import count
from typing import Any

from playwright.sync_api import Locator, expect

from chat_client import Stack
from tests.browser.conftest import ask_all
from tests.browser.person import Person
from tests.browser.test_accessibility import violations_in_both_themes

type Two = tuple[Person, Person]

_numbers = count()


def test_an_answer_shows_what_it_answers_as_it_is_now(two: Two) -> None:
    alice, bob = two
    _choose(bob, "Hello", "Reply")
    expect(_bar(bob)).to_contain_text("Hello")
    expect(bob.composer).to_be_focused()
    bob.composer.press("Escape")
    expect(_bar(bob)).to_have_count(0)

    bubble = _bubble(bob, "Hello")
    bubble.hover()
    bubble.get_by_role("button", name="Reply", exact=True).click()
    bob.composer.fill("Hello to you, too")
    bob.page.reload()
    expect(_bar(bob)).to_contain_text("Hello")
    expect(bob.composer).to_have_value("Hello to you, too")
    bob.composer.press("Enter")

    expect(_bar(bob)).to_have_count(0)
    for each, name in ((alice, "You"), (bob, alice.name)):
        expect(_quotation(each)).to_contain_text(re.compile(f"{re.escape(name)}.*Hello"))
    _choose(alice, "Hello to you, too", "Reply")
    _edit(alice, "Good morning")
    expect(_quotation(bob)).to_contain_text("Good morning")
    expect(_bar(alice)).to_contain_text("Hello to you, too")
    alice.messages.locator("[data-seq='1']").hover()
    alice.messages.locator("[data-seq='1']").get_by_role("button", name="Actions for").click()
    alice.page.get_by_role("menuitem", name="Delete").click()
    alice.page.get_by_role("dialog").get_by_role("button", name="Delete").click()

    for each in (alice, bob):
        expect(_quotation(each)).to_contain_text("Message deleted")


def test_a_quotation_and_a_link_lead_to_a_message_that_is_not_loaded(
    two: Two, stack: Stack
) -> None:
    alice, bob = two
    _say(stack, alice, *(f"Line {n}" for n in range(150)))
    _say(stack, alice, "As I said", replyTo=1)
    bob.hears("As I said")
    expect(_bubble(bob, "As I said")).to_be_in_viewport()

    _quotation(bob).focus()
    bob.page.keyboard.press("Enter")

    _is_marked(bob, 1)
    expect(
        bob.messages.locator("[data-seq='1']").get_by_role("button", name="Actions")
    ).to_be_focused()
    bob.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    bob.messages.locator("[data-seq='1']").get_by_role("button", name="Actions").click()
    bob.page.get_by_role("menuitem", name="Copy link").click()
    expect(bob.page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    bob.page.goto(bob.page.evaluate("navigator.clipboard.readText()"))
    _is_marked(bob, 1)
    expect(bob.page).to_have_url(f"{bob.web_url}/c/{alice.open_id}")
    bob.page.goto(f"{bob.web_url}/c/{alice.open_id}/999")
    expect(bob.page.get_by_role("alert")).to_contain_text("This message")


def test_a_message_is_answered_and_left_with_the_keyboard_alone(two: Two) -> None:
    alice, bob = two
    page = alice.page
    alice.messages.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Reply", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(alice.composer).to_be_focused()
    page.keyboard.type("Anybody?")
    page.keyboard.press("Enter")

    expect(_quotation(bob)).to_contain_text("Hello")


def test_axe_finds_nothing_serious_in_quotations(two: Two) -> None:
    alice, bob = two
    _choose(bob, "Hello", "Reply")
    bob.say("A first answer")
    alice.hears("A first answer")
    _choose(alice, "A first answer", "Reply")
    alice.say("And a second one")
    expect(_quotation(alice)).to_have_count(2)
    _choose(alice, "Hello", "Reply")
    expect(_bar(alice)).to_be_visible()

    assert "\n".join(violations_in_both_themes(alice.page)) == ""


def _bubble(someone: Person, text: str) -> Locator:
    body = someone.page.get_by_test_id("body").get_by_text(text, exact=True)
    return someone.messages.locator("[data-seq]").filter(has=body)


def _quotation(someone: Person) -> Locator:
    return someone.messages.locator("[data-quotation]")


def _bar(someone: Person) -> Locator:
    return someone.page.get_by_role("group", name="Replying to")


def _choose(someone: Person, text: str, action: str) -> None:
    """From the actions of a message."""
    bubble = _bubble(someone, text)
    bubble.hover()
    bubble.get_by_role("button", name="Actions for").click()
    someone.page.get_by_role("menuitem", name=action, exact=True).click()


def _edit(someone: Person, body: str) -> None:
    """What they said first."""
    bubble = someone.messages.locator("[data-seq='1']")
    bubble.hover()
    bubble.get_by_role("button", name="Edit", exact=True).click()
    editor = someone.page.get_by_role("textbox", name="Edit message")
    editor.fill(body)
    editor.press("Enter")


def _is_marked(someone: Person, seq: int) -> None:
    found = someone.messages.locator(f"[data-seq='{seq}']")
    expect(someone.messages.locator("[data-marked]")).to_have_attribute("data-seq", str(seq))
    expect(found).to_be_in_viewport()


def _say(stack: Stack, someone: Person, *bodies: str, **more: Any) -> None:
    conversation = {"conversationId": someone.open_id, **more}
    said = (
        {"input": {**conversation, "body": body, "clientMessageId": f"said-{next(_numbers):05}"}}
        for body in bodies
    )
    ask_all(stack, someone.username, "sendMessage", said)
