"""From a field of the schema to the code that answers it: every link is there, and named alike."""

import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from chat.store import keys
from chat.store.table import INDEX
from tests.contract.project import Project, named, referred

_DIRECT = {"ApiId", "TypeName", "FieldName", "DataSourceName", "MaxBatchSize"}
"""The properties of a direct resolver: any other is a template, code, or a pipeline."""

_IMPORTER = """
import importlib, sys
for handler in sys.argv[1:]:
    module, _, name = handler.rpartition(".")
    try:
        found = getattr(importlib.import_module(module), name)
        print("" if callable(found) else "is not callable")
    except Exception as error:
        print(f"{type(error).__name__}: {error}".replace("\\n", " "))
"""


def check(project: Project) -> Iterator[str]:
    """Everything below."""
    checks = (
        *(fields, order, rows, resolvers, data_sources, functions, log_groups, handlers),
        *(table_keys, schema),
    )
    return chain.from_iterable(check(project) for check in checks)


def fields(project: Project) -> Iterator[str]:
    """Each field of the root types has a resolver, and each resolver a field."""
    resolved = [resolver.coordinate for resolver in project.resolvers]
    expected = list(project.root_coordinates())
    for coordinate in expected:
        if coordinate not in resolved:
            yield f"{coordinate} has no resolver in template.yaml."
    for resolver in project.resolvers:
        if project.field(resolver.coordinate) is None:
            yield f"{resolver.logical_id}: schema.graphql has no field {resolver.coordinate}."


def order(project: Project) -> Iterator[str]:
    """Loops and functions are in the order of the schema."""
    resolved = [resolver.coordinate for resolver in project.resolvers]
    expected = [each for each in project.root_coordinates() if each in resolved]
    if [coordinate for coordinate in resolved if coordinate in expected] != expected:
        yield "The loops of template.yaml are not in the order of schema.graphql."
    answering = [*dict.fromkeys(resolver.function for resolver in project.resolvers)]
    if [function for function in project.functions if function in answering] != answering:
        yield "The functions of template.yaml are not in the order of schema.graphql."


def rows(project: Project) -> Iterator[str]:
    """Each row of the mapping is for an operation that a loop of template.yaml names."""
    operations = {
        resolver.logical_id.removesuffix("Resolver")
        .removeprefix("Query")
        .removeprefix("Mutation")
        .removeprefix("Subscription")
        for resolver in project.resolvers
    }
    for name in project.template["Mappings"]["Operations"]:
        if name not in operations:
            yield f"Mappings.Operations: no loop of template.yaml names {name}."


def resolvers(project: Project) -> Iterator[str]:
    """Each resolver is direct, named after its field, and leads to a function."""
    for resolver in project.resolvers:
        type_name, _, field_name = resolver.coordinate.partition(".")
        expected = f"{type_name}{_pascal(field_name)}Resolver"
        if resolver.logical_id != expected:
            yield f"{resolver.logical_id}: call it {expected}."
        if resolver.function not in project.functions:
            yield f"{resolver.logical_id}: no function answers it; see its data source."
    for logical_id, properties in project.resources("AWS::AppSync::Resolver").items():
        for extra in sorted(properties.keys() - _DIRECT):
            yield f"{logical_id}: a direct resolver has no {extra}."
        if project.template["Resources"][logical_id].get("DependsOn") != "ChatSchema":
            yield f"{logical_id}: it must depend on ChatSchema, which has its field."


def data_sources(project: Project) -> Iterator[str]:
    """Each data source is one function's, named after it, used, and AppSync may invoke it."""
    invocable = _invocable(project)
    used = {
        referred(properties.get("DataSourceName"))
        for properties in project.resources("AWS::AppSync::Resolver").values()
    }
    for logical_id, source in project.resources("AWS::AppSync::DataSource").items():
        function = referred(source.get("LambdaConfig", {}).get("LambdaFunctionArn")) or ""
        if source["Type"] != "AWS_LAMBDA" or function not in project.functions:
            yield f"{logical_id}: it must be a Lambda function of this template."
        if logical_id != function.removesuffix("Function") + "DataSource":
            yield f"{logical_id}: name it after its function, {function}."
        if source["Name"] != logical_id:
            yield f"{logical_id}: its Name must be the same."
        if logical_id not in used:
            yield f"{logical_id}: no resolver uses it."
        if function not in invocable:
            yield f"AppSyncInvokeRole: it may not invoke {function}."
        invocable.discard(function)
    for function in sorted(invocable):
        yield f"AppSyncInvokeRole: it may invoke {function}, which is no data source."


def functions(project: Project) -> Iterator[str]:
    """Each function is used, named after its handler, built from src/, and limits itself."""
    answering = {resolver.function for resolver in project.resolvers}
    shared = project.template["Globals"]["Function"]
    for logical_id, function in project.functions.items():
        operation = _snake(logical_id.removesuffix("Function"))
        if logical_id not in answering and "Events" not in function:
            yield f"{logical_id}: nothing calls it."
        if (function | shared).get("CodeUri") != "src/" or "CodeUri" in function:
            yield f"{logical_id}: every function's CodeUri is src/, from Globals."
        if not re.fullmatch(
            rf"chat\.handlers\.\w+\.{operation}\.lambda_handler", function["Handler"]
        ):
            expected = f"chat.handlers.<subject>.{operation}.lambda_handler"
            yield f"{logical_id}: its handler must be {expected}."
        if function["FunctionName"] != _named(operation):
            yield f"{logical_id}: its name must be {_named(operation)['Fn::Sub']}."
        for refused in ("ReservedConcurrentExecutions", "ProvisionedConcurrencyConfig"):
            if refused in function | shared:
                yield f"{logical_id}: no {refused}; accounts begin with few executions to share."


def log_groups(project: Project) -> Iterator[str]:
    """Each function writes to a log group of its own, and no log is kept for ever."""
    groups = project.resources("AWS::Logs::LogGroup")
    for logical_id, group in groups.items():
        if "RetentionInDays" not in group:
            yield f"{logical_id}: without RetentionInDays its logs are kept for ever."
    for logical_id, function in project.functions.items():
        group_id = referred(function.get("LoggingConfig", {}).get("LogGroup"))
        if group_id != logical_id.removesuffix("Function") + "LogGroup" or group_id not in groups:
            yield f"{logical_id}: it has no log group of its own."
        else:
            expected = "/aws/lambda/" + named(function["FunctionName"])
            if named(groups[group_id]["LogGroupName"]) != expected:
                yield f"{group_id}: its name must be {expected}."


def handlers(project: Project) -> Iterator[str]:
    """Each handler can be imported and called, without any environment variable."""
    names = {logical_id: each["Handler"] for logical_id, each in project.functions.items()}
    faults = _import(project.root / "src", [*names.values()])
    for (logical_id, handler), fault in zip(names.items(), faults, strict=True):
        if fault:
            yield f"{logical_id}: {handler}: {fault}"


def table_keys(project: Project) -> Iterator[str]:
    """The table's keys are those that the store composes."""
    table = project.resources("AWS::DynamoDB::Table")["ChatTable"]
    primary = [*keys.user("").attributes()]
    if _key_names(table["KeySchema"]) != primary:
        yield f"ChatTable: its key must be {primary}, as chat/store/keys.py composes it."
    indexes = {
        index["IndexName"]: _key_names(index["KeySchema"])
        for index in table["GlobalSecondaryIndexes"]
    }
    expected = {INDEX: [*keys.members_of("").index_attributes()]}
    if indexes != expected:
        yield f"ChatTable: its indexes must be {expected}, as chat/store composes them."


def schema(project: Project) -> Iterator[str]:
    """No directive that AppSync ignores on an API of several modes."""
    if "@aws_auth" in project.schema_text:
        yield "schema.graphql: @aws_auth is ignored here; use @aws_cognito_user_pools."


def _invocable(project: Project) -> set[str]:
    role = project.resources("AWS::IAM::Role")["AppSyncInvokeRole"]
    (policy,) = role["Policies"]
    (statement,) = policy["PolicyDocument"]["Statement"]
    return {referred(resource) or str(resource) for resource in statement["Resource"]}


def _import(source: Path, names: list[str]) -> list[str]:
    answer = subprocess.run(
        [sys.executable, "-c", _IMPORTER, *names],
        env={"PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.splitlines()


def _key_names(key_schema: list[dict[str, Any]]) -> list[str]:
    return [key["AttributeName"] for key in sorted(key_schema, key=lambda key: key["KeyType"])]


def _named(operation: str) -> dict[str, str]:
    return {"Fn::Sub": f"${{AWS::StackName}}-{operation.replace('_', '-')}"}


def _pascal(camel: str) -> str:
    return camel[0].upper() + camel[1:]


def _snake(pascal: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", pascal).lower()
