"""People react to messages with emoji."""

import re

import pytest
from playwright.sync_api import Locator, Route, expect

from chat_client import Stack
from tests.browser.conftest import NewPerson, ask
from tests.browser.person import Person
from tests.browser.test_accessibility import violations

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
EVERYTHING = tuple("😀😁😆😅🤣🙂🙃😉😊😇🥰😍🤩😘😗😚😙😋😛😜")
"""As many different ones as a message takes."""

type Two = tuple[Person, Person]


def test_a_reaction_appears_in_the_other_window_where_it_is_joined_and_taken_back(two: Two) -> None:
    alice, bob = two
    _react(alice, "Hello", "👍")
    expect(_pill(alice, "👍")).to_have_attribute("aria-pressed", "true")
    expect(_pill(bob, "👍")).to_have_attribute("aria-pressed", "false")
    expect(_pill(bob, "👍")).to_have_accessible_name(f"👍 1: {alice.name}")

    _pill(bob, "👍").click()
    expect(_pill(alice, "👍")).to_have_accessible_name(f"👍 2: You and {bob.name}")
    _pill(alice, "👍").click()

    expect(_pill(bob, "👍")).to_have_accessible_name("👍 1: You")
    expect(_pill(alice, "👍")).to_have_attribute("aria-pressed", "false")
    _pill(bob, "👍").click()
    for each in (alice, bob):
        expect(_pills(each)).to_have_count(0)


def test_any_emoji_is_picked_from_the_message_or_from_its_pills(two: Two) -> None:
    alice, bob = two
    bubble = _bubble(alice, "Hello")
    bubble.hover()
    bubble.get_by_role("button", name="React", exact=True).click()
    alice.page.get_by_role("menuitem", name="More emoji").click()
    _pick(alice, "Rocket")
    expect(_pill(bob, "🚀")).to_be_visible()

    bob.messages.get_by_role("button", name="Add a reaction").click()
    _pick(bob, "Red heart")

    expect(_pill(alice, "❤️")).to_be_visible()
    expect(_pills(alice)).to_have_count(2)


def test_a_reaction_is_made_and_taken_back_with_the_keyboard(two: Two) -> None:
    alice, bob = two
    page = alice.page
    alice.messages.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="React", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitemcheckbox", name="React with 👍")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(_pill(bob, "❤️")).to_be_visible()
    expect(page.get_by_role("button", name="React", exact=True)).to_be_focused()

    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(_pill(alice, "❤️")).to_be_focused()
    page.keyboard.press("Space")

    expect(_pills(bob)).to_have_count(0)
    expect(page.get_by_role("button", name="Actions for")).to_be_focused()


def test_the_picker_gives_the_focus_back(two: Two) -> None:
    alice, _ = two
    _react(alice, "Hello", "👍")
    add = alice.messages.get_by_role("button", name="Add a reaction")
    add.focus()

    alice.page.keyboard.press("Enter")
    expect(alice.page.get_by_placeholder("Search emoji")).to_be_focused()
    alice.page.keyboard.press("Escape")

    expect(alice.page.get_by_role("dialog", name="Emoji")).to_have_count(0)
    expect(add).to_be_focused()


def test_a_long_press_offers_reactions_on_a_phone(person: NewPerson) -> None:
    bob, alice = person("Bob"), person("Alice", **PHONE)
    bob.begin(alice)
    bob.say("Press me")
    alice.line(bob.name).tap()
    alice.hears("Press me")

    _long_press(alice, "Press me")
    expect(alice.page.get_by_role("menu")).to_be_in_viewport(ratio=1)
    alice.page.get_by_role("menuitemcheckbox", name="React with 🎉").tap()

    expect(_pill(bob, "🎉")).to_be_visible()
    _pill(alice, "🎉").tap()
    expect(_pills(bob)).to_have_count(0)
    assert _overflow(alice) == 0


def test_a_reaction_survives_a_reload_while_it_cannot_be_sent(two: Two) -> None:
    alice, bob = two
    alice.page.route("**/graphql", _lose_reactions)
    _react(alice, "Hello", "👍")
    expect(_pill(alice, "👍")).to_be_visible()

    alice.page.reload()
    expect(_pill(alice, "👍")).to_have_attribute("aria-pressed", "true")
    expect(_pills(bob)).to_have_count(0)
    alice.page.unroute("**/graphql", _lose_reactions)

    expect(_pill(bob, "👍")).to_be_visible(timeout=40_000)


def test_a_refused_reaction_is_taken_back_with_the_reason(two: Two, stack: Stack) -> None:
    alice, bob = two
    for emoji in EVERYTHING:
        reacting = {"conversationId": bob.open_id, "seq": 1, "emoji": emoji}
        ask(stack, bob.username, "addReaction", input=reacting)
    expect(_pills(alice)).to_have_count(len(EVERYTHING))

    _react(alice, "Hello", "👍")

    notice = alice.messages.get_by_role("alert")
    expect(notice).to_contain_text("👍 not added. A message takes 20 different emoji")
    expect(_pills(alice)).to_have_count(len(EVERYTHING))
    notice.get_by_role("button", name="Dismiss").click()
    expect(notice).to_have_count(0)
    _pill(alice, "😀").click()
    expect(_pill(bob, "😀")).to_have_accessible_name(f"😀 2: You and {alice.name}")


def test_who_reacted_is_listed(two: Two) -> None:
    alice, bob = two
    _react(alice, "Hello", "👍")
    _react(bob, "Hello", "🎉")
    expect(_pills(alice)).to_have_count(2)

    _choose(alice, "Hello", "Who reacted")

    dialog = alice.page.get_by_role("dialog", name="Reactions")
    expect(dialog.get_by_role("region", name="👍").get_by_role("listitem")).to_contain_text("You")
    expect(dialog.get_by_role("region", name="🎉").get_by_role("listitem")).to_contain_text(
        bob.name
    )


def test_a_deleted_message_has_no_reactions_and_takes_none(two: Two) -> None:
    alice, bob = two
    _react(bob, "Hello", "👍")
    expect(_pill(alice, "👍")).to_be_visible()

    _choose(alice, "Hello", "Delete")
    alice.page.get_by_role("dialog").get_by_role("button", name="Delete").click()

    for each in (alice, bob):
        each.hears("Message deleted")
        expect(_pills(each)).to_have_count(0)
        expect(each.messages.get_by_role("button", name="React")).to_have_count(0)


def test_the_end_of_the_conversation_stays_in_view_when_its_last_message_gets_a_reaction(
    two: Two, stack: Stack
) -> None:
    alice, bob = two
    for n in range(30):
        say = {
            "conversationId": bob.open_id,
            "body": f"Line {n}",
            "clientMessageId": f"line-{n:04}",
        }
        ask(stack, bob.username, "sendMessage", input=say)
    alice.hears("Line 29")
    expect(_bubble(alice, "Line 29")).to_be_in_viewport(ratio=1)

    _react(bob, "Line 29", "👍")

    expect(_pill(alice, "👍")).to_be_in_viewport(ratio=1)
    expect(_bubble(alice, "Line 29")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_reactions(person: NewPerson, theme: str) -> None:
    alice, bob = person("Alice", color_scheme=theme, reduced_motion="reduce"), person("Bob")
    alice.begin(bob)
    alice.say("Cake?")
    bob.open(alice.name)
    bob.hears("Cake?")
    _react(bob, "Cake?", "🎉")
    _react(bob, "Cake?", "👍")
    _react(alice, "Cake?", "🎉")
    expect(_pill(alice, "🎉")).to_have_accessible_name(f"🎉 2: You and {bob.name}")

    found = violations(alice.page)
    _bubble(alice, "Cake?").get_by_role("button", name="React", exact=True).click()
    found += violations(alice.page)
    alice.page.get_by_role("menuitem", name="More emoji").click()
    expect(alice.page.get_by_role("gridcell", name="Grinning face", exact=True)).to_be_visible()
    found += violations(alice.page)
    alice.page.keyboard.press("Escape")
    _choose(alice, "Cake?", "Who reacted")
    expect(alice.page.get_by_role("dialog").get_by_role("listitem")).to_have_count(3)
    found += violations(alice.page)

    assert "\n".join(found) == ""


def _bubble(someone: Person, text: str) -> Locator:
    return someone.messages.locator("[data-seq]").filter(has_text=text)


def _pills(someone: Person) -> Locator:
    """Of all messages, without those that add one more."""
    return someone.messages.get_by_role("list", name="Reactions").locator("[aria-pressed]")


def _pill(someone: Person, emoji: str) -> Locator:
    return someone.messages.get_by_role("button", name=re.compile(f"^{emoji} "))


def _react(someone: Person, text: str, emoji: str) -> None:
    """With one of those at hand."""
    bubble = _bubble(someone, text)
    bubble.hover()
    bubble.get_by_role("button", name="React", exact=True).click()
    someone.page.get_by_role("menuitemcheckbox", name=f"React with {emoji}").click()


def _pick(someone: Person, name: str) -> None:
    """From all there are."""
    someone.page.get_by_placeholder("Search emoji").fill(name)
    someone.page.get_by_role("gridcell", name=name, exact=True).click()


def _choose(someone: Person, text: str, action: str) -> None:
    """From the actions of a message."""
    bubble = _bubble(someone, text)
    bubble.hover()
    bubble.get_by_role("button", name="Actions for").click()
    someone.page.get_by_role("menuitem", name=action).click()


def _long_press(someone: Person, text: str) -> None:
    box = someone.messages.get_by_text(text, exact=True).bounding_box()
    assert box
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    touch = someone.page.context.new_cdp_session(someone.page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    someone.page.wait_for_timeout(1_000)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def _overflow(someone: Person) -> int:
    """Pixels by which the page is wider than the window."""
    width = "document.documentElement.scrollWidth - window.innerWidth"
    return int(someone.page.evaluate(width))


def _lose_reactions(route: Route) -> None:
    if "addReaction" in (route.request.post_data or ""):
        route.abort()
    else:
        route.fallback()
