import pytest

from benchmarks.units import read_units, size, write_units


def item(bytes_: int, **attributes: dict[str, str]) -> dict[str, dict[str, str]]:
    rest = bytes_ - size(attributes) - 1
    return {"v": {"S": "x" * rest}, **attributes}


def test_names_count_as_well_as_values() -> None:
    assert size({"PK": {"S": "abc"}, "n": {"N": "1234"}, "b": {"B": b"12345"}}) == 5 + 4 + 6


@pytest.mark.parametrize(("bytes_", "units"), [(1, 1), (4096, 1), (4097, 2)])
def test_reads_round_up_to_four_kilobytes(bytes_: int, units: int) -> None:
    assert read_units([item(bytes_)], consistent=True, together=False) == units
    assert read_units([item(bytes_)], consistent=False, together=False) == units / 2


def test_a_query_rounds_once_and_a_batch_each_time() -> None:
    three = [item(1000)] * 3

    assert read_units(three, consistent=True, together=True) == 1
    assert read_units(three, consistent=True, together=False) == 3


def test_what_is_not_there_costs_a_unit() -> None:
    assert read_units([None], consistent=True, together=False) == 1
    assert read_units([], consistent=False, together=True) == 0.5


@pytest.mark.parametrize(("bytes_", "units"), [(1024, 1), (1025, 2)])
def test_writes_round_up_to_a_kilobyte(bytes_: int, units: int) -> None:
    assert write_units(None, item(bytes_), transactional=False) == units


def test_a_write_costs_the_larger_of_before_and_after() -> None:
    assert write_units(item(3000), item(10), transactional=False) == 3


def test_a_transaction_costs_double() -> None:
    assert write_units(None, item(10), transactional=True) == 2


def test_an_index_costs_only_when_its_keys_change() -> None:
    here = {"GSI1PK": {"S": "a"}, "GSI1SK": {"S": "1"}}
    there = {"GSI1PK": {"S": "a"}, "GSI1SK": {"S": "2"}}

    unchanged = write_units(item(50, **here), item(60, **here), transactional=False)
    moved = write_units(item(50, **here), item(50, **there), transactional=False)
    removed = write_units(item(50, **here), item(50), transactional=False)

    assert (unchanged, moved, removed) == (1, 3, 2)
