"""The GraphQL endpoint: statuses, the shapes of answers and errors, who is let in."""

from typing import Any

import pytest

from chat_client import Stack
from chat_client.documents import DOCUMENTS
from tests.raw_client import Http, Json
from tests.signed_in import Person

NOWHERE = "a" * 26
ORIGIN = {"origin": "https://example.com"}


def only(errors: list[Json]) -> Json:
    """The one error there is."""
    [error] = errors
    return error


@pytest.mark.seen
def test_a_success_is_json_with_data_alone(alice: Person) -> None:
    answer = alice.http.query("{ me { id } }")

    assert (answer.status, answer.body) == (200, {"data": {"me": {"id": alice.id}}})
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["x-amzn-requestid"]


@pytest.mark.seen
def test_any_page_may_read_an_answer(alice: Person) -> None:
    headers = {**ORIGIN, "authorization": alice.authorization, "content-type": "application/json"}

    answer = alice.http.post({"query": "{ me { id } }"}, headers)

    assert answer.headers["access-control-allow-origin"] == "*"
    assert "x-amzn-ErrorType" in answer.headers["access-control-expose-headers"]


@pytest.mark.seen
def test_a_browser_may_ask_with_a_token(alice: Person) -> None:
    asked = {
        **ORIGIN,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type,x-amz-user-agent",
    }

    answer = alice.http.request("OPTIONS", b"", asked)

    allowed = answer.headers["access-control-allow-headers"].lower()
    assert answer.status == 200
    assert {"authorization", "content-type", "x-amz-user-agent"} <= set(
        allowed.replace(" ", "").split(",")
    )
    assert "POST" in answer.headers["access-control-allow-methods"]


@pytest.mark.doc
def test_what_a_function_raises_reaches_the_client_by_its_class_name(alice: Person) -> None:
    answer = alice.http.query(DOCUMENTS["conversation"], {"conversationId": NOWHERE})

    error = only(answer.errors)
    assert answer.status == 200
    assert {name: error[name] for name in ("path", "data", "errorType", "errorInfo")} == {
        "path": ["conversation"],
        "data": None,
        "errorType": "NotFound",
        "errorInfo": None,
    }
    assert error["message"] == "There is no such conversation, or you are not in it."
    assert [set(place) for place in error["locations"]] == [{"line", "column", "sourceName"}]


@pytest.mark.doc
def test_null_where_none_is_allowed_voids_the_data(alice: Person) -> None:
    answer = alice.http.query(
        f'{{ me {{ id }} conversation(conversationId: "{NOWHERE}") {{ id }} }}'
    )

    assert answer.body["data"] is None
    assert only(answer.errors)["path"] == ["conversation"]


@pytest.mark.doc
def test_null_in_a_list_that_allows_it_stands_alone(alice: Person, room: Json) -> None:
    heads = alice.call("heads", conversationIds=[room["id"], NOWHERE])

    assert [head and head["conversationId"] for head in heads] == [room["id"], None]


@pytest.mark.doc
def test_a_nested_function_is_asked_for_each_parent(alice: Person, bob: Person, room: Json) -> None:
    page = alice.call("members", conversationId=room["id"])

    assert {(each["userId"], each["user"]["id"]) for each in page["members"]} == {
        (alice.id, alice.id),
        (bob.id, bob.id),
    }


@pytest.mark.seen
@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "Request body is empty."),
        (b"query", "Unable to parse GraphQL query."),
        (b"{}", "Unable to parse GraphQL query."),
        (b"[]", "Unable to parse GraphQL query."),
    ],
)
def test_a_malformed_request_is_a_client_error(alice: Person, body: bytes, message: str) -> None:
    answer = alice.http.post(body)

    assert (answer.status, answer.body) == (
        400,
        {"errors": [{"message": message, "errorType": "MalformedHttpRequestException"}]},
    )


@pytest.mark.guess
@pytest.mark.parametrize("document", ["{", "{ }", "{ me { } }"])
def test_a_syntax_error_is_a_client_error(alice: Person, document: str) -> None:
    answer = alice.http.query(document)

    assert answer.status == 400
    assert only(answer.errors)["errorType"] == "MalformedHttpRequestException"


@pytest.mark.seen
@pytest.mark.parametrize(
    ("document", "message"),
    [
        (
            "{ nothing }",
            "Validation error of type FieldUndefined: "
            "Field 'nothing' in type 'Query' is undefined @ 'nothing'",
        ),
        (
            "{ user { id } }",
            "Validation error of type MissingFieldArgument: Missing field argument userId @ 'user'",
        ),
        (
            "query($a: Nothing) { me { id } }",
            "Validation error of type UnknownType: Unknown type Nothing",
        ),
    ],
)
def test_an_invalid_document_is_a_success_of_http(
    alice: Person, document: str, message: str
) -> None:
    answer = alice.http.query(document)

    assert (answer.status, answer.body["data"]) == (200, None)
    assert message in [error["message"] for error in answer.errors]
    assert {error["path"] for error in answer.errors} == {None}
    assert answer.errors[0]["locations"][0]["sourceName"] is None


@pytest.mark.seen
def test_a_missing_variable_is_named(alice: Person) -> None:
    answer = alice.http.query("query($userId: ID!) { user(userId: $userId) { id } }")

    assert (answer.status, answer.body["data"]) == (200, None)
    assert only(answer.errors)["message"] == (
        "Variable 'userId' has coerced Null value for NonNull type 'ID!'"
    )


@pytest.mark.seen
def test_what_is_missing_inside_an_input_is_blamed_on_the_variable(alice: Person) -> None:
    answer = alice.http.query(DOCUMENTS["setTyping"], {"input": {"conversationId": NOWHERE}})

    message = only(answer.errors)["message"]
    assert message.startswith("Variable 'input' has coerced Null value for NonNull type 'Boolean!'")


@pytest.mark.guess
@pytest.mark.parametrize(
    ("body", "error_type"),
    [
        ({"query": "query A { me { id } } query B { me { id } }"}, "BadRequestException"),
        ({"query": "query A { me { id } }", "operationName": "C"}, "BadRequestException"),
        ({"query": "subscription { onInbox(userId: 1) { kind } }"}, "UnsupportedOperation"),
    ],
)
def test_what_cannot_be_run_over_http_is_a_client_error(
    alice: Person, body: dict[str, Any], error_type: str
) -> None:
    answer = alice.http.post(body)

    assert answer.status == 400
    assert only(answer.errors)["errorType"] == error_type


@pytest.mark.doc
def test_the_operation_of_several_is_chosen_by_its_name(alice: Person) -> None:
    body = {"query": "query A { me { id } } query B { b: me { id } }", "operationName": "B"}

    assert alice.http.post(body).body == {"data": {"b": {"id": alice.id}}}


@pytest.mark.seen
@pytest.mark.parametrize(
    ("authorization", "message"),
    [
        (None, "Valid authorization header not provided."),
        ("no token", "Unable to parse JWT token."),
    ],
)
def test_without_a_token_nothing_is_run(
    tested: Stack, authorization: str | None, message: str
) -> None:
    headers = {"authorization": authorization} if authorization else {}

    answer = Http(tested.graphql_url).post({"query": "{ me { id } }"}, headers)

    assert (answer.status, answer.body) == (
        401,
        {"errors": [{"errorType": "UnauthorizedException", "message": message}]},
    )


@pytest.mark.doc
def test_a_token_with_another_signature_is_refused(tested: Stack, alice: Person) -> None:
    header, claims, signature = alice.authorization.split(".")
    forged = f"{header}.{claims}.{signature[::-1]}"

    answer = Http(tested.graphql_url, forged).query("{ me { id } }")

    assert answer.status == 401
    assert only(answer.errors)["errorType"] == "UnauthorizedException"


@pytest.mark.guess
def test_a_token_may_be_called_a_bearers(tested: Stack, alice: Person) -> None:
    answer = Http(tested.graphql_url, f"Bearer {alice.authorization}").query("{ me { id } }")

    assert answer.body == {"data": {"me": {"id": alice.id}}}


@pytest.mark.doc
def test_a_field_of_another_mode_is_refused_by_name(alice: Person, room: Json) -> None:
    event = {"userId": alice.id, "conversationId": room["id"], "kind": "ADDED", "revision": 1}
    document = "mutation($input: PublishInboxInput!) { publishInbox(input: $input) { kind } }"

    answer = alice.http.query(document, {"input": event})

    error = only(answer.errors)
    assert (answer.status, error["errorType"]) == (200, "Unauthorized")
    assert error["message"] == "Not Authorized to access publishInbox on type Mutation"


@pytest.mark.doc
def test_the_schema_can_be_asked_for(alice: Person) -> None:
    answer = alice.http.query("{ __schema { queryType { name } } __typename }")

    assert answer.body == {
        "data": {"__schema": {"queryType": {"name": "Query"}}, "__typename": "Query"}
    }


@pytest.mark.guess
def test_the_schema_is_not_unfolded(alice: Person) -> None:
    twice = "{ a: __schema { queryType { name } } b: __schema { queryType { name } } }"

    answer = alice.http.query(twice)

    assert (answer.status, answer.body["data"]) == (200, None)
    assert "good faith" in only(answer.errors)["message"]


@pytest.mark.doc
def test_selected_fields_carry_their_aliases(alice: Person) -> None:
    answer = alice.http.query("{ a: me { b: id ...F } } fragment F on User { c: id }")

    assert answer.body == {"data": {"a": {"b": alice.id, "c": alice.id}}}
