import pytest
from boto3.dynamodb.types import TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from chat.domain.models import MessageKind
from chat.store.attributes import marshalled, unmarshalled

strings = st.text(min_size=1)
values = st.recursive(
    strings
    | st.booleans()
    | st.integers(min_value=-(10**38) + 1, max_value=10**38 - 1)
    | st.binary()
    | st.sets(strings, min_size=1),
    lambda values: st.lists(values, max_size=3),
    max_leaves=5,
)


@given(values)
def test_what_was_written_is_read_again(value: object) -> None:
    assert unmarshalled(marshalled(value)) == value


@given(st.one_of(strings, st.booleans(), st.integers(-(10**37), 10**37), st.binary()))
def test_a_value_is_written_as_boto3_writes_it(value: object) -> None:
    assert marshalled(value) == TypeSerializer().serialize(value)


def test_an_enum_is_written_as_its_text() -> None:
    assert marshalled(MessageKind.TEXT) == {"S": "TEXT"}


@pytest.mark.parametrize("value", [None, 0.5, {"a": "map"}])
def test_a_value_that_no_item_has_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="No attribute of an item"):
        marshalled(value)
