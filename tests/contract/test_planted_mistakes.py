"""Each check can fail: a mistake planted in a copy of the project is found, and named."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from generation import files
from story import steps
from story.steps import StoryError
from tests.contract import compatibility, events, lint, rights, story, wiring
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


def move_to_the_end_of_functions(project: Project, logical_id: str) -> None:
    text = project.template_path.read_text()
    before, block, after = re.split(rf"(?ms)^(  {logical_id}:\n.*?\n\n)(?=  \w)", text)
    last = "  UndeliveredInboxEventsQueue:\n"
    project.template_path.write_text(before + after.replace(last, block + last))


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
        in_template("MarkRead: {Field: markRead", "MarkRead: {Field: markSeen"),
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
        in_template(
            "TypeName: Query\n", 'TypeName: Query\n          RequestMappingTemplate: "{}"\n'
        ),
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
        in_template("          RetentionInDays: !Ref LogRetentionDays\n", ""),
        "MeLogGroup: without RetentionInDays",
    ),
    "a function without a log group": (
        wiring.log_groups,
        in_template("      LoggingConfig: {LogGroup: !Ref MeLogGroup}\n", ""),
        "MeFunction: it has no log group",
    ),
    "a function that nothing calls": (
        wiring.functions,
        in_template("- [Me, ", "- ["),
        "MeFunction: nothing calls it",
    ),
    "an operation that no loop names": (
        wiring.rows,
        in_template("- [Me, ", "- ["),
        "Mappings.Operations: no loop of template.yaml names Me",
    ),
    "another name in the log": (
        wiring.log_groups,
        in_template("Name: send-message", "Name: sending"),
        "SendMessageLogGroup: its name must be /aws/lambda/${AWS::StackName}-send-message",
    ),
    "a loop out of order": (
        wiring.order,
        in_template("- [Me, SearchUsers, ", "- [SearchUsers, Me, "),
        "The loops of template.yaml are not in the order of schema.graphql",
    ),
    "a function out of order": (
        wiring.order,
        lambda project: move_to_the_end_of_functions(project, "MeFunction"),
        "The functions of template.yaml are not in the order of schema.graphql",
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


@pytest.fixture(scope="module")
def linted(copies: Callable[[], Project]) -> list[str]:
    """What cfn-lint says of all these mistakes at once, since it takes seconds."""
    project = copies()
    for old, new, _ in LINT.values():
        change(project, "template.yaml", old, new)
    return [*lint.check(project)]


@pytest.mark.parametrize("finding", [each[-1] for each in LINT.values()], ids=LINT)
def test_what_the_emulator_accepts_is_refused_here(linted: list[str], finding: str) -> None:
    assert any(finding in found for found in linted)


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


KEYS = "[USER#*, CONVERSATION#*, MESSAGES#*, !Ref OtherKeys]"
"""First those of InboxFunction."""
CONDITION = f"{{ForAllValues:StringLike: {{dynamodb:LeadingKeys: {KEYS}}}}}"


def test_a_key_that_a_role_does_not_name_is_named(copy: Project, outcomes: list[Outcome]) -> None:
    change(copy, "template.yaml", KEYS, KEYS.replace("MESSAGES#*, ", ""))

    (found,) = rights.lacking(copy, story.used_by_function(outcomes))

    call = "InboxFunction: it calls BatchGetItem for MESSAGES#"
    assert re.fullmatch(rf"{call}\S+, a key that its role does not name\.", found)


def test_a_key_of_the_index_that_a_role_does_not_name_is_named(
    copy: Project, outcomes: list[Outcome]
) -> None:
    change(copy, "template.yaml", "[DIRECTORY#*, ", "[USER#*, ")

    found = [*rights.lacking(copy, story.used_by_function(outcomes))]

    assert found
    assert all(
        each.startswith("SearchUsersFunction: it calls Query(GSI1) for DIR") for each in found
    )


def test_a_key_too_many_is_named(copy: Project, outcomes: list[Outcome]) -> None:
    change(copy, "template.yaml", KEYS, KEYS.replace("[", "[CHANGES#*, "))

    found = [*rights.idle(copy, story.used_by_function(outcomes))]

    assert found == ["InboxFunction: its role names CHANGES#*, which no event of the story uses."]


def test_a_key_of_the_table_is_no_key_of_the_index(copy: Project, outcomes: list[Outcome]) -> None:
    change(copy, "template.yaml", "[DIRECTORY#*, ", "[DIRECTORY#*, USER#*, ")

    found = [*rights.idle(copy, story.used_by_function(outcomes))]

    assert found == [
        "SearchUsersFunction: its role names USER#*, which no event of the story uses."
    ]


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (KEYS, KEYS.replace(", !Ref OtherKeys", ""), "!Ref OtherKeys must be among the keys"),
        ("ForAllValues:StringLike", "StringLike", "its policy must name partition keys, by ForAll"),
        (
            f"              Condition: {CONDITION}\n",
            "",
            "its policy must name partition keys, by For",
        ),
    ],
)
def test_a_policy_that_names_no_keys_is_named(
    copy: Project, old: str, new: str, finding: str
) -> None:
    change(copy, "template.yaml", old, new)

    (found,) = rights.check(copy)

    assert finding in found


def test_a_wildcard_is_named(copy: Project) -> None:
    change(copy, "template.yaml", "Resource: !GetAtt ChatTable.Arn", 'Resource: "*"')

    assert "MeFunctionRole: name what it may use instead of a wildcard." in rights.check(copy)


IN_STORY = {
    "an argument that does not fit": (
        "with: {conversationId: $lunch, seq: 1}",
        "with: {conversationId: $lunch, seq: one}",
        "events/Mutation.markRead.json: argument input: Int cannot represent",
    ),
    "an argument that is not there": (
        "with: {userId: $nobody}",
        "with: {userId: $nobody, name: bob}",
        "events/Query.user.nobody.json: Query.user has no argument name",
    ),
    "a selection of what is not there": (
        'select: "{ seq body }"',
        'select: "{ seq email }"',
        "events/Mutation.sendMessage.partial-selection.json: Cannot query field 'email'",
    ),
    "somebody's address": (
        "displayName: Alice Liddell}",
        "displayName: someone@example.org}",
        "events/Mutation.updateProfile.json: someone@example.org looks like an e-mail address",
    ),
    "a token": ("nextToken: made-up", "nextToken: eyJhbGciOiJSUzI1NiJ9", "looks like a token"),
    "a record that the filter keeps out": (
        "inboxEvent: ADDED",
        "inboxEvent: READ",
        "events/ChatTable.memberships.json: the filter in template.yaml keeps this record out",
    ),
    "a field without a call": (
        "  - call: Message.sender",
        "  - call: Member.user",
        "events/story.yaml: tell a call of Message.sender.",
    ),
}


@pytest.mark.parametrize(("old", "new", "finding"), IN_STORY.values(), ids=IN_STORY)
def test_a_call_that_does_not_fit_is_named(copy: Project, old: str, new: str, finding: str) -> None:
    change(copy, "events/story.yaml", old, new)

    assert any(finding in found for found in events.check(copy))


UNREADABLE = {
    "a name that stands for nothing": ("[$carol]", "[$carl]", r"\$carl is not defined under names"),
    "a caller who is nobody": ("as: bob", "as: bert", "nobody is called bert"),
    "a call that comes to nothing": (
        "    error: NotFound\n",
        "",
        "either a result or an error",
    ),
    "a case without a plain call": (
        "  - call: Mutation.setTyping\n    case: stranger",
        "  - call: Mutation.setTipping\n    case: stranger",
        "add a call of Mutation.setTipping without a case",
    ),
}


@pytest.mark.parametrize(("old", "new", "finding"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_story_that_cannot_be_read_says_why(
    copy: Project, old: str, new: str, finding: str
) -> None:
    change(copy, "events/story.yaml", old, new)

    with pytest.raises(StoryError, match=finding):
        steps.read(copy.root)


INCOMPATIBLE = {
    "a field that is gone": (
        "schema.graphql",
        "  title: String\n  createdBy: ID!\n",
        "  createdBy: ID!\n",
        "0.1.0: Field Conversation.title was removed.",
    ),
    "a document that is not valid any more": (
        "schema.graphql",
        "  title: String\n  createdBy: ID!\n",
        "  createdBy: ID!\n",
        "0.1.0: conversation: Cannot query field 'title' on type 'Conversation'.",
    ),
    "an argument that must be given": (
        "schema.graphql",
        "input MarkReadInput {\n",
        "input MarkReadInput {\n  place: Int!\n",
        "0.1.0: A required field MarkReadInput.place was added.",
    ),
    "a value that may be null now": (
        "schema.graphql",
        "  memberCount: Int!\n",
        "  memberCount: Int\n",
        "0.1.0: Field Conversation.memberCount changed type from Int! to Int.",
    ),
    "a value of an enum that is gone": (
        "schema.graphql",
        "GROUP\n}",
        "GROUP_OF_MANY\n}",
        "0.1.0: Enum value ConversationKind.GROUP was removed.",
    ),
    "a field that is for the back end only": (
        "schema.graphql",
        "  me: User!\n",
        "  me: User! @aws_iam\n",
        "0.1.0: Query.me is closed to @aws_cognito_user_pools.",
    ),
    "a subscription that hears of less": (
        "schema.graphql",
        '"markRead", "markUnread", "setTyping"',
        '"markRead", "setTyping"',
        "0.1.0: Subscription.onActivity does not hear of Mutation.markUnread any more.",
    ),
    "a new field that senders must select": (
        "src/chat/appsync/payloads.py",
        '"createdAt",\n',
        '"createdAt",\n        "editedAt",\n',
        "0.1.0: sendMessage would be refused, since it does not select editedAt.",
    ),
    "a new field without which nobody can listen": (
        "src/chat/appsync/payloads.py",
        '        "createdAt",\n',
        "",
        "0.1.0: onMessage needs createdAt, which Mutation.sendMessage need not select.",
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "finding"), INCOMPATIBLE.values(), ids=INCOMPATIBLE)
def test_what_breaks_clients_of_a_release_is_named(
    copy: Project, name: str, old: str, new: str, finding: str
) -> None:
    change(copy, name, old, new)

    assert any(found.startswith(finding) for found in compatibility.check(copy))


STALE = {
    "an event": ("events/story.yaml", "Hello, Bob", "Hello, Carol", "Mutation.sendMessage.json"),
    "the page of operations": (
        "template.yaml",
        "dynamodb:PutItem",
        "dynamodb:Scan",
        "operations.md",
    ),
    "the table of grants": (
        "docs/authorization.md",
        "| mention everyone | yes |",
        "| mention everyone |  |",
        "authorization.md",
    ),
    "the app's grants": (
        "web/src/graphql/grants.ts",
        "MENTION_EVERYONE: ['OWNER'",
        "MENTION_EVERYONE: ['MEMBER'",
        "grants.ts",
    ),
    "the clients' documents": ("schema.graphql", "  title: String\n", "", "operations.graphql"),
    "the payloads": (
        "schema.graphql",
        '@aws_subscribe(mutations: ["markRead", "markUnread", "setTyping"])',
        '@aws_subscribe(mutations: ["markRead", "setTyping"])',
        "payloads.py",
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "finding"), STALE.values(), ids=STALE)
def test_a_stale_file_is_named(copy: Project, name: str, old: str, new: str, finding: str) -> None:
    change(copy, name, old, new)

    assert any(found.endswith(finding) for found in files.stale(copy.root))


def test_an_event_that_nothing_makes_is_named(copy: Project) -> None:
    shutil.copy(copy.root / "events/Query.me.json", copy.root / "events/Query.me.again.json")

    assert [*files.stale(copy.root)] == ["events/Query.me.again.json"]


def test_a_step_that_comes_out_otherwise_is_named(outcomes: list[Outcome]) -> None:
    first, *_ = outcomes
    told = replace(first.step, result={"username": "bob"})

    (found,) = story.unexpected([replace(first, step=told)])

    assert found.startswith("Query.me: expected {'username': 'bob'}")
