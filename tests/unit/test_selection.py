import pytest

from chat.appsync import payloads, selection
from chat.domain.errors import InvalidSelection

FIELDS = " ".join(sorted(payloads.ACTIVITY))


def require(text: str) -> None:
    selection.require(
        {"info": {"selectionSetGraphQL": text}},
        payloads.ACTIVITY,
        {"reactions": frozenset({"emoji", "count"})},
    )


def test_the_whole_payload_by_name_is_accepted() -> None:
    require(f"{{\n  {FIELDS}\n}}")


def test_more_than_the_payload_is_accepted() -> None:
    require(f"{{ {FIELDS} __typename sender {{ id displayName }} }}")


def test_a_missing_field_is_named() -> None:
    with pytest.raises(InvalidSelection, match="readSeq"):
        require("{ " + FIELDS.replace("readSeq", "") + " }")


def test_a_nested_field_does_not_count_as_the_payloads() -> None:
    with pytest.raises(InvalidSelection, match="readSeq"):
        require("{ " + FIELDS.replace("readSeq", "") + " sender { readSeq } }")


@pytest.mark.parametrize(
    "some",
    [
        "",
        "reactions { emoji count }",
        "reactions { count emoji __typename }",
        "reactions { emoji } reactions { count }",
    ],
)
def test_an_object_is_selected_whole_or_not_at_all(some: str) -> None:
    require(f"{{ {FIELDS} {some} }}")


@pytest.mark.parametrize(
    "some", ["reactions { emoji }", "reactions", "reactions { emoji } sender { count }"]
)
def test_a_part_of_an_object_is_refused(some: str) -> None:
    with pytest.raises(InvalidSelection, match="all of reactions, or leave it out"):
        require(f"{{ {FIELDS} {some} }}")


@pytest.mark.parametrize(
    "forgery",
    [
        "{ %s userId: conversationId }",
        "{ %s ...Rest }",
        "{ %s ... on Activity { typing } }",
        "{ %s typing @skip(if: true) }",
        "{ %s sender(size: 1) { id } }",
        '{ %s "text" }',
    ],
)
def test_anything_that_could_change_what_others_receive_is_refused(forgery: str) -> None:
    with pytest.raises(InvalidSelection, match="plain fields"):
        require(forgery % FIELDS)


def test_selecting_nothing_is_refused() -> None:
    with pytest.raises(InvalidSelection):
        require("")
