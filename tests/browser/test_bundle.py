"""What the app loads, and from whom."""

import gzip
import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from local_cloud.outputs import Outputs
from tests.browser.conftest import NewPerson
from tests.browser.person import Person, refusals
from tests.figures import Figure

LARGEST_KB = 250


def test_the_first_javascript_is_small(dist: Path, figure: Figure) -> None:
    page = (dist / "index.html").read_text()
    scripts = re.findall(r'<(?:script|link rel="modulepreload")[^>]*"/(.+?\.js)"', page)

    sizes = [len(gzip.compress((dist / script).read_bytes())) / 1000 for script in scripts]

    figure(f"initial JavaScript: {sum(sizes):.0f} KB gzip in {len(sizes)} files")
    assert any("index-" in script for script in scripts)
    assert sum(sizes) <= LARGEST_KB


def test_nobody_else_is_asked_for_anything(person: NewPerson, outputs: Outputs) -> None:
    alice, bob = person("Alice", signed_in=False), person("Bob", signed_in=False)
    asked, refused = _origins_asked(alice.page), refusals(alice.page)

    alice.sign_in()
    alice.begin(bob)
    alice.say("https://example.com/picture.png")
    alice.hears("https://example.com/picture.png")
    _open_what_loads_late(alice)

    ours = [alice.web_url, outputs["graphqlUrl"], outputs["realtimeUrl"], outputs["awsEndpoint"]]
    assert asked - {"blob://"} == {_origin(url) for url in ours}
    assert refused == []


def _origins_asked(page: Page) -> set[str]:
    """The origins that are asked for anything from now on."""
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(_origin(request.url)))
    page.on("websocket", lambda socket: asked.add(_origin(socket.url)))
    return asked


def _open_what_loads_late(person: Person) -> None:
    page = person.page
    page.get_by_role("button", name="Emoji").click()
    expect(page.get_by_role("gridcell", name="Grinning face", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Details").click()
    page.get_by_role("button", name="Profile and settings").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.goto(f"{person.web_url}/graphiql")
    expect(page.get_by_role("button", name="Execute query")).to_be_visible(timeout=15_000)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
