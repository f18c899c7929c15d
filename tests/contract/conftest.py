"""The project itself, a copy to plant mistakes in, and the story played once."""

import shutil
from collections.abc import Callable

import pytest

from tests.contract import story
from tests.contract.project import ROOT, Project
from tests.contract.story import Outcome

_COPIED = (
    *("template.yaml", "schema.graphql", "operations.graphql"),
    *("docs/operations.md", "docs/authorization.md", "web/src/graphql/grants.ts"),
)


@pytest.fixture(scope="session")
def project() -> Project:
    return Project(ROOT)


@pytest.fixture(scope="session")
def outcomes(project: Project) -> list[Outcome]:
    return story.play(project)


@pytest.fixture(scope="session")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Project]:
    """Makes copies, each to be changed before it is read."""

    def copied() -> Project:
        root = tmp_path_factory.mktemp("project")
        for name in _COPIED:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, root / name)
        for folder in ("events", "src", "releases"):
            shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__*__"))
        return Project(root)

    return copied


@pytest.fixture
def copy(copies: Callable[[], Project]) -> Project:
    """A copy to be changed before it is read."""
    return copies()
