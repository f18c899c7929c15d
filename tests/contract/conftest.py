"""The project itself, a copy to plant mistakes in, and the story played once."""

import shutil
from pathlib import Path

import pytest

from tests.contract import story
from tests.contract.project import ROOT, Project
from tests.contract.story import Outcome

_COPIED = ("template.yaml", "schema.graphql", "operations.graphql", "docs/operations.md")


@pytest.fixture(scope="session")
def project() -> Project:
    return Project(ROOT)


@pytest.fixture(scope="session")
def outcomes(project: Project) -> list[Outcome]:
    return story.play(project)


@pytest.fixture
def copy(tmp_path: Path) -> Project:
    """A copy to be changed before it is read."""
    (tmp_path / "docs").mkdir()
    for name in _COPIED:
        shutil.copy(ROOT / name, tmp_path / name)
    for folder in ("events", "src"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__*__"))
    return Project(tmp_path)
