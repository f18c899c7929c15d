import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appsync_local import wire

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda values: st.lists(values) | st.dictionaries(st.text(), values),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_written_reads_the_same_with_any_implementation(value: object) -> None:
    written = wire.encode_bytes(value)
    assert json.loads(written) == wire.decode(written) == value


@given(VALUES)
def test_what_another_implementation_wrote_is_read(value: object) -> None:
    assert wire.decode(json.dumps(value)) == value


@pytest.mark.parametrize("text", ['"\\ud800"', f'{{"n":{10**40}}}', "1.0", "-0"])
def test_what_the_faster_implementation_would_refuse_or_round_is_kept(text: str) -> None:
    read = wire.decode(text)
    assert type(read) is type(json.loads(text))
    assert read == json.loads(text)
    assert wire.encode(read) == json.dumps(read, separators=(",", ":"))


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", "[1,]", "", "[" * 200_000, b"\xff"])
def test_what_is_no_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        wire.decode(text)
