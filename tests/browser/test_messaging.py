"""Two people talk, each in a browser of their own."""

from playwright.sync_api import Response, Route, expect

from chat_client import Stack
from tests.browser.conftest import NewPerson, ask, ask_all
from tests.browser.person import Person

type Two = tuple[Person, Person]


def test_a_message_appears_with_its_unread_count_and_is_marked_as_read(person: NewPerson) -> None:
    alice, bob = person("Alice"), person("Bob")
    alice.begin(bob)

    alice.say("Are you there?")
    expect(bob.line(alice.name)).to_contain_text("1 unread", timeout=15_000)
    bob.open(alice.name)
    bob.hears("Are you there?")
    bob.say("I am")

    alice.hears("I am")
    expect(alice.messages.get_by_label("Read", exact=True)).to_be_visible(timeout=15_000)
    expect(bob.line(alice.name)).not_to_contain_text("unread")


def test_typing_is_seen_while_it_lasts(two: Two) -> None:
    alice, bob = two

    bob.composer.press_sequentially("I thi")
    expect(alice.typing).to_contain_text(f"{bob.name} is typing")
    bob.composer.fill("")

    # Sooner than what is not renewed expires.
    expect(alice.typing).to_be_empty(timeout=5_000)


def test_a_message_is_text_whatever_it_looks_like(two: Two) -> None:
    alice, bob = two
    text = "<img src=x onerror=alert(1)> <b>bold</b>"

    alice.say(text)

    bob.hears(text)
    assert bob.messages.locator("img, b").count() == 0


def test_only_addresses_become_links_and_leave_no_trace(two: Two) -> None:
    alice, bob = two

    alice.say("See https://example.com/a_(b). And javascript:alert(1)")
    alice.say("www.example.com, z@example.com")

    links = bob.messages.get_by_role("link")
    expect(links).to_have_text(["https://example.com/a_(b)", "www.example.com", "z@example.com"])
    addresses = [link.get_attribute("href") for link in links.all()]
    assert addresses == [
        "https://example.com/a_(b)",
        "https://www.example.com",
        "mailto:z@example.com",
    ]
    expect(links.first).to_have_attribute("rel", "noopener noreferrer nofollow ugc")


def test_what_is_written_from_right_to_left_turns_nothing_else_around(two: Two) -> None:
    alice, bob = two

    alice.say("שבת")

    bob.hears("שבת")
    bubble = bob.messages.locator("[data-seq]").filter(has_text="שבת")
    time = bubble.locator("time")
    assert time.evaluate("time => getComputedStyle(time).direction") == "ltr"
    body = bubble.get_by_test_id("body")
    assert body.evaluate("body => getComputedStyle(body).unicodeBidi") == "isolate"
    assert body.evaluate("body => getComputedStyle(body).direction") == "rtl"


def test_an_answer_leaves_nothing_unread_in_any_window(two: Two) -> None:
    alice, bob = two
    phone = bob.elsewhere()
    expect(phone.line(alice.name)).to_contain_text("Hello")

    alice.say("Are you there?")
    expect(phone.line(alice.name)).to_contain_text("Are you there?")
    bob.say("I am")

    expect(phone.line(alice.name)).to_contain_text("You: I am")
    expect(phone.line(alice.name)).not_to_contain_text("unread")
    expect(bob.line(alice.name)).not_to_contain_text("unread")


def test_a_message_sent_into_a_reload_arrives_once(two: Two) -> None:
    alice, bob = two
    reached: list[Route] = []

    def lose_the_answer(route: Route) -> None:
        if "sendMessage" in (route.request.post_data or "") and not reached:
            reached.append(route)
            route.fetch()
            route.abort()
        else:
            route.continue_()

    alice.page.route("**/graphql", lose_the_answer)
    alice.say("Only once")
    bob.hears("Only once")
    alice.page.reload()

    alice.hears("Only once")
    expect(alice.messages.locator("[data-draft]")).to_have_count(0, timeout=15_000)
    assert alice.bodies().count("Only once") == 1
    assert bob.bodies().count("Only once") == 1


def test_what_was_said_on_both_sides_of_a_cut_is_there_afterwards(two: Two) -> None:
    alice, bob = two

    alice.page.context.set_offline(True)
    alice.say("From the tunnel")
    alice.say("Still in it")
    expect(alice.page.get_by_test_id("connection")).to_contain_text("offline")
    bob.say("While you were away")
    bob.hears("While you were away")
    alice.page.context.set_offline(False)

    for someone in (alice, bob):
        for text in ("From the tunnel", "Still in it", "While you were away"):
            someone.hears(text)
    expect(alice.messages.locator("[data-draft]")).to_have_count(0, timeout=15_000)
    expect(alice.page.get_by_test_id("connection")).to_have_count(0, timeout=40_000)
    assert alice.bodies() == bob.bodies()
    assert len(alice.bodies()) == 4


def test_a_refused_message_says_why_and_can_be_discarded(two: Two) -> None:
    alice, _ = two
    refusal = '{"data": null, "errors": [{"errorType": "InvalidArguments", "message": "No."}]}'
    alice.page.route(
        "**/graphql",
        lambda route: (
            route.fulfill(body=refusal, content_type="application/json")
            if "sendMessage" in (route.request.post_data or "")
            else route.continue_()
        ),
    )

    alice.say("Refused")
    expect(alice.messages.get_by_role("alert")).to_contain_text("Not sent.")
    alice.messages.get_by_role("button", name="Discard").click()

    expect(alice.messages.get_by_text("Refused")).to_have_count(0)


def test_the_end_stays_in_view_while_a_draft_grows(two: Two, stack: Stack) -> None:
    alice, bob = two
    _say_lines(stack, bob, alice.open_id, 40)
    last = alice.messages.get_by_text("Line 39", exact=True)
    expect(last).to_be_in_viewport(timeout=15_000)

    alice.composer.fill("\n".join("1234567"))

    expect(last).to_be_in_viewport(ratio=1)


def test_enter_in_the_search_for_an_emoji_sends_nothing(two: Two) -> None:
    alice, _ = two
    alice.composer.fill("half a sentence")

    alice.page.get_by_role("button", name="Emoji").click()
    alice.page.get_by_placeholder("Search emoji").fill("no such thing")
    expect(alice.page.get_by_text("No emoji found.")).to_be_visible()
    alice.page.keyboard.press("Enter")

    expect(alice.composer).to_have_value("half a sentence")


def test_what_loads_late_is_there_without_a_network(two: Two) -> None:
    alice, _ = two
    alice.has_loaded("emoji-picker")

    alice.page.context.set_offline(True)
    alice.page.get_by_role("button", name="Emoji").click()

    expect(alice.page.get_by_role("dialog", name="Emoji")).to_be_visible()
    expect(alice.composer).to_be_visible()


def test_older_history_comes_without_moving_what_is_read(two: Two, stack: Stack) -> None:
    alice, bob = two
    conversation_id = _said_meanwhile(stack, alice, bob, 130)
    alice.come_back(conversation_id)
    alice.hears("Line 129")

    moved = alice.messages.evaluate(_SCROLL_UP_AND_MEASURE)

    alice.hears("Hello")
    assert moved["largest"] <= 1, moved


def test_older_history_that_did_not_load_is_offered_again(two: Two, stack: Stack) -> None:
    alice, bob = two
    conversation_id = _said_meanwhile(stack, alice, bob, 130)
    alice.page.route("**/graphql", _fail_older_pages)
    alice.come_back(conversation_id)
    alice.hears("Line 129")

    alice.messages.press("Home")
    again = alice.page.get_by_role("button", name="load older messages. Try again")
    expect(again).to_be_visible()
    alice.page.unroute("**/graphql", _fail_older_pages)
    again.click()

    alice.page.wait_for_function(_SCROLLED_UP_TO, arg="Line 50")
    expect(again).to_have_count(0)


def test_what_was_read_just_before_the_page_closes_counts_as_read(two: Two, stack: Stack) -> None:
    alice, bob = two
    conversation_id = alice.open_id
    with alice.page.expect_response(_marks_read):
        bob.say("The last but one")
        alice.hears("The last but one")
    bob.say("The last")
    alice.hears("The last")

    alice.page.goto("about:blank")

    bob.page.reload()
    expect(bob.messages.get_by_label("Read", exact=True)).to_have_count(2, timeout=15_000)
    [head] = ask(stack, alice.username, "heads", conversationIds=[conversation_id])
    assert head["readSeq"] == head["lastSeq"]


def _said_meanwhile(stack: Stack, alice: Person, bob: Person, count: int) -> str:
    """The conversation, in which Bob said all that and Alice read it, neither in this window."""
    conversation_id = alice.open_id
    for each in (alice, bob):
        each.page.goto("about:blank")
    _say_lines(stack, bob, conversation_id, count)
    [head] = ask(stack, alice.username, "heads", conversationIds=[conversation_id])
    marker = {"conversationId": conversation_id, "seq": head["lastSeq"]}
    ask(stack, alice.username, "markRead", input=marker)
    return conversation_id


def _say_lines(stack: Stack, someone: Person, conversation_id: str, count: int) -> None:
    messages = (
        {
            "conversationId": conversation_id,
            "body": f"Line {number}",
            "clientMessageId": f"history-{number:04}",
        }
        for number in range(count)
    )
    ask_all(stack, someone.username, "sendMessage", ({"input": each} for each in messages))


def _marks_read(response: Response) -> bool:
    return "markRead" in (response.request.post_data or "")


def _fail_older_pages(route: Route) -> None:
    if '"before":' in (route.request.post_data or ""):
        route.abort()
    else:
        route.fallback()


_SCROLLED_UP_TO = """text => {
  const list = document.querySelector('[data-testid=messages]');
  list.scrollTop = 0;
  return list.textContent.includes(text);
}"""

# Scrolls to the top in steps. After each it waits for what the step has caused, and measures how
# far the topmost message in view has moved by itself, in pixels.
_SCROLL_UP_AND_MEASURE = """async list => {
  const frame = () => new Promise(done => requestAnimationFrame(done));
  const topmost = () => [...list.querySelectorAll('[data-seq]')].find(
    row => row.getBoundingClientRect().bottom > list.getBoundingClientRect().top + 40);
  let largest = 0;
  for (let still = 0; still < 20; ) {
    const before = list.scrollTop;
    list.scrollTop -= 200;
    await frame(); await frame();
    const row = topmost();
    const place = row.getBoundingClientRect().top;
    for (let n = 0; n < 6; n++) await frame();
    const moved = Math.abs(row.getBoundingClientRect().top - place);
    if (row.isConnected) largest = Math.max(largest, moved);
    still = list.scrollTop === 0 && before === 0 ? still + 1 : 0;
  }
  return {largest};
}"""
