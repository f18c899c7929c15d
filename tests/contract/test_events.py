from tests.contract import events, story
from tests.contract.project import Project
from tests.contract.story import Outcome


def test_events_docs_schema_and_template_agree(project: Project) -> None:
    assert [*events.check(project)] == []


def test_the_story_comes_out_as_it_is_told(outcomes: list[Outcome]) -> None:
    assert [*story.unexpected(outcomes)] == []
