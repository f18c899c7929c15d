"""Texts are shown with the formatting that their marks mean, and stored as they were typed."""

from playwright.sync_api import expect

from tests.browser.conftest import NewPerson
from tests.browser.person import Person, refusals
from tests.browser.test_accessibility import violations_in_both_themes

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
PLAN = """**Plan** for [today](https://example.com/plan) :tada:
> Freeze the schema, _please_

1. `make test`
2. ~~Panic~~ Cake"""
CODE = "```python\nprint('" + "far " * 40 + "')\n```"


def test_marks_become_what_they_mean_everywhere_but_in_a_line(person: NewPerson) -> None:
    copies = ["clipboard-read", "clipboard-write"]
    alice, bob = person("Alice", permissions=copies), person("Bob")
    refused = refusals(alice.page)
    alice.begin(bob)
    alice.say(PLAN)
    bob.open(alice.name)

    for each in (alice, bob):
        body = each.messages.get_by_test_id("body")
        expect(body.locator("strong")).to_have_text("Plan")
        expect(body.get_by_role("link", name="today")).to_have_attribute(
            "rel", "noopener noreferrer nofollow ugc"
        )
        expect(body).to_contain_text("🎉")
        expect(body.get_by_role("blockquote")).to_have_text("Freeze the schema, please")
        expect(body.get_by_role("listitem")).to_have_text(["make test", "Panic Cake"])
        expect(body.locator("s")).to_have_text("Panic")
    expect(bob.line(alice.name)).to_contain_text(
        "Plan for today 🎉 Freeze the schema, please 1. make"
    )

    alice.messages.locator("[data-seq]").hover()
    alice.messages.get_by_role("button", name="Copy text").click()
    expect(alice.page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert alice.page.evaluate("navigator.clipboard.readText()") == PLAN
    alice.say("```\nmake up\n```")
    alice.messages.get_by_role("button", name="Copy code").click()
    alice.page.wait_for_function("async () => await navigator.clipboard.readText() === 'make up'")
    assert refused == []


def test_formatted_texts_fit_a_phone_and_axe_finds_nothing_serious(person: NewPerson) -> None:
    alice, bob = person("Alice", **PHONE), person("Bob")
    bob.begin(alice)
    bob.say(PLAN)
    bob.say(CODE)
    bob.say("**" + "long" * 60 + "**")
    alice.line(bob.name).tap()
    alice.say(CODE)
    block = alice.messages.get_by_role("region", name="Code: python")
    expect(block).to_have_count(2)
    expect(alice.messages.locator("strong")).to_have_count(2)
    expect(alice.messages.locator("[data-draft]")).to_have_count(0)

    block.last.focus()
    alice.page.keyboard.press("ArrowRight")

    alice.page.wait_for_function("() => document.activeElement.scrollLeft > 0")
    assert "\n".join(violations_in_both_themes(alice.page)) == ""
    assert _overflow(alice) == 0


def _overflow(someone: Person) -> int:
    """Pixels by which the page, or the list of messages, is wider than the window."""
    widths = "[document.documentElement, document.querySelector('[data-testid=messages]')]"
    wider = f"Math.max(...{widths}.map(each => each.scrollWidth - window.innerWidth))"
    return int(someone.page.evaluate(wider))
