"""Promise G11: the clients of every release go on working."""

import re
import tomllib
from pathlib import Path

from generation import releases
from tests.contract import compatibility
from tests.contract.project import ROOT, Project

RELEASED = re.compile(r"(?m)^## (\d+\.\d+\.\d+)\b")


def test_nothing_breaks_the_clients_of_a_release(project: Project) -> None:
    assert [*compatibility.check(project)] == []


def test_every_release_is_kept(project: Project) -> None:
    told = RELEASED.findall((ROOT / "CHANGELOG.md").read_text())

    assert [release.version for release in releases.read(ROOT)] == told[::-1]


def test_the_projects_version_is_that_of_the_last_release() -> None:
    described = tomllib.loads(Path(ROOT / "pyproject.toml").read_text())

    *_, last = releases.read(ROOT)
    assert described["project"]["version"] == last.version
