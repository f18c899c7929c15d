"""What the workshop quotes of the code and of the screen stands there."""

import re
import textwrap

import pytest

from tests.contract.project import ROOT

WORKSHOP = (ROOT / "docs" / "workshop.md").read_text()
CODE = [
    *(ROOT / name for name in ("template.yaml", "schema.graphql", "amplify.yml")),
    *(ROOT / "src").rglob("*.py"),
]
ASKED = ("mutation", "subscription {", "query", "{")
"""What the reader sends is no quotation."""


def blocks() -> list[str]:
    found = re.findall(r"^```(?:python|yaml|graphql)\n(.*?)^```", WORKSHOP, re.M | re.S)
    return [block for block in found if not block.startswith(ASKED)]


@pytest.mark.parametrize("block", blocks())
def test_a_quoted_block_stands_in_the_code_as_it_is_quoted(block: str) -> None:
    quoted = textwrap.dedent(block)

    assert any(quoted in outdented(file.read_text(), to=quoted) for file in CODE)


def sentences() -> list[str]:
    prose = re.sub(r"^```.*?^```", "", WORKSHOP, flags=re.M | re.S)
    return re.findall(r'"([A-Z][^"]+\.)"', prose)


@pytest.mark.parametrize("sentence", sentences())
def test_a_quoted_sentence_stands_on_a_screen_of_the_web_app(sentence: str) -> None:
    screens = (ROOT / "web" / "src").rglob("*.tsx")

    assert any(sentence in screen.read_text() for screen in screens)


def outdented(code: str, *, to: str) -> str:
    """The code, moved to the left as far as the first line of a quotation was."""
    first = re.search(rf"^( *){re.escape(to.splitlines()[0])}$", code, re.M)
    return re.sub(rf"^{first[1]}", "", code, flags=re.M) if first else code
