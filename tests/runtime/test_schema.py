"""The schema: what is refused at start-up, and with which words."""

import pytest

from appsync_local import schema
from appsync_local.application import AuthMode
from appsync_local.schema import SchemaError
from tests.runtime.applications import application

QUERY = "type Query { ping: String }\n"
FEED = """
type Query { ping: String }
type Mutation { send(room: ID!): Message!  drop: String }
type Message { room: ID! sender: String }
"""


def faults(text: str, **options: object) -> str:
    with pytest.raises(SchemaError) as caught:
        schema.build(application(text, **options))  # type: ignore[arg-type]
    return str(caught.value)


def test_the_scalars_and_directives_of_aws_need_no_declaration() -> None:
    built = schema.build(application("type Query { at: AWSDateTime @aws_api_key }"))

    assert str(built.graphql.query_type.fields["at"].type) == "AWSDateTime"  # type: ignore[union-attr]


def test_a_syntax_error_is_named_with_its_line() -> None:
    assert "Schema line 2: Syntax Error" in faults("type Query {\n  ping String\n}")


def test_an_unknown_type_is_named_with_its_line() -> None:
    assert "Schema line 2: Unknown type 'Room'" in faults("type Query {\n  room: Room\n}")


def test_a_schema_without_queries_is_refused() -> None:
    assert "Query root type must be provided" in faults("type Room { id: ID }")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("scalar Money", "line 2: AppSync has no custom scalars"),
        ("scalar AWSDate", "AWSDate is built into AppSync; remove"),
        ("type AWSRoom { id: ID }", "type names that start with AWS are reserved"),
    ],
)
def test_types_that_appsync_would_refuse_are_refused(text: str, fault: str) -> None:
    assert fault in faults(QUERY + text)


def test_a_root_field_without_resolver_is_refused() -> None:
    assert "Query.ping has no resolver" in faults(QUERY, without=("Query.ping",))


def test_a_resolver_without_field_is_refused() -> None:
    assert "attached to Query.pong, which the schema does not have" in faults(
        QUERY, resolvers=("Query.pong",)
    )


@pytest.mark.parametrize(
    ("field", "fault"),
    [
        ("on: Message", "Subscription.on lacks @aws_subscribe"),
        ('on: Message @aws_subscribe(mutations: ["sent"])', "names the mutation sent"),
        ('on: Message @aws_subscribe(mutations: ["drop"])', "has an invalid output type"),
        ('on: [Message] @aws_subscribe(mutations: ["send"])', "has an invalid output type"),
        ('on: Message! @aws_subscribe(mutations: ["send"])', "must be nullable"),
        ('on(id: ID): Message @aws_subscribe(mutations: ["send"])', "has the argument id"),
        (
            'on(a: ID, b: ID, c: ID, d: ID, e: ID, f: ID): Message @aws_subscribe(mutations: "x")',
            "has 6 arguments, but AppSync filters by at most 5",
        ),
    ],
)
def test_a_subscription_that_could_never_work_is_refused(field: str, fault: str) -> None:
    assert fault in faults(f"{FEED} type Subscription {{ {field} }}")


def test_a_nullable_subscription_may_follow_a_non_null_mutation() -> None:
    text = (
        f'{FEED} type Subscription {{ on(room: ID!): Message @aws_subscribe(mutations: ["send"]) }}'
    )

    assert schema.build(application(text)).listeners == {"send": ("on",)}


def test_aws_auth_is_refused_beside_a_second_authorization_mode() -> None:
    text = 'type Query { ping: String @aws_auth(cognito_groups: ["admin"]) }'

    assert "AppSync ignores @aws_auth" in faults(
        text, default=AuthMode.COGNITO, additional=(AuthMode.AWS_IAM,)
    )
    assert schema.build(application(text, default=AuthMode.COGNITO))


def test_all_faults_are_reported_together() -> None:
    found = faults(f"{FEED} type Subscription {{ on: Message }}", without=("Query.ping",))

    assert "Query.ping" in found
    assert "Subscription.on" in found
