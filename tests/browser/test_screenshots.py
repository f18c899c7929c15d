"""The pictures of the README: written to docs/images when PICTURES is set, else only drawn."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from chat_client import Stack
from tests.browser.conftest import ROOT, NewPerson, ask, ask_all
from tests.browser.person import Person

STORY = (
    ("Bob", "Morning! The new stack is up since last night."),
    ("Bob", "It starts a good deal faster than the old one."),
    ("Carol", "Lovely. What did it take?"),
    (
        "Bob",
        "Mostly *compiled* bytecode in the bundle, and one import fewer on the hot path. "
        "I wrote it down: https://docs.example.com/faster",
    ),
    ("Alice", "Reading it now"),
    ("Alice", "👏👏"),
    ("Carol", "Does that hold on arm64 as well?"),
    ("Bob", "Yes, even a little better."),
    ("Alice", "**Plan for today**\n1. Freeze the schema\n2. Walk through the sign-up\n3. Cake"),
    ("Carol", "I like a plan that ends that way 😄"),
    ("Bob", "Train is entering a tunnel, back in ten minutes."),
    ("Alice", "Go ahead, nothing gets lost."),
    ("Bob", "Out again. Everything arrived, and in order 🚇"),
)
ANSWERS = {8: 7}
"""The messages that answer others, by their numbers."""

REACTIONS = (("Alice", 4, "🎉"), ("Carol", 4, "🎉"), ("Bob", 9, "👍"), ("Carol", 9, "🍰"))
"""Who reacts to which message, and how."""

PLAN = 9
"""Its number: it is pinned, and talked about in its thread."""

THREAD = (
    ("Bob", "Carrot or chocolate?"),
    ("Carol", "*Both*, says everybody I asked."),
    ("Alice", "Both it is 🥕🍫"),
)
"""Alice speaks last, so she has read all of it."""

ELSEWHERE = (
    ("Book club", "Carol", "Chapter four by Sunday?"),
    ("Climbing on Thursdays", "Alice", "I bring the long rope."),
    ("Release notes", "Bob", "Two paragraphs left, then it is yours."),
)
"""Other groups of the three, the oldest first: title, who spoke last, and what."""

NAMES = {"Alice": "Alice Moreau", "Bob": "Bob Lindqvist", "Carol": "Carol Okafor"}

CONVERSATIONS = len(ELSEWHERE) + 3


@pytest.fixture
def people(person: NewPerson, stack: Stack) -> dict[str, Person]:
    """Alice, Bob and Carol in a group, some way into a conversation; Alice is signed in."""
    made = {name: person(name, signed_in=name == "Alice") for name in NAMES}
    for name, one in made.items():
        ask(stack, one.username, "updateProfile", input={"displayName": NAMES[name]})
    made["Alice"].page.reload()
    return made


def _tell(stack: Stack, people: dict[str, Person]) -> str:
    ids = {name: ask(stack, one.username, "me")["id"] for name, one in people.items()}
    groups = ask_all(
        stack,
        people["Alice"].username,
        "createConversation",
        (
            {
                "input": {
                    "kind": "GROUP",
                    "title": title,
                    "memberIds": [ids["Bob"], ids["Carol"]],
                    "clientConversationId": f"group-{number}-{ids['Alice']}",
                }
            }
            for number, title in enumerate([*(title for title, *_ in ELSEWHERE), "Launch crew"])
        ),
    )
    *others, crew = (group["id"] for group in groups)
    for conversation_id, (_, name, body) in zip(others, ELSEWHERE, strict=True):
        _say(stack, people[name], conversation_id, body, 0)
    for number, (name, body) in enumerate(STORY):
        _say(stack, people[name], crew, body, number, answers=ANSWERS.get(number + 1))
    for name, seq, emoji in REACTIONS:
        reaction = {"conversationId": crew, "seq": seq, "emoji": emoji}
        ask(stack, people[name].username, "addReaction", input=reaction)
    plan = {"conversationId": crew, "seq": PLAN}
    ask(stack, people["Carol"].username, "pinMessage", input=plan)
    for number, (name, body) in enumerate(THREAD):
        reply = {
            "conversationId": crew,
            "rootSeq": PLAN,
            "body": body,
            "clientMessageId": f"thread-{number:04}",
        }
        ask(stack, people[name].username, "sendReply", input=reply)
    reaction = {"conversationId": crew, "rootSeq": PLAN, "seq": len(THREAD), "emoji": "😋"}
    ask(stack, people["Carol"].username, "addReaction", input=reaction)
    for name, body in (("Carol", "Lunch at one?"), ("Bob", "See you at the station")):
        direct = ask(
            stack,
            people[name].username,
            "createConversation",
            input={
                "kind": "DIRECT",
                "memberIds": [ids["Alice"]],
                "clientConversationId": f"direct-{ids[name]}",
            },
        )
        _say(stack, people[name], direct["id"], body, 0)
    return str(crew)


def _say(
    stack: Stack,
    one: Person,
    conversation_id: str,
    body: str,
    number: int,
    *,
    answers: int | None = None,
) -> None:
    message = {
        "conversationId": conversation_id,
        "body": body,
        "clientMessageId": f"story-{number:04}",
        "replyTo": answers,
    }
    ask(stack, one.username, "sendMessage", input=message)


def test_the_chat_as_the_readme_shows_it(people: dict[str, Person], stack: Stack) -> None:
    alice = people["Alice"]
    conversation_id = _tell(stack, people)
    _all_read(conversation_id, stack, people)
    for theme in ("light", "dark"):
        alice.page.emulate_media(color_scheme=theme)
        alice.page.goto(f"{alice.web_url}/c/{conversation_id}/thread/{PLAN}")
        alice.hears(STORY[-1][1])
        thread = alice.page.get_by_role("complementary", name="Thread")
        expect(thread.get_by_text(THREAD[-1][1], exact=True)).to_be_visible()
        expect(alice.inbox.get_by_role("link")).to_have_count(CONVERSATIONS)
        _typing_seen(alice, conversation_id, stack, people["Carol"])
        _draw(alice.page, f"{theme}.png")

    alice.page.emulate_media(color_scheme="light")
    alice.page.set_viewport_size({"width": 360, "height": 740})
    alice.page.goto(f"{alice.web_url}/c/{conversation_id}")
    alice.hears(STORY[-1][1])
    _draw(alice.page, "phone.png")
    alice.page.goto(alice.web_url)
    expect(alice.inbox.get_by_role("link")).to_have_count(CONVERSATIONS)
    _draw(alice.page, "phone-inbox.png")


def _typing_seen(alice: Person, conversation_id: str, stack: Stack, other: Person) -> None:
    """Repeats it as a keyboard does: who has just opened the conversation may not hear it yet."""
    typing = {"conversationId": conversation_id, "typing": True}
    shown = alice.page.locator("[data-talk='conversation']").get_by_test_id("typing")
    for _ in range(10):
        ask(stack, other.username, "setTyping", input=typing)
        if shown.inner_text():
            break


def _all_read(conversation_id: str, stack: Stack, people: dict[str, Person]) -> None:
    read = {"conversationId": conversation_id, "seq": len(STORY)}
    for one in people.values():
        ask(stack, one.username, "markRead", input=read)


def _draw(page: Page, name: str) -> None:
    page.wait_for_timeout(500)
    drawn = page.screenshot()
    if os.environ.get("PICTURES"):
        target: Path = ROOT / "docs" / "images" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(drawn)
