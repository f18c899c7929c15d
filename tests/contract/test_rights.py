from tests.contract import rights, story
from tests.contract.project import Project
from tests.contract.story import Outcome


def test_every_role_names_what_it_grants(project: Project) -> None:
    assert [*rights.check(project)] == []


def test_every_function_may_do_what_it_was_seen_to_do(
    project: Project, outcomes: list[Outcome]
) -> None:
    assert [*rights.lacking(project, story.used_by_function(outcomes))] == []


def test_no_role_grants_more_than_its_function_needs(
    project: Project, outcomes: list[Outcome]
) -> None:
    assert [*rights.idle(project, story.used_by_function(outcomes))] == []
