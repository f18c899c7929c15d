"""The app is served as Amplify Hosting serves it, and asks nobody but its own stack."""

from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import ConsoleMessage, expect

from local_cloud.outputs import Outputs
from tests.browser.conftest import NewPerson
from tests.browser.person import Person


def _status(url: str) -> int:
    try:
        with urlopen(url) as answer:  # noqa: S310 - our own server
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


def _refusals(someone: Person) -> list[str]:
    """What the content security policy refuses from now on."""
    refused: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            refused.append(message.text)

    someone.page.on("console", note)
    return refused


def _get(url: str) -> tuple[bytes, dict[str, str]]:
    with urlopen(url) as answer:  # noqa: S310 - our own server
        return answer.read(), {name.lower(): value for name, value in answer.headers.items()}


@pytest.mark.parametrize("path", ["/", "/c/abc", "/c/abc/about", "/sign-in"])
def test_every_address_of_the_app_is_the_app(web_url: str, path: str) -> None:
    assert b'<div id="root">' in _get(web_url + path)[0]


def test_a_file_that_is_not_there_is_not_the_app(web_url: str) -> None:
    assert _status(f"{web_url}/assets/none.js") == 404


@pytest.mark.parametrize("path", ["/../package.json", "/%2e%2e/package.json", "/..%2fpackage.json"])
def test_nothing_outside_of_the_build_is_served(web_url: str, path: str) -> None:
    assert _status(web_url + path) == 404


def test_the_policy_names_the_stack_and_nobody_else(web_url: str, outputs: Outputs) -> None:
    policy = _get(web_url)[1]["content-security-policy"]

    allowed = next(each for each in policy.split("; ") if each.startswith("connect-src"))
    named = (outputs["graphqlUrl"], outputs["realtimeUrl"], outputs["awsEndpoint"])
    origins = {f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" for url in named}
    assert set(allowed.split()[1:]) == {"'self'", *origins}
    assert "script-src 'self';" in policy


def test_files_whose_name_is_their_content_are_kept_and_pages_are_not(web_url: str) -> None:
    page, headers = _get(web_url)
    script = page.split(b'src="/assets/')[1].split(b'"')[0].decode()

    assert headers["cache-control"] == "no-cache"
    assert "immutable" in _get(f"{web_url}/assets/{script}")[1]["cache-control"]


def test_a_visit_asks_only_the_stack_and_breaks_no_policy(
    person: NewPerson, web_url: str, outputs: Outputs
) -> None:
    alice, bob = person("Alice", signed_in=False), person("Bob", signed_in=False)
    asked: set[str] = set()
    refused = _refusals(alice)
    alice.page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    alice.sign_in()
    alice.begin(bob)
    alice.say("Hello")
    alice.hears("Hello")
    alice.page.get_by_role("button", name="Emoji").click()
    expect(alice.page.get_by_role("gridcell").first).to_be_visible()

    own = (web_url, outputs["graphqlUrl"], outputs["awsEndpoint"])
    assert asked <= {urlsplit(url).netloc for url in own}
    assert refused == []


def test_graphiql_asks_as_the_person_who_is_signed_in(person: NewPerson) -> None:
    alice = person("Alice")
    refused = _refusals(alice)

    alice.page.goto(f"{alice.web_url}/graphiql")
    editor = alice.page.get_by_role("region", name="Operation Editor")
    expect(editor).to_contain_text("conversationId", timeout=30_000)
    alice.page.get_by_role("button", name="Execute query").click()

    answer = alice.page.get_by_role("region", name="Result Window")
    expect(answer).to_contain_text("entries", timeout=15_000)
    assert refused == []
