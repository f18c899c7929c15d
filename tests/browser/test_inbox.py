"""The list of conversations, where it is long."""

import uuid
from contextlib import suppress

from playwright.sync_api import Error, Request, Response, Route, expect

from chat_client import Stack
from tests.browser.conftest import NewPerson, ask, ask_all
from tests.browser.person import Person

ONE_PAGE = 50


def test_a_conversation_is_found_by_name_though_it_lies_beyond_the_first_page(
    person: NewPerson, stack: Stack
) -> None:
    alice = _with_more_than_a_page(person, stack)

    alice.page.get_by_role("searchbox", name="Search conversations").fill("very first")

    expect(alice.line("The very first")).to_be_visible()
    expect(alice.inbox.get_by_role("link")).to_have_count(1)


def test_nobody_is_told_that_there_is_none_while_a_page_did_not_load(
    person: NewPerson, stack: Stack
) -> None:
    alice = _with_more_than_a_page(person, stack)
    alice.page.route("**/graphql", _fail_older_pages)

    alice.page.get_by_role("searchbox", name="Search conversations").fill("very first")
    expect(alice.inbox).to_contain_text("load more conversations.")
    expect(alice.inbox.get_by_text("No loaded conversations match")).to_be_visible()
    again = alice.inbox.get_by_role("button", name="Try again")
    with alice.page.expect_request(_is_older_page):
        again.click()
    expect(alice.inbox).to_contain_text("load more conversations.")
    alice.page.unroute("**/graphql", _fail_older_pages)
    # The list is also fetched anew by itself, and then the button is gone.
    with suppress(Error):
        again.click(timeout=3_000)

    expect(alice.line("The very first")).to_be_visible()


def test_what_is_marked_as_unread_stays_so_until_the_conversation_is_opened_again(
    person: NewPerson,
) -> None:
    alice, bob = person("Alice"), person("Bob")
    alice.begin(bob)
    alice.say("Think about it")
    alice.say("No hurry")
    bob.open(alice.name)
    bob.hears("No hurry")
    expect(bob.line(alice.name)).not_to_contain_text("unread")

    bob.messages.get_by_text("Think about it", exact=True).hover()
    bob.page.get_by_role("button", name=f"Actions for the message from {alice.name}").first.click()
    with bob.page.expect_response(_is_mark_unread):
        bob.page.get_by_role("menuitem", name="Mark as unread").click()

    expect(bob.line(alice.name)).to_contain_text("2 unread")
    bob.page.reload()
    expect(bob.messages.get_by_text("Think about it", exact=True)).to_be_visible()
    expect(bob.line(alice.name)).not_to_contain_text("unread")


def _with_more_than_a_page(person: NewPerson, stack: Stack) -> Person:
    """Alice, signed in; the conversation that is not loaded is called The very first."""
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
    return alice


def _is_mark_unread(response: Response) -> bool:
    return "markUnread" in (response.request.post_data or "")


def _is_older_page(request: Request) -> bool:
    return '"nextToken":"' in (request.post_data or "")


def _fail_older_pages(route: Route) -> None:
    if _is_older_page(route.request):
        route.abort()
    else:
        route.fallback()
