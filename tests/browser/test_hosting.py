"""The app is served as Amplify Hosting serves it."""

from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from local_cloud.outputs import Outputs


def _status(url: str) -> int:
    try:
        with urlopen(url) as answer:  # noqa: S310 - our own server
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


def _get(url: str) -> tuple[bytes, dict[str, str]]:
    with urlopen(url) as answer:  # noqa: S310 - our own server
        return answer.read(), {name.lower(): value for name, value in answer.headers.items()}


@pytest.mark.parametrize("path", ["/", "/c/abc", "/c/abc/details", "/sign-in"])
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
