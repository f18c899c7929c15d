"""Messages are edited and deleted."""

import pytest
from playwright.sync_api import Locator, Route, expect

from chat_client import Stack
from tests.browser.conftest import NewPerson, ask
from tests.browser.person import Person
from tests.browser.test_accessibility import violations

type Two = tuple[Person, Person]


def test_an_edit_is_seen_in_the_other_window_and_its_versions_are_there(two: Two) -> None:
    alice, bob = two
    _choose(alice, "Hello", "Edit")
    editor = alice.page.get_by_role("textbox", name="Edit message")
    expect(editor).to_be_focused()

    editor.fill("Hello again")
    editor.press("Enter")

    bob.hears("Hello again")
    expect(bob.line(alice.name)).to_contain_text("Hello again")
    bob.messages.get_by_role("button", name="edited").click()
    expect(bob.page.get_by_role("dialog").locator("p")).to_have_text(["Hello again", "Hello"])


def test_the_last_text_is_edited_with_arrow_up(two: Two) -> None:
    alice, bob = two
    alice.composer.press("ArrowUp")
    editor = alice.page.get_by_role("textbox", name="Edit message")
    expect(editor).to_have_value("Hello")

    editor.fill("")
    editor.press("Enter")
    expect(editor).to_be_visible()
    editor.press("Escape")
    expect(editor).to_have_count(0)
    expect(alice.composer).to_be_focused()
    alice.composer.press("ArrowUp")
    editor.press_sequentially(", Bob")
    editor.press("Enter")

    bob.hears("Hello, Bob")
    expect(alice.composer).to_be_focused()


def test_a_deletion_is_confirmed_and_leaves_a_mark_in_every_window(two: Two) -> None:
    alice, bob = two
    _choose(alice, "Hello", "Delete")

    alice.page.get_by_role("dialog").get_by_role("button", name="Delete").click()

    for each in (alice, bob):
        each.hears("Message deleted")
        expect(each.messages.get_by_role("button", name="Actions for")).to_have_count(0)
    expect(bob.line(alice.name)).to_contain_text("Message deleted")


def test_the_owner_of_a_group_deletes_what_another_said(person: NewPerson) -> None:
    alice, bob, carol = person("Alice"), person("Bob"), person("Carol", signed_in=False)
    alice.begin(bob, carol, title="Launch")
    bob.open("Launch")
    bob.say("Nonsense")
    alice.hears("Nonsense")

    _choose(alice, "Nonsense", "Delete")
    alice.page.get_by_role("dialog").get_by_role("button", name="Delete").click()

    alice.hears("Deleted by you")
    expect(bob.messages.get_by_text(f"Deleted by {alice.name}")).to_be_visible()


def test_an_edit_survives_a_reload_while_it_cannot_be_sent(two: Two) -> None:
    alice, bob = two
    alice.page.route("**/graphql", _lose_edits)
    _edit(alice, "Hello", "From the tunnel")
    expect(alice.messages.get_by_label("Saving")).to_be_visible()

    alice.page.reload()
    alice.hears("From the tunnel")
    alice.page.unroute("**/graphql", _lose_edits)

    expect(bob.messages.get_by_text("From the tunnel")).to_be_visible(timeout=40_000)


def test_a_refused_edit_keeps_what_was_written(two: Two, stack: Stack) -> None:
    alice, bob = two
    _choose(alice, "Hello", "Edit")
    elsewhere = {"conversationId": alice.open_id, "seq": 1, "body": "From my phone"}
    ask(stack, alice.username, "editMessage", input=elsewhere)
    bob.hears("From my phone")
    editor = alice.page.get_by_role("textbox", name="Edit message")

    editor.fill("From my desk")
    editor.press("Enter")

    alice.hears("From my phone")
    notice = alice.messages.get_by_role("alert")
    expect(notice).to_contain_text("Not saved. This message has changed meanwhile.")
    expect(notice).to_contain_text("From my desk")
    notice.get_by_role("button", name="Edit again").click()
    expect(editor).to_have_value("From my desk")
    editor.press("Enter")
    bob.hears("From my desk")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_what_was_changed(person: NewPerson, theme: str) -> None:
    alice, bob = person("Alice", color_scheme=theme, reduced_motion="reduce"), person("Bob")
    alice.begin(bob)
    for text in ("One", "Two"):
        alice.say(text)
    _edit(alice, "One", "First")
    expect(alice.messages.get_by_role("button", name="edited")).to_be_visible()
    _choose(alice, "Two", "Delete")
    alice.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    alice.hears("Message deleted")

    found = violations(alice.page)
    _choose(alice, "First", "Edit")
    alice.page.get_by_role("textbox", name="Edit message").fill("The first")
    found += violations(alice.page)

    assert "\n".join(found) == ""


def _bubble(someone: Person, text: str) -> Locator:
    return someone.messages.locator("[data-seq]").filter(has_text=text)


def _choose(someone: Person, text: str, action: str) -> None:
    """From the actions of a message."""
    bubble = _bubble(someone, text)
    bubble.hover()
    bubble.get_by_role("button", name="Actions for").click()
    someone.page.get_by_role("menuitem", name=action).click()


def _edit(someone: Person, text: str, body: str) -> None:
    _choose(someone, text, "Edit")
    editor = someone.page.get_by_role("textbox", name="Edit message")
    editor.fill(body)
    editor.press("Enter")


def _lose_edits(route: Route) -> None:
    if "editMessage" in (route.request.post_data or ""):
        route.abort()
    else:
        route.fallback()
