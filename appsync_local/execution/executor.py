"""Runs operations: calls the functions that a document asks for, and makes AppSync's answer.

Knows no HTTP and no sockets. Root fields of a query and siblings below run at the same time,
mutations one after the other. What a mutation publishes is handed out with its answer.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    execute_sync,
)
from graphql.execution import VariableValues

from appsync_local.application import Application
from appsync_local.authorization.identity import NOT_AUTHORIZED, Caller
from appsync_local.execution import batching, payload
from appsync_local.execution.batching import Failure
from appsync_local.execution.completion import Call, Completion, by_schema_names
from appsync_local.execution.payload import Event
from appsync_local.execution.selection import Field, Operation, Selections
from appsync_local.execution.validation import Documents, InvalidVariables, coerced_variables
from appsync_local.functions import FunctionError, Functions
from appsync_local.schema import Schema

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Request:
    """An operation to run, and who asks.

    headers: makes what functions see of the request's, by lower-case name.
    """

    query: str
    variables: dict[str, Any]
    operation_name: str | None
    caller: Caller
    headers: Callable[[], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Publication:
    """A mutation field's response, by the schema's names, for those who subscribed to it."""

    mutation: str
    payload: object


@dataclass(frozen=True, slots=True)
class Answer:
    """A response in AppSync's shape. operation: kind and name, for the access log."""

    response: dict[str, Any]
    publications: tuple[Publication, ...] = ()
    operation: str = "-"


@dataclass(frozen=True, slots=True)
class Subscription:
    """An admitted subscription.

    arguments: what the payload's top-level fields must equal; a given null means null or absent.
    project: a published payload as this subscriber selected it, {"data", "errors"}.
    likeness: equal for subscriptions whose projections are equal.
    """

    field: str
    arguments: Mapping[str, Any]
    project: Callable[[object], dict[str, Any]]
    likeness: object


class BadRequest(Exception):
    """Not a request that can be answered with data."""

    def __init__(self, error_type: str, message: str) -> None:
        super().__init__(message)
        self.error_type = error_type
        self.message = message


class Refused(Exception):
    """A subscription that is not admitted. errors: in AppSync's shape."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__(errors)
        self.errors = errors


@dataclass(frozen=True)
class _Prepared:
    """A request that is ready to run."""

    request: Request
    operation: Operation
    variables: VariableValues
    selections: Selections

    @cached_property
    def block(self) -> payload.RequestBlock:
        """The request as all its functions see it."""
        return payload.request_block(self.request.headers())


class Executor:
    """Runs the operations of one application."""

    def __init__(self, application: Application, schema: Schema, functions: Functions) -> None:
        self._api = application.api
        self._schema = schema
        self._functions = functions
        self._documents = Documents(schema, introspection=application.api.introspection)

    async def execute(self, request: Request) -> Answer:
        """The answer to a query or mutation; raises BadRequest."""
        try:
            prepared = self._prepare(request)
        except Refused as refused:
            return Answer({"data": None, "errors": refused.errors})
        operation = prepared.operation
        if operation.kind == "subscription":
            raise BadRequest(
                "UnsupportedOperation", "Subscriptions are made over the real-time endpoint."
            )
        completion = self._completion(request.caller)
        label = f"{operation.kind} {operation.name or _first_field(operation)}"
        if operation.kind == "mutation":
            published = await self._run_serially(prepared, completion)
            return Answer(_response(completion), published, label)
        await self._run_at_once(prepared, completion)
        return Answer(_response(completion), (), label)

    async def subscribe(self, request: Request) -> Subscription:
        """The subscription, once its resolver admitted the caller; raises Refused, BadRequest."""
        prepared = self._prepare(request)
        operation = prepared.operation
        if operation.kind != "subscription":
            raise BadRequest(
                "UnsupportedOperation",
                f"{operation.kind} not supported through the realtime channel",
            )
        completion = self._completion(request.caller)
        (field,) = completion.open(prepared.selections, operation.root)
        completion.resolve(field)
        for call in completion.take_calls():
            await self._ask_gate(prepared, completion, call)
        if completion.errors:
            raise Refused(completion.errors)
        return self._subscription(prepared, field)

    async def _ask_gate(self, prepared: _Prepared, completion: Completion, call: Call) -> None:
        (outcome,) = await self._invoke(prepared, [call])
        if isinstance(outcome, Failure):
            _fail(completion, call, outcome)
        elif outcome is not None:
            _log.warning(
                "The resolver of Subscription.%s admitted a subscriber with a value, which is "
                "ignored; return None.",
                call.field.name,
            )

    def _subscription(self, prepared: _Prepared, field: Field) -> Subscription:
        caller = prepared.request.caller
        root = prepared.operation.root

        def project(published: object) -> dict[str, Any]:
            completion = self._completion(caller, follow_resolvers=False)
            for each in completion.open(prepared.selections, root):
                completion.resolve(each, {field.name: published})
            response = _response(completion)
            if completion.errors and completion.data == {field.key: None}:
                response["data"] = None
            return response

        return Subscription(
            field.name,
            field.arguments(prepared.variables),
            project,
            (prepared.selections, caller.mode, caller.groups),
        )

    def _prepare(self, request: Request) -> _Prepared:
        """Parse, validate, choose; raises BadRequest, or Refused with what is wrong inside."""
        try:
            document = self._documents.read(request.query)
        except GraphQLError as error:
            _log.info("a document cannot be parsed: %s", error.message)
            raise BadRequest(
                "MalformedHttpRequestException", "Unable to parse GraphQL query."
            ) from None
        if document.errors:
            raise Refused(list(document.errors))
        operation = _choose(document.operations, request.operation_name)
        try:
            variables = coerced_variables(self._schema.graphql, operation, request.variables)
        except InvalidVariables as invalid:
            raise Refused(invalid.errors) from None
        return _Prepared(request, operation, variables, operation.selections(variables))

    def _completion(self, caller: Caller, *, follow_resolvers: bool = True) -> Completion:
        return Completion(
            self._schema.graphql,
            caller,
            depth_limit=self._api.query_depth_limit,
            resolver_limit=self._api.resolver_count_limit,
            follow_resolvers=follow_resolvers,
        )

    async def _run_at_once(self, prepared: _Prepared, completion: Completion) -> None:
        for field in completion.open(prepared.selections, prepared.operation.root):
            if field.is_introspection:
                completion.put(field, self._introspect(prepared, field))
            else:
                completion.resolve(field)
        await self._settle(prepared, completion, completion.take_calls())

    async def _run_serially(
        self, prepared: _Prepared, completion: Completion
    ) -> tuple[Publication, ...]:
        published: list[Publication] = []
        for field in completion.open(prepared.selections, prepared.operation.root):
            completion.resolve(field)
            await self._settle(prepared, completion, completion.take_calls())
            value = completion.data and completion.data[field.key]
            if value is not None and field.name in self._schema.listeners:
                published.append(Publication(field.name, by_schema_names(field, value)))
        return tuple(published)

    async def _settle(self, prepared: _Prepared, completion: Completion, calls: list[Call]) -> None:
        """Make the calls, at the same time where there are several, and those they lead to."""
        groups = batching.groups(calls)
        if len(groups) == 1:
            await self._follow(prepared, completion, groups[0])
        elif groups:
            async with asyncio.TaskGroup() as tasks:
                for group in groups:
                    tasks.create_task(self._follow(prepared, completion, group))

    async def _follow(self, prepared: _Prepared, completion: Completion, calls: list[Call]) -> None:
        outcomes = await self._invoke(prepared, calls)
        for call, outcome in zip(calls, outcomes, strict=True):
            if isinstance(outcome, Failure):
                _fail(completion, call, outcome)
            else:
                completion.complete(call, outcome)
        await self._settle(prepared, completion, completion.take_calls())

    async def _invoke(self, prepared: _Prepared, calls: list[Call]) -> list[object]:
        """The outcome of each call, from one invocation of their function."""
        resolver = calls[0].field.resolver
        if resolver is None:
            raise LookupError(f"{calls[0].field.name} has no resolver")
        events = [_event(prepared, call) for call in calls]
        batched = resolver.max_batch_size > 0
        try:
            answer = await self._functions.invoke(
                resolver.function, events if batched else events[0]
            )
        except FunctionError as error:
            return [Failure(error.error_type, error.message)] * len(calls)
        return batching.outcomes(resolver.function, answer, len(calls)) if batched else [answer]

    def _introspect(self, prepared: _Prepared, field: Field) -> Any:
        node = OperationDefinitionNode(
            operation=OperationType.QUERY,
            variable_definitions=prepared.operation.node.variable_definitions,
            selection_set=SelectionSetNode(selections=field.nodes),
        )
        document = DocumentNode(definitions=(node, *prepared.operation.fragments.values()))
        result = execute_sync(
            self._schema.graphql, document, variable_values=prepared.request.variables
        )
        return result.data and result.data[field.key]


def _choose(operations: tuple[Operation, ...], name: str | None) -> Operation:
    if name:
        for operation in operations:
            if operation.name == name:
                return operation
        raise BadRequest("BadRequestException", f"Unknown operation named '{name}'.")
    if len(operations) != 1:
        raise BadRequest("BadRequestException", "Missing operation name.")
    return operations[0]


def _first_field(operation: Operation) -> str:
    node = operation.node.selection_set.selections[0]
    name = getattr(node, "name", None)
    return name.value if name else "-"


def _event(prepared: _Prepared, call: Call) -> Event:
    field = call.field
    return payload.event(
        arguments=field.arguments(prepared.variables),
        caller=prepared.request.caller,
        source=call.source,
        request=prepared.block,
        info={
            "selectionSetList": field.selection_list,
            "selectionSetGraphQL": field.selection_graphql,
            "parentTypeName": field.parent,
            "fieldName": field.name,
            "variables": prepared.request.variables,
        },
    )


def _fail(completion: Completion, call: Call, failure: Failure) -> None:
    """Note the failure; AppSync words the one named UnauthorizedException itself."""
    hidden = failure.error_type == "UnauthorizedException"
    completion.fail(
        call,
        error_type=failure.error_type,
        message=NOT_AUTHORIZED if hidden else failure.message,
        data=call.field.below.pick(call.field.type, failure.data),
    )


def _response(completion: Completion) -> dict[str, Any]:
    if completion.errors:
        return {"data": completion.data, "errors": completion.errors}
    return {"data": completion.data}
