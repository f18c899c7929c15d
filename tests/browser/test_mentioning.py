"""Members are mentioned, see that they are, and find where."""

import re
import uuid

import pytest
from playwright.sync_api import Locator, Route, expect

from chat_client import Stack
from tests.browser.conftest import NewPerson, ask, ask_all
from tests.browser.person import Person
from tests.browser.test_accessibility import violations_in_both_themes

type Crew = tuple[Person, Person, str]

ONE_PAGE = 30


@pytest.fixture
def crew(person: NewPerson, stack: Stack) -> Crew:
    """Alice, with her group open, Bob, with none, and the id of the group."""
    alice, bob = person("Alice", comes_back=False), person("Bob")
    opening = {
        "kind": "GROUP",
        "title": "Crew",
        "memberIds": [bob.user_id],
        "clientConversationId": str(uuid.uuid4()),
    }
    group = ask(stack, alice.username, "createConversation", input=opening)["id"]
    alice.come_back(group)
    expect(alice.composer).to_be_visible()
    expect(bob.line("Crew")).to_be_visible()
    return alice, bob, group


def test_who_is_mentioned_sees_it_in_the_inbox_in_the_list_and_in_the_message(crew: Crew) -> None:
    alice, bob, group = crew
    _mention(alice, "Hi ", bob)
    expect(alice.composer).to_have_value(f"Hi @{bob.username} ")
    alice.page.keyboard.type("and hello")
    alice.page.keyboard.press("Enter")
    expect(_mentions(alice)).to_have_text(f"@{bob.name}")

    expect(bob.line("Crew")).to_contain_text("1 mention of you, 1 unread")
    found = violations_in_both_themes(bob.page)
    bob.page.get_by_role("button", name="Mentions", exact=True).click()
    listed = bob.page.get_by_role("dialog", name="Mentions").get_by_role("listitem")
    expect(listed).to_have_count(1)
    expect(listed).to_contain_text(re.compile(f"{alice.name}.*and hello.*in Crew"))
    found += violations_in_both_themes(bob.page)
    listed.get_by_role("link").click()

    expect(bob.messages.locator("[data-marked]")).to_contain_text("Mentions you.")
    expect(bob.page).to_have_url(f"{bob.web_url}/c/{group}")
    expect(_mentions(bob)).to_have_text(f"@{bob.name}")
    expect(bob.line("Crew")).not_to_contain_text("mention")
    found += violations_in_both_themes(bob.page)
    assert "\n".join(found) == ""


def test_everyone_is_mentioned_by_the_owner_and_an_edit_mentions_others(crew: Crew) -> None:
    alice, bob, group = crew
    alice.composer.press_sequentially("@ev")
    expect(_offered(alice)).to_have_text(re.compile("Everyone"))
    alice.page.keyboard.press("Tab")
    alice.page.keyboard.type("lunch")
    alice.page.keyboard.press("Enter")
    expect(bob.line("Crew")).to_contain_text("1 mention of you")
    bob.come_back(group)
    expect(_mentions(bob)).to_have_text("@everyone")
    bob.composer.press_sequentially("@")
    expect(_offered(bob)).to_contain_text([alice.name])

    alice.composer.fill("")
    alice.page.keyboard.press("ArrowUp")
    editor = alice.page.get_by_role("textbox", name="Edit message")
    expect(editor).to_be_focused()
    alice.page.keyboard.type(" @b")
    expect(_offered(alice)).to_contain_text([bob.name])
    found = violations_in_both_themes(alice.page)
    alice.page.keyboard.press("Escape")
    expect(_offered(alice)).to_have_count(0)
    expect(editor).to_be_focused()
    alice.page.keyboard.type("o")
    expect(_offered(alice)).to_have_count(0)
    alice.page.keyboard.press("Backspace")
    alice.page.keyboard.press("Backspace")
    alice.page.keyboard.press("Backspace")
    alice.page.keyboard.type("@")
    _offered(alice).get_by_text(bob.name).click()
    alice.page.keyboard.press("Enter")

    expect(_mentions(bob)).to_have_text(["@everyone", f"@{bob.name}"])
    assert "\n".join(found) == ""


def test_enter_is_kept_until_the_members_are_known(crew: Crew) -> None:
    alice, _, _ = crew
    held: list[Route] = []
    alice.page.route("**/graphql", lambda route: _hold_members(route, held))
    alice.page.reload()
    alice.composer.press_sequentially("@everyone lunch")
    expect(alice.page.get_by_role("button", name="Send")).to_be_enabled()
    alice.page.keyboard.press("Enter")
    expect(alice.composer).to_have_value("@everyone lunch")

    for route in held:
        route.continue_()
    alice.page.unroute("**/graphql")

    expect(_mentions(alice)).to_have_text("@everyone")
    expect(alice.composer).to_have_value("")


def test_a_long_list_comes_page_by_page_and_is_empty_at_first(crew: Crew, stack: Stack) -> None:
    alice, bob, group = crew
    button = bob.page.get_by_role("button", name="Mentions", exact=True)
    button.click()
    expect(bob.page.get_by_text("No mentions yet")).to_be_visible()
    found = violations_in_both_themes(bob.page)
    bob.page.keyboard.press("Escape")
    said = (
        {
            "input": {
                "conversationId": group,
                "body": f"{n} for @{bob.username}",
                "mentions": [bob.user_id],
                "clientMessageId": f"said-{n:04}",
            }
        }
        for n in range(ONE_PAGE + 1)
    )
    ask_all(stack, alice.username, "sendMessage", said)
    # A mention is recorded a moment after its message.
    expect(bob.line("Crew")).to_contain_text("20 mentions of you")

    button.click()
    dialog = bob.page.get_by_role("dialog", name="Mentions")
    expect(dialog.get_by_role("listitem")).to_have_count(ONE_PAGE)
    dialog.get_by_role("button", name="Show more").click()
    expect(dialog.get_by_role("listitem")).to_have_count(ONE_PAGE + 1)
    expect(dialog.get_by_role("button", name="Show more")).to_have_count(0)
    assert "\n".join(found) == ""


def _mention(someone: Person, before: str, other: Person) -> None:
    """By the keyboard, past the one that is offered first."""
    someone.composer.press_sequentially(f"{before}@")
    field = someone.page.get_by_role("combobox", name="Message")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(_offered(someone)).to_have_count(2)
    expect(_offered(someone).first).to_have_attribute("aria-selected", "true")
    someone.page.keyboard.press("ArrowDown")
    chosen = _offered(someone).filter(has_text=other.name)
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
    someone.page.keyboard.press("Enter")
    expect(_offered(someone)).to_have_count(0)


def _offered(someone: Person) -> Locator:
    return someone.page.get_by_role("listbox", name="Mention").get_by_role("option")


def _mentions(someone: Person) -> Locator:
    return someone.messages.locator("[data-mention]")


def _hold_members(route: Route, held: list[Route]) -> None:
    if "query Members(" in (route.request.post_data or ""):
        held.append(route)
    else:
        route.fallback()
