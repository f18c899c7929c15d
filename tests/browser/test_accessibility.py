"""With a keyboard alone, on a phone, and for a screen reader."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, NewPerson
from tests.browser.person import PASSWORD, Person

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"width": 360, "height": 740}

# Before anything is painted, let alone clicked.
PRESS_ALT_N_AT_THE_INBOX = """new MutationObserver((_, observer) => {
    const inbox = document.querySelector('nav');
    if (!inbox) return;
    observer.disconnect();
    const key = {code: 'KeyN', key: 'n', altKey: true, bubbles: true, cancelable: true};
    document.body.dispatchEvent(new KeyboardEvent('keydown', key));
}).observe(document, {childList: true, subtree: true})"""


def test_a_conversation_is_begun_and_held_with_the_keyboard_alone(person: NewPerson) -> None:
    alice, bob = person("Alice", signed_in=False), person("Bob")
    page = alice.page
    page.goto(alice.web_url)
    expect(page.get_by_label("Username")).to_be_visible()

    page.keyboard.press("Tab")
    page.keyboard.type(alice.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(alice.inbox).to_be_visible(timeout=15_000)
    page.keyboard.press("Alt+n")
    expect(page.get_by_role("combobox", name="Search people")).to_be_focused()
    page.keyboard.type(bob.name)
    expect(page.get_by_role("option", name=bob.name)).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(alice.composer).to_be_focused(timeout=15_000)
    page.keyboard.type("first line")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("second line")
    page.keyboard.press("Enter")

    bob.open(alice.name)
    bob.hears("first line\nsecond line")
    assert bob.bodies() == ["first line\nsecond line"]


def test_a_shortcut_is_heard_as_soon_as_the_inbox_is_there(person: NewPerson) -> None:
    alice = person("Alice", comes_back=False)
    alice.page.add_init_script(PRESS_ALT_N_AT_THE_INBOX)

    # From here the app goes to its first page, which must not close the dialog.
    alice.page.goto(f"{alice.web_url}/sign-in")

    expect(alice.page.get_by_role("dialog", name="New conversation")).to_be_visible()
    expect(alice.page).to_have_url(f"{alice.web_url}/?dialog=new")


def test_escape_closes_and_gives_the_focus_back(person: NewPerson) -> None:
    alice = person("Alice")
    opener = alice.page.get_by_role("button", name="Profile and settings")
    opener.focus()

    alice.page.keyboard.press("Enter")
    expect(alice.page.get_by_role("dialog")).to_be_visible()
    alice.page.keyboard.press("Escape")

    expect(alice.page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()


def test_a_phone_shows_one_view_at_a_time(person: NewPerson) -> None:
    alice, bob = person("Alice", viewport=PHONE, has_touch=True), person("Bob")
    bob.begin(alice)
    bob.say("On your phone?")

    expect(alice.line(bob.name)).to_be_visible(timeout=15_000)
    assert _overflow(alice.page) == 0
    alice.line(bob.name).tap()
    alice.hears("On your phone?")
    expect(alice.inbox).to_be_hidden()
    assert _overflow(alice.page) == 0
    alice.page.get_by_role("link", name="Back to conversations").tap()

    expect(alice.inbox).to_be_visible()
    expect(alice.composer).to_have_count(0)


def test_the_chosen_appearance_stays(person: NewPerson) -> None:
    alice = person("Alice", color_scheme="light")
    root = alice.page.locator("html")
    expect(root).to_have_attribute("data-theme", "light")

    alice.page.get_by_role("button", name="Profile and settings").click()
    alice.page.get_by_text("Dark", exact=True).click()
    expect(root).to_have_attribute("data-theme", "dark")
    alice.page.reload()

    expect(root).to_have_attribute("data-theme", "dark")


def _inbox(alice: Person) -> None:
    expect(alice.inbox).to_be_visible()


def _pointed_at(alice: Person) -> None:
    alice.line("Launch").hover()


def _conversation(alice: Person) -> None:
    alice.open("Launch")


def _details(alice: Person) -> None:
    alice.open("Launch")
    alice.page.get_by_role("button", name="Details").click()
    expect(alice.page.get_by_role("heading", name="Members")).to_be_visible()


def _new(alice: Person) -> None:
    alice.page.get_by_role("button", name="New conversation").click()
    expect(alice.page.get_by_role("dialog")).to_be_visible()


def _profile(alice: Person) -> None:
    alice.page.get_by_role("button", name="Profile and settings").click()
    expect(alice.page.get_by_role("dialog")).to_be_visible()


def _shortcuts(alice: Person) -> None:
    alice.page.keyboard.press("Control+/")
    expect(alice.page.get_by_role("dialog")).to_be_visible()


def _emoji(alice: Person) -> None:
    alice.open("Launch")
    alice.page.get_by_role("button", name="Emoji").click()
    expect(alice.page.get_by_role("gridcell", name="Grinning face", exact=True)).to_be_visible()


SCREENS = (_inbox, _pointed_at, _conversation, _details, _new, _profile, _shortcuts, _emoji)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(person: NewPerson, theme: str) -> None:
    bob, carol = person("Bob"), person("Carol", signed_in=False)
    alice = person("Alice", color_scheme=theme, reduced_motion="reduce")
    bob.begin(alice, carol, title="Launch")
    bob.say("Have a look: https://example.com")
    expect(alice.line("Launch")).to_contain_text("unread", timeout=15_000)
    found: list[str] = []

    for show in SCREENS:
        alice.page.goto(alice.web_url)
        expect(alice.line("Launch")).to_be_visible()
        show(alice)
        alice.page.wait_for_timeout(300)
        found += (f"{show.__name__}: {each}" for each in violations(alice.page))
    alice.page.context.clear_cookies()
    alice.page.evaluate("localStorage.clear()")
    for path in ("sign-in", "sign-up", "forgot", "confirm?username=robin"):
        alice.page.goto(f"{alice.web_url}/{path}")
        expect(alice.page.get_by_role("heading")).to_be_visible()
        found += (f"{path}: {each}" for each in violations(alice.page))

    assert "\n".join(found) == ""


def violations(page: Page) -> list[str]:
    """What axe calls serious or critical, with the elements it means."""
    if not AXE.exists():
        pytest.skip("axe-core is missing: npm ci in web/")
    page.evaluate(AXE.read_text())
    return list(
        page.evaluate(
            """async () => (await axe.run()).violations
                .filter(({impact}) => impact === 'serious' || impact === 'critical')
                .map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`)"""
        )
    )


def violations_in_both_themes(page: Page) -> list[str]:
    """Where the app follows the system."""
    found: list[str] = []
    themes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for theme in themes:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
        found += (f"{theme}: {each}" for each in violations(page))
    return found


def _overflow(page: Page) -> int:
    """Pixels by which the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
