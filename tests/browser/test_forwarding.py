"""Messages are sent on to other conversations."""

from playwright.sync_api import Locator, Route, expect

from tests.browser.conftest import NewPerson
from tests.browser.person import Person
from tests.browser.test_accessibility import violations_in_both_themes


def test_a_message_is_sent_on_to_several_conversations_and_a_failure_is_repeated(
    person: NewPerson,
) -> None:
    alice, bob, carol = person("Alice"), person("Bob"), person("Carol")
    bob.begin(alice)
    bob.say("The door code is **4711**")
    alice.begin(carol)
    alice.begin(bob, carol, title="Launch")
    alice.open(bob.name)
    alice.hears("4711")
    launch = _id(alice, "Launch")

    def lose(route: Route) -> None:
        asked = route.request.post_data or ""
        if "sendMessage" in asked and launch in asked:
            route.abort()
        else:
            route.fallback()

    alice.page.route("**/graphql", lose)
    dialog = _forward(alice)
    dialog.get_by_role("searchbox").fill("carol")
    dialog.get_by_role("checkbox", name=carol.name).check()
    dialog.get_by_role("searchbox").fill("laun")
    dialog.get_by_role("checkbox", name="Launch").check()
    found = violations_in_both_themes(alice.page)
    dialog.get_by_role("button", name="Forward").click()

    expect(dialog.get_by_role("img", name="Sent")).to_have_count(1)
    expect(dialog.get_by_role("alert")).to_contain_text("Not sent. Can")
    alice.page.unroute("**/graphql", lose)
    found += violations_in_both_themes(alice.page)
    dialog.get_by_role("button", name="Try again").click()
    expect(dialog.get_by_role("img", name="Sent")).to_have_count(2)
    dialog.get_by_role("button", name="Done").click()

    for conversation in (_id(alice, carol.name), launch):
        carol.come_back(conversation)
        expect(carol.messages.get_by_text(f"Forwarded from {bob.name}")).to_be_visible()
        expect(carol.messages.locator("strong")).to_have_text("4711")
    alice.open("Launch")
    _actions(alice, "4711")
    expect(alice.page.get_by_role("menuitem", name="Delete")).to_be_visible()
    expect(alice.page.get_by_role("menuitem", name="Edit")).to_have_count(0)
    assert "\n".join(found) == ""


def _id(someone: Person, title: str) -> str:
    return someone.line(title).first.get_attribute("data-conversation") or ""


def _actions(someone: Person, text: str) -> None:
    bubble = someone.messages.locator("[data-seq]").filter(has_text=text)
    bubble.hover()
    bubble.get_by_role("button", name="Actions for").click()


def _forward(someone: Person) -> Locator:
    """Opens the dialog, for a message about a door."""
    _actions(someone, "4711")
    someone.page.get_by_role("menuitem", name="Forward").click()
    return someone.page.get_by_role("dialog", name="Forward")
