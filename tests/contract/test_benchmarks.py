"""The documents say what was measured."""

from pathlib import Path

import pytest

from benchmarks import documents, markdown
from benchmarks.documents import DOCUMENTS
from benchmarks.result import RECORDED, ROOT, read

TEXTS = [pytest.param((ROOT / name).read_text(), id=name) for name in DOCUMENTS]


@pytest.mark.parametrize("text", TEXTS)
def test_a_document_equals_what_the_recorded_results_make_of_it(text: str) -> None:
    written = markdown.filled(text, documents.tables())

    assert text == written, "Run `.venv/bin/python -m benchmarks tables`."


def test_every_table_that_the_results_make_stands_in_a_document() -> None:
    shown = {place for name in DOCUMENTS for place in markdown.places((ROOT / name).read_text())}

    assert set(documents.tables()) <= shown


@pytest.mark.parametrize("file", sorted(RECORDED.glob("*.json")), ids=lambda file: file.stem)
def test_a_recorded_result_says_on_what_it_was_measured(file: Path) -> None:
    found = read(RECORDED, file.stem)

    assert found is not None
    assert found.name == file.stem
    assert found.machine.cores > 0
    assert found.commit != "unknown"
