"""What the clients of earlier releases need of the present API: promise G11.

A client cannot be called back, so the schema and the documents of each release stay in releases/,
and every change is held to all of them.
"""

from collections.abc import Iterator
from itertools import chain

from graphql import (
    FieldNode,
    GraphQLObjectType,
    OperationDefinitionNode,
    get_named_type,
    is_non_null_type,
    parse,
    validate,
)
from graphql.utilities import find_breaking_changes

from chat_client import documents
from generation import releases
from generation.documents import FILE
from generation.releases import Release
from story.api import Api
from tests.contract.project import Project

_USER_POOLS = "aws_cognito_user_pools"
"""How one signs in where no directive says otherwise: the default in template.yaml."""
_MODES = {_USER_POOLS, "aws_api_key", "aws_iam", "aws_lambda", "aws_oidc"}


def check(project: Project) -> Iterator[str]:
    """Everything below."""
    checks = (shapes, texts, doors, triggers, senders)
    for release in releases.read(project.root):
        for found in chain.from_iterable(each(release, project) for each in checks):
            yield f"{release.version}: {found}"
        yield from listeners(release.version, release.operations, project)
    yield from listeners("the next release", (project.root / FILE).read_text(), project)


def shapes(release: Release, project: Project) -> Iterator[str]:
    """No type, field, argument or value is gone or changed, and nothing more is asked for."""
    for change in find_breaking_changes(release.api.schema, project.api.schema):
        yield change.description


def texts(release: Release, project: Project) -> Iterator[str]:
    """Its clients' documents are valid."""
    for field, document in documents.read(release.operations).items():
        for error in validate(project.schema, parse(document)):
            yield f"{field}: {error.message}"


def doors(release: Release, project: Project) -> Iterator[str]:
    """Whoever could sign in to use a field still can."""
    now = dict(_modes(project.api))
    for place, modes in _modes(release.api):
        for mode in sorted(modes - now.get(place, modes)):
            yield f"{place} is closed to @{mode}."


def triggers(release: Release, project: Project) -> Iterator[str]:
    """What its subscriptions heard of, they hear of still."""
    for field, mutations in release.api.subscribed.items():
        for mutation in mutations:
            if mutation not in project.api.subscribed.get(field, ()):
                yield f"{field} does not hear of {mutation} any more."


def senders(release: Release, project: Project) -> Iterator[str]:
    """Its mutations are not refused for a field that they cannot know."""
    for field, document in documents.read(release.operations).items():
        asked_for = project.required_payloads.get(f"Mutation.{field}", frozenset())
        for name in sorted(asked_for - _selected(document)):
            yield f"{field} would be refused, since it does not select {name}."


def listeners(version: str, operations: str, project: Project) -> Iterator[str]:
    """What a subscription selects and may not be null, every publisher has to select.

    Source: AppSync developer guide, "Real-time data": a subscriber gets what the mutation selected.
    What it did not select is null, and an error where null is not allowed.
    """
    for field, document in documents.read(operations).items():
        subscription = f"Subscription.{field}"
        for mutation in project.api.subscribed.get(subscription, ()):
            needed = _selected(document) & _never_null(project.api, subscription)
            for name in sorted(needed - project.required_payloads[mutation]):
                yield f"{version}: {field} needs {name}, which {mutation} need not select."


def _modes(api: Api) -> Iterator[tuple[str, frozenset[str]]]:
    """How one may sign in to use each type and field, as far as directives say."""
    for name, kind in api.schema.type_map.items():
        if not isinstance(kind, GraphQLObjectType) or not kind.ast_node:
            continue
        of_type = {each.name.value for each in kind.ast_node.directives or ()} & _MODES
        for field_name, field in kind.fields.items():
            assert field.ast_node
            own = {each.name.value for each in field.ast_node.directives or ()} & _MODES
            yield f"{name}.{field_name}", frozenset(own or of_type or {_USER_POOLS})


def _selected(document: str) -> frozenset[str]:
    """The fields of what an operation answers."""
    parsed = parse(document)
    operation = next(
        each for each in parsed.definitions if isinstance(each, OperationDefinitionNode)
    )
    (field,) = operation.selection_set.selections
    assert isinstance(field, FieldNode)
    if not field.selection_set:
        return frozenset()
    return frozenset(
        each.name.value for each in field.selection_set.selections if isinstance(each, FieldNode)
    )


def _never_null(api: Api, coordinate: str) -> frozenset[str]:
    kind = get_named_type(api.field(coordinate).type)
    assert isinstance(kind, GraphQLObjectType)
    return frozenset(name for name, field in kind.fields.items() if is_non_null_type(field.type))
