"""Signing up, signing in, and a forgotten password."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from local_cloud.seed import RESET_CODE, SIGN_UP_CODE
from tests.browser.conftest import NewPerson
from tests.browser.person import PASSWORD


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of somebody who has no account yet."""
    page = browser.new_page(locale="en-GB")
    yield page
    page.close()


def _sign_up(page: Page, web_url: str, *, username: str, email: str) -> None:
    page.goto(f"{web_url}/sign-up")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()


def test_a_newcomer_signs_up_mends_a_wrong_code_and_is_let_in(page: Page, web_url: str) -> None:
    username = f"p{uuid.uuid4().hex[:12]}"
    _sign_up(page, web_url, username=username, email=f"{username}@example.com")

    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_label("Code")).to_have_accessible_description(
        "Incorrect code. Check the most recent email, or request a new code."
    )
    page.get_by_label("Code").fill(SIGN_UP_CODE)
    page.get_by_role("button", name="Confirm").click()

    expect(page.get_by_text("No conversations yet")).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="Profile and settings").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()


def test_a_taken_username_is_told_beside_the_field(person: NewPerson) -> None:
    robin = person(signed_in=False)

    _sign_up(
        robin.page, robin.web_url, username=robin.username.upper(), email="somebody@example.com"
    )

    expect(robin.page.get_by_label("Username")).to_have_accessible_description(
        "This username is taken. Try another."
    )
    expect(robin.page.get_by_label("Username")).to_be_focused()


def test_an_email_address_is_no_username(page: Page, web_url: str) -> None:
    _sign_up(page, web_url, username="robin@example.com", email="robin@example.com")

    expect(page.get_by_label("Username")).to_have_accessible_description(
        re.compile("Choose a username that is not an email address")
    )


def test_who_signed_up_under_a_name_that_cannot_be_seen_is_told(page: Page, web_url: str) -> None:
    unique = uuid.uuid4().hex[:12]
    _sign_up(page, web_url, username=f"\u3164{unique}", email=f"{unique}@example.com")
    page.get_by_label("Code").fill(SIGN_UP_CODE)
    page.get_by_role("button", name="Confirm").click()

    expect(page.get_by_text("sign up with another one")).to_be_visible(timeout=15_000)


def test_a_forgotten_password_is_replaced(person: NewPerson) -> None:
    robin = person(signed_in=False)

    robin.replace_password(RESET_CODE, "another horse battery")

    robin.sign_in("another horse battery")


def test_an_email_address_signs_in_and_recovers_as_the_username_does(person: NewPerson) -> None:
    robin = person(signed_in=False)
    address = f"{robin.username}@example.com"

    replace(robin, username=address).replace_password(RESET_CODE, "another horse battery")
    replace(robin, username=address.upper()).sign_in("another horse battery")

    robin.page.get_by_role("button", name="Profile and settings").click()
    expect(robin.page.get_by_role("dialog")).to_contain_text(robin.username)


def test_upper_and_lower_case_are_the_same_username(person: NewPerson) -> None:
    robin = person(signed_in=False)

    replace(robin, username=robin.username.upper()).sign_in()


def test_a_wrong_password_does_not_tell_who_exists(person: NewPerson) -> None:
    robin = person(signed_in=False)
    answers = []

    for username in (robin.username, f"nobody{robin.username}"):
        robin.page.goto(robin.web_url)
        robin.page.get_by_label("Username").fill(username)
        robin.page.get_by_label("Password", exact=True).fill("wrong horse battery")
        robin.page.get_by_role("button", name="Sign in").click()
        answers.append(robin.page.get_by_role("alert").locator("p").inner_text())

    told = (
        "Incorrect username, email or password. "
        "If you have not confirmed your email yet, use your username."
    )
    assert answers == [told, told]


def test_a_link_to_a_conversation_leads_there_after_signing_in(person: NewPerson) -> None:
    robin, kim = person("Robin"), person("Kim", signed_in=False)
    robin.begin(kim)
    robin.say("Come over")
    robin.hears("Come over")

    kim.page.goto(robin.page.url)
    kim.page.get_by_label("Username").fill(kim.username)
    kim.page.get_by_label("Password", exact=True).fill(PASSWORD)
    kim.page.get_by_role("button", name="Sign in").click()

    kim.hears("Come over")


def test_signing_out_leaves_nothing_behind(person: NewPerson) -> None:
    robin, kim = person("Robin"), person("Kim", signed_in=False)
    robin.begin(kim)
    robin.has_loaded("profile-dialog")
    robin.page.context.set_offline(True)
    robin.say("A draft that waits")
    robin.composer.fill("half a sentence")

    robin.page.get_by_role("button", name="Profile and settings").click()
    robin.page.get_by_role("button", name="Sign out").click()
    asked = robin.page.get_by_role("dialog", name="Sign out?")
    expect(asked).to_contain_text("1 message has not been sent yet")
    robin.page.context.set_offline(False)
    asked.get_by_role("button", name="Sign out").click()

    expect(robin.page.get_by_role("heading", name="Welcome back")).to_be_visible()
    kept = robin.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "draft" not in kept
    assert "sentence" not in kept
    assert "accessToken" not in kept


def test_who_signs_in_next_does_not_find_what_was_half_written(person: NewPerson) -> None:
    robin, kim = person("Robin"), person("Kim", signed_in=False)
    robin.begin(kim)
    robin.composer.fill("half a sentence")
    robin.page.evaluate("localStorage.clear()")

    next_one = replace(kim, page=robin.page)
    next_one.sign_in()
    next_one.open(robin.name)

    expect(next_one.composer).to_have_value("")


def test_signing_out_takes_what_the_query_editor_keeps(person: NewPerson) -> None:
    robin = person("Robin")
    robin.page.goto(f"{robin.web_url}/graphiql")
    expect(robin.page.get_by_role("button", name="Execute query")).to_be_visible(timeout=30_000)
    robin.page.wait_for_function(_KEPT_BY_THE_QUERY_EDITOR)

    robin.page.goto(robin.web_url)
    robin.page.get_by_role("button", name="Profile and settings").click()
    robin.page.get_by_role("button", name="Sign out").click()

    expect(robin.page.get_by_role("heading", name="Welcome back")).to_be_visible()
    assert not robin.page.evaluate(_KEPT_BY_THE_QUERY_EDITOR)


def test_a_browser_that_keeps_nothing_is_told_what_to_allow(person: NewPerson) -> None:
    robin = person(signed_in=False)
    robin.page.add_init_script(_NOTHING_IS_KEPT)

    robin.page.goto(robin.web_url)

    expect(robin.page.get_by_text("Allow cookies and site data")).to_be_visible()


def test_a_newcomer_at_the_query_editor_finds_the_way_to_an_account(
    person: NewPerson,
) -> None:
    robin = person(signed_in=False)
    robin.page.goto(f"{robin.web_url}/graphiql")

    robin.page.get_by_role("link", name="Create an account").click()

    expect(robin.page.get_by_role("heading", name="Create your account")).to_be_visible()


_KEPT_BY_THE_QUERY_EDITOR = (
    "() => Object.keys(localStorage).some(key => key.startsWith('graphiql:'))"
)

_NOTHING_IS_KEPT = """Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('Access is denied for this document.', 'SecurityError'); },
});"""
