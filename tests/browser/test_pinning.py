"""Messages are pinned for everyone, and found where they are listed."""

from playwright.sync_api import Locator, Route, expect

from chat_client import Stack
from tests.browser.conftest import ask, ask_all
from tests.browser.person import Person
from tests.browser.test_accessibility import violations_in_both_themes

type Two = tuple[Person, Person]

MOST = 50


def test_what_is_pinned_is_listed_found_and_unpinned(two: Two, stack: Stack) -> None:
    alice, bob = two
    ask_all(stack, alice.username, "sendMessage", _sayings(alice, 80))
    ask(stack, alice.username, "pinMessage", input={"conversationId": alice.open_id, "seq": 1})
    alice.hears("Line 80")
    _choose(alice, "Line 80", "Pin")
    expect(_mark(alice)).to_have_accessible_name("Pinned by you")
    expect(_mark(bob)).to_have_accessible_name(f"Pinned by {alice.name}")

    pins = _listed(bob)
    expect(pins).to_have_count(2)
    expect(pins.first).to_contain_text("Line 80")
    expect(pins.last).to_contain_text("Hello")
    pins.last.get_by_title("Go to this message").click()
    expect(bob.messages.locator("[data-marked]")).to_have_attribute("data-seq", "1")
    expect(bob.messages.locator("[data-seq='1']")).to_be_in_viewport()

    pins = _listed(bob)
    pins.first.get_by_role("button", name="Unpin").click()
    expect(pins).to_have_count(1)
    expect(_mark(alice)).to_have_count(0)


def test_a_pin_survives_a_reload_while_it_cannot_be_sent(two: Two) -> None:
    alice, bob = two
    alice.page.route("**/graphql", _lose_pins)
    _choose(alice, "Hello", "Pin")
    expect(_mark(alice)).to_be_visible()

    alice.page.reload()
    expect(_mark(alice)).to_be_visible()
    expect(_mark(bob)).to_have_count(0)
    alice.page.unroute("**/graphql", _lose_pins)

    expect(_mark(bob)).to_be_visible(timeout=40_000)


def test_a_pin_too_many_is_taken_back_with_the_reason(two: Two, stack: Stack) -> None:
    alice, _ = two
    ask_all(stack, alice.username, "sendMessage", _sayings(alice, MOST))
    pins = ({"input": {"conversationId": alice.open_id, "seq": n}} for n in range(1, MOST + 1))
    ask_all(stack, alice.username, "pinMessage", pins)
    alice.hears(f"Line {MOST}")

    _choose(alice, f"Line {MOST}", "Pin")

    notice = alice.messages.get_by_role("alert")
    expect(notice).to_contain_text(
        "Not pinned. 50 messages are pinned here. Unpin one of them first."
    )
    notice.get_by_role("button", name="Dismiss").click()
    expect(notice).to_have_count(0)


def test_axe_finds_nothing_serious_in_pins(two: Two) -> None:
    alice, _ = two
    _choose(alice, "Hello", "Pin")
    expect(_mark(alice)).to_be_visible()

    found = violations_in_both_themes(alice.page)
    expect(_listed(alice)).to_have_count(1)
    found += violations_in_both_themes(alice.page)
    alice.page.get_by_role("button", name="Unpin").click()
    expect(alice.page.get_by_text("Nothing is pinned")).to_be_visible()
    found += violations_in_both_themes(alice.page)

    assert "\n".join(found) == ""


def _mark(someone: Person) -> Locator:
    return someone.messages.get_by_role("img", name="Pinned by")


def _listed(someone: Person) -> Locator:
    """Opens the list."""
    someone.page.get_by_role("button", name="Pinned messages").click()
    return someone.page.get_by_role("dialog", name="Pinned messages").get_by_role("listitem")


def _choose(someone: Person, text: str, action: str) -> None:
    """From the actions of a message."""
    body = someone.page.get_by_test_id("body").get_by_text(text, exact=True)
    bubble = someone.messages.locator("[data-seq]").filter(has=body)
    bubble.hover()
    bubble.get_by_role("button", name="Actions for").click()
    someone.page.get_by_role("menuitem", name=action, exact=True).click()


def _sayings(someone: Person, number: int) -> list[dict[str, dict[str, str]]]:
    return [
        {
            "input": {
                "conversationId": someone.open_id,
                "body": f"Line {n}",
                "clientMessageId": f"line-{n:04}",
            }
        }
        for n in range(1, number + 1)
    ]


def _lose_pins(route: Route) -> None:
    if "pinMessage" in (route.request.post_data or ""):
        route.abort()
    else:
        route.fallback()
