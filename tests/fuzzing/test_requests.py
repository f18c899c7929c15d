"""Requests by the schema, and bodies, tokens and cursors by nobody's: answered, never failed."""

import base64
import json
from typing import Any

import jwt
import pytest
import schemathesis
from hypothesis import given
from hypothesis import strategies as st
from schemathesis.graphql import nodes
from schemathesis.specs.graphql.schemas import GraphQLSchema

from story.api import read
from tests.fuzzing.conftest import World
from tests.fuzzing.effort import effort
from tests.people import ALICE
from tests.raw_client import Answer, Http

pytestmark = pytest.mark.usefixtures("unharmed")

NOT_ALLOWED = {"InternalError", "InternalFailure", "Runtime.UnmarshalError", "Sandbox.Timedout"}
AWS_SCALARS = {
    "AWSDateTime": st.datetimes().map(lambda moment: f"{moment.isoformat()}Z"),
    "AWSDate": st.dates().map(str),
    "AWSTime": st.times().map(str),
    "AWSEmail": st.emails(),
    "AWSURL": st.sampled_from(("https://example.com/a", "ftp://example.com")),
    "AWSPhone": st.sampled_from(("+1 555-0100", "555 0100")),
    "AWSIPAddress": st.ip_addresses().map(str),
    "AWSJSON": st.recursive(st.none() | st.text(), st.lists).map(json.dumps),
}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def by_schema(world: World) -> GraphQLSchema:
    """The schema as the API itself tells it, with strategies for its scalars and for our ids."""
    for name, strategy in AWS_SCALARS.items():
        schemathesis.graphql.scalar(name, strategy.map(nodes.String))
    schemathesis.graphql.scalar("AWSTimestamp", st.integers().map(nodes.Int))
    ours = (world.room["id"], world.others_room["id"], world.mallory.id, world.alice.id)
    ids = st.sampled_from((*ours, world.room["channel"], ALICE, "a" * 26)) | st.text(max_size=40)
    cursors = st.sampled_from((*world.cursors, *world.others_cursors))
    schemathesis.graphql.scalar("ID", ids.map(nodes.String))
    schemathesis.graphql.scalar("String", (st.text(max_size=60) | cursors).map(nodes.String))
    return schemathesis.graphql.from_url(
        world.stack.graphql_url, headers={"authorization": world.mallory.authorization}
    )


OPERATIONS = [each for each in read().root_fields() if not each.startswith("Subscription.")]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_whatever_the_schema_allows_is_answered(
    world: World, by_schema: GraphQLSchema, operation: str
) -> None:
    root, field = operation.split(".")

    @effort(12)
    @given(case=by_schema[root][field].as_strategy())
    def fire(case: schemathesis.Case[Any]) -> None:
        answer = world.mallory.http.query(str(case.body))

        assert answer.status == 200, (case.body, answer)
        assert not codes(answer) & NOT_ALLOWED, (case.body, answer)
        assert not [each for each in answer.errors if "Validation error" in each["message"]]

    fire()


def test_every_operation_is_fired_at(by_schema: GraphQLSchema) -> None:
    offered = {f"{root}.{field}" for root in ("Query", "Mutation") for field in by_schema[root]}

    assert offered == {*OPERATIONS}


def codes(answer: Answer) -> set[str]:
    """The error types of an answer."""
    return {error.get("errorType", "") for error in answer.errors}


@effort(80)
@given(
    body=st.binary(max_size=100)
    | json_values.map(json.dumps)
    | st.fixed_dictionaries(
        {},
        optional={
            "query": st.sampled_from(
                ("{ me { id } }", "query A($a: ID!) { user(userId: $a) { id } }")
            )
            | json_values,
            "variables": json_values | st.dictionaries(st.just("a"), json_values),
            "operationName": json_values,
            "extensions": json_values,
        },
    ).map(json.dumps)
)
def test_any_body_is_answered(world: World, body: bytes | str) -> None:
    answer = world.mallory.http.post(body)

    assert answer.status in {200, 400}
    assert not codes(answer) & NOT_ALLOWED, (body, answer)


@effort(80)
@given(query=st.text(alphabet='{}()[]:$@!.."\\#,&| \n\tmeidfragmentonquery01', max_size=60))
def test_any_text_is_read_as_a_document(world: World, query: str) -> None:
    answer = world.mallory.http.query(query)

    assert answer.status in {200, 400}
    assert not codes(answer) & NOT_ALLOWED, (query, answer)


def encoded(value: Any) -> str:
    """A part of a token."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@effort(80)
@given(data=st.data())
def test_a_changed_token_admits_nobody(world: World, data: st.DataObject) -> None:
    genuine = world.mallory.authorization
    header, claims, signature = genuine.split(".")
    told = jwt.decode(genuine, options={"verify_signature": False})
    names = st.sampled_from((*told, "aud", "nbf", "cognito:groups"))
    forged = data.draw(
        st.one_of(
            st.dictionaries(names, json_values, min_size=1).map(
                lambda changed: f"{header}.{encoded({**told, **changed})}.{signature}"
            ),
            json_values.map(lambda any_header: f"{encoded(any_header)}.{claims}.{signature}"),
            st.sampled_from(("none", "HS256", "RS512", "ES256")).map(
                lambda alg: f"{encoded({'alg': alg, 'kid': 'x'})}.{claims}.{signature}"
            ),
            json_values.map(lambda any_claims: f"{header}.{encoded(any_claims)}.{signature}"),
            st.integers(0, len(genuine) - 3).map(lambda cut: genuine[:cut]),
            st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=60),
            st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=9).map(
                lambda text: f"AWS4-HMAC-SHA256 Credential={text}, SignedHeaders=host, Signature=0"
            ),
        )
    )

    answer = Http(world.stack.graphql_url, forged).query("{ me { id } }")

    assert answer.status == 401
    assert codes(answer) == {"UnauthorizedException"}


@effort(60)
@given(data=st.data())
def test_a_cursor_of_another_list_or_of_nobody_is_refused(
    world: World, data: st.DataObject
) -> None:
    inbox, members = world.cursors
    position = json.loads(base64.urlsafe_b64decode(members + "=" * (-len(members) % 4)))
    cursor = data.draw(
        st.sampled_from((inbox, *world.others_cursors))
        | json_values.map(encoded)
        | st.lists(json_values, min_size=4, max_size=4).map(encoded)
        | json_values.filter(lambda value: not isinstance(value, str)).map(
            lambda value: encoded([position[0], position[1], value, "x"])
        )
        | st.text(max_size=40).filter(bool)
    )
    document = (
        "query($c: ID!, $t: String) "
        "{ members(conversationId: $c, nextToken: $t) { members { userId } } }"
    )

    answer = world.mallory.http.query(document, {"c": world.room["id"], "t": cursor})

    assert answer.status == 200
    assert codes(answer) <= {"InvalidArguments"}, (cursor, answer)
    if cursor in world.others_cursors or cursor == inbox:
        assert codes(answer) == {"InvalidArguments"}
