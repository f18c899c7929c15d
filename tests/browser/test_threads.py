"""People reply in threads, and find those that they follow."""

import re
import uuid
from typing import Any

from playwright.sync_api import Locator, Page, expect

from chat_client import Stack
from tests.browser.conftest import NewPerson, ask
from tests.browser.person import Person
from tests.browser.test_accessibility import violations_in_both_themes

type Two = tuple[Person, Person]

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def test_a_reply_stays_with_its_message_which_tells_of_it(two: Two, stack: Stack) -> None:
    alice, bob = two
    _open_thread(bob, "Hello")
    expect(_root(bob)).to_contain_text("Hello")
    expect(_composer(bob)).to_be_focused()
    _reply(bob, "In the thread")
    _hears(bob, "In the thread")

    link = _link(alice)
    expect(link).to_contain_text(re.compile(r"1 reply.*last today"))
    expect(alice.messages.get_by_text("In the thread")).to_have_count(0)
    link.click()
    _hears(alice, "In the thread")
    _ask_reply(stack, alice, 1, "And another")
    _hears(bob, "And another")
    expect(_link(bob)).to_contain_text("2 replies")
    alice.page.get_by_role("button", name="Close thread").click()
    expect(_thread(alice)).to_have_count(0)
    expect(alice.composer).to_be_focused()


def test_a_reply_is_edited_reacted_to_and_deleted_where_both_see_it(two: Two) -> None:
    alice, bob = two
    _open_thread(alice, "Hello")
    _open_thread(bob, "Hello")
    _reply(alice, "First")
    _hears(bob, "First")
    _composer(alice).press("ArrowUp")
    editor = _thread(alice).get_by_role("textbox", name="Edit message")
    editor.fill("First, edited")
    editor.press("Enter")
    _hears(bob, "First, edited")

    bubble = _bubble(bob, "First, edited")
    bubble.hover()
    bubble.get_by_role("button", name="React", exact=True).click()
    bob.page.get_by_role("menuitemcheckbox", name="React with 👍").click()
    expect(_bubble(alice, "First, edited").locator("[data-reactions]")).to_contain_text("👍")
    expect(alice.messages.locator("[data-reactions]")).to_have_count(0)
    _choose(bob, "First, edited", "Reply")
    _reply(bob, "A quotation")
    expect(_thread(alice).locator("[data-quotation]")).to_contain_text("First, edited")
    expect(_actions(alice, "First, edited").get_by_role("menuitem", name="Pin")).to_have_count(0)
    alice.page.keyboard.press("Escape")
    expect(_thread(alice)).to_be_visible()

    _choose(alice, "First, edited", "Delete")
    alice.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    for each in (alice, bob):
        expect(_bubble(each, "Message deleted")).to_be_visible()
        expect(_link(each)).to_contain_text("1 reply")


def test_typing_in_a_thread_shows_there_alone(two: Two) -> None:
    alice, bob = two
    _open_thread(alice, "Hello")
    _open_thread(bob, "Hello")
    _composer(bob).press_sequentially("Hm")

    expect(_thread(alice).get_by_test_id("typing")).to_contain_text(f"{bob.name} is typing")
    conversation = alice.page.locator("[data-talk='conversation']")
    expect(conversation.get_by_test_id("typing")).to_be_empty()


def test_a_followed_thread_is_listed_with_what_is_unread(two: Two, stack: Stack) -> None:
    alice, bob = two
    _open_thread(bob, "Hello")
    _reply(bob, "Mine")
    _hears(bob, "Mine")
    expect(_thread(bob).get_by_role("button", name="Unfollow thread")).to_be_visible()
    expect(alice.page.get_by_role("button", name="Threads, 1 unread")).to_be_visible()
    bob.page.keyboard.press("Escape")
    expect(_thread(bob)).to_have_count(0)
    _ask_reply(stack, alice, 1, "Another")

    bob.page.get_by_role("button", name="Threads, 1 unread").click()
    listed = bob.page.get_by_role("dialog", name="Threads").get_by_role("listitem")
    expect(listed).to_contain_text(re.compile(r"Hello.*2 replies.*1 unread"))
    found = violations_in_both_themes(bob.page)
    listed.get_by_title("Go to this message").click()
    _hears(bob, "Another")
    expect(bob.page.get_by_role("button", name="Threads", exact=True)).to_be_visible()
    _thread(bob).get_by_role("button", name="Unfollow thread").click()
    expect(_thread(bob).get_by_role("button", name="Follow thread", exact=True)).to_be_visible()
    bob.page.get_by_role("button", name="Threads", exact=True).click()
    expect(bob.page.get_by_text("No threads yet")).to_be_visible()
    found += violations_in_both_themes(bob.page)
    assert "\n".join(found) == ""


def test_the_list_of_threads_says_in_which_group_each_is(person: NewPerson, stack: Stack) -> None:
    alice, bob = person("Alice"), person("Bob", signed_in=False)
    alice.begin(bob, person("Carol", signed_in=False), title="Launch crew")
    alice.say("Hello")
    expect(alice.messages.locator("[data-seq='1']")).to_contain_text("Hello")
    _ask_reply(stack, alice, 1, "Mine", by=bob)

    alice.page.get_by_role("button", name="Threads, 1 unread").click()
    listed = alice.page.get_by_role("dialog", name="Threads").get_by_role("listitem")
    expect(listed).to_contain_text(re.compile(r"Hello.*in .?Launch crew.*1 reply"))


def test_a_reply_is_marked_as_unread_and_stays_so_until_the_thread_is_opened_again(
    two: Two, stack: Stack
) -> None:
    alice, bob = two
    _ask_reply(stack, bob, 1, "First")
    _ask_reply(stack, bob, 1, "Second")
    expect(alice.page.get_by_role("button", name="Threads, 1 unread")).to_be_visible()
    _link(alice).click()
    _hears(alice, "Second")
    threads = alice.page.get_by_role("button", name="Threads", exact=True)
    expect(threads).to_be_visible()
    _choose(alice, "Second", "Mark as unread")
    expect(alice.page.get_by_role("button", name="Threads, 1 unread")).to_be_visible()
    alice.page.get_by_role("button", name="Close thread").click()
    alice.page.get_by_role("button", name="Threads, 1 unread").click()
    listed = alice.page.get_by_role("dialog", name="Threads").get_by_role("listitem")
    expect(listed).to_contain_text("1 unread")

    listed.get_by_title("Go to this message").click()
    _hears(alice, "Second")
    expect(threads).to_be_visible()


def test_what_is_written_in_a_thread_is_there_when_it_is_opened_again(two: Two) -> None:
    alice, _ = two
    _open_thread(alice, "Hello")
    _composer(alice).fill("Half a sent")
    alice.page.keyboard.press("Escape")
    expect(_thread(alice)).to_have_count(0)
    expect(alice.composer).to_have_value("")

    _open_thread(alice, "Hello")
    expect(_composer(alice)).to_have_value("Half a sent")
    alice.page.get_by_role("button", name="Close thread").click()
    expect(_thread(alice)).to_have_count(0)
    alice.page.reload()
    _open_thread(alice, "Hello")
    expect(_composer(alice)).to_have_value("Half a sent")


def test_what_is_written_in_a_thread_survives_a_reload_and_a_bad_network(two: Two) -> None:
    alice, bob = two
    _open_thread(alice, "Hello")
    _composer(alice).fill("Half a sent")
    alice.page.reload()
    expect(_composer(alice)).to_have_value("Half a sent")
    expect(alice.composer).to_have_value("")

    alice.page.route("**/graphql", lambda route: route.abort())
    _reply(alice, "Sent at last")
    expect(_thread(alice).locator("[data-draft]")).to_contain_text("Sent at last")
    expect(alice.messages.locator("[data-draft]")).to_have_count(0)
    alice.page.unroute("**/graphql")
    alice.page.reload()

    expect(_link(bob)).to_contain_text("1 reply", timeout=40_000)
    expect(_thread(alice).locator("[data-draft]")).to_have_count(0)


def test_a_link_leads_to_a_reply(two: Two, stack: Stack) -> None:
    alice, bob = two
    conversation = alice.open_id
    for number in range(60):
        _ask_reply(stack, alice, 1, f"Reply {number + 1}")
    bob.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    bob.page.goto(f"{bob.web_url}/c/{conversation}/thread/1/2")

    marked = _thread(bob).locator("[data-marked]")
    expect(marked).to_have_attribute("data-seq", "2")
    expect(marked).to_be_in_viewport()
    expect(bob.page).to_have_url(f"{bob.web_url}/c/{conversation}/thread/1")
    _choose(bob, "Reply 2", "Copy link")
    copied = bob.page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{bob.web_url}/c/{conversation}/thread/1/2"
    bob.page.goto(f"{bob.web_url}/c/{conversation}/thread/999")
    expect(bob.page.get_by_text("Thread not found")).to_be_visible()


def test_a_thread_is_opened_and_left_with_the_keyboard_alone(two: Two) -> None:
    alice, bob = two
    page = alice.page
    alice.messages.focus()
    page.keyboard.press("Tab")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Reply in thread", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(_composer(alice)).to_be_focused()
    page.keyboard.type("From the keyboard")
    page.keyboard.press("Enter")
    _hears(alice, "From the keyboard")
    page.keyboard.press("Escape")

    expect(_thread(alice)).to_have_count(0)
    expect(alice.composer).to_be_focused()
    expect(_link(bob)).to_contain_text("1 reply")


def test_a_thread_lies_over_the_conversation_on_a_phone(person: NewPerson, stack: Stack) -> None:
    alice, bob = person("Alice", **PHONE), person("Bob")
    bob.begin(alice)
    bob.say("Hello")
    bob.hears("Hello")
    _ask_reply(stack, bob, 1, "A reply that is so long that it needs more than one line there")
    alice.open(bob.name)
    _link(alice).click()

    box = _thread(alice).bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 360)
    assert _overflow(alice.page) == 0
    _reply(alice, "On my phone")
    _hears(alice, "On my phone")
    found = violations_in_both_themes(alice.page)
    alice.page.get_by_role("button", name="Close thread").click()
    expect(alice.messages).to_be_visible()
    found += violations_in_both_themes(alice.page)
    assert "\n".join(found) == ""


def test_axe_finds_nothing_serious_beside_a_conversation(two: Two, stack: Stack) -> None:
    alice, _ = two
    _ask_reply(stack, alice, 1, "A reply")
    _link(alice).click()
    _hears(alice, "A reply")
    _choose(alice, "A reply", "Reply")

    assert "\n".join(violations_in_both_themes(alice.page)) == ""


def _thread(someone: Person) -> Locator:
    return someone.page.get_by_role("complementary", name="Thread")


def _root(someone: Person) -> Locator:
    return _thread(someone).locator("[data-root]")


def _composer(someone: Person) -> Locator:
    return _thread(someone).get_by_role("textbox", name="Reply in thread")


def _link(someone: Person) -> Locator:
    """Below the first message."""
    return someone.messages.locator("[data-seq='1'] [data-thread-link]")


def _bubble(someone: Person, text: str) -> Locator:
    body = someone.page.get_by_test_id("body").get_by_text(text, exact=True)
    return _thread(someone).locator("[data-seq]").filter(has=body)


def _hears(someone: Person, text: str) -> None:
    expect(_bubble(someone, text)).to_be_visible()


def _reply(someone: Person, text: str) -> None:
    _composer(someone).fill(text)
    _thread(someone).get_by_role("button", name="Send").click()


def _open_thread(someone: Person, text: str) -> None:
    """From the actions of a message."""
    body = someone.page.get_by_test_id("body").get_by_text(text, exact=True)
    bubble = someone.messages.locator("[data-seq]").filter(has=body)
    bubble.hover()
    bubble.get_by_role("button", name="Actions for").click()
    someone.page.get_by_role("menuitem", name="Reply in thread").click()
    expect(_thread(someone)).to_be_visible()


def _actions(someone: Person, text: str) -> Locator:
    """Opens those of a reply."""
    bubble = _bubble(someone, text)
    bubble.hover()
    bubble.get_by_role("button", name="Actions for").click()
    return someone.page.get_by_role("menu")


def _choose(someone: Person, text: str, action: str) -> None:
    _actions(someone, text).get_by_role("menuitem", name=action, exact=True).click()


def _ask_reply(
    stack: Stack, someone: Person, root_seq: int, body: str, *, by: Person | None = None
) -> Any:
    """Past the screen, in the conversation that someone has open.

    by: who replies, if that is somebody else.
    """
    conversation = re.search(r"/c/([^/]+)", someone.page.url)
    assert conversation
    said = {
        "conversationId": conversation[1],
        "rootSeq": root_seq,
        "body": body,
        "clientMessageId": str(uuid.uuid4()),
    }
    return ask(stack, (by or someone).username, "sendReply", input=said)


def _overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    pixels: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return pixels
