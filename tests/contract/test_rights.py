from tests.contract import rights, story
from tests.contract.project import Project
from tests.contract.story import Outcome


def test_every_role_grants_what_the_docs_say_and_names_it(project: Project) -> None:
    assert [*rights.check(project)] == []


def test_every_function_may_do_what_it_was_seen_to_do(
    project: Project, outcomes: list[Outcome]
) -> None:
    assert [*rights.lacking(project, story.used_by_function(outcomes))] == []


def test_no_role_grants_more_than_its_function_needs(
    project: Project, outcomes: list[Outcome]
) -> None:
    assert [*rights.idle(project, story.used_by_function(outcomes))] == []


def test_only_the_stream_function_may_publish_inbox_events(project: Project) -> None:
    publishing = {
        logical_id: statement["Resource"]
        for logical_id, function in project.functions.items()
        for policy in function.get("Policies", ())
        for statement in policy["Statement"]
        if statement["Action"] == "appsync:GraphQL"
    }

    mutation = {"Fn::Sub": "${ChatApi.Arn}/types/Mutation/fields/publishInbox"}
    assert publishing == {"PublishInboxEventsFunction": mutation}
