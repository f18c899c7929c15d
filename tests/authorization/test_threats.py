"""The threat model names tests that exist."""

import re

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "threat-model.md"


def test_every_test_that_the_threat_model_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE.read_text()))
    existing = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)", file.read_text())
    }

    assert named
    assert named - existing == set()
