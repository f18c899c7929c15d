"""What a person does with the app, in the words of the tests."""

from dataclasses import dataclass, replace
from typing import Self

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

PASSWORD = "correct horse battery"

_LOADED = """name => performance.getEntriesByType('resource')
    .some(entry => entry.responseEnd > 0 && entry.name.includes(name))"""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a window of their own."""

    user_id: str
    username: str
    name: str
    web_url: str
    page: Page

    def sign_in(self, password: str = PASSWORD) -> None:
        self.page.goto(self.web_url)
        self.page.get_by_label("Username").fill(self.username)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.inbox).to_be_visible(timeout=15_000)

    def replace_password(self, code: str, password: str) -> None:
        """As somebody who has forgotten the old one."""
        self.page.goto(f"{self.web_url}/forgot")
        self.page.get_by_label("Username or email").fill(self.username)
        self.page.get_by_role("button", name="Send code").click()
        self.page.get_by_label("Code").fill(code)
        self.page.get_by_label("New password", exact=True).fill(password)
        self.page.get_by_role("button", name="Set new password").click()
        expect(self.page.get_by_text("Your password has been changed")).to_be_visible()

    def come_back(self, conversation_id: str | None = None) -> None:
        """Open the app where one has signed in before, or a conversation in it."""
        self.page.goto(f"{self.web_url}/c/{conversation_id}" if conversation_id else self.web_url)
        expect(self.inbox).to_be_visible(timeout=15_000)

    def elsewhere(self) -> Self:
        """The same person in one more window, with no conversation open."""
        other = replace(self, page=self.page.context.new_page())
        other.come_back()
        return other

    def begin(self, *others: "Person", title: str = "") -> None:
        """Open a conversation with people who are found by name."""
        self.page.get_by_role("button", name="New conversation").click()
        for other in others:
            self.page.get_by_role("combobox", name="Search people").fill(other.name)
            self.page.get_by_role("option", name=other.name).click()
        if title:
            self.page.get_by_label("Group name").fill(title)
        dialog = self.page.get_by_role("dialog")
        dialog.locator("footer button").click()
        # The composer of another conversation may be there before.
        expect(dialog).to_have_count(0)
        expect(self.composer).to_be_visible()

    def open(self, title: str) -> None:
        self.line(title).click()
        expect(self.composer).to_be_visible()

    def say(self, text: str) -> None:
        self.composer.fill(text)
        self.page.get_by_role("button", name="Send").click()

    def hears(self, text: str) -> None:
        expect(self.messages.get_by_text(text, exact=True)).to_be_visible(timeout=15_000)

    def has_loaded(self, part: str) -> None:
        """Wait until a part of the app that comes late is there."""
        self.page.wait_for_function(_LOADED, arg=part, timeout=15_000)

    def bodies(self) -> list[str]:
        """What is on the screen, from top to bottom, drafts included."""
        return self.messages.get_by_test_id("body").all_text_contents()

    @property
    def open_id(self) -> str:
        """The id of the open conversation."""
        return self.page.url.rsplit("/", 1)[1]

    @property
    def inbox(self) -> Locator:
        return self.page.get_by_role("navigation", name="Conversations")

    @property
    def messages(self) -> Locator:
        return self.page.get_by_test_id("messages")

    @property
    def composer(self) -> Locator:
        return self.page.get_by_role("textbox", name="Message")

    @property
    def typing(self) -> Locator:
        return self.page.get_by_test_id("typing")

    def line(self, title: str) -> Locator:
        """A conversation's line in the inbox."""
        return self.inbox.get_by_role("link").filter(has_text=title)


def refusals(page: Page) -> list[str]:
    """What the content security policy keeps from happening, from now on."""
    refused: list[str] = []

    def note(line: ConsoleMessage) -> None:
        if "Content Security Policy" in line.text:
            refused.append(line.text)

    page.on("console", note)
    return refused
