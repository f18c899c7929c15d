"""Access tokens live for an hour. People stay longer, and close their laptops meanwhile."""

from collections.abc import Callable
from itertools import count

from playwright.sync_api import Request, expect

from local_cloud.outputs import Outputs
from tests.browser.conftest import NewPerson
from tests.browser.person import Person

AFTER_EXPIRY_MS = 2 * 60 * 60_000
AMPLIFYS_ATTEMPTS = 3
"""After so many it gives up: whatever comes then, the app has asked for again."""


def test_a_token_that_expires_while_connected_is_renewed_and_talk_goes_on(
    person: NewPerson,
) -> None:
    alice, bob = _both_in(person)
    first_token = _token(alice)

    with alice.page.expect_request(_renews_the_token):
        alice.page.clock.fast_forward(AFTER_EXPIRY_MS)
    bob.say("Still there?")
    alice.hears("Still there?")
    with alice.page.expect_request(_sends_a_message) as sending:
        alice.say("Still here")
    bob.hears("Still here")

    assert sending.value.headers["authorization"] == _token(alice)
    assert _token(alice) != first_token


def test_a_token_that_cannot_be_renewed_for_want_of_a_network_signs_nobody_out(
    person: NewPerson, outputs: Outputs
) -> None:
    alice, bob = _both_in(person)
    cognito = f"{outputs['awsEndpoint']}/**"
    alice.page.route(cognito, lambda route: route.abort())

    with alice.page.expect_event("requestfailed", _gives_up_and_asks_again()):
        alice.page.clock.fast_forward(AFTER_EXPIRY_MS)
    alice.say("From the tunnel")
    alice.hears("From the tunnel")
    with alice.page.expect_event("requestfailed", _gives_up_and_asks_again()):
        alice.page.reload()
    alice.page.unroute(cognito)

    bob.hears("From the tunnel")
    alice.hears("From the tunnel")


def test_a_session_that_was_ended_elsewhere_asks_to_sign_in_again(
    person: NewPerson, outputs: Outputs
) -> None:
    alice, _ = _both_in(person)
    alice.page.route(
        f"{outputs['awsEndpoint']}/**",
        lambda route: route.fulfill(
            status=400,
            headers={"access-control-allow-origin": "*"},
            json={"__type": "NotAuthorizedException", "message": "Refresh Token has been revoked"},
        ),
    )

    alice.page.clock.fast_forward(AFTER_EXPIRY_MS)

    expect(alice.page.get_by_text("Your session has expired.")).to_be_visible(timeout=15_000)


def _both_in(person: NewPerson) -> tuple[Person, Person]:
    """Two people in a conversation; the clock of Alice's page can be put forward."""
    alice, bob = person("Alice", signed_in=False), person("Bob")
    alice.page.clock.install()
    alice.sign_in()
    alice.begin(bob)
    alice.say("Hello")
    bob.open(alice.name)
    bob.hears("Hello")
    return alice, bob


def _token(someone: Person) -> str:
    token: str = someone.page.evaluate(
        "localStorage[Object.keys(localStorage).find(key => key.endsWith('.accessToken'))]"
    )
    return token


def _renews_the_token(request: Request) -> bool:
    return request.headers.get("x-amz-target", "").endswith("GetTokensFromRefreshToken")


def _gives_up_and_asks_again() -> Callable[[Request], bool]:
    failures = count(1)
    return lambda request: _renews_the_token(request) and next(failures) > AMPLIFYS_ATTEMPTS


def _sends_a_message(request: Request) -> bool:
    return "sendMessage" in (request.post_data or "")
