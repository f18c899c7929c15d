import pytest

from benchmarks import markdown
from benchmarks.result import Figure, median_of

DOCUMENT = """before
<!-- table: one -->
old
<!-- end -->
between
<!-- table: two -->
<!-- end -->
"""


def test_a_table_is_written_between_its_marks_and_nowhere_else() -> None:
    assert (
        markdown.filled(DOCUMENT, {"one": "new\n"})
        == """before
<!-- table: one -->
new
<!-- end -->
between
<!-- table: two -->
<!-- end -->
"""
    )


def test_a_document_tells_which_tables_it_has_a_place_for() -> None:
    assert markdown.places(DOCUMENT) == ["one", "two"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(3, "3"), (0.12345, "0.123"), (14.5, "14.5"), (1234.5, "1,234"), (1e6, "1,000,000")],
)
def test_numbers_have_three_digits_and_thousands_their_commas(value: float, shown: str) -> None:
    assert markdown.number(value) == shown


def test_a_figure_is_shown_with_the_spread_of_its_runs() -> None:
    assert markdown.shown(median_of([3, 1, 2], "ms", tolerance=2)) == "2 (1 … 3)"
    assert markdown.shown(Figure(value=2, unit="ms")) == "2"
