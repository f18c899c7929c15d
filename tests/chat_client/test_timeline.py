"""Events and pages, in whatever order they come, fold into the same list."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from chat_client import Timeline

type Json = dict[str, Any]


def message(seq: int, *, revision: int | None = None, version: int | None = 1) -> Json:
    return {"seq": seq, "revision": revision, "channelVersion": version}


def first_page(*seqs: int, seq: int, revision: int = 0) -> Json:
    baseline = {"seq": seq, "revision": revision}
    return {"messages": [message(n, version=None) for n in seqs], "baseline": baseline}


def sync_page(
    *seqs: int, seq: int, revision: int = 0, reset: bool = False, version: int = 1
) -> Json:
    return {
        "messages": [message(n, version=None) for n in seqs],
        "seq": seq,
        "revision": revision,
        "reset": reset,
        "channelVersion": version,
    }


def shown(timeline: Timeline) -> list[int]:
    return [m["seq"] for m in timeline.after(0)]


def test_an_event_in_turn_is_shown_at_once() -> None:
    timeline = Timeline.opened(first_page(1, 2, seq=2)).heard(message(3))

    assert shown(timeline) == [1, 2, 3]
    assert not timeline.has_gap


def test_an_event_beyond_a_gap_waits_until_the_gap_is_filled() -> None:
    ahead = Timeline.opened(first_page(1, seq=1)).heard(message(3))
    filled = ahead.heard(message(2))

    assert (shown(ahead), ahead.has_gap) == ([1], True)
    assert (shown(filled), filled.has_gap) == ([1, 2, 3], False)


def test_a_number_without_a_message_is_no_gap_once_sync_has_passed_it() -> None:
    ahead = Timeline.opened(first_page(1, seq=1)).heard(message(3))

    timeline = ahead.synced(sync_page(3, seq=3))

    assert (shown(timeline), timeline.has_gap) == ([1, 3], False)


def test_a_message_of_a_page_beyond_its_baseline_is_not_shown() -> None:
    timeline = Timeline.opened(first_page(1, 3, seq=1))

    assert (shown(timeline), timeline.has_gap) == ([1], True)


def test_an_old_event_does_not_appear_above_the_page_that_is_shown() -> None:
    timeline = Timeline.opened(first_page(51, 52, seq=52)).heard(message(7))

    assert shown(timeline) == [51, 52]


def test_an_older_state_does_not_replace_a_newer_one() -> None:
    newer, older = message(1, revision=2), message(1, revision=1)

    timeline = Timeline().heard(newer).heard(older)

    assert timeline.after(0) == [newer]


def test_a_missing_revision_is_a_gap() -> None:
    timeline = Timeline().heard(message(1, revision=2))

    assert timeline.has_gap
    assert not timeline.heard(message(2, revision=1)).has_gap
    assert not timeline.synced(sync_page(seq=1, revision=2)).has_gap


def test_a_reset_forgets_what_came_before_but_not_what_was_heard_beyond_it() -> None:
    timeline = Timeline.opened(first_page(1, 2, seq=2)).heard(message(903))

    timeline = timeline.synced(sync_page(900, 902, seq=902, reset=True))

    assert shown(timeline) == [900, 902, 903]


def test_a_sync_that_was_overtaken_takes_nothing_back() -> None:
    timeline = Timeline.opened(first_page(1, 3, seq=3))

    assert timeline.synced(sync_page(seq=1)).seq == 3


def test_the_highest_channel_version_counts() -> None:
    timeline = Timeline().heard(message(1, version=3)).heard(message(2, version=2))

    assert timeline.channel_version == 3


@given(st.data())
def test_any_order_and_repetition_of_events_and_syncs_ends_with_the_same_list(
    data: st.DataObject,
) -> None:
    last = data.draw(st.integers(1, 12))
    voids = data.draw(st.sets(st.integers(1, last)))
    present = [n for n in range(1, last + 1) if n not in voids]
    resolved = data.draw(st.lists(st.integers(0, last), max_size=4))
    pages = [sync_page(*[n for n in present if n <= end], seq=end) for end in resolved]
    events = [message(n) for n in data.draw(st.lists(st.sampled_from(present or [1])))]
    timeline = Timeline()

    for step in data.draw(st.permutations([*pages, *[e for e in events if e["seq"] in present]])):
        timeline = timeline.synced(step) if "reset" in step else timeline.heard(step)
        assert all(n <= timeline.seq for n in shown(timeline))
        assert shown(timeline) == [n for n in present if n <= timeline.seq]
    timeline = timeline.synced(sync_page(*present, seq=last))

    assert shown(timeline) == present
    assert not timeline.has_gap
