"""Events and pages, in whatever order they come, fold into the same list."""

from collections.abc import Iterable, Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from chat_client import Timeline
from chat_client.places import Place
from chat_client.timeline import version_of

type Json = dict[str, Any]


def message(
    seq: int,
    *,
    revision: int | None = None,
    version: int | None = None,
    channel_version: int | None = 1,
) -> Json:
    """version: as high as the revision, unless it is given."""
    return {
        "seq": seq,
        "revision": revision,
        "version": (revision or 0) if version is None else version,
        "channelVersion": channel_version,
    }


def reply(root_seq: int, seq: int, *, revision: int, version: int) -> Json:
    """A message in a thread."""
    return message(seq, revision=revision, version=version) | {"rootSeq": root_seq}


def told(root: Json, its_reply: Json) -> Json:
    """What happened in a thread."""
    return root | {"reply": its_reply}


def in_thread(root: Json) -> Json:
    """A message that somebody has replied to."""
    return root | {"parts": ["THREAD"], "reply": None}


def untold(told: Json) -> Json:
    """The same as a client published it that knows of no versions."""
    return told | {"version": None}


def change(revision: int, changed: Json | None) -> Json:
    return {"revision": revision, "message": changed}


def first_page(*seqs: int, seq: int, revision: int = 0) -> Json:
    baseline = {"seq": seq, "revision": revision}
    return {"messages": [message(n, channel_version=None) for n in seqs], "baseline": baseline}


def sync_page(
    *seqs: int,
    seq: int,
    revision: int = 0,
    reset: bool = False,
    channel_version: int = 1,
    changes: Sequence[Json] = (),
) -> Json:
    return {
        "messages": [message(n, channel_version=None) for n in seqs],
        "changes": [*changes],
        "seq": seq,
        "revision": revision,
        "reset": reset,
        "channelVersion": channel_version,
    }


def shown(timeline: Timeline) -> list[int]:
    return [m["seq"] for m in timeline.beyond({})]


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

    assert timeline.beyond({}) == [newer]


def test_a_state_that_was_overtaken_by_a_change_is_no_news() -> None:
    timeline = Timeline().heard(message(1, revision=2))

    assert not timeline.lacks(message(1))
    assert not timeline.lacks(message(1, revision=2))
    assert timeline.lacks(message(1, revision=3))


def test_the_later_state_has_the_higher_version_whatever_their_revisions() -> None:
    later, earlier = message(1, revision=1, version=2), message(1, revision=2, version=1)

    assert Timeline().heard(later).heard(earlier).beyond({}) == [later]
    assert Timeline().heard(earlier).heard(later).beyond({}) == [later]


def test_the_same_state_told_of_a_later_change_counts_as_that_and_is_not_shown_again() -> None:
    first, second = message(1, revision=1, version=2), message(1, revision=2, version=2)

    timeline = Timeline().heard(first).heard(second)

    assert timeline.known[1] == second
    assert timeline.beyond({1: 2}) == []


def test_a_state_without_a_version_is_news_if_its_change_is_not_known() -> None:
    timeline = Timeline().heard(message(1, revision=1)).heard(message(2, revision=3))

    assert not timeline.lacks(untold(message(1)))
    assert not timeline.lacks(untold(message(1, revision=1)))
    assert timeline.lacks(untold(message(1, revision=2)))
    assert not timeline.lacks(untold(message(2, revision=3)))


def test_a_state_without_a_version_replaces_none_that_has_one() -> None:
    held = message(1, revision=1)

    timeline = Timeline().heard(held).heard(untold(message(1, revision=2)))

    assert timeline.known[1] == held
    assert timeline.heard(message(1, revision=2)).known[1] == message(1, revision=2)


def test_a_sent_message_that_arrives_after_its_edit_changes_nothing() -> None:
    edited = message(1, revision=1)

    timeline = Timeline().heard(edited).heard(message(1))

    assert timeline.beyond({}) == [edited]


def test_a_message_is_shown_again_in_each_of_its_states() -> None:
    timeline = Timeline.opened(first_page(1, 2, seq=2)).heard(message(1, revision=1))

    assert timeline.beyond({1: 0, 2: 0}) == [message(1, revision=1)]
    assert timeline.beyond({1: 1, 2: 0}) == []


def test_a_change_that_sync_tells_replaces_what_is_held() -> None:
    timeline = Timeline.opened(first_page(1, 2, seq=2))
    edited = message(1, revision=1, channel_version=None)
    changes = [change(1, edited), change(2, None)]

    timeline = timeline.synced(sync_page(seq=2, revision=2, changes=changes))

    assert timeline.known[1] == edited
    assert (timeline.revision, timeline.has_gap) == (2, False)


def test_a_change_that_sync_tells_late_replaces_no_later_state() -> None:
    later = message(1, revision=2)
    timeline = Timeline.opened(first_page(1, seq=1)).heard(later)

    timeline = timeline.synced(
        sync_page(seq=1, revision=1, changes=[change(1, message(1, revision=1))])
    )

    assert timeline.known[1] == later
    assert (timeline.revision, timeline.has_gap) == (2, False)


def test_a_change_that_sync_tells_early_is_not_taken_back_by_the_message_as_it_was_sent() -> None:
    timeline = Timeline.opened(first_page(1, seq=1))
    edited = message(3, revision=1)

    ahead = timeline.synced(sync_page(seq=1, revision=1, changes=[change(1, edited)]))
    timeline = ahead.heard(message(3)).heard(message(2))

    assert (shown(ahead), ahead.has_gap) == ([1], True)
    assert timeline.known[3] == edited
    assert shown(timeline) == [1, 2, 3]


def test_a_changed_message_of_before_the_first_page_is_not_shown() -> None:
    timeline = Timeline.opened(first_page(51, 52, seq=52))
    old = message(7, revision=1)

    timeline = timeline.heard(old).synced(sync_page(seq=52, revision=1, changes=[change(1, old)]))

    assert shown(timeline) == [51, 52]
    assert not timeline.has_gap


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
    timeline = Timeline().heard(message(1, channel_version=3)).heard(message(2, channel_version=2))

    assert timeline.channel_version == 3


def test_a_message_and_its_reply_are_each_folded_by_their_own_version() -> None:
    opened = Timeline.opened(first_page(1, seq=1))
    sent = told(message(1, revision=1, version=1), reply(1, 1, revision=1, version=0))
    edited = told(message(1, revision=2, version=1), reply(1, 1, revision=2, version=1))
    reacted = message(1, revision=3, version=2)

    timeline = opened.heard(reacted).heard(edited).heard(sent)

    assert timeline.known[1] == reacted
    assert timeline.replies_beyond({}) == [reply(1, 1, revision=2, version=1)]
    assert (timeline.revision, timeline.has_gap) == (3, False)


def test_what_happens_to_a_reply_leaves_its_message_as_it_is() -> None:
    root = in_thread(message(1, revision=1, version=1))
    timeline = Timeline.opened(first_page(1, seq=1, revision=0)).heard(
        told(root, reply(1, 1, revision=1, version=0))
    )

    again = timeline.heard(told(root | {"revision": 2}, reply(1, 1, revision=2, version=1)))

    assert again.known[1] == timeline.known[1]
    assert again.revision == 2


def test_a_reply_waits_until_nothing_before_it_is_missing() -> None:
    ahead = Timeline.opened(first_page(1, seq=1)).heard(
        told(message(1, revision=2, version=2), reply(1, 2, revision=2, version=0))
    )
    first = told(message(1, revision=1, version=1), reply(1, 1, revision=1, version=0))

    filled = ahead.heard(first)

    assert (ahead.replies_beyond({}), ahead.has_gap) == ([], True)
    assert [each["seq"] for each in filled.replies_beyond({})] == [1, 2]
    assert filled.replies_beyond({Place(1, 1): 0, Place(2, 1): 0}) == []


def test_a_reply_that_was_told_before_the_first_page_is_no_news() -> None:
    timeline = Timeline.opened(first_page(1, seq=1, revision=3))
    old = reply(1, 1, revision=2, version=0)

    assert not timeline.lacks_reply(old)
    assert not timeline.lacks_reply(untold(old))
    assert timeline.lacks_reply(old | {"revision": 4})
    assert timeline.heard(told(message(1, revision=3), old)).replies == {}


def test_a_message_that_is_told_again_does_not_stand_for_a_reply_that_was_lost() -> None:
    timeline = Timeline.opened(first_page(1, seq=1))
    again = in_thread(message(1, revision=1, version=1))

    timeline = timeline.heard(again)
    changes = [change(1, told(again, reply(1, 1, revision=1, version=0)))]
    synced = timeline.synced(sync_page(seq=1, revision=1, changes=changes))

    assert (timeline.revision, timeline.has_gap) == (0, True)
    assert (len(synced.replies_beyond({})), synced.has_gap) == (1, False)


def test_a_thread_that_is_read_is_held_in_its_latest_states() -> None:
    later = reply(1, 1, revision=5, version=2)
    timeline = Timeline.opened(first_page(1, seq=1, revision=4)).heard(told(message(1), later))

    timeline = timeline.seen(
        [reply(1, 1, revision=3, version=1), reply(1, 2, revision=4, version=0)]
    )

    assert timeline.replies == {Place(1, 1): later, Place(2, 1): reply(1, 2, revision=4, version=0)}


def test_a_reset_forgets_the_replies() -> None:
    timeline = Timeline.opened(first_page(1, seq=1)).seen([reply(1, 1, revision=1, version=0)])

    assert timeline.synced(sync_page(900, seq=900, revision=900, reset=True)).replies == {}


@given(st.data())
def test_any_order_and_repetition_of_events_and_syncs_ends_with_the_same_list(
    data: st.DataObject,
) -> None:
    last = data.draw(st.integers(1, 12))
    voids = data.draw(st.sets(st.integers(1, last)))
    present = [n for n in range(1, last + 1) if n not in voids]
    changed = data.draw(st.lists(places(present), max_size=8)) if present else []
    revisions = data.draw(st.permutations(range(1, len(changed) + 1)))
    room = Room(present, dict(zip(revisions, changed, strict=True)))
    resolved = data.draw(
        st.lists(st.tuples(st.integers(0, last), st.integers(0, len(changed))), max_size=4)
    )
    pages = [room.page(seq, revision) for seq, revision in resolved]
    states = room.events()
    events = data.draw(st.lists(st.sampled_from(states))) if states else []
    timeline = Timeline()

    for step in data.draw(st.permutations([*pages, *events])):
        before = timeline
        timeline = timeline.synced(step) if "reset" in step else timeline.heard(step)
        assert shown(timeline) == [n for n in present if n <= timeline.seq]
        for n, held in before.known.items():
            assert version_of(timeline.known[n]) >= version_of(held)
        assert {Place.of(each) for each in timeline.replies_beyond({})} <= room.replies.keys()
        assert room.replies_up_to(timeline.revision) <= timeline.replies.keys()
    timeline = timeline.synced(room.page(last, len(changed)))

    assert versions(timeline.beyond({})) == versions(room.messages.values())
    assert {**timeline.replies} == room.replies
    assert not timeline.has_gap


def places(present: list[int]) -> st.SearchStrategy[Place]:
    """Messages, and replies to them."""
    own = st.sampled_from(present)
    return st.one_of(own.map(Place), st.builds(Place, st.integers(1, 3), own))


def versions(messages: Iterable[Json]) -> list[tuple[int, int]]:
    return [(each["seq"], version_of(each)) for each in messages]


class Room:
    """What a server may tell of a conversation.

    changed: what each revision changed, in the order in which they were written: the first change
    of a reply sends it.
    """

    def __init__(self, present: list[int], changed: dict[int, Place]) -> None:
        self._changed = changed
        self.messages = {n: message(n) for n in present}
        self.replies: dict[Place, Json] = {}
        self._events = [*self.messages.values()]
        for revision, place in changed.items():
            self._events.append(self._change(place, revision))

    def _change(self, place: Place, revision: int) -> Json:
        if place.root_seq is None:
            self.messages[place.seq] = later(self.messages[place.seq], revision)
            return self.messages[place.seq]
        held = self.replies.get(place)
        if held:
            self.replies[place] = later(held, revision)
        else:
            root = later(self.messages[place.root_seq], revision)
            self.messages[place.root_seq] = in_thread(root)
            self.replies[place] = reply(place.root_seq, place.seq, revision=revision, version=0)
        root = self.messages[place.root_seq] | {"revision": revision}
        return told(root, self.replies[place])

    def events(self) -> list[Json]:
        """What was published of each change, and each message once more as it is in the end."""
        return [*self._events, *self.messages.values()]

    def replies_up_to(self, revision: int) -> set[Place]:
        """Those of which something happened until then."""
        told = {place for number, place in self._changed.items() if number <= revision}
        return {place for place in told if place.root_seq is not None}

    def page(self, seq: int, revision: int) -> Json:
        """All up to there, in the present state."""
        changes = [change(n, self._present(self._changed[n])) for n in range(1, revision + 1)]
        told = [each for n, each in self.messages.items() if n <= seq]
        return sync_page(seq=seq, revision=revision, changes=changes) | {"messages": told}

    def _present(self, place: Place) -> Json:
        if place.root_seq is None:
            return self.messages[place.seq]
        return told(self.messages[place.root_seq], self.replies[place])


def later(held: Json, revision: int) -> Json:
    """After one more change, whose number may be lower than that of an earlier one."""
    numbers = {"revision": revision, "version": held["version"] + 1}
    return held | numbers
