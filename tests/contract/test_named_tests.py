"""Pages that promise something name tests that exist, and count what they promise."""

import re

import pytest

from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = ("threat-model.md", "features.md")


@pytest.mark.parametrize("page", PAGES)
def test_every_test_that_a_page_names_exists(page: str) -> None:
    named = set(re.findall(r"`(test_\w+)`", (DOCS / page).read_text()))
    existing = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)", file.read_text())
    }

    assert named
    assert named - existing == set()


def rows() -> list[list[str]]:
    """The cells of each feature: its name, how far, how, and the test."""
    lines = re.findall(r"^\|(.*)\|$", (DOCS / "features.md").read_text(), re.M)
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [row for row in cells if row[1] in {"yes", "part", "no"}]


def test_exactly_what_is_there_is_pinned_by_a_test() -> None:
    assert {name for name, here, _, test in rows() if (here != "no") != bool(test)} == set()


def test_the_features_are_counted_as_they_are_listed() -> None:
    told = re.search(
        r"Of (\d+)\srows, (\d+) say yes and (\d+) part", (DOCS / "features.md").read_text()
    )
    answers = [here for _, here, *_ in rows()]

    assert told
    assert [int(number) for number in told.groups()] == [
        len(answers),
        answers.count("yes"),
        answers.count("part"),
    ]
