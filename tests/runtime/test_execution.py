"""Operations: the events that functions get, and the answers that clients get."""

import asyncio
import gc
import itertools
from typing import Any

import pytest
from graphql import FieldNode, build_client_schema, get_introspection_query

from appsync_local import schema
from appsync_local.application import AuthMode, UserPool
from appsync_local.authorization.identity import Caller
from appsync_local.execution.executor import Answer, BadRequest, Executor, Refused, Request
from appsync_local.execution.selection import Selections
from appsync_local.functions import FunctionError
from tests.runtime.applications import Event, InProcessFunctions, application

SCHEMA = """
type Query {
  todo(id: ID!): Todo
  todos(state: State, limit: Int = 10): [Todo!]!
  node: Node
  found: [Found]
  meta(data: AWSJSON): AWSJSON
  count: Int
}
type Mutation { add(title: String!): Todo  drop(id: ID!): Todo! }
type Subscription {
  onTodo(id: ID, state: State): Todo @aws_subscribe(mutations: ["add", "drop"])
}
enum State { OPEN DONE }
interface Node { id: ID! }
type Todo implements Node { id: ID! title: String! state: State due: AWSDate owner: Person }
type Person implements Node { id: ID! name: String friend: Person }
union Found = Todo | Person
"""
ANONYMOUS = Caller(AuthMode.API_KEY, None)


def executor(functions: InProcessFunctions, text: str = SCHEMA, **options: Any) -> Executor:
    served = application(text, **options)
    return Executor(served, schema.build(served), functions)


def request(
    query: str,
    variables: dict[str, Any] | None = None,
    *,
    name: str | None = None,
    caller: Caller = ANONYMOUS,
) -> Request:
    return Request(
        query, variables or {}, name, caller, lambda: {"host": "localhost", "cookie": "a=b"}
    )


async def answer(
    query: str,
    variables: dict[str, Any] | None = None,
    *,
    functions: InProcessFunctions,
    caller: Caller = ANONYMOUS,
    **options: Any,
) -> dict[str, Any]:
    running = executor(functions, **options)
    result: Answer = await running.execute(request(query, variables, caller=caller))
    return result.response


def returning(value: Any) -> InProcessFunctions:
    handlers = dict.fromkeys(
        ("Query__todo", "Query__todos", "Query__node", "Query__found", "Query__meta"),
        lambda _: value,
    )
    return InProcessFunctions(**handlers, Query__count=lambda _: value)


def failing(error_type: str, message: str = "no") -> InProcessFunctions:
    def fail(_: Event) -> None:
        raise FunctionError(error_type, message)

    return InProcessFunctions(Query__todo=fail, Query__todos=fail, Mutation__add=fail)


async def test_a_function_gets_the_whole_context() -> None:
    functions = returning(None)
    query = "query Q($id: ID!) {\n  todo(id: $id) { id who: owner { name } ...T }\n}\n"
    query += "fragment T on Todo { title owner { id } }"
    identity = {"sub": "s"}

    await answer(
        query,
        {"id": "7", "more": 1},
        functions=functions,
        caller=Caller(AuthMode.API_KEY, identity),
    )

    assert functions.events["Query.todo"] == [
        {
            "arguments": {"id": "7"},
            "identity": identity,
            "source": None,
            "request": {"headers": {"host": "localhost"}, "domainName": None},
            "prev": None,
            "info": {
                "selectionSetList": ["id", "who", "who/name", "title", "owner", "owner/id"],
                "selectionSetGraphQL": "{\n  id\n  who: owner {\n    name\n  }\n  ...T\n}",
                "parentTypeName": "Query",
                "fieldName": "todo",
                "variables": {"id": "7", "more": 1},
            },
            "stash": {},
        }
    ]


@pytest.mark.parametrize(
    ("query", "arguments"),
    [
        ("{ todos { id } }", {"limit": 10}),
        ("{ todos(limit: null) { id } }", {"limit": None}),
        ("query ($s: State) { todos(state: $s) { id } }", {"limit": 10}),
        ("{ todos(state: DONE, limit: 3) { id } }", {"state": "DONE", "limit": 3}),
    ],
)
async def test_arguments_are_the_supplied_ones_and_the_defaults(
    query: str, arguments: dict[str, Any]
) -> None:
    functions = returning([])

    await answer(query, functions=functions)

    assert functions.events["Query.todos"][0]["arguments"] == arguments


async def test_a_json_argument_arrives_parsed_and_a_json_result_leaves_as_text() -> None:
    functions = returning({"a": 1})

    response = await answer(
        "query ($d: AWSJSON) { meta(data: $d) }", {"d": '{"k": [1]}'}, functions=functions
    )

    assert functions.events["Query.meta"][0]["arguments"] == {"data": {"k": [1]}}
    assert response == {"data": {"meta": '{"a":1}'}}


async def test_a_leaf_field_has_no_selection() -> None:
    functions = returning(1)

    await answer("{ count }", functions=functions)

    info = functions.events["Query.count"][0]["info"]
    assert (info["selectionSetList"], info["selectionSetGraphQL"]) == ([], "")


async def test_skipped_fields_are_not_listed_and_not_answered() -> None:
    functions = returning({"id": 1, "title": "t"})
    query = "query ($x: Boolean!) { todo(id: 1) { id title @include(if: $x) } }"
    running = executor(functions)

    shown = await running.execute(request(query, {"x": True}))
    hidden = await running.execute(request(query, {"x": False}))

    assert shown.response == {"data": {"todo": {"id": "1", "title": "t"}}}
    assert hidden.response == {"data": {"todo": {"id": "1"}}}
    lists = [event["info"]["selectionSetList"] for event in functions.events["Query.todo"]]
    assert lists == [["id", "title"], ["id"]]


async def test_of_an_interface_only_its_own_fields_are_listed() -> None:
    functions = returning({"__typename": "Todo", "id": 1, "title": "t"})

    response = await answer(
        "{ node { id __typename ... on Todo { title } ... on Node { same: id } } }",
        functions=functions,
    )

    assert functions.events["Query.node"][0]["info"]["selectionSetList"] == [
        "id",
        "__typename",
        "same",
    ]
    assert response["data"]["node"] == {
        "id": "1",
        "__typename": "Todo",
        "title": "t",
        "same": "1",
    }


async def test_a_nested_resolver_gets_the_whole_parent_as_source() -> None:
    todo = {"id": 1, "ownerId": "ann"}
    functions = InProcessFunctions(
        Query__todo=lambda _: todo, Todo__owner=lambda event: {"id": event["source"]["ownerId"]}
    )

    response = await answer(
        "{ todo(id: 1) { owner { id name } } }", functions=functions, resolvers=("Todo.owner",)
    )

    assert response == {"data": {"todo": {"owner": {"id": "ann", "name": None}}}}
    assert functions.events["Todo.owner"][0]["source"] == todo


async def test_the_fields_of_a_query_run_at_the_same_time() -> None:
    both = asyncio.Barrier(2)

    async def meet(_: Event) -> None:
        await both.wait()

    functions = InProcessFunctions(Query__todo=meet, Query__count=meet)

    async with asyncio.timeout(30):
        response = await answer("{ todo(id: 1) { id } count }", functions=functions)

    assert response == {"data": {"todo": None, "count": None}}


async def test_mutations_run_one_after_the_other() -> None:
    running: list[str] = []

    async def run(event: Event) -> None:
        running.append("start")
        await asyncio.sleep(0)
        running.append("end")

    functions = InProcessFunctions(Mutation__add=run)

    await answer(
        'mutation { a: add(title: "a") { id } b: add(title: "b") { id } }', functions=functions
    )

    assert running == ["start", "end", "start", "end"]


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (
            {"id": 1},
            {
                "path": ["todo", "title"],
                "locations": None,
                "message": "Cannot return null for non-nullable type: 'String' "
                "within parent 'Todo' (/todo/title)",
            },
        ),
        (
            [],
            {
                "path": ["todo"],
                "locations": None,
                "message": "Can't resolve value (/todo) : type mismatch error, "
                "expected type OBJECT, got LIST",
            },
        ),
    ],
)
async def test_a_misfit_voids_the_nearest_nullable_parent(value: Any, error: Any) -> None:
    response = await answer("{ todo(id: 1) { id title } }", functions=returning(value))

    assert response == {"data": {"todo": None}, "errors": [error]}


async def test_a_null_that_nothing_can_hold_voids_all_data() -> None:
    response = await answer("{ todos { id } }", functions=returning([{"id": 1}, None]))

    assert response["data"] is None
    assert [error["message"] for error in response["errors"]] == [
        "Cannot return null for non-nullable type: 'Todo' within parent 'Query' (/todos[1])"
    ]


async def test_an_object_where_a_list_is_due_is_a_mismatch() -> None:
    response = await answer("{ todos { id } }", functions=returning({}))

    assert response["errors"][0]["message"] == (
        "Can't resolve value (/todos) : type mismatch error, expected type LIST, got OBJECT"
    )


@pytest.mark.parametrize(
    ("todo", "message"),
    [
        (
            {"state": "open"},
            "Can't serialize value (/todo/state) : Invalid input for Enum 'State'.",
        ),
        (
            {"due": "soon"},
            "Can't serialize value (/todo/due) : "
            "Unable to serialize `soon` as a valid Date Object.",
        ),
    ],
)
async def test_a_wrong_leaf_is_null_with_an_error(todo: Any, message: str) -> None:
    response = await answer("{ todo(id: 1) { state due } }", functions=returning(todo))

    assert response["data"] == {"todo": {"state": None, "due": None}}
    assert [error["message"] for error in response["errors"]] == [message]


@pytest.mark.parametrize("name", [None, "Nobody", "Query"])
async def test_a_member_of_a_union_must_say_its_type(name: str | None) -> None:
    found = [{"__typename": "Person", "name": "Ann"}, {"__typename": name, "name": "?"}]

    response = await answer("{ found { ... on Person { name } } }", functions=returning(found))

    assert response["data"] == {"found": [{"name": "Ann"}, None]}
    (error,) = response["errors"]
    assert error["errorType"] == "BadRequestException"
    assert error["path"] == ["found", 1]
    assert error["message"].startswith("Could not determine the exact type of Found.")


async def test_an_exception_reaches_the_client_by_its_class_name() -> None:
    response = await answer(
        "{\n  todo(id: 1) { id }\n}", functions=failing("TodoNotFound", "no such todo")
    )

    assert response == {
        "data": {"todo": None},
        "errors": [
            {
                "path": ["todo"],
                "data": None,
                "errorType": "TodoNotFound",
                "errorInfo": None,
                "locations": [{"line": 2, "column": 3, "sourceName": None}],
                "message": "no such todo",
            }
        ],
    }


async def test_a_failed_non_null_field_is_reported_once() -> None:
    response = await answer("{ todos { id } }", functions=failing("Oops"))

    assert response["data"] is None
    assert [error["errorType"] for error in response["errors"]] == ["Oops"]


async def test_appsync_words_an_unauthorized_exception_itself() -> None:
    response = await answer("{ todo(id: 1) { id } }", functions=failing("UnauthorizedException"))

    assert response["errors"][0]["errorType"] == "UnauthorizedException"
    assert response["errors"][0]["message"] == "You are not authorized to make this call."


async def test_fields_below_the_depth_limit_are_refused_and_the_rest_answered() -> None:
    todo = {"id": 1, "owner": {"name": "Ann", "friend": {"name": "Ben"}}}

    response = await answer(
        "{ todo(id: 1) { id owner { name friend { name } } } }", functions=returning(todo), depth=3
    )

    assert response["data"] == {
        "todo": {"id": "1", "owner": {"name": "Ann", "friend": {"name": None}}}
    }
    assert [error["errorType"] for error in response["errors"]] == ["QueryDepthLimitReached"]


async def test_resolvers_beyond_the_limit_are_not_run() -> None:
    functions = returning(1)

    response = await answer("{ a: count b: count c: count }", functions=functions, count=2)

    assert response["data"] == {"a": 1, "b": 1, "c": None}
    assert response["errors"][0]["errorType"] == "ResolverExecutionLimitReached"
    assert len(functions.events["Query.count"]) == 2


MODES = """
type Query @aws_api_key @aws_iam {
  open: Int
  inner: Int @aws_iam
  staff: Int @aws_cognito_user_pools(cognito_groups: ["staff"])
  note: Note
}
type Note { text: String  shared: String @aws_api_key @aws_cognito_user_pools }
"""


@pytest.mark.parametrize(
    ("caller", "field", "allowed"),
    [
        (ANONYMOUS, "open", True),
        (ANONYMOUS, "inner", False),
        (Caller(AuthMode.AWS_IAM, {}), "inner", True),
        (Caller(AuthMode.COGNITO, {}), "open", False),
        (Caller(AuthMode.COGNITO, {}), "staff", False),
        (Caller(AuthMode.COGNITO, {}, frozenset({"staff"})), "staff", True),
    ],
)
async def test_directives_say_who_reaches_a_field(
    caller: Caller, field: str, allowed: bool
) -> None:
    functions = InProcessFunctions(
        **dict.fromkeys(("Query__open", "Query__inner", "Query__staff"), lambda _: 1)
    )

    response = await answer(
        f"{{ {field} }}",
        functions=functions,
        caller=caller,
        text=MODES,
        default=AuthMode.COGNITO,
        additional=(AuthMode.API_KEY, AuthMode.AWS_IAM),
    )

    assert response["data"] == {field: 1 if allowed else None}
    assert (f"Query.{field}" in functions.events) is allowed


async def test_a_denied_field_says_so_and_its_siblings_are_answered() -> None:
    functions = InProcessFunctions(Query__note=lambda _: {"text": "t", "shared": "s"})

    response = await answer(
        "{ note { text shared } }",
        functions=functions,
        text=MODES,
        default=AuthMode.COGNITO,
        additional=(AuthMode.API_KEY, AuthMode.AWS_IAM),
    )

    assert response == {
        "data": {"note": {"text": None, "shared": "s"}},
        "errors": [
            {
                "path": ["note", "text"],
                "data": None,
                "errorType": "Unauthorized",
                "errorInfo": None,
                "locations": [{"line": 1, "column": 10, "sourceName": None}],
                "message": "Not Authorized to access text on type Note",
            }
        ],
    }


async def test_where_the_pool_denies_by_default_a_directive_must_allow() -> None:
    text = 'type Query { a: Int  b: Int @aws_auth(cognito_groups: ["staff"]) }'
    functions = InProcessFunctions(Query__a=lambda _: 1, Query__b=lambda _: 1)

    response = await answer(
        "{ a b }",
        functions=functions,
        caller=Caller(AuthMode.COGNITO, {}, frozenset({"staff"})),
        text=text,
        default=AuthMode.COGNITO,
        pool=UserPool("p", "eu-west-1", default_action="DENY"),
    )

    assert response["data"] == {"a": None, "b": 1}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            "{ badfield }",
            "Validation error of type FieldUndefined: "
            "Field 'badfield' in type 'Query' is undefined @ 'badfield'",
        ),
        (
            "{ todo { owner { name } } }",
            "Validation error of type MissingFieldArgument: Missing field argument id @ 'todo'",
        ),
        (
            "query ($c: Colour) { todo(id: $c) { id } }",
            "Validation error of type UnknownType: Unknown type Colour",
        ),
        ("{ todo(id: 1) }", "Validation error of type SubSelectionRequired: "),
        ("{ count { id } }", "Validation error of type SubSelectionNotAllowed: "),
        ("{ todo(id: 1, x: 2) { id } }", "Validation error of type UnknownArgument: "),
        ('{ todos(limit: "x") { id } }', "Validation error of type WrongType: "),
        ("query ($a: Int) { count }", "Validation error of type UnusedVariable: "),
        ("{ todo(id: $a) { id } }", "Validation error of type UndefinedVariable: "),
    ],
)
async def test_an_invalid_document_is_refused_in_appsyncs_words(query: str, message: str) -> None:
    functions = returning(None)

    response = await answer(query, functions=functions)

    assert response["data"] is None
    assert response["errors"][0]["message"].startswith(message)
    assert response["errors"][0]["path"] is None
    assert response["errors"][0]["locations"][0]["sourceName"] is None
    assert functions.events == {}


@pytest.mark.parametrize(
    ("declared", "value", "message"),
    [
        ("ID!", {}, "Variable 'v' has coerced Null value for NonNull type 'ID!'"),
        ("ID!", {"v": None}, "Variable 'v' has coerced Null value for NonNull type 'ID!'"),
        ("ID!", {"v": {}}, "Variable 'v' has an invalid value: "),
        ("ID = 1", {"v": None}, "Variable 'v' has coerced Null value for NonNull type 'ID!'"),
    ],
)
async def test_a_misfit_variable_is_named(declared: str, value: Any, message: str) -> None:
    response = await answer(
        f"query ($v: {declared}) {{ todo(id: $v) {{ id }} }}", value, functions=returning(None)
    )

    assert response["data"] is None
    assert response["errors"][0]["message"].startswith(message)


@pytest.mark.parametrize(
    "query",
    [
        "query ($v: Boolean = true) { q @skip(if: $v) }",
        "query ($v: Boolean = true) { ...F } fragment F on Query { q @include(if: $v) }",
        "query ($v: Int) { q(size: $v) }",
        "query ($v: Int = 1) { q(in: {of: [$v]}) }",
    ],
)
async def test_a_null_for_what_has_a_default_is_refused_where_null_is_not_allowed(
    query: str,
) -> None:
    text = "type Query { q(size: Int! = 1, in: In): Int } input In { of: [Int!] }"
    functions = InProcessFunctions(Query__q=lambda _: 1)

    response = await answer(query, {"v": None}, functions=functions, text=text)

    assert functions.events == {}
    assert response["data"] is None
    assert "'v' has coerced Null value for NonNull type" in response["errors"][0]["message"]
    assert response["errors"][0]["locations"][0]["line"] == 1
    assert "errors" not in await answer(query, functions=functions, text=text)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({}, "Variable 'v' has coerced Null value for NonNull type 'String!'"),
        ({"a": None}, "Variable 'v' has coerced Null value for NonNull type 'String!'"),
        ({"a": "x", "z": 1}, "The variables input contains a field name 'z' that is not defined"),
        ({"a": "x", "at": "soon"}, "Variable 'v' has an invalid value: Expected value of type"),
    ],
)
async def test_a_misfit_inside_an_input_names_the_variable(value: Any, message: str) -> None:
    text = "type Query { q(i: In): Int } input In { a: String! at: AWSDate }"

    response = await answer(
        "query ($v: In) { q(i: $v) }", {"v": value}, functions=InProcessFunctions(), text=text
    )

    assert response["errors"][0]["message"].startswith(message)


@pytest.mark.parametrize(
    ("query", "name", "error_type"),
    [
        ("{ todo(", None, "MalformedHttpRequestException"),
        ("query A { count } query B { count }", None, "BadRequestException"),
        ("query A { count }", "B", "BadRequestException"),
        ("subscription { onTodo { id } }", None, "UnsupportedOperation"),
    ],
)
async def test_what_cannot_be_run_is_a_bad_request(
    query: str, name: str | None, error_type: str
) -> None:
    running = executor(returning(None))

    with pytest.raises(BadRequest) as caught:
        await running.execute(request(query, name=name))

    assert caught.value.error_type == error_type


async def test_the_named_operation_is_the_one_that_runs() -> None:
    running = executor(returning(5))

    result = await running.execute(request("query A { a: count } query B { b: count }", name="B"))

    assert result.response == {"data": {"b": 5}}
    assert result.operation == "query B"


async def test_the_schema_can_be_introspected() -> None:
    response = await answer(
        "query ($n: String!) { __type(name: $n) { kind } __schema { queryType { name } } count }",
        {"n": "Todo"},
        functions=returning(1),
    )

    assert response["data"] == {
        "__type": {"kind": "OBJECT"},
        "__schema": {"queryType": {"name": "Query"}},
        "count": 1,
    }


async def test_introspection_can_be_switched_off() -> None:
    response = await answer(
        "{ __schema { queryType { name } } }", functions=returning(1), introspection=False
    )
    typename = await answer("{ __typename }", functions=returning(1), introspection=False)

    assert "FieldUndefined: Field '__schema' in type 'Query'" in response["errors"][0]["message"]
    assert typename == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("{ a: __schema { description } b: __schema { description } }", "Query.__schema"),
        ("{ __schema { types { a: fields { name } b: fields { name } } } }", "__Type.fields"),
        (
            "{ __schema { ...S queryType { ...T } } } fragment S on __Schema { types { ...T } } "
            "fragment T on __Type { possibleTypes { name } }",
            "__Type.possibleTypes",
        ),
    ],
)
async def test_introspection_that_unfolds_the_schema_is_refused(query: str, place: str) -> None:
    response = await answer(query, functions=returning(1))

    assert response["data"] is None
    assert [error["message"] for error in response["errors"]] == [
        "This request is not asking for introspection in good faith - "
        f"{place} is present too often!"
    ]


async def test_the_introspection_of_common_tools_is_answered() -> None:
    response = await answer(get_introspection_query(), functions=returning(1))

    assert "errors" not in response
    assert build_client_schema(response["data"]).query_type


async def test_a_document_of_too_many_tokens_cannot_be_parsed() -> None:
    with pytest.raises(BadRequest, match="Unable to parse"):
        await answer(f"{{ {'count ' * 15_000} }}", functions=returning(1))


async def test_a_document_that_is_too_complex_to_check_says_so() -> None:
    fragments = " ".join(f"fragment f{n} on Query {{ count }}" for n in range(1000))
    spread = " ".join(f"...f{n}" for n in range(1000))

    response = await answer(f"{{ {spread} }} {fragments}", functions=returning(1))

    assert [error["message"] for error in response["errors"]] == [
        "Validation error of type InvalidSyntax: "
        "The document is too complex to be checked: send fewer fields and fragments"
    ]


async def test_documents_are_kept_as_far_as_memory_is_bounded() -> None:
    running = executor(returning(1))
    before = _field_nodes()

    for document in range(30):
        fields = " ".join(f"nothing{field}of{document}" for field in range(2_000))
        await running.execute(request(f"{{ {fields} }}"))

    assert _field_nodes() - before < 30_000


def _field_nodes() -> int:
    """Those in memory, of whatever tests have run before, too."""
    gc.collect()
    return sum(isinstance(each, FieldNode) for each in gc.get_objects())


async def test_selections_are_kept_as_far_as_memory_is_bounded() -> None:
    running = executor(returning(1))
    names = [f"v{n}" for n in range(8)]
    declared = " ".join(f"${name}: Boolean!" for name in names)
    skipped = " ".join(f"{name}: count @skip(if: ${name})" for name in names)

    for choice in itertools.product((True, False), repeat=len(names)):
        variables = dict(zip(names, choice, strict=True))
        await running.execute(request(f"query({declared}) {{ {skipped} }}", variables))

    assert sum(isinstance(each, Selections) for each in gc.get_objects()) < 1_000


async def test_at_most_fifty_errors_of_a_document_are_told() -> None:
    response = await answer("{ nothing " + "none " * 200 + "}", functions=returning(1))

    assert len(response["errors"]) == 50


async def test_a_mutation_publishes_its_response_by_the_schemas_names() -> None:
    functions = InProcessFunctions(
        Mutation__add=lambda _: {"id": 1, "title": "t", "owner": {"name": "Ann"}, "state": "OPEN"}
    )
    running = executor(functions)

    result = await running.execute(
        request('mutation { x: add(title: "t") { key: id title owner { who: name } } }')
    )

    assert [(each.mutation, each.payload) for each in result.publications] == [
        ("add", {"id": "1", "title": "t", "owner": {"name": "Ann"}})
    ]


@pytest.mark.parametrize(
    "functions", [failing("Oops"), InProcessFunctions(Mutation__add=lambda _: None)]
)
async def test_a_mutation_that_failed_or_gave_null_publishes_nothing(
    functions: InProcessFunctions,
) -> None:
    result = await executor(functions).execute(request('mutation { add(title: "t") { id } }'))

    assert result.publications == ()


ON_TODO = "subscription ($s: State) { it: onTodo(state: $s) { id title state owner { name } } }"


async def test_a_subscription_keeps_the_arguments_that_were_supplied() -> None:
    running = executor(InProcessFunctions())

    omitted = await running.subscribe(request(ON_TODO))
    null = await running.subscribe(request(ON_TODO, {"s": None}))
    given = await running.subscribe(request(ON_TODO, {"s": "DONE"}))

    assert [each.arguments for each in (omitted, null, given)] == [
        {},
        {"state": None},
        {"state": "DONE"},
    ]


async def test_a_payload_is_projected_onto_the_subscribers_selection() -> None:
    functions = InProcessFunctions()
    running = executor(functions, resolvers=("Todo.owner",))
    listening = await running.subscribe(request(ON_TODO))

    projected = listening.project({"id": "1", "title": "t", "due": "x", "owner": {"name": "Ann"}})

    assert projected == {
        "data": {"it": {"id": "1", "title": "t", "state": None, "owner": {"name": "Ann"}}}
    }
    assert functions.events == {}


async def test_a_field_that_the_mutation_did_not_select_is_an_error_where_non_null() -> None:
    listening = await executor(InProcessFunctions()).subscribe(request(ON_TODO))

    assert listening.project({"id": "1"}) == {
        "data": None,
        "errors": [
            {
                "path": ["it", "title"],
                "locations": None,
                "message": "Cannot return null for non-nullable type: 'String' "
                "within parent 'Todo' (/it/title)",
            }
        ],
    }


async def test_a_payload_of_an_abstract_type_keeps_its_concrete_type() -> None:
    text = """
    type Query { a: Int }
    type Mutation { put: Shape }
    type Subscription { onPut: Shape @aws_subscribe(mutations: ["put"]) }
    union Shape = Circle | Square
    type Circle { r: Int }
    type Square { a: Int }
    """
    running = executor(
        InProcessFunctions(Mutation__put=lambda _: {"__typename": "Square", "a": 2}), text=text
    )
    listening = await running.subscribe(
        request("subscription { onPut { ... on Square { a } ... on Circle { r } } }")
    )

    result = await running.execute(request("mutation { put { ... on Square { side: a } } }"))

    assert listening.project(result.publications[0].payload) == {"data": {"onPut": {"a": 2}}}


async def test_the_gate_sees_the_subscription_and_can_refuse_it() -> None:
    def refuse(_: Event) -> None:
        raise FunctionError("ListForbidden", "not yours")

    functions = InProcessFunctions(Subscription__onTodo=refuse)
    running = executor(functions, resolvers=("Subscription.onTodo",))

    with pytest.raises(Refused) as caught:
        await running.subscribe(request(ON_TODO, {"s": "OPEN"}))

    assert caught.value.errors[0]["errorType"] == "ListForbidden"
    (event,) = functions.events["Subscription.onTodo"]
    assert event["arguments"] == {"state": "OPEN"}
    assert event["info"]["parentTypeName"] == "Subscription"
    assert event["info"]["selectionSetList"] == ["id", "title", "state", "owner", "owner/name"]


async def test_only_who_may_reach_the_field_may_subscribe() -> None:
    running = executor(InProcessFunctions(), additional=(AuthMode.AWS_IAM,))

    with pytest.raises(Refused) as caught:
        await running.subscribe(request(ON_TODO, caller=Caller(AuthMode.AWS_IAM, {})))

    assert caught.value.errors[0]["errorType"] == "Unauthorized"
    assert caught.value.errors[0]["message"] == (
        "Not Authorized to access onTodo on type Subscription"
    )


async def test_a_query_cannot_be_subscribed_to() -> None:
    with pytest.raises(BadRequest, match="query not supported through the realtime channel"):
        await executor(returning(1)).subscribe(request("{ count }"))
