import pytest

from chat.appsync import payloads, selection
from chat.domain.errors import InvalidSelection

FIELDS = " ".join(sorted(payloads.MESSAGE))
THE_WHOLE = "reactions { emoji count userIds mine }"


def require(text: str, mutation: str = "deleteMessage", root_seq: int | None = None) -> None:
    event = {
        "info": {"selectionSetGraphQL": text},
        "arguments": {"input": {"seq": 1, "rootSeq": root_seq}},
    }
    selection.require(event, f"Mutation.{mutation}")


def test_the_whole_payload_by_name_is_accepted() -> None:
    require(f"{{\n  {FIELDS}\n}}")


def test_more_than_the_payload_is_accepted() -> None:
    require(f"{{ {FIELDS} __typename sender {{ id displayName }} }}")


def test_a_missing_field_is_named() -> None:
    with pytest.raises(InvalidSelection, match="body"):
        require("{ " + FIELDS.replace("body", "") + " }")


def test_a_nested_field_does_not_count_as_the_payloads() -> None:
    with pytest.raises(InvalidSelection, match="body"):
        require("{ " + FIELDS.replace("body", "") + " sender { body } }")


@pytest.mark.parametrize(
    "some",
    [
        "",
        THE_WHOLE,
        "reactions { count emoji __typename mine userIds }",
        "reactions { emoji userIds } reactions { count mine }",
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
        "{ %s senderId: conversationId }",
        "{ %s ...Rest }",
        "{ %s ... on Message { body } }",
        "{ %s body @skip(if: true) }",
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


def test_what_publishes_nothing_may_select_anything() -> None:
    require("{ id: displayName }", "updateProfile")


@pytest.mark.parametrize("mutation", ["sendReply", "editMessage", "deleteMessage", "addReaction"])
def test_what_happens_in_a_thread_is_told_with_the_reply(mutation: str) -> None:
    require(f"{{ {FIELDS} reply {{ {FIELDS} {THE_WHOLE} }} }}", mutation, root_seq=1)
    with pytest.raises(InvalidSelection, match="Select reply"):
        require(f"{{ {FIELDS} }}", mutation, root_seq=1)


def test_what_happens_in_no_thread_needs_no_reply() -> None:
    require(f"{{ {FIELDS} }}", root_seq=None)


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        (FIELDS.replace("body", ""), "reply.body"),
        (f"{FIELDS} reactions {{ emoji }}", "reply.reactions"),
    ],
)
def test_a_part_of_a_reply_is_refused(inside: str, named: str) -> None:
    with pytest.raises(InvalidSelection, match=named):
        require(f"{{ {FIELDS} reply {{ {inside} }} }}")


def test_a_read_marker_in_a_thread_is_told_to_nobody_and_needs_no_reply() -> None:
    require(f"{{ {' '.join(payloads.ACTIVITY)} }}", "markRead", root_seq=1)
