"""The checker allows what a chat that keeps its promises does, and finds what one does not."""

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.history.checker import check
from tests.history.model import Model
from tests.history.records import Call, Delivery, Final, History

PEOPLE = 4
persons = st.integers(0, PEOPLE - 1)
numbers = st.integers(0, 12)
identities = st.sampled_from([f"id {n}" for n in range(6)])

actions = st.one_of(
    st.tuples(st.just("send"), persons, identities),
    st.tuples(st.just("lose"), persons, st.just("lost")),
    st.tuples(st.just("change"), st.sampled_from(["add", "remove", "rename"]), persons, identities),
    st.tuples(st.just("listen"), persons),
    st.tuples(st.just("read"), persons, numbers),
    st.tuples(st.just("take_back"), persons, numbers),
    st.tuples(st.just("look"), persons, st.sampled_from(["heads", "inbox", "conversation"])),
    st.tuples(st.just("page"), persons),
    st.tuples(st.just("sync"), persons, numbers),
)


@given(st.lists(st.tuples(actions, st.integers(0, 400)), max_size=40), st.booleans())
def test_whatever_happens_in_a_chat_that_keeps_its_promises_is_allowed(
    told: list[tuple[tuple[Any, ...], int]], shows_history: bool
) -> None:
    model = Model(PEOPLE, shows_history=shows_history)
    for count, ((name, *arguments), reach) in enumerate(told):
        model.reach = reach
        if name == "change":
            arguments[-1] = f"change {count}"
        if name == "lose":
            arguments[-1] = f"lost {count}"
        getattr(model, name)(*arguments)

    assert check(model.history()) == []


@given(st.integers(1, 5), st.integers(0, 4))
def test_a_message_left_out_of_any_page_is_found(sent: int, left_out: int) -> None:
    model = Model(PEOPLE)
    for n in range(sent):
        model.send(n % 3, f"id {n}")
    model.page(1)
    model.sync(2, 0)
    history = model.history()
    for call in history.calls:
        if call.field in {"messages", "sync"}:
            del call.answer["messages"][left_out % sent]

    faults = check(history)

    assert [fault.promise for fault in faults] == ["nothing missed"] * 2


def story() -> History:
    """What the tests below spoil: 0 opens, talks with 1 and 2, removes 2, goes on with 1."""
    model = Model(PEOPLE)
    for person in range(3):
        model.listen(person)
    model.send(1, "hello")
    model.send(2, "hi")
    model.send(1, "hello")
    model.read(0, 1)
    model.look(0, "inbox")
    model.change("remove", 2, "out")
    model.look(1, "heads")
    model.send(0, "after")
    model.sync(1, 0)
    model.page(0, after=1)
    model.look(2, "conversation")
    model.change("rename", 1, "title")
    model.look(0, "conversation")
    return model.history()


def test_the_story_itself_is_allowed() -> None:
    assert check(story()) == []


type Spoil = Callable[[History], None]


def nth(history: History, field: str, n: int = -1) -> Call:
    return [call for call in history.calls if call.field == field][n]


def put(history: History, old: object, new: Any) -> None:
    history.records[[record is old for record in history.records].index(True)] = new


def stored_twice(history: History) -> None:
    final = history.final
    assert final is not None
    again = final.messages[0] | {"seq": 3, "event": None, "memberIds": None, "revision": None}
    final.messages[2] = again


def answered_twice_differently(history: History) -> None:
    repeated = nth(history, "sendMessage", 2)
    put(history, repeated, replace(repeated, answer=repeated.answer | {"seq": 2}))


def overtaken(history: History) -> None:
    swap = {1: 2, 2: 1}
    for call in history.calls:
        if call.field == "sendMessage" and call.answer["seq"] in swap:
            call.answer["seq"] = swap[call.answer["seq"]]


def counter_back(history: History) -> None:
    nth(history, "heads").answer[0]["lastSeq"] = 1


def another_text(history: History) -> None:
    event = next(history.deliveries)
    event.payload["body"] = "something else"


def never_stored(history: History) -> None:
    assert history.final is not None
    history.final.messages.pop()


def pending_forever(history: History) -> None:
    history.records = [record for record in history.records if not isinstance(record, Final)]


def passed_over(history: History) -> None:
    del nth(history, "messages").answer["messages"][0]


def ended_early(history: History) -> None:
    page = nth(history, "sync").answer
    page["seq"] = 2
    page["messages"] = page["messages"][:2]


def change_passed_over(history: History) -> None:
    nth(history, "sync").answer["changes"].clear()


def changes_ended_early(history: History) -> None:
    page = nth(history, "sync").answer
    page["revision"] = 0
    page["changes"].clear()


def not_shown(history: History) -> None:
    view = next(view for view in history.views if view.person == 1)
    del view.messages[1]


def heard_after_removal(history: History) -> None:
    after = nth(history, "sendMessage").answer
    channel = next(history.deliveries).channel
    at = nth(history, "sendMessage").ended
    history.records.append(Delivery(2, 2, "onMessage", channel, at, after))


def let_in(history: History) -> None:
    refused = nth(history, "conversation", 0)
    assert refused.person == 2
    answer = copy.deepcopy(nth(history, "conversation").answer)
    put(history, refused, replace(refused, error=None, answer=answer))


def shut_out(history: History) -> None:
    nth(history, "heads").answer[0] = None


def not_in_the_inbox(history: History) -> None:
    nth(history, "inbox").answer["entry"] = None


def miscounted(history: History) -> None:
    nth(history, "inbox").answer["entry"]["unread"] += 1


def marker_back(history: History) -> None:
    entry = nth(history, "inbox").answer["entry"]
    entry |= {"readSeq": 0, "unread": entry["lastSeq"]}


def read_by_nobody(history: History) -> None:
    entry = nth(history, "inbox").answer["entry"]
    entry |= {"readSeq": 2, "unread": entry["lastSeq"] - 2}


def own_is_unread(history: History) -> None:
    answer = nth(history, "conversation").answer
    answer |= {"readSeq": answer["readSeq"] - 1, "unread": answer["unread"] + 1}


def crashed(history: History) -> None:
    call = nth(history, "heads")
    put(history, call, replace(call, answer=None, error="InternalError"))


def killed_by_itself(history: History) -> None:
    call = nth(history, "heads")
    put(history, call, replace(call, answer=None, error="Runtime.ExitError"))


def another_title(history: History) -> None:
    assert history.final is not None
    history.final.conversation["title"] = "Opened"


def still_a_member(history: History) -> None:
    assert history.final is not None
    history.final.members.append({"userId": history.people[2], "role": "MEMBER"})


def anothers_inbox(history: History) -> None:
    payload = {"userId": history.people[0], "revision": 1}
    history.records.append(Delivery(1, 1, "onInbox", "", 5, payload))


@pytest.mark.parametrize(
    ("spoil", "promise"),
    [
        (stored_twice, "sent once"),
        (answered_twice_differently, "sent once"),
        (overtaken, "one order"),
        (counter_back, "one order"),
        (another_text, "one order"),
        (never_stored, "one order"),
        (another_title, "one order"),
        (still_a_member, "one order"),
        (pending_forever, "rest"),
        (passed_over, "nothing missed"),
        (ended_early, "nothing missed"),
        (change_passed_over, "nothing missed"),
        (changes_ended_early, "nothing missed"),
        (not_shown, "nothing missed"),
        (heard_after_removal, "leaving ends it"),
        (let_in, "members only"),
        (shut_out, "members only"),
        (not_in_the_inbox, "members only"),
        (anothers_inbox, "members only"),
        (miscounted, "unread exact"),
        (marker_back, "unread exact"),
        (read_by_nobody, "unread exact"),
        (own_is_unread, "unread exact"),
        (crashed, "stable errors"),
        (killed_by_itself, "stable errors"),
    ],
)
def test_a_spoilt_story_is_not_allowed(spoil: Spoil, promise: str) -> None:
    history = copy.deepcopy(story())

    spoil(history)

    assert promise in {fault.promise for fault in check(history)}


def test_newcomers_do_not_get_what_was_said_before_them_where_it_is_hidden() -> None:
    model = Model(PEOPLE, shows_history=False)
    model.send(0, "secret")
    model.change("add", 3, "in")
    model.page(3)
    history = model.history()
    secret = model.messages[1] | {"channel": None, "channelVersion": None}
    nth(history, "messages").answer["messages"].insert(0, secret)

    assert [fault.promise for fault in check(history)] == ["members only"]


@pytest.mark.parametrize(("further", "promises"), [(19, ["sent once"]), (20, [])])
def test_only_a_send_that_fell_out_of_the_senders_memory_may_be_stored_again(
    further: int, promises: list[str]
) -> None:
    model = Model(PEOPLE)
    model.send(0, "id")
    for n in range(further):
        model.send(0, f"id {n}")
    model._sent.clear()
    model.send(0, "id")
    history = model.history()
    history.records = [
        record
        for record in history.records
        if not (isinstance(record, Call) and record.field == "sendMessage")
    ]

    assert [fault.promise for fault in check(history)] == promises


def test_a_history_reads_as_it_was_written() -> None:
    history = story()

    assert History.read(history.lines()) == history
