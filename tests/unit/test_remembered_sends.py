from hypothesis import given
from hypothesis import strategies as st

from chat.domain.remembered_sends import CAPACITY, Fingerprint, RememberedSends


def fingerprint(client_id: str, body: str = "hello") -> Fingerprint:
    return Fingerprint.of(client_id, "TEXT", body)


def test_nothing_is_found_in_an_empty_memory() -> None:
    assert RememberedSends().find(fingerprint("client-id-1")) is None


def test_a_send_is_found_by_its_client_id_whatever_its_body() -> None:
    sends = RememberedSends().remember(fingerprint("client-id-1"), seq=7)

    found = sends.find(fingerprint("client-id-1", "another body"))

    assert found is not None
    assert found.seq == 7
    assert found.fingerprint == fingerprint("client-id-1")


def test_parts_of_the_content_are_not_run_together() -> None:
    assert Fingerprint.of("id", "ab", "c") != Fingerprint.of("id", "a", "bc")


@given(st.lists(st.integers(1, 2**40 - 1), max_size=60))
def test_the_last_twenty_are_remembered_in_less_than_400_bytes(seqs: list[int]) -> None:
    sends = RememberedSends()
    for position, seq in enumerate(seqs):
        sends = sends.remember(fingerprint(f"client-id-{position}"), seq=seq)

    assert [send.seq for send in sends] == seqs[-CAPACITY:]
    assert len(sends.packed) < 400
