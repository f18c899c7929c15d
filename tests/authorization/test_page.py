"""The page speaks of every entrance and every caller, and of nothing else."""

import pytest

from tests.authorization.calls import situations
from tests.authorization.page import PAGE, findings, read
from tests.conftest import ROOT
from tests.contract.project import Project

TEXT = (ROOT / PAGE).read_text()


def test_the_page_speaks_of_every_entrance_and_explains_itself(project: Project) -> None:
    assert [*findings(read(TEXT), project)] == []


def test_every_situation_on_the_page_is_a_case_of_the_story() -> None:
    assert read(TEXT).rows - situations() == set()


@pytest.mark.parametrize(
    ("written", "mistaken", "finding"),
    [
        ("| `Query.sync` ", "| `Query.sink` ", "Query.sync has no row"),
        ("| `Query.sync` ", "| `Query.sink` ", "Query.sink has a row, but is no entrance"),
        ("| stranger     |", "| passer-by    |", "passer-by is not both a column and explained"),
        ("| Forbidden ", "| Forbiden  ", "Forbiden is not both a cell and explained"),
        ("| `@aws_iam`  ", "| `@aws_lambda` ", "the directives of Mutation.publishInbox"),
    ],
)
def test_a_mistake_on_the_page_is_named(
    project: Project, written: str, mistaken: str, finding: str
) -> None:
    copy = read(TEXT.replace(written, mistaken, 1))

    found = [*findings(copy, project)]

    assert any(finding in each for each in found)


def test_a_row_with_a_cell_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="needs 21 cells"):
        read(TEXT.replace("| policy ", "", 1))
