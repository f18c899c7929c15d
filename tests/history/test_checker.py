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
from tests.history.records import Call, Delivery, Final, History, View

PEOPLE = 4
persons = st.integers(0, PEOPLE - 1)
numbers = st.integers(0, 12)
identities = st.sampled_from([f"id {n}" for n in range(6)])
replies = st.sampled_from([f"reply {n}" for n in range(6)])
roots = st.integers(1, 3)

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
    st.tuples(st.just("edit"), persons, numbers, st.sampled_from(["hello", "well", "so"])),
    st.tuples(st.just("edit"), persons, numbers, st.just("only if"), numbers),
    st.tuples(st.just("delete"), persons, numbers),
    st.tuples(st.just("react"), persons, numbers, st.sampled_from(["👍", "🎉"])),
    st.tuples(st.just("unreact"), persons, numbers, st.sampled_from(["👍", "🎉"])),
    st.tuples(st.just("ask"), persons, numbers),
    st.tuples(st.just("answer"), persons, identities, numbers),
    st.tuples(st.just("forward"), persons, identities, numbers),
    st.tuples(st.just("pin"), persons, numbers),
    st.tuples(st.just("unpin"), persons, numbers),
    st.tuples(st.just("pins"), persons),
    st.tuples(st.just("reply"), persons, replies, roots),
    st.tuples(st.just("edit_reply"), persons, roots, numbers, st.sampled_from(["well", "so"])),
    st.tuples(st.just("delete_reply"), persons, roots, numbers),
    st.tuples(st.just("react_to_reply"), persons, roots, numbers, st.sampled_from(["👍", "🎉"])),
    st.tuples(st.just("ask_of_reply"), persons, roots, numbers),
    st.tuples(st.just("look_into"), persons, roots),
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
        if "only if" in arguments:
            arguments[2] = f"only if {count}"
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
    history.final.members.append(
        {"userId": history.people[2], "role": "MEMBER", "mutedUntil": None}
    )


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
        (another_text, "one order of states"),
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


def changing_story() -> History:
    """What the tests below spoil: 1 says two things and edits them, 0 deletes the first."""
    model = Model(PEOPLE)
    for person in range(3):
        model.listen(person)
    model.send(1, "hello")
    model.send(1, "again")
    model.edit(1, 1, "well")
    model.ask(2, 1)
    model.sync(2, 0)
    model.delete(0, 1)
    model.edit(1, 2, "so", 0)
    model.edit(1, 2, "too late", 0)
    model.edit(1, 1, "after all")
    model.edit(2, 2, "not mine")
    model.ask(2, 1)
    model.ask(2, 2)
    model.page(2)
    model.sync(2, 0)
    return model.history()


def test_the_story_of_changes_itself_is_allowed() -> None:
    assert check(changing_story()) == []


def change_without_number(history: History) -> None:
    assert history.final is not None
    history.final.changes.pop()


def change_without_effect(history: History) -> None:
    assert history.final is not None
    without: dict[str, Any] = {"revision": None, "version": 0, "body": "hello", "parts": []}
    history.final.messages[1] |= without


def change_of_another_message(history: History) -> None:
    assert history.final is not None
    history.final.changes[-1]["seq"] = 1


def change_of_nothing(history: History) -> None:
    assert history.final is not None
    history.final.changes.append({"revision": 4, "kind": "MESSAGE", "seq": 9, "message": None})


def overwritten(history: History) -> None:
    answer = nth(history, "editMessage", 0).answer
    answer |= {"revision": 5}


def state_without_a_change(history: History) -> None:
    assert history.final is not None
    del history.final.changes[0]


def text_that_nobody_wrote(history: History) -> None:
    nth(history, "message", 0).answer["body"] = "something else"


def answered_and_not_made(history: History) -> None:
    nth(history, "editMessage", 1).arguments["input"]["body"] = "something else"


def made_in_another_state(history: History) -> None:
    nth(history, "editMessage", 1).arguments["input"]["ifRevision"] = 1


def two_in_one_state(history: History) -> None:
    nth(history, "messages").answer["messages"][1]["body"] = "something else"


def an_older_state_is_read(history: History) -> None:
    former = nth(history, "sendMessage", 1).answer | {"channel": None, "channelVersion": None}
    nth(history, "messages").answer["messages"][1] = former


def change_told_without_its_message(history: History) -> None:
    nth(history, "sync").answer["changes"][-1]["message"] = None


def change_told_with_an_older_state(history: History) -> None:
    former = nth(history, "sendMessage", 1).answer
    nth(history, "sync", 0).answer["changes"][0]["message"] = former | {"seq": 1}


def device_without_the_change(history: History) -> None:
    view = next(view for view in history.views if view.person == 2)
    view.messages[1] = nth(history, "sendMessage", 1).answer


def text_in_a_page(history: History) -> None:
    nth(history, "messages").answer["messages"][0]["body"] = "well"


def text_in_a_former_state(history: History) -> None:
    former = nth(history, "editMessage", 0).answer
    call = nth(history, "message", 1)
    put(history, call, replace(call, answer=former))


def text_among_the_versions(history: History) -> None:
    nth(history, "messageVersions", 1).answer.append({"body": "well"})


def text_in_the_inbox(history: History) -> None:
    call = nth(history, "message", 1)
    former = nth(history, "sendMessage", 0).answer
    entry = {"lastSeq": 2, "readSeq": 0, "unread": 2, "lastMessage": former}
    answer = {"entry": entry, "complete": True}
    put(history, call, replace(call, field="inbox", arguments={}, answer=answer))


def text_in_a_later_state(history: History) -> None:
    event = list(history.deliveries)[-1]
    text = nth(history, "editMessage", 0).answer | {"version": 2}
    history.records.append(replace(event, payload=text))


def text_in_an_event_of_a_later_call(history: History) -> None:
    event, call = list(history.deliveries)[-1], nth(history, "editMessage", 3)
    text = nth(history, "editMessage", 0).answer
    again = replace(call, answer=text, error=None)
    put(history, call, again)
    history.records.append(replace(event, at=again.ended, payload=text))


def versions_without_the_present_text(history: History) -> None:
    del nth(history, "messageVersions").answer[0]


def versions_without_a_former_text(history: History) -> None:
    del nth(history, "messageVersions").answer[1]


def versions_in_another_order(history: History) -> None:
    nth(history, "messageVersions", 0).answer.reverse()


def versions_of_another_message(history: History) -> None:
    nth(history, "messageVersions").answer.append({"body": "well"})


def no_versions(history: History) -> None:
    nth(history, "messageVersions").answer.clear()


def edited_by_another(history: History) -> None:
    call = nth(history, "editMessage", 1)
    put(history, call, replace(call, person=0))


def deleted_by_another(history: History) -> None:
    assert history.final is not None
    call = nth(history, "deleteMessage")
    put(history, call, replace(call, person=2))


def changed_by_another(history: History) -> None:
    assert history.final is not None
    history.final.messages[1]["changedBy"] = history.people[0]


def own_text_forbidden(history: History) -> None:
    call = nth(history, "editMessage", 2)
    put(history, call, replace(call, error="Forbidden"))


def conflict_with_nothing(history: History) -> None:
    nth(history, "editMessage", 2).arguments["input"]["ifRevision"] = 3


def deletion_in_conflict(history: History) -> None:
    call = nth(history, "editMessage", 2)
    del call.arguments["input"]["ifRevision"]
    put(history, call, replace(call, field="deleteMessage"))


def message_not_found(history: History) -> None:
    call = nth(history, "messageVersions")
    put(history, call, replace(call, answer=None, error="NotFound"))


@pytest.mark.parametrize(
    ("spoil", "promise"),
    [
        (change_without_number, "one order of states"),
        (change_without_effect, "one order of states"),
        (change_of_another_message, "one order of states"),
        (change_of_nothing, "one order of states"),
        (overwritten, "one order of states"),
        (state_without_a_change, "one order of states"),
        (two_in_one_state, "one order of states"),
        (text_that_nobody_wrote, "one order of states"),
        (answered_and_not_made, "one order of states"),
        (made_in_another_state, "one order of states"),
        (an_older_state_is_read, "one order of states"),
        (versions_without_the_present_text, "one order of states"),
        (versions_without_a_former_text, "one order of states"),
        (versions_in_another_order, "one order of states"),
        (versions_of_another_message, "one order of states"),
        (no_versions, "one order of states"),
        (change_told_without_its_message, "nothing missed"),
        (change_told_with_an_older_state, "nothing missed"),
        (device_without_the_change, "nothing missed"),
        (text_in_a_page, "deleted is gone"),
        (text_in_a_former_state, "deleted is gone"),
        (text_among_the_versions, "deleted is gone"),
        (text_in_the_inbox, "deleted is gone"),
        (text_in_a_later_state, "deleted is gone"),
        (text_in_an_event_of_a_later_call, "deleted is gone"),
        (edited_by_another, "own texts"),
        (deleted_by_another, "own texts"),
        (changed_by_another, "own texts"),
        (own_text_forbidden, "own texts"),
        (conflict_with_nothing, "own texts"),
        (deletion_in_conflict, "own texts"),
        (message_not_found, "members only"),
    ],
)
def test_a_story_of_changes_that_is_spoilt_is_not_allowed(spoil: Spoil, promise: str) -> None:
    history = copy.deepcopy(changing_story())

    spoil(history)

    assert promise in {fault.promise for fault in check(history)}


def reacting_story() -> History:
    """What the tests below spoil: people react to what 1 says, one takes it back, 1 deletes one."""
    model = Model(PEOPLE)
    for person in range(3):
        model.listen(person)
    model.send(1, "hello")
    model.send(1, "again")
    model.react(0, 1, "👍")
    model.react(2, 1, "👍")
    model.react(2, 1, "🎉")
    model.unreact(2, 1, "🎉")
    model.react(0, 2, "👍")
    model.delete(1, 2)
    model.react(2, 2, "👍")
    model.ask(2, 1)
    model.page(2)
    model.sync(0, 0)
    return model.history()


def test_the_story_of_reactions_itself_is_allowed() -> None:
    assert check(reacting_story()) == []


def test_a_reaction_may_be_answered_as_gone_while_its_message_is_being_deleted() -> None:
    history = reacting_story()
    reaction = nth(history, "addReaction", 3)
    deletion = nth(history, "deleteMessage")
    put(history, deletion, replace(deletion, began=reaction.began))

    reaction.answer["reactions"].clear()

    assert check(history) == []


def reaction_lost(history: History) -> None:
    assert history.final is not None
    (thumb,) = history.final.messages[0]["reactions"]
    thumb |= {"count": 1, "userIds": thumb["userIds"][:1]}


def reaction_back_again(history: History) -> None:
    assert history.final is not None
    party = {"emoji": "🎉", "count": 1, "userIds": [history.people[2]], "mine": False}
    history.final.messages[0]["reactions"].append(party)


def reaction_that_nobody_asked_for(history: History) -> None:
    nth(history, "message").answer["reactions"][0]["userIds"][0] = history.people[3]


def reaction_counted_twice(history: History) -> None:
    nth(history, "message").answer["reactions"][0]["count"] = 3


def reaction_answered_and_not_there(history: History) -> None:
    nth(history, "addReaction", 1).answer["reactions"].clear()


def reaction_taken_back_and_there(history: History) -> None:
    before = nth(history, "addReaction", 2).answer["reactions"]
    nth(history, "removeReaction").answer["reactions"] = before


def reaction_of_others_told_as_ones_own(history: History) -> None:
    nth(history, "sync").answer["messages"][0]["reactions"][0]["mine"] = False


def reaction_to_a_deleted_message(history: History) -> None:
    kept = nth(history, "addReaction", 3).answer["reactions"]
    nth(history, "messages").answer["messages"][1]["reactions"] = kept


def reactions_not_told(history: History) -> None:
    nth(history, "messages").answer["messages"][0] |= {"reactions": None, "version": None}


def reaction_of_a_number_that_is_not_its_own(history: History) -> None:
    nth(history, "addReaction", 1).answer["revision"] = 5


def version_that_does_not_count(history: History) -> None:
    assert history.final is not None
    history.final.messages[0]["version"] = 3


def reaction_forbidden(history: History) -> None:
    call = nth(history, "addReaction", 1)
    put(history, call, replace(call, answer=None, error="Forbidden"))


def reaction_in_conflict_with_nothing(history: History) -> None:
    call = nth(history, "addReaction", 1)
    put(history, call, replace(call, answer=None, error="Conflict"))


@pytest.mark.parametrize(
    ("spoil", "promise"),
    [
        (reaction_lost, "reactions exact"),
        (reaction_back_again, "reactions exact"),
        (reaction_that_nobody_asked_for, "reactions exact"),
        (reaction_counted_twice, "reactions exact"),
        (reaction_answered_and_not_there, "reactions exact"),
        (reaction_taken_back_and_there, "reactions exact"),
        (reaction_of_others_told_as_ones_own, "reactions exact"),
        (reaction_to_a_deleted_message, "deleted is gone"),
        (reactions_not_told, "nothing missed"),
        (reaction_of_a_number_that_is_not_its_own, "one order of states"),
        (version_that_does_not_count, "one order of states"),
        (reaction_forbidden, "own texts"),
        (reaction_in_conflict_with_nothing, "own texts"),
    ],
)
def test_a_story_of_reactions_that_is_spoilt_is_not_allowed(spoil: Spoil, promise: str) -> None:
    history = copy.deepcopy(reacting_story())

    spoil(history)

    assert promise in {fault.promise for fault in check(history)}


def pinning_story() -> History:
    """What the tests below spoil: 1 speaks, others answer, send it on and pin it; 1 deletes one."""
    model = Model(PEOPLE)
    for person in range(3):
        model.listen(person)
    model.send(1, "hello")
    model.send(1, "again")
    model.answer(2, "answer", 1)
    model.forward(0, "forward", 1)
    model.forward(2, "twice", 4)
    model.pin(0, 1)
    model.pin(2, 3)
    model.pin(2, 2)
    model.unpin(1, 2)
    model.delete(1, 2)
    model.pin(0, 2)
    model.edit(0, 4, "well")
    model.answer(0, "too late", 2)
    model.page(2)
    model.sync(0, 0)
    model.pins(1)
    return model.history()


def test_the_story_of_pins_and_origins_itself_is_allowed() -> None:
    assert check(pinning_story()) == []


def pin_lost(history: History) -> None:
    assert history.final is not None
    history.final.messages[0]["pinnedAt"] = None


def pin_back_again(history: History) -> None:
    assert history.final is not None
    history.final.messages[3]["pinnedAt"] = 1
    nth(history, "unpinMessage").arguments["input"]["seq"] = 4
    call = nth(history, "pinMessage", 2)
    call.arguments["input"]["seq"] = 4


def pin_answered_and_not_there(history: History) -> None:
    nth(history, "pinMessage", 0).answer["pinnedAt"] = None


def pin_not_listed(history: History) -> None:
    nth(history, "pins").answer.pop()


def pins_in_another_order(history: History) -> None:
    nth(history, "pins").answer.reverse()


def pin_listed_twice(history: History) -> None:
    listed = nth(history, "pins").answer
    listed.append(listed[-1])


def unpinned_and_listed(history: History) -> None:
    unpinned = nth(history, "messages").answer["messages"][3]
    nth(history, "pins").answer.append(unpinned)


def pin_forbidden(history: History) -> None:
    call = nth(history, "pinMessage", 0)
    put(history, call, replace(call, answer=None, error="Forbidden"))


def pin_in_conflict_with_nothing(history: History) -> None:
    call = nth(history, "pinMessage", 0)
    put(history, call, replace(call, answer=None, error="Conflict"))


def answer_to_another(history: History) -> None:
    nth(history, "messages").answer["messages"][2]["replyTo"] = 2


def answer_to_nothing(history: History) -> None:
    nth(history, "messages").answer["messages"][2]["replyTo"] = None


def quotation_left_out(history: History) -> None:
    nth(history, "sync").answer["messages"][2]["quoted"] = None


def quotation_of_another(history: History) -> None:
    page = nth(history, "messages").answer["messages"]
    page[2]["quoted"] = page[1]


def quotation_of_what_was_never_said(history: History) -> None:
    nth(history, "messages").answer["messages"][2]["quoted"]["body"] = "something else"


def forwarded_as_ones_own(history: History) -> None:
    nth(history, "messages").answer["messages"][3]["forwardedFrom"] = None


def forwarded_from_who_forwarded_it(history: History) -> None:
    page = nth(history, "messages").answer["messages"]
    page[4]["forwardedFrom"] = {"senderId": page[3]["senderId"]}


def forwarded_with_another_text(history: History) -> None:
    nth(history, "messages").answer["messages"][3]["body"] = "something else"


@pytest.mark.parametrize(
    ("spoil", "promise"),
    [
        (pin_lost, "pins exact"),
        (pin_back_again, "pins exact"),
        (pin_answered_and_not_there, "pins exact"),
        (pin_not_listed, "pins exact"),
        (pins_in_another_order, "pins exact"),
        (pin_listed_twice, "pins exact"),
        (unpinned_and_listed, "pins exact"),
        (pin_forbidden, "own texts"),
        (pin_in_conflict_with_nothing, "own texts"),
        (answer_to_another, "true origins"),
        (answer_to_nothing, "true origins"),
        (quotation_left_out, "nothing missed"),
        (quotation_of_another, "true origins"),
        (quotation_of_what_was_never_said, "one order of states"),
        (forwarded_as_ones_own, "true origins"),
        (forwarded_from_who_forwarded_it, "true origins"),
        (forwarded_with_another_text, "one order of states"),
    ],
)
def test_a_story_of_pins_and_origins_that_is_spoilt_is_not_allowed(
    spoil: Spoil, promise: str
) -> None:
    history = copy.deepcopy(pinning_story())

    spoil(history)

    assert promise in {fault.promise for fault in check(history)}


def test_what_an_older_client_publishes_need_not_say_what_it_does_not_know() -> None:
    history = copy.deepcopy(changing_story())
    for event in history.deliveries:
        event.payload["parts"] = event.payload["changedBy"] = None

    assert check(history) == []


def hidden_story() -> History:
    """0 says something, edits it, and again once 3 has come in, who may not read it."""
    model = Model(PEOPLE, shows_history=False)
    model.send(0, "secret")
    model.edit(0, 1, "well")
    model.change("add", 3, "in")
    model.edit(0, 1, "so")
    model.page(3)
    model.sync(3, 0)
    model.ask(3, 1)
    return model.history()


def test_the_story_of_what_is_hidden_is_allowed() -> None:
    assert check(hidden_story()) == []


def secret_of(history: History) -> dict[str, Any]:
    assert history.final is not None
    return history.final.messages[0]


def secret_in_a_page(history: History) -> None:
    nth(history, "messages", 0).answer["messages"].insert(0, secret_of(history))


def secret_in_a_change(history: History) -> None:
    change = next(each for each in nth(history, "sync").answer["changes"] if each["revision"] == 3)
    change["message"] = secret_of(history)


def number_of_the_secret_in_a_change(history: History) -> None:
    change = next(each for each in nth(history, "sync").answer["changes"] if each["revision"] == 3)
    change["seq"] = 1


def secret_looked_at(history: History) -> None:
    call = nth(history, "message")
    put(history, call, replace(call, answer=secret_of(history)))


def former_secrets(history: History) -> None:
    call = nth(history, "messageVersions")
    versions = [{"body": body} for body in ("so", "well", "hello")]
    put(history, call, replace(call, answer=versions, error=None))


def secret_published(history: History) -> None:
    nth(history, "editMessage").answer["channel"] = "channel 1"


@pytest.mark.parametrize(
    "spoil",
    [
        secret_in_a_page,
        secret_in_a_change,
        number_of_the_secret_in_a_change,
        secret_looked_at,
        former_secrets,
        secret_published,
    ],
)
def test_newcomers_do_not_get_what_was_said_before_them_where_it_is_hidden(spoil: Spoil) -> None:
    history = copy.deepcopy(hidden_story())

    spoil(history)

    assert {fault.promise for fault in check(history)} == {"members only"}


def test_a_change_is_not_published_on_a_channel_that_was_replaced_before() -> None:
    model = Model(PEOPLE)
    model.send(1, "hello")
    model.change("remove", 2, "out")
    model.edit(1, 1, "well")
    history = model.history()
    nth(history, "editMessage").answer["channel"] = "channel 1"

    assert [fault.promise for fault in check(history)] == ["leaving ends it"]


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


def mentioning() -> History:
    """0 mentions 1, who finds it."""
    model = Model(PEOPLE)
    model.send(0, "hello")
    history = model.history()
    final = history.final
    assert final
    me = history.people[1]
    for message in [*final.messages, nth(history, "sendMessage").answer]:
        message["mentions"] = [me] if message["kind"] == "TEXT" else []
    (text,) = (message for message in final.messages if message["kind"] == "TEXT")
    entry = {"seq": text["seq"], "message": copy.deepcopy(text)}
    end = final.at
    history.records.append(Call(1, 1, "mentions", {}, end, end, {"mentions": [entry]}))
    history.records.append(View(1, 1, end, 1, text["seq"], final.messages))
    return history


def test_a_mention_that_is_listed_for_nobody_is_found() -> None:
    history = mentioning()
    assert check(history) == []
    nth(history, "mentions").answer["mentions"].clear()

    assert [fault.promise for fault in check(history)] == ["mentions exact"]


def test_a_mention_that_is_listed_for_another_is_found() -> None:
    history = mentioning()
    put(history, nth(history, "mentions"), replace(nth(history, "mentions"), person=2))

    assert "mentions exact" in {fault.promise for fault in check(history)}


def threaded_story() -> History:
    """What the tests below spoil: 2 and 0 reply to 1, the first edits, and goes; 3 may not read."""
    model = Model(PEOPLE, shows_history=False)
    for person in range(3):
        model.listen(person)
    model.send(1, "hello")
    model.send(1, "again")
    model.reply(2, "first", 1)
    model.reply(0, "second", 1)
    model.reply(2, "first", 1)
    model.edit_reply(2, 1, 1, "well")
    model.react_to_reply(0, 1, 2, "👍")
    model.ask_of_reply(0, 1, 1)
    model.look_into(2, 1)
    model.delete_reply(2, 1, 1)
    model.reply(1, "third", 1)
    model.delete(1, 2)
    model.reply(0, "too late", 2)
    model.ask(2, 1)
    model.look_into(2, 1)
    model.page(2)
    model.sync(2, 0)
    model.change("add", 3, "in")
    model.sync(3, 0)
    model.look_into(3, 1)
    model.reply(3, "hidden", 1)
    return model.history()


def test_the_story_of_a_thread_itself_is_allowed() -> None:
    assert check(threaded_story()) == []


def thread_of(history: History) -> list[Any]:
    assert history.final is not None
    replies: list[Any] = history.final.threads[0]["messages"]
    return replies


def threads_told(history: History) -> dict[str, Any]:
    """The thread as `message` tells it, once there are three replies, one of them deleted."""
    told: dict[str, Any] = nth(history, "message").answer["thread"]
    return told


def synced(history: History, revision: int) -> dict[str, Any]:
    changes = next(
        call.answer["changes"]
        for call in history.calls
        if call.field == "sync" and call.person == 2
    )
    change: dict[str, Any] = next(each for each in changes if each["revision"] == revision)
    return change


def reply_stored_twice(history: History) -> None:
    first = thread_of(history)[1]
    thread_of(history).append(first | {"seq": 4})


def reply_stored_in_the_conversation_too(history: History) -> None:
    assert history.final is not None
    reply = thread_of(history)[1]
    history.final.messages.append(reply | {"seq": 3, "rootSeq": None, "revision": None})


def reply_answered_with_another(history: History) -> None:
    repeated = nth(history, "sendReply", 2)
    another = nth(history, "sendReply", 1).answer["reply"]
    put(history, repeated, replace(repeated, answer=repeated.answer | {"reply": another}))


def replies_in_another_order(history: History) -> None:
    thread_of(history)[1]["seq"], thread_of(history)[2]["seq"] = 3, 2


def reply_overtaken(history: History) -> None:
    first, second = (nth(history, "sendReply", n) for n in (0, 1))
    first.answer["reply"]["seq"], second.answer["reply"]["seq"] = 2, 1


def reply_lost(history: History) -> None:
    del thread_of(history)[1]


def reply_without_a_change(history: History) -> None:
    assert history.final is not None
    final = history.final
    final.changes[:] = [each for each in final.changes if each["revision"] != 6]


def reply_passed_over(history: History) -> None:
    del nth(history, "messages", 1).answer["messages"][1]


def thread_ended_early(history: History) -> None:
    page = nth(history, "messages", 1).answer
    page |= {"messages": page["messages"][:2], "after": 2}


def reply_not_held(history: History) -> None:
    next(history.views).threads[0]["messages"].pop()


def reply_held_in_an_older_state(history: History) -> None:
    view = next(history.views)
    view.threads[0]["messages"][0] = nth(history, "sendReply", 0).answer["reply"]


def root_held_in_an_older_state(history: History) -> None:
    view = next(history.views)
    view.messages[0] = view.messages[0] | {"thread": None, "version": 0}


def reply_told_without_its_root(history: History) -> None:
    synced(history, 2)["message"] = None


def root_told_without_the_reply(history: History) -> None:
    synced(history, 2)["message"]["reply"] = None


def root_told_as_it_was(history: History) -> None:
    synced(history, 2)["message"]["version"] = 1


def reply_told_as_it_was(history: History) -> None:
    former = nth(history, "sendReply", 0).answer["reply"]
    synced(history, 3)["message"]["reply"] = former


def reply_answered_without_its_root(history: History) -> None:
    call = nth(history, "sendReply", 0)
    put(history, call, replace(call, answer=call.answer["reply"]))


def reply_answered_without_itself(history: History) -> None:
    nth(history, "editMessage").answer["reply"] = None


def root_not_raised(history: History) -> None:
    assert history.final is not None
    history.final.messages[0]["version"] -= 1


def root_raised_by_an_edit(history: History) -> None:
    assert history.final is not None
    history.final.messages[0]["version"] += 1


def edit_of_a_reply_without_effect(history: History) -> None:
    thread_of(history)[1]["version"] = 0


def reply_that_nobody_wrote(history: History) -> None:
    nth(history, "messages", 0).answer["messages"][1]["body"] = "something else"


def reply_without_its_former_text(history: History) -> None:
    nth(history, "messageVersions", 0).answer.pop()


def reply_edited_by_another(history: History) -> None:
    call = nth(history, "editMessage")
    put(history, call, replace(call, person=1))


def reply_refused_without_a_reason(history: History) -> None:
    nth(history, "sendReply", 4).arguments["input"]["rootSeq"] = 1


def deleted_reply_in_a_page(history: History) -> None:
    page = nth(history, "messages", 1).answer["messages"]
    page[0] = nth(history, "messages", 0).answer["messages"][0]


def reaction_to_a_reply_lost(history: History) -> None:
    thread_of(history)[1]["reactions"] = []


def deleted_reply_counted(history: History) -> None:
    threads_told(history)["replyCount"] = 3


def reply_not_counted(history: History) -> None:
    threads_told(history)["replyCount"] = 1


def last_reply_back(history: History) -> None:
    threads_told(history)["lastSeq"] = 2


def last_reply_at_another_time(history: History) -> None:
    threads_told(history)["lastReplyAt"] = 1


def somebody_who_did_not_reply(history: History) -> None:
    threads_told(history)["participantIds"].append(history.people[3])


def thread_without_a_reply(history: History) -> None:
    answer = nth(history, "sendReply", 0).answer
    answer["thread"] = None


def thread_that_is_none(history: History) -> None:
    page = nth(history, "messages", 2).answer["messages"]
    page[1]["thread"] = page[0]["thread"] | {"rootSeq": 2}


def count_that_stays_wrong(history: History) -> None:
    assert history.final is not None
    history.final.messages[0]["thread"]["replyCount"] = 3


def told_to_a_newcomer(history: History, revision: int) -> dict[str, Any]:
    change: dict[str, Any] = nth(history, "sync").answer["changes"][revision - 1]
    assert nth(history, "sync").person == 3
    assert change["revision"] == revision
    return change


def thread_of_a_secret(history: History) -> None:
    told_to_a_newcomer(history, 2)["message"] = synced(history, 2)["message"]


def number_in_the_thread_of_a_secret(history: History) -> None:
    told_to_a_newcomer(history, 2).update(rootSeq=1, seq=2)


def page_of_the_thread_of_a_secret(history: History) -> None:
    refused = nth(history, "messages")
    put(history, refused, replace(refused, error=None, answer=nth(history, "messages", 1).answer))


def reply_to_a_secret_answered(history: History) -> None:
    refused = nth(history, "sendReply")
    answer = nth(history, "sendReply", 3).answer
    put(history, refused, replace(refused, error=None, answer=answer))


def reply_to_a_secret_published(history: History) -> None:
    late = nth(history, "sync").ended + 1
    event = next(each for each in history.deliveries if each.payload.get("reply"))
    call = nth(history, "editMessage")
    put(history, call, replace(call, began=late, ended=late + 1))
    told = call.answer | {"channel": event.channel}
    history.records.append(replace(event, at=late + 1, payload=told))


def member_kept_from_a_thread(history: History) -> None:
    call = nth(history, "messages", 1)
    put(history, call, replace(call, answer=None, error="NotFound"))


@pytest.mark.parametrize(
    ("spoil", "promise"),
    [
        (reply_stored_twice, "sent once"),
        (reply_stored_in_the_conversation_too, "sent once"),
        (reply_answered_with_another, "sent once"),
        (replies_in_another_order, "one order"),
        (reply_overtaken, "one order"),
        (reply_lost, "one order"),
        (reply_without_a_change, "nothing missed"),
        (reply_passed_over, "nothing missed"),
        (thread_ended_early, "nothing missed"),
        (reply_not_held, "nothing missed"),
        (reply_held_in_an_older_state, "nothing missed"),
        (root_held_in_an_older_state, "nothing missed"),
        (reply_told_without_its_root, "nothing missed"),
        (root_told_without_the_reply, "nothing missed"),
        (root_told_as_it_was, "nothing missed"),
        (reply_told_as_it_was, "nothing missed"),
        (reply_answered_without_its_root, "nothing missed"),
        (reply_answered_without_itself, "nothing missed"),
        (root_not_raised, "one order of states"),
        (root_raised_by_an_edit, "one order of states"),
        (edit_of_a_reply_without_effect, "one order of states"),
        (reply_that_nobody_wrote, "one order of states"),
        (reply_without_its_former_text, "one order of states"),
        (reply_edited_by_another, "own texts"),
        (reply_refused_without_a_reason, "own texts"),
        (deleted_reply_in_a_page, "deleted is gone"),
        (reaction_to_a_reply_lost, "reactions exact"),
        (deleted_reply_counted, "counts exact"),
        (reply_not_counted, "counts exact"),
        (last_reply_back, "counts exact"),
        (last_reply_at_another_time, "counts exact"),
        (somebody_who_did_not_reply, "counts exact"),
        (thread_without_a_reply, "counts exact"),
        (thread_that_is_none, "counts exact"),
        (count_that_stays_wrong, "counts exact"),
        (thread_of_a_secret, "members only"),
        (number_in_the_thread_of_a_secret, "members only"),
        (page_of_the_thread_of_a_secret, "members only"),
        (reply_to_a_secret_answered, "members only"),
        (reply_to_a_secret_published, "members only"),
        (member_kept_from_a_thread, "members only"),
    ],
)
def test_a_story_of_a_thread_that_is_spoilt_is_not_allowed(spoil: Spoil, promise: str) -> None:
    history = copy.deepcopy(threaded_story())

    spoil(history)

    assert promise in {fault.promise for fault in check(history)}


def standing_story() -> History:
    """What the tests below spoil: 0 makes 1 a moderator, who mutes 2; then 1 the owner."""
    model = Model(PEOPLE)
    model.send(2, "hello")
    model.appoint(0, 1, "MODERATOR")
    model.mute(1, 2)
    model.send(2, "again")
    model.appoint(1, 2, "ADMIN")
    model.mute(0, 2, for_good=False)
    model.send(2, "once more")
    model.appoint(0, 2, "READER")
    model.send(2, "in vain")
    model.appoint(0, 1, "OWNER")
    model.send(0, "as before")
    return model.history()


def test_the_story_of_standings_itself_is_allowed() -> None:
    assert check(standing_story()) == []


def answered_by_who_is_muted(history: History) -> None:
    call, told = nth(history, "sendMessage", 1), nth(history, "sendMessage")
    put(history, call, replace(call, answer=told.answer, error=None))


def answered_by_a_reader(history: History) -> None:
    call, told = nth(history, "sendMessage", 3), nth(history, "sendMessage")
    put(history, call, replace(call, answer=told.answer, error=None))


def role_given_by_a_moderator(history: History) -> None:
    call = nth(history, "updateMember", 2)
    answer = {"userId": history.people[2], "role": "ADMIN", "mutedUntil": None}
    put(history, call, replace(call, answer=answer, error=None))


def muted_by_who_may_not(history: History) -> None:
    call = nth(history, "updateMember", 1)
    muting = call.arguments["input"] | {"memberId": history.people[1]}
    put(history, call, replace(call, person=2, arguments={"input": muting}))


def text_of_a_moderator_forbidden(history: History) -> None:
    call = nth(history, "sendMessage", 4)
    put(history, call, replace(call, answer=None, error="Forbidden"))


def standing_that_nobody_gave(history: History) -> None:
    assert history.final is not None
    history.final.members[2]["role"] = "MODERATOR"


def mute_that_nobody_wanted(history: History) -> None:
    assert history.final is not None
    history.final.members[0]["mutedUntil"] = "2099-12-31T00:00:00Z"


def second_owner(history: History) -> None:
    assert history.final is not None
    history.final.members[0]["role"] = "OWNER"


def change_that_nobody_made(history: History) -> None:
    assert history.final is not None
    last = history.final.changes[-1]
    history.final.changes.extend(last | {"revision": last["revision"] + n} for n in range(1, 9))


@pytest.mark.parametrize(
    ("spoil", "promise"),
    [
        (answered_by_who_is_muted, "grants kept"),
        (answered_by_a_reader, "grants kept"),
        (role_given_by_a_moderator, "grants kept"),
        (muted_by_who_may_not, "grants kept"),
        (text_of_a_moderator_forbidden, "grants kept"),
        (standing_that_nobody_gave, "grants kept"),
        (mute_that_nobody_wanted, "grants kept"),
        (second_owner, "one order"),
        (change_that_nobody_made, "one order"),
    ],
)
def test_a_story_of_standings_that_is_spoilt_is_not_allowed(spoil: Spoil, promise: str) -> None:
    history = copy.deepcopy(standing_story())

    spoil(history)

    assert promise in {fault.promise for fault in check(history)}
