"""The audits of GraphQL over HTTP, against a list of what they find here and why."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from chat_client import Stack
from local_cloud import web
from tests.conftest import ROOT
from tests.signed_in import Person

FOLDER = Path(__file__).parent
CONFORMANCE = ROOT / "docs" / "conformance.md"
DEVIATION = re.compile(r"^\| (?P<id>[0-9A-F]{4}) \| (?P<name>.+?) \| (?P<reason>.+?) \|$", re.M)
_PATIENCE_S = 60


@pytest.fixture(scope="module")
def results(stack: Stack) -> list[dict[str, Any]]:
    """What each audit found."""
    if reason := web.lacking():
        pytest.skip(reason)
    if not (FOLDER / "node_modules").exists():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit"], cwd=FOLDER, check=True)
    alice = Person(stack, "alice", stack.passwords["alice"])
    asked = {"url": stack.graphql_url, "authorization": alice.authorization}
    ran = subprocess.run(
        [str(shutil.which("node")), str(FOLDER / "audit.mjs")],
        input=json.dumps(asked),
        check=True,
        capture_output=True,
        text=True,
        timeout=_PATIENCE_S,
    )
    found: list[dict[str, Any]] = json.loads(ran.stdout)
    return found


def test_the_audits_find_what_the_documentation_lists(results: list[dict[str, Any]]) -> None:
    listed = {match["id"]: match["name"] for match in DEVIATION.finditer(CONFORMANCE.read_text())}

    found = {each["id"]: each["name"] for each in results if each["status"] != "ok"}

    assert found == listed


def test_what_the_specification_requires_holds(results: list[dict[str, Any]]) -> None:
    assert len(results) > 50
    assert [each["name"] for each in results if each["status"] == "error"] == []
