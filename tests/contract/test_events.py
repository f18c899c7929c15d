from generation import files
from tests.contract import events, story
from tests.contract.project import Project
from tests.contract.story import Outcome


def test_the_storys_calls_fit_schema_and_template(project: Project) -> None:
    assert [*events.check(project)] == []


def test_every_generated_file_is_what_its_sources_make_of_it(project: Project) -> None:
    assert [*files.stale(project.root)] == [], "Run `make generate`."


def test_the_story_comes_out_as_it_is_told(outcomes: list[Outcome]) -> None:
    assert [*story.unexpected(outcomes)] == []
