"""The documents fit the schema, and say all that a publisher has to say."""

from pathlib import Path

import pytest
from graphql import (
    FieldNode,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    build_schema,
    parse,
    print_ast,
    validate,
)

from chat_client import documents

ROOT = Path(__file__).parents[2]
AWS = """
scalar AWSDateTime
directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION
directive @aws_iam on FIELD_DEFINITION | OBJECT
directive @aws_cognito_user_pools on FIELD_DEFINITION | OBJECT
"""


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema(AWS + (ROOT / "schema.graphql").read_text())


@pytest.mark.parametrize("field", documents.DOCUMENTS)
def test_a_document_fits_the_schema(schema: GraphQLSchema, field: str) -> None:
    assert validate(schema, parse(documents.DOCUMENTS[field])) == []


def test_every_operation_that_a_person_may_call_has_a_document(schema: GraphQLSchema) -> None:
    roots = schema.query_type, schema.mutation_type, schema.subscription_type
    operations = {field for root in roots if root for field in root.fields}

    assert operations - documents.DOCUMENTS.keys() == {"publishInbox"}


@pytest.mark.parametrize(
    "field",
    [
        "sendMessage",
        "editMessage",
        "deleteMessage",
        "addReaction",
        "removeReaction",
        "pinMessage",
        "unpinMessage",
        "sendReply",
        "onMessage",
    ],
)
def test_what_others_receive_is_selected_whole_and_plainly(
    schema: GraphQLSchema, field: str
) -> None:
    payload = schema.type_map["Message"]

    assert isinstance(payload, GraphQLObjectType)
    (operation,) = parse(documents.DOCUMENTS[field]).definitions
    assert isinstance(operation, OperationDefinitionNode)
    (selected,) = operation.selection_set.selections
    assert isinstance(selected, FieldNode)
    assert selected.selection_set
    chosen = {
        each.name.value: each.selection_set
        for each in selected.selection_set.selections
        if isinstance(each, FieldNode)
    }
    assert {name: flat(below) for name, below in chosen.items() if below} == {
        "reactions": "emoji count userIds mine",
        "forwardedFrom": "senderId createdAt",
        "thread": THREAD,
        "reply": flat(selected.selection_set).partition(" reply ")[0],
    }
    assert chosen.keys() == payload.fields.keys() - {"sender", "quoted"}


THREAD = (
    "rootSeq lastSeq replyCount lastReplyAt participantIds conversationId isFollowed readSeq unread"
)


def flat(selection: SelectionSetNode) -> str:
    """Plain names, and braces only below the first level."""
    return " ".join(print_ast(selection).split()).removeprefix("{ ").removesuffix(" }")
