"""The app as Amplify Hosting would serve it, and a browser for every person.

The app is built where it is not, which takes Node; the browser is an installed Chromium. Where one
of them is missing, these tests do not run, and say so.
"""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    StorageState,
    expect,
    sync_playwright,
)

from chat_client import Stack, connect
from local_cloud import web
from local_cloud.outputs import Outputs
from local_cloud.seed import sign_up, user_pools
from tests.browser.person import PASSWORD, Person
from tests.second_appsync import free_port

ROOT = Path(__file__).parent.parent.parent
SERVER = ROOT / "web" / "hosting" / "serve.py"
# The shell has no window to draw, which saves two fifths of the processor.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

# Playwright's 5 s say how busy the machine is, not whether the app is right.
expect.set_options(timeout=15_000)

type NewPerson = Callable[..., Person]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The command."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("Chromium is missing: apt-get install chromium-headless-shell, or chromium")
    return path


@pytest.fixture(scope="module")
def browser(chromium: str, outputs: Outputs) -> Iterator[Browser]:
    """One Chromium for all of a module; people have contexts of their own in it.

    outputs: the stack is up before Playwright's loop runs in this thread, where no other may then.
    It ends with the module, since those of other folders have loops of their own.
    """
    with sync_playwright() as started:
        launched = started.chromium.launch(executable_path=chromium, args=["--disable-gpu"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def dist() -> Path:
    """The folder of the built app."""
    if reason := web.lacking():
        pytest.skip(reason)
    web.build_app(ROOT)
    return ROOT / "web" / "dist"


@pytest.fixture(scope="session")
def web_url(
    dist: Path, outputs: Outputs, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Where the app is served, with the headers and rewrites of Amplify Hosting."""
    outputs_file = tmp_path_factory.mktemp("web") / "outputs.json"
    outputs_file.write_text(json.dumps(outputs))
    port = free_port()
    given = ["--dist", str(dist), "--outputs", str(outputs_file), "--port", str(port)]
    server = subprocess.Popen([sys.executable, str(SERVER), *given])
    url = f"http://localhost:{port}"
    try:
        _wait_for(f"{url}/config.json")
        yield url
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture
def person(browser: Browser, web_url: str, stack: Stack, outputs: Outputs) -> Iterator[NewPerson]:
    """Makes people who have signed up, chosen a name and signed in; options go to the browser.

    comes_back: whether the app is open already.
    """
    contexts: list[BrowserContext] = []

    def newcomer(
        name: str = "Robin", *, signed_in: bool = True, comes_back: bool = True, **options: Any
    ) -> Person:
        username = f"p{uuid.uuid4().hex[:12]}"
        sign_up(outputs, username, PASSWORD)
        display_name = f"{name} {username[1:6]}"
        user = ask(stack, username, "updateProfile", input={"displayName": display_name})
        options = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB"} | options
        if signed_in:
            options["storage_state"] = _signed_in(outputs, username, web_url)
        context = browser.new_context(**options)
        contexts.append(context)
        made = Person(user["id"], username, display_name, web_url, context.new_page())
        if signed_in and comes_back:
            made.come_back()
        return made

    yield newcomer
    for context in contexts:
        context.close()


def _signed_in(outputs: Outputs, username: str, web_url: str) -> StorageState:
    """What Amplify keeps of somebody who signed in before; test_sign_in does it on the screen."""
    client = outputs["userPoolClientId"]
    tokens = user_pools(outputs).initiate_auth(
        ClientId=client,
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": username, "PASSWORD": PASSWORD},
    )["AuthenticationResult"]
    kept = {
        "LastAuthUser": username,
        f"{username}.accessToken": tokens["AccessToken"],
        f"{username}.idToken": tokens["IdToken"],
        f"{username}.refreshToken": tokens["RefreshToken"],
        f"{username}.clockDrift": "0",
    }
    items: list[Any] = [
        {"name": f"CognitoIdentityServiceProvider.{client}.{name}", "value": value}
        for name, value in kept.items()
    ]
    return {"origins": [{"origin": web_url, "localStorage": items}]}


@pytest.fixture
def two(person: NewPerson, stack: Stack) -> tuple[Person, Person]:
    """Alice and Bob, with their conversation open, in which Alice has said hello."""
    alice, bob = person("Alice", comes_back=False), person("Bob", comes_back=False)
    opening = {
        "kind": "DIRECT",
        "memberIds": [bob.user_id],
        "clientConversationId": str(uuid.uuid4()),
    }
    conversation = ask(stack, alice.username, "createConversation", input=opening)
    hello = {
        "conversationId": conversation["id"],
        "body": "Hello",
        "clientMessageId": str(uuid.uuid4()),
    }
    ask(stack, alice.username, "sendMessage", input=hello)
    for each in (alice, bob):
        each.come_back(conversation["id"])
        each.hears("Hello")
    return alice, bob


def ask(stack: Stack, username: str, field: str, **variables: Any) -> Any:
    """One operation in someone's name, past the screen."""
    [answer] = ask_all(stack, username, field, [variables])
    return answer


def ask_all(
    stack: Stack, username: str, field: str, all_variables: Iterable[dict[str, Any]]
) -> list[Any]:
    """The same operation time after time, after one sign-in."""

    async def call() -> list[Any]:
        async with connect(stack, username, PASSWORD) as chat:
            return [await chat.call(field, **variables) for variables in all_variables]

    # Playwright's loop runs in this thread already.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, call()).result()


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            urlopen(url).close()  # noqa: S310 - our own server
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
