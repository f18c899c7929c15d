"""The list of conversations, where it is long."""

import uuid

from playwright.sync_api import expect

from chat_client import Stack
from tests.browser.conftest import NewPerson, ask, ask_all

ONE_PAGE = 50


def test_a_conversation_is_found_by_name_though_it_lies_beyond_the_first_page(
    person: NewPerson, stack: Stack
) -> None:
    alice, bob = person("Alice", signed_in=False), person("Bob", signed_in=False)
    bob_id = ask(stack, bob.username, "me")["id"]
    titles = ["The very first", *(f"Later {number}" for number in range(ONE_PAGE))]
    groups = (
        {
            "kind": "GROUP",
            "title": title,
            "memberIds": [bob_id],
            "clientConversationId": str(uuid.uuid4()),
        }
        for title in titles
    )
    ask_all(stack, alice.username, "createConversation", ({"input": each} for each in groups))
    alice.sign_in()
    expect(alice.inbox.get_by_role("link")).to_have_count(ONE_PAGE)

    alice.page.get_by_role("searchbox", name="Find a conversation").fill("very first")

    expect(alice.line("The very first")).to_be_visible()
    expect(alice.inbox.get_by_role("link")).to_have_count(1)
