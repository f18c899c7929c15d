"""Batched resolvers: lists of events out, one outcome for each back in."""

from typing import Any

import pytest

from appsync_local import schema
from appsync_local.application import AuthMode
from appsync_local.authorization.identity import Caller
from appsync_local.execution.executor import Executor, Request
from appsync_local.functions import FunctionError
from tests.runtime.applications import Event, InProcessFunctions, application

SCHEMA = """
type Query { todos: [Todo]  todo: Todo }
type Todo { id: ID owner: Person }
type Person { id: ID name: String }
"""
QUERY = "{ todos { id owner { id name } } }"


async def owners(answer: Any, *, todos: int = 3, size: int = 10, query: str = QUERY) -> Any:
    """The response of the query, and the batches that Todo.owner was given."""
    functions = InProcessFunctions(
        Query__todos=lambda _: [{"id": number} for number in range(todos)],
        Query__todo=lambda _: {"id": 0},
        Todo__owner=answer,
    )
    served = application(SCHEMA, batch={"Todo.owner": size})
    executor = Executor(served, schema.build(served), functions)

    result = await executor.execute(Request(query, {}, None, Caller(AuthMode.API_KEY, None), dict))
    return result.response, functions.events["Todo.owner"]


def each(event: list[Event]) -> list[Any]:
    return [{"data": {"id": item["source"]["id"]}} for item in event]


async def test_siblings_share_one_invocation_in_order() -> None:
    response, batches = await owners(each)

    assert [item["source"]["id"] for item in batches[0]] == [0, 1, 2]
    assert [todo["owner"]["id"] for todo in response["data"]["todos"]] == ["0", "1", "2"]
    assert len(batches) == 1


async def test_a_batch_is_split_at_its_maximum_size() -> None:
    response, batches = await owners(each, todos=7, size=3)

    assert [len(batch) for batch in batches] == [3, 3, 1]
    assert [todo["owner"]["id"] for todo in response["data"]["todos"]] == list("0123456")


async def test_a_batch_of_one_is_still_a_list() -> None:
    _, batches = await owners(each, query="{ todo { owner { id } } }")

    assert [item["source"] for item in batches[0]] == [{"id": 0}]


async def test_an_item_can_fail_alone_with_data_that_the_selection_filters() -> None:
    def answer(event: list[Event]) -> list[Any]:
        failed = {"data": {"id": 9, "secret": 1}, "errorMessage": "gone", "errorType": "NoPerson"}
        return [{"data": {"id": 1}}, failed, None]

    response, _ = await owners(answer)

    assert [todo["owner"] for todo in response["data"]["todos"]] == [
        {"id": "1", "name": None},
        None,
        None,
    ]
    (error,) = response["errors"]
    assert error["path"] == ["todos", 1, "owner"]
    assert (error["errorType"], error["message"]) == ("NoPerson", "gone")
    assert (error["data"], error["errorInfo"]) == ({"id": 9}, None)


async def test_an_exception_fails_every_item() -> None:
    def answer(event: list[Event]) -> Any:
        raise FunctionError("Oops", "all of it")

    response, _ = await owners(answer)

    assert [error["path"] for error in response["errors"]] == [
        ["todos", index, "owner"] for index in range(3)
    ]
    assert {error["errorType"] for error in response["errors"]} == {"Oops"}


@pytest.mark.parametrize("answer", [[{"data": None}], {"data": None}, None])
async def test_an_answer_of_another_length_fails_every_item(answer: Any) -> None:
    response, _ = await owners(lambda _: answer)

    assert len(response["errors"]) == 3
    assert "one item for each event" in response["errors"][0]["message"]


async def test_bare_values_are_accepted_with_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    response, _ = await owners(lambda event: [{"id": 5}] * len(event))

    assert [todo["owner"]["id"] for todo in response["data"]["todos"]] == ["5", "5", "5"]
    assert "bare values" in caplog.text
