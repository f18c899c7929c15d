"""Messages are edited and deleted."""

from typing import Literal

import pytest
from playwright.sync_api import Locator, Route, expect

from chat_client import Stack
from tests.browser.conftest import NewPerson, ask, ask_all
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


def test_the_inbox_follows_an_edit_and_a_deletion_before_the_server_has_them(two: Two) -> None:
    alice, bob = two
    line = alice.line(bob.name)
    alice.page.route("**/graphql", _lose_changes)

    _edit(alice, "Hello", "Ahead of the server")
    expect(line).to_contain_text("You: Ahead of the server")
    _choose(alice, "Ahead of the server", "Delete")
    alice.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(line).to_contain_text("Message deleted")

    expect(bob.line(alice.name)).to_contain_text("Hello")


def test_what_is_read_does_not_move_while_a_message_is_edited(two: Two, stack: Stack) -> None:
    alice, _ = two
    say = (
        {
            "input": {
                "conversationId": alice.open_id,
                "body": f"Line {n}",
                "clientMessageId": f"line-{n:04}",
            }
        }
        for n in range(60)
    )
    ask_all(stack, alice.username, "sendMessage", say)
    alice.hears("Line 59")
    _bubble(alice, "Line 40").scroll_into_view_if_needed()
    alice.page.wait_for_timeout(500)
    above = [f"Line {n}" for n in (38, 39, 40)]
    _bubble(alice, "Line 40").hover()
    before = _tops(alice, above)

    _bubble(alice, "Line 40").get_by_role("button", name="Edit", exact=True).click()
    editor = alice.page.get_by_role("textbox", name="Edit message")
    expect(editor).to_be_focused()
    alice.page.wait_for_timeout(500)
    during = _tops(alice, above[:2])
    editor.press("Escape")
    alice.page.wait_for_timeout(500)
    after = _tops(alice, above)

    assert during == pytest.approx(before[:2], abs=1)
    assert after == pytest.approx(before, abs=1)


def test_a_long_press_opens_the_actions(person: NewPerson) -> None:
    bob = person("Bob")
    alice = person("Alice", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    bob.begin(alice)
    bob.say("Press me")
    alice.line(bob.name).tap()
    alice.hears("Press me")
    box = alice.messages.get_by_text("Press me", exact=True).bounding_box()
    assert box

    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    touch = alice.page.context.new_cdp_session(alice.page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    alice.page.wait_for_timeout(1_000)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    expect(alice.page.get_by_role("menuitem", name="Copy text")).to_be_visible()


@pytest.mark.parametrize("action", ["menuitem", "button"])
def test_a_text_is_copied_and_it_is_said(
    person: NewPerson, action: Literal["menuitem", "button"]
) -> None:
    alice, bob = person("Alice", permissions=["clipboard-read", "clipboard-write"]), person("Bob")
    alice.begin(bob)
    alice.say("Take this along")
    bubble = _bubble(alice, "Take this along")
    bubble.hover()
    if action == "menuitem":
        bubble.get_by_role("button", name="Actions for").click()

    alice.page.get_by_role(action, name="Copy text").click()

    copied = alice.page.get_by_role("status").filter(has_text="Copied")
    expect(copied).to_be_visible()
    assert alice.page.evaluate("navigator.clipboard.readText()") == "Take this along"
    expect(copied).to_have_count(0)


def test_a_text_that_cannot_be_copied_is_said_too(two: Two) -> None:
    alice, _ = two
    alice.page.evaluate(
        "() => {navigator.clipboard.writeText = () => Promise.reject(new Error('No'))}"
    )

    _choose(alice, "Hello", "Copy text")

    expect(alice.page.get_by_role("alert")).to_contain_text("copy the text")


def test_the_actions_of_a_message_are_reached_and_left_with_the_keyboard(two: Two) -> None:
    alice, _ = two
    alice.say("Second")
    expect(_bubble(alice, "Second")).to_be_visible()
    bar = _bubble(alice, "Second").get_by_role("toolbar")
    alice.messages.focus()

    alice.page.keyboard.press("Tab")
    expect(bar.get_by_role("button", name="Actions for")).to_be_focused()
    expect(bar).to_have_css("opacity", "1")
    alice.page.keyboard.press("ArrowLeft")
    expect(bar.get_by_role("button", name="Copy text")).to_be_focused()
    alice.page.keyboard.press("ArrowUp")
    first = _bubble(alice, "Hello").get_by_role("toolbar")
    expect(first.get_by_role("button", name="Actions for")).to_be_focused()
    alice.page.keyboard.press("Escape")

    expect(alice.composer).to_be_focused()
    expect(first).to_have_css("opacity", "0")


def test_an_edit_that_is_too_long_is_counted_and_not_saved(two: Two) -> None:
    alice, _ = two
    _choose(alice, "Hello", "Edit")

    alice.page.get_by_role("textbox", name="Edit message").fill("x" * 4_001)

    expect(alice.messages.get_by_role("status").filter(has_text="-1")).to_be_visible()
    expect(alice.messages.get_by_role("button", name="Save")).to_be_disabled()


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


def _tops(someone: Person, texts: list[str]) -> list[float]:
    """Where messages lie in the list, in pixels. A notice above it may come or go meanwhile."""
    bubbles = (_bubble(someone, text) for text in texts)
    boxes = [each.bounding_box() for each in (someone.messages, *bubbles)]
    top, *tops = (box["y"] for box in boxes if box)
    return [each - top for each in tops]


def _lose_changes(route: Route) -> None:
    if "deleteMessage" in (route.request.post_data or ""):
        route.abort()
    else:
        _lose_edits(route)


def _lose_edits(route: Route) -> None:
    if "editMessage" in (route.request.post_data or ""):
        route.abort()
    else:
        route.fallback()
