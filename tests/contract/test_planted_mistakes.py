"""Each check can fail: a mistake planted in a copy of the project is found, and named."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tests.contract import events, lint, rights, story, wiring
from tests.contract.project import Project
from tests.contract.story import Outcome


def change(project: Project, name: str, old: str, new: str) -> None:
    path = project.root / name
    text = path.read_text()
    assert old in text, f"{name} has no {old!r} any more"
    path.write_text(text.replace(old, new, 1))


def in_template(old: str, new: str) -> Callable[[Project], None]:
    return lambda project: change(project, "template.yaml", old, new)


def in_schema(old: str, new: str) -> Callable[[Project], None]:
    return lambda project: change(project, "schema.graphql", old, new)


WIRING = {
    "a wrong key schema": (
        wiring.table_keys,
        in_template(
            "{AttributeName: SK, KeyType: RANGE}", "{AttributeName: GSI1SK, KeyType: RANGE}"
        ),
        "ChatTable: its key must be ['PK', 'SK']",
    ),
    "a resolver on a field that is not there": (
        wiring.fields,
        in_template("FieldName: markRead", "FieldName: markSeen"),
        "schema.graphql has no field Mutation.markSeen",
    ),
    "a field without a resolver": (
        wiring.fields,
        in_schema("type Query {", "type Query {\n  search(text: String!): [Message!]!"),
        "Query.search has no resolver",
    ),
    "a handler that is not there": (
        wiring.handlers,
        lambda project: (project.root / "src/chat/handlers/messages/send_message.py").unlink(),
        "chat.handlers.messages.send_message.lambda_handler: ModuleNotFoundError",
    ),
    "a handler that is called otherwise": (
        wiring.handlers,
        in_template("chat.handlers.people.me.lambda_handler", "chat.handlers.people.me.handler"),
        "MeFunction: chat.handlers.people.me.handler: AttributeError",
    ),
    "an ignored directive": (
        wiring.schema,
        in_schema("me: User!", 'me: User! @aws_auth(cognito_groups: ["admins"])'),
        "@aws_auth is ignored",
    ),
    "a mapping template": (
        wiring.resolvers,
        in_template("FieldName: me\n", 'FieldName: me\n      RequestMappingTemplate: "{}"\n'),
        "QueryMeResolver: a direct resolver has no RequestMappingTemplate",
    ),
    "code from another folder": (
        wiring.functions,
        in_template(
            "Handler: chat.handlers.people.me.lambda_handler",
            "Handler: chat.handlers.people.me.lambda_handler\n      CodeUri: elsewhere/",
        ),
        "MeFunction: every function's CodeUri is src/",
    ),
    "logs that are kept for ever": (
        wiring.log_groups,
        in_template("-me\n      RetentionInDays: !Ref LogRetentionDays", "-me"),
        "MeLogGroup: without RetentionInDays",
    ),
    "a function without a log group": (
        wiring.log_groups,
        in_template("      LoggingConfig: {LogGroup: !Ref MeLogGroup}\n", ""),
        "MeFunction: it has no log group",
    ),
    "a function that nothing calls": (
        wiring.functions,
        in_template(
            "DataSourceName: !GetAtt MeDataSource.Name",
            "DataSourceName: !GetAtt UserDataSource.Name",
        ),
        "MeFunction: nothing calls it",
    ),
    "a function that AppSync may not invoke": (
        wiring.data_sources,
        in_template("                  - !GetAtt MeFunction.Arn\n", ""),
        "AppSyncInvokeRole: it may not invoke MeFunction",
    ),
}


@pytest.mark.parametrize(("check", "plant", "finding"), WIRING.values(), ids=WIRING)
def test_a_broken_link_is_named(
    copy: Project,
    check: Callable[[Project], Iterator[str]],
    plant: Callable[[Project], None],
    finding: str,
) -> None:
    plant(copy)

    assert any(finding in found for found in check(copy))


LINT = {
    "an undeclared key": (
        "{AttributeName: SK, KeyType: RANGE}",
        "{AttributeName: SortKey, KeyType: RANGE}",
        "SortKey",
    ),
    "a projection that does not exist": ("KEYS_ONLY}", "KEYS}", "'KEYS' is not one of"),
    "an attribute that does not exist": ("ChatTable.StreamArn", "ChatTable.Stream", "'Stream'"),
}


@pytest.mark.parametrize(("old", "new", "finding"), LINT.values(), ids=LINT)
def test_what_the_emulator_accepts_is_refused_here(
    copy: Project, old: str, new: str, finding: str
) -> None:
    change(copy, "template.yaml", old, new)

    assert any(finding in found for found in lint.of_expansion(copy, "prod"))


def test_a_role_without_the_verb_of_a_store_call_is_named(
    copy: Project, outcomes: list[Outcome]
) -> None:
    granted = "[dynamodb:GetItem, dynamodb:PutItem, dynamodb:UpdateItem]"
    change(copy, "template.yaml", granted, "[dynamodb:GetItem, dynamodb:UpdateItem]")

    found = [*rights.lacking(copy, story.used_by_function(outcomes))]

    assert found == ["UpdateConversationFunction: it calls PutItem, which its role does not grant."]


def test_a_role_with_a_verb_too_many_is_named(copy: Project, outcomes: list[Outcome]) -> None:
    change(copy, "template.yaml", "dynamodb:UpdateItem]", "dynamodb:UpdateItem, dynamodb:Scan]")

    found = [*rights.idle(copy, story.used_by_function(outcomes))]

    assert found == [
        "CreateConversationFunction: its role grants Scan, which no event of the story uses."
    ]


def test_a_wildcard_is_named(copy: Project) -> None:
    change(copy, "template.yaml", "Resource: !GetAtt ChatTable.Arn", 'Resource: "*"')

    assert "MeFunctionRole: name what it may use instead of a wildcard." in rights.check(copy)


def test_rights_that_are_documented_otherwise_are_named(copy: Project) -> None:
    change(copy, "docs/operations.md", "| `GetItem` `PutItem` |", "| `GetItem` |")

    (found,) = rights.check(copy)

    assert found.startswith("MeFunction: its role grants GetItem, PutItem")


def edit(project: Project, name: str, path: str, value: object) -> None:
    file = project.root / "events" / f"{name}.json"
    event = json.loads(file.read_text())
    *parents, last = path.split(".")
    place = event
    for parent in parents:
        place = place[parent]
    place[last] = value
    file.write_text(json.dumps(event))


EVENTS = {
    "an argument that does not fit": (
        ("Mutation.markRead", "arguments.input.seq", "one"),
        "events/Mutation.markRead.json: argument input: Int cannot represent",
    ),
    "an argument that is not there": (
        ("Query.user", "arguments.name", "bob"),
        "events/Query.user.json: Query.user has no argument name",
    ),
    "a default that is left out": (
        ("Query.inbox", "arguments", {}),
        "events/Query.inbox.json: argument limit: AppSync sends its default, 50",
    ),
    "another field's event": (
        ("Query.me", "info.fieldName", "user"),
        "events/Query.me.json: its info names another field",
    ),
    "a key that AppSync does not send": (
        ("Query.me", "result", None),
        "events/Query.me.json: its keys must be",
    ),
    "a selection of what is not there": (
        ("Query.me", "info.selectionSetGraphQL", "{\n  email\n}"),
        "events/Query.me.json: Cannot query field 'email'",
    ),
    "two selections": (
        ("Query.me", "info.selectionSetList", ["id"]),
        "events/Query.me.json: selectionSetList is not the list",
    ),
    "somebody's address": (
        ("Query.me", "identity.claims.email", "someone@example.org"),
        "events/Query.me.json: someone@example.org looks like an e-mail address",
    ),
    "a token": (
        ("Query.me", "request.headers.authorization", "eyJhbGciOiJSUzI1NiJ9.e30.c2ln"),
        "looks like a token",
    ),
    "a token that lives for a year": (
        ("Query.me", "identity.claims.exp", 1800000000),
        "events/Query.me.json: its token lives longer than an hour",
    ),
    "a record that the filter keeps out": (
        ("ChatTable.stream", "Records", [{"dynamodb": {"NewImage": {"entity": {"S": "Message"}}}}]),
        "events/ChatTable.stream.json: the filter in template.yaml keeps this record out",
    ),
}


@pytest.mark.parametrize(("planted", "finding"), EVENTS.values(), ids=EVENTS)
def test_an_event_that_does_not_fit_is_named(
    copy: Project, planted: tuple[str, str, object], finding: str
) -> None:
    edit(copy, *planted)

    assert any(finding in found for found in events.check(copy))


def test_an_undocumented_operation_is_named(copy: Project) -> None:
    path = copy.root / "docs/operations.md"
    rows = path.read_text().splitlines(keepends=True)
    path.write_text("".join(row for row in rows if not row.startswith("| `Query.heads`")))

    assert "Query.heads: docs/operations.md has no row for it." in events.check(copy)


def test_an_operation_without_an_event_is_named(copy: Project) -> None:
    (copy.root / "events/Query.heads.json").unlink()

    found = [*events.check(copy)]

    assert "events/Query.heads.json is missing." in found
    assert "events/story.yaml: there is no events/Query.heads.json." in found


def test_an_event_that_the_story_leaves_out_is_named(copy: Project) -> None:
    shutil.copy(copy.root / "events/Query.me.json", copy.root / "events/Query.me.again.json")

    assert [*events.check(copy)] == [
        "events/Query.me.again.json: events/story.yaml does not tell it."
    ]


def test_a_step_that_comes_out_otherwise_is_named(outcomes: list[Outcome]) -> None:
    first, *_ = outcomes
    told = dict(first.step) | {"result": {"username": "bob"}}

    (found,) = story.unexpected([replace(first, step=told)])

    assert found.startswith("Query.me: expected {'username': 'bob'}")
