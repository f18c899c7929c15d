"""Groups: who is in, who is out, and what they are called."""

from playwright.sync_api import expect

from tests.browser.conftest import NewPerson


def test_a_person_removed_while_reading_is_told_and_cannot_write(person: NewPerson) -> None:
    alice, bob = person("Alice"), person("Bob")
    carol = person("Carol", signed_in=False)
    alice.begin(bob, carol, title="The three")
    alice.say("Welcome")
    bob.open("The three")
    bob.hears("Welcome")

    alice.page.get_by_role("button", name="Details").click()
    alice.page.get_by_role("button", name=f"Actions for {bob.name}").click()
    alice.page.get_by_role("menuitem", name="Remove…").click()
    alice.page.get_by_role("dialog").get_by_role("button", name="Remove", exact=True).click()

    alice.hears(f"You removed {bob.name}")
    expect(bob.page.get_by_text("You are no longer a member of this conversation.")).to_be_visible(
        timeout=40_000
    )
    expect(bob.composer).to_have_count(0)
    alice.say("Between us")
    alice.hears("Between us")
    assert "Between us" not in bob.bodies()


def test_a_new_name_reaches_everyone(person: NewPerson) -> None:
    alice, bob = person("Alice"), person("Bob")
    carol = person("Carol", signed_in=False)
    alice.begin(bob, carol, title="Before")
    bob.open("Before")

    alice.page.get_by_role("button", name="Details").click()
    alice.page.get_by_role("button", name="Rename conversation").click()
    alice.page.get_by_label("Conversation name").fill("After")
    alice.page.get_by_role("button", name="Save").click()

    bob.hears(f"{alice.name} renamed the conversation to “After”")
    expect(bob.page.get_by_role("heading", name="After")).to_be_visible(timeout=15_000)
    expect(bob.line("After")).to_be_visible(timeout=40_000)


def test_leaving_asks_first_and_takes_the_conversation_away(person: NewPerson) -> None:
    alice, bob = person("Alice"), person("Bob")
    carol = person("Carol", signed_in=False)
    alice.begin(bob, carol, title="Leaving")
    alice.say("Bye")
    bob.open("Leaving")

    bob.page.get_by_role("button", name="Details").click()
    bob.page.get_by_role("button", name="Leave conversation").click()
    bob.page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(bob.composer).to_be_visible()
    bob.page.get_by_role("button", name="Leave conversation").click()
    bob.page.get_by_role("dialog").get_by_role("button", name="Leave", exact=True).click()

    expect(bob.line("Leaving")).to_have_count(0, timeout=15_000)
    alice.hears(f"{bob.name} left")


def test_an_added_person_finds_the_conversation_by_itself(person: NewPerson) -> None:
    alice, dora = person("Alice"), person("Dora")
    bob, carol = person("Bob", signed_in=False), person("Carol", signed_in=False)
    alice.begin(bob, carol, title="Growing")

    alice.page.get_by_role("button", name="Details").click()
    alice.page.get_by_role("button", name="Add people").click()
    alice.page.get_by_role("combobox", name="Search people").fill(dora.name)
    alice.page.get_by_role("option", name=dora.name).click()
    alice.page.get_by_role("dialog").get_by_role("button", name="Add", exact=True).click()

    dora.open("Growing")
    dora.hears(f"{alice.name} added you")


def test_what_could_not_be_done_without_a_network_is_not_done_later(person: NewPerson) -> None:
    alice, bob = person("Alice"), person("Bob", signed_in=False)
    carol = person("Carol", signed_in=False)
    alice.begin(bob, carol, title="Staying")
    alice.page.get_by_role("button", name="Details").click()
    alice.page.get_by_role("button", name="Leave conversation").click()
    dialog = alice.page.get_by_role("dialog")

    alice.page.context.set_offline(True)
    dialog.get_by_role("button", name="Leave", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("reach the server. Check your connection.")
    dialog.get_by_role("button", name="Cancel").click()
    alice.page.context.set_offline(False)

    alice.say("I thought better of it")
    expect(alice.messages.locator("[data-seq]")).to_contain_text("I thought better of it")


def test_a_person_is_offered_however_the_name_is_written(person: NewPerson) -> None:
    alice, bob = person("Alice"), person("Herr Straße", signed_in=False)

    alice.page.get_by_role("button", name="New conversation").click()
    alice.page.get_by_role("combobox", name="Search people").fill(bob.name.upper())

    expect(alice.page.get_by_role("option", name=bob.name)).to_be_visible()


def test_the_focus_comes_back_from_the_details_and_from_a_new_name(person: NewPerson) -> None:
    alice, bob = person("Alice"), person("Bob", signed_in=False)
    carol = person("Carol", signed_in=False)
    alice.begin(bob, carol, title="Before")
    details = alice.page.get_by_role("button", name="Details", exact=True)
    rename = alice.page.get_by_role("button", name="Rename conversation")

    details.click()
    rename.click()
    alice.page.get_by_label("Conversation name").press("Escape")
    expect(rename).to_be_focused()
    alice.page.keyboard.press("Escape")

    expect(details).to_be_focused()
