"""Roles in a group: who gives them, who is muted, and what each window offers then."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from chat_client import Stack
from tests.browser.conftest import NewPerson, ask
from tests.browser.person import Person
from tests.browser.test_accessibility import violations_in_both_themes

type Group = tuple[Person, Person, Person]


@pytest.fixture
def group(person: NewPerson) -> Group:
    """Alice, who owns it, Bob with it open, and Carol, who is away."""
    alice, bob = person("Alice"), person("Bob")
    carol = person("Carol", signed_in=False)
    alice.begin(bob, carol, title="Garden")
    alice.say("Welcome")
    alice.hears("Welcome")
    bob.open("Garden")
    bob.hears("Welcome")
    return alice, bob, carol


def _update(stack: Stack, by: Person, other: Person, **change: object) -> None:
    change |= {"conversationId": _conversation_id(by), "memberId": other.user_id}
    ask(stack, by.username, "updateMember", input=change)


def _conversation_id(one: Person) -> str:
    """Whatever is open beside it."""
    return one.page.url.split("/c/")[1].split("/")[0]


def _show_members(one: Person) -> None:
    one.page.get_by_role("button", name="Details", exact=True).click()
    expect(one.page.get_by_role("heading", name="Members")).to_be_visible()


def _details(one: Person) -> Locator:
    return one.page.get_by_role("complementary", name="Details")


def _row(one: Person, other: Person) -> Locator:
    return _details(one).get_by_role("listitem").filter(has_text=other.name)


def _menu(one: Person, other: Person) -> Locator:
    return _details(one).get_by_role("button", name=f"Actions for {other.name}")


def _choose(one: Person, other: Person, act: str) -> Locator:
    """The dialog that opens, if one does."""
    _menu(one, other).click()
    one.page.get_by_role("menuitem", name=act, exact=True).click()
    return one.page.get_by_role("dialog")


def _offered(one: Person, other: Person) -> list[str]:
    _menu(one, other).click()
    items = one.page.get_by_role("menuitem")
    expect(items.first).to_be_visible()
    labels = items.all_inner_texts()
    one.page.keyboard.press("Escape")
    return labels


def _offered_at_a_message(one: Person) -> list[str]:
    message = one.messages.locator("[data-seq]").last
    message.hover()
    message.get_by_role("button", name="Actions for").click()
    items = one.page.get_by_role("menuitem")
    expect(items.first).to_be_visible()
    labels = items.all_inner_texts()
    one.page.keyboard.press("Escape")
    return labels


def test_a_new_moderator_is_offered_what_moderators_may(group: Group) -> None:
    alice, bob, carol = group
    _show_members(bob)
    expect(_row(bob, carol)).to_be_visible()
    expect(_menu(bob, carol)).to_have_count(0)

    _show_members(alice)
    dialog = _choose(alice, bob, "Change role…")
    dialog.get_by_role("radio", name="Moderator").check()
    dialog.get_by_role("button", name="Save").click()

    expect(_row(alice, bob)).to_contain_text("Moderator")
    expect(_row(bob, bob)).to_contain_text("Moderator")
    assert _offered(bob, carol) == ["Mute…", "Remove…"]
    assert _offered(bob, bob) == ["Step down…"]
    expect(_menu(bob, alice)).to_have_count(0)


def test_whoever_is_muted_keeps_their_words_until_they_may_write_again(group: Group) -> None:
    alice, bob, _ = group
    bob.composer.fill("Half a thought")
    assert "Reply" in _offered_at_a_message(bob)

    _show_members(alice)
    dialog = _choose(alice, bob, "Mute…")
    dialog.get_by_role("radio", name="8 hours").check()
    dialog.get_by_role("button", name="Mute").click()

    expect(_row(alice, bob)).to_contain_text("Muted until")
    note = bob.page.get_by_text("You are muted until")
    expect(note).to_be_visible()
    expect(bob.composer).to_have_count(0)
    labels = _offered_at_a_message(bob)
    assert "Copy text" in labels
    assert not {"Reply", "Reply in thread", "Pin"} & {*labels}

    _choose(alice, bob, "Unmute")

    expect(_row(alice, bob)).not_to_contain_text("Muted")
    expect(note).to_have_count(0)
    expect(bob.composer).to_have_value("Half a thought")


def test_being_muted_ends_by_itself_also_in_a_thread(group: Group, stack: Stack) -> None:
    alice, bob, _ = group
    message = bob.messages.locator("[data-seq]").last
    message.hover()
    message.get_by_role("button", name="Reply in thread").click()
    thread = bob.page.get_by_role("complementary", name="Thread")
    reply = thread.get_by_role("textbox", name="Reply in thread")
    expect(reply).to_be_visible()

    until = datetime.now(UTC) + timedelta(seconds=6)
    _update(stack, alice, bob, mutedUntil=until.isoformat().replace("+00:00", "Z"))

    notes = bob.page.get_by_text("You are muted until")
    expect(notes).to_have_count(2)
    expect(reply).to_have_count(0)
    expect(reply).to_be_visible()
    expect(bob.composer).to_be_visible()
    expect(notes).to_have_count(0)


def test_the_list_forgets_who_was_muted_while_it_is_open(group: Group, stack: Stack) -> None:
    alice, bob, _ = group
    _show_members(bob)
    expect(_row(bob, bob)).to_be_visible()

    until = datetime.now(UTC) + timedelta(seconds=6)
    _update(stack, alice, bob, mutedUntil=until.isoformat().replace("+00:00", "Z"))

    expect(_row(bob, bob)).to_contain_text("Muted until")
    expect(_row(bob, bob)).not_to_contain_text("Muted until")


def test_a_reader_reads_and_reacts(group: Group) -> None:
    alice, bob, _ = group
    _show_members(alice)
    dialog = _choose(alice, bob, "Change role…")
    dialog.get_by_role("radio", name="Reader").check()
    dialog.get_by_role("button", name="Save").click()

    expect(bob.page.get_by_text("You are a reader here.")).to_be_visible()
    expect(bob.composer).to_have_count(0)
    labels = _offered_at_a_message(bob)
    assert not {"Reply", "Pin"} & {*labels}
    message = bob.messages.locator("[data-seq]").last
    message.hover()
    message.get_by_role("button", name="React").click()
    bob.page.get_by_role("menuitemcheckbox", name="React with 👍").click()
    expect(message.get_by_role("button", name="👍 1")).to_be_visible()
    bob.come_back(_conversation_id(alice))
    expect(bob.page.get_by_text("You are a reader here.")).to_be_visible()
    expect(bob.composer).to_have_count(0)


def test_whoever_hands_over_a_group_is_warned_and_becomes_an_admin(group: Group) -> None:
    alice, bob, carol = group
    _show_members(alice)
    _show_members(bob)

    dialog = _choose(alice, bob, "Change role…")
    dialog.get_by_role("radio", name="Owner").check()
    expect(dialog.get_by_text("You will become an admin.")).to_be_visible()
    dialog.get_by_role("button", name="Make owner").click()

    expect(_row(alice, bob)).to_contain_text("Owner")
    expect(_row(alice, alice)).to_contain_text("Admin")
    expect(_menu(alice, bob)).to_have_count(0)
    expect(alice.page.get_by_role("heading", name="Members")).to_be_focused()
    expect(_row(bob, bob)).to_contain_text("Owner")
    assert _offered(bob, alice) == ["Change role…", "Mute…", "Remove…"]
    assert _offered(alice, carol) == ["Change role…", "Mute…", "Remove…"]


def test_who_steps_down_is_offered_the_roles_below(group: Group, stack: Stack) -> None:
    alice, bob, _ = group
    _update(stack, alice, bob, role="ADMIN")
    _show_members(bob)

    dialog = _choose(bob, bob, "Step down…")
    expect(dialog.get_by_role("radio")).to_have_count(3)
    dialog.get_by_role("radio", name="Moderator").check()
    dialog.get_by_role("button", name="Step down").click()

    expect(_row(bob, bob)).to_contain_text("Moderator")
    expect(bob.page.get_by_role("button", name="Add people")).to_have_count(0)


def test_what_is_refused_is_said_in_the_dialog(group: Group, stack: Stack) -> None:
    alice, bob, carol = group
    _update(stack, alice, bob, role="MODERATOR")
    _show_members(bob)
    dialog = _choose(bob, carol, "Mute…")

    _update(stack, alice, bob, role="MEMBER")
    dialog.get_by_role("button", name="Mute").click()

    expect(dialog.get_by_role("alert")).to_contain_text("does not let you mute people")
    dialog.get_by_role("button", name="Cancel").click()
    expect(_menu(bob, carol)).to_have_count(0)


def test_an_owner_who_leaves_is_told_who_follows(group: Group, stack: Stack) -> None:
    alice, bob, carol = group
    _update(stack, alice, carol, role="ADMIN")
    alice.page.reload()
    _show_members(alice)
    expect(_row(alice, carol)).to_contain_text("Admin")

    alice.page.get_by_role("button", name="Leave conversation").click()
    dialog = alice.page.get_by_role("dialog")
    expect(dialog).to_contain_text(f"{carol.name} will become the owner.")
    dialog.get_by_role("button", name="Leave", exact=True).click()

    bob.hears(f"{alice.name} left")
    _show_members(bob)
    expect(_row(bob, carol)).to_contain_text("Owner")


def test_axe_finds_nothing_serious_in_roles_and_mutes(group: Group, stack: Stack) -> None:
    alice, bob, carol = group
    _update(stack, alice, carol, role="READER", mutedUntil="9999-12-31T23:59:59Z")
    _update(stack, alice, bob, role="MODERATOR")
    alice.page.reload()
    _show_members(alice)
    expect(_row(alice, carol)).to_contain_text("Muted for good")
    found = violations_in_both_themes(alice.page)
    _menu(alice, bob).click()
    expect(alice.page.get_by_role("menuitem", name="Mute…")).to_be_visible()
    found += violations_in_both_themes(alice.page)

    alice.page.get_by_role("menuitem", name="Change role…").click()
    alice.page.get_by_role("radio", name="Owner").check()
    found += violations_in_both_themes(alice.page)
    alice.page.keyboard.press("Escape")
    dialog = _choose(alice, bob, "Mute…")
    dialog.get_by_role("radio", name="For good").check()
    found += violations_in_both_themes(alice.page)
    dialog.get_by_role("button", name="Mute").click()
    expect(bob.page.get_by_text("You are muted for good.")).to_be_visible()
    found += violations_in_both_themes(bob.page)

    assert "\n".join(found) == ""
